import { type Auth, CallFailure, endpoint } from "#connectors/sdk";
import { describe, log } from "#lib/log";
import { attachFor, ownClient, readConnection, type Stored } from "#modules/connections";
import type { Authorize } from "#modules/upstream";
import { base64 } from "#lib/digest";
import { z } from "zod";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { manifestOf, openConnector } from "./open-connector";
import type { InstallRow } from "./store";

/** RFC 7009; whatever the answer holds is of no interest. */
const revokeToken = endpoint({
  name: "revokeToken",
  method: "POST",
  path: "",
  encoding: "form",
  format: "text",
  repeatable: true,
  maxBytes: 100_000,
  response: z.string(),
});

/** Has the version itself end our access, where it has a way of its own. @param authorize other credentials than the install's own */
async function disconnect(ctx: Context, row: InstallRow, authorize?: Authorize): Promise<void> {
  const { version, call, config, flush } = await openConnector(ctx, row, authorize ? { authorize } : {});
  if (!version.disconnect) return;
  try {
    await version.disconnect({ call, config, now: new Date(ctx.now) });
  } finally {
    await flush();
  }
}

/** Tells the upstream that our access has ended. Failing to tell stops nothing. */
async function tell(row: InstallRow, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    // An upstream that fails, or a version that is gone, keeps nobody.
    if (!(error instanceof CallFailure) && !(error instanceof DomainError)) throw error;
    log("warn", "token not revoked", { install: row.id, ...describe(error) });
  }
}

/** Has the upstream end a grant, where it takes such word (RFC 7009). */
async function endGrant(ctx: Context, row: InstallRow, auth: Auth, { refresh_token: token }: Stored): Promise<void> {
  if (auth.type !== "oauth2_code" || auth.revokeUrl === undefined || token === undefined) return;
  const client = ownClient(ctx.env, row.slug);
  const pair = base64(new TextEncoder().encode(`${client.client_id}:${client.client_secret}`));
  const opened = await openConnector(ctx, row, {
    authorize: async () => ({ headers: {}, query: {} }),
    baseUrl: auth.revokeUrl,
  });
  try {
    await opened.call(revokeToken, { body: { token }, headers: { authorization: `Basic ${pair}` } });
  } finally {
    await opened.flush();
  }
}

/**
 * Ends what was let in and is not kept, which nobody could end any more. Where the same consent stands behind a connection that
 * is kept, ending it would end that too: it stays.
 */
export async function letGo(ctx: Context, row: InstallRow, stored: Stored): Promise<void> {
  const { auth } = await manifestOf(row.slug);
  const kept = (await readConnection(ctx, row.id))?.credentials.access_token;
  const isShared = kept !== undefined && (kept === stored.access_token || auth.type === "oauth2_code");
  if (ctx.environment === "sandbox" || isShared) return;
  await tell(row, async () => {
    await disconnect(ctx, row, async () => attachFor(ctx.env, row.slug, auth, stored));
    await endGrant(ctx, row, auth, stored);
  });
}

/** Tells the upstream that its tokens are no longer wanted, where it takes such word. */
export async function revoke(ctx: Context, row: InstallRow): Promise<void> {
  const { auth } = await manifestOf(row.slug);
  if (ctx.environment === "sandbox" || row.status === "pending") return;
  await tell(row, async () => {
    await disconnect(ctx, row);
    const stored = (await readConnection(ctx, row.id))?.credentials;
    if (stored) await endGrant(ctx, row, auth, stored);
  });
}
