import { commit } from "#db/commit";
import { type Auth, CallFailure, type Link, type Manifest } from "#connectors/sdk";
import { attachFor, readConnection, type Stored } from "#modules/connections";
import type { Context } from "../../context";
import { DomainError, invalid } from "../../errors";
import { problemOf } from "./check";
import { saveConnected } from "./connect-account";
import { connectWith } from "./connect-with";
import { hookPath } from "./hook-token";
import { manifestOf, type Opened, openConnector } from "./open-connector";
import { letGo } from "./revoke";
import type { Install } from "./shape";
import { findInstall, type InstallRow } from "./store";

/** As on the wire. */
export type LinkStart = {
  /** `connect`: what the window gives is to be sent back. `update`: the connection is there and is let in again. */
  mode: "connect" | "update";
  link_token: string;
  expires_at: string;
};

type Linked = { opened: Opened; link: Link<Record<string, unknown>>; auth: Auth; manifest: Manifest };

/** The install's connector, with the credentials there are: before it is connected, those of our own client alone. */
async function open(ctx: Context, row: InstallRow, stored: Stored): Promise<Linked> {
  if (row.status === "uninstalled")
    throw new DomainError("invalid_state", "The install is uninstalled. Install it again.");
  const manifest = await manifestOf(row.slug);
  const { auth } = manifest;
  const opened = await openConnector(ctx, row, { authorize: async () => attachFor(ctx.env, row.slug, auth, stored) });
  const { link } = opened.version;
  if (auth.type !== "link" || !link)
    throw new DomainError("invalid_state", `${manifest.name} is not connected by a window of its own.`);
  if (ctx.environment === "sandbox") throw new DomainError("invalid_state", "In a sandbox it is connected already.");
  return { opened, link, auth, manifest };
}

/** What fails at the upstream, as the caller's problem; the calls are logged. */
async function asked<T>({ opened }: Linked, pointer: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (failure) {
    throw failure instanceof CallFailure ? problemOf(failure, pointer) : failure;
  } finally {
    await opened.flush();
  }
}

/**
 * Begins to connect an install through the upstream's own window, or to let its connection in again.
 * @throws DomainError invalid_state; upstream_failed; unavailable while the platform has no client at the upstream
 */
export async function beginLink(ctx: Context, installId: string): Promise<LinkStart> {
  const row = await findInstall(ctx, installId);
  const stored = (await readConnection(ctx, installId))?.credentials;
  const linked = await open(ctx, row, stored ?? {});
  const { call, config } = linked.opened;
  const again = stored?.access_token !== undefined;
  const webhookUrl = linked.manifest.webhooks ? `${ctx.env.PUBLIC_URL}${await hookPath(ctx, row)}` : null;
  const run = { call, config, now: new Date(ctx.now), userId: ctx.builderId, webhookUrl, again };
  const { token, expiresAt } = await asked(linked, "", () => linked.link.begin(run));
  const result: LinkStart = {
    mode: again ? "update" : "connect",
    link_token: token,
    expires_at: new Date(expiresAt).toISOString(),
  };
  return await commit(ctx, { writes: [], result });
}

/**
 * Ends what `beginLink` began: exchanges what the window gave, proves that it works, and the install counts. After an update
 * nothing is exchanged. What was exchanged and does not work is ended at the other side.
 * @throws DomainError invalid_request for a public token that is missing, not wanted or not good; as `check` does
 */
export async function completeLink(ctx: Context, installId: string, publicToken: string | undefined): Promise<Install> {
  const row = await findInstall(ctx, installId);
  const before = (await readConnection(ctx, installId))?.credentials;
  const linked = await open(ctx, row, before ?? {});
  const { auth, manifest, opened } = linked;
  const isConnected = before?.access_token !== undefined;
  if (isConnected === (publicToken !== undefined)) {
    const detail = isConnected
      ? "It is connected already: after an update nothing is exchanged. To connect another account, uninstall it first."
      : "Required: what the window gave.";
    throw invalid([{ pointer: "/public_token", detail }]);
  }
  const { call, config } = opened;
  const run = { call, config, now: new Date(ctx.now) };
  const stored: Stored =
    publicToken === undefined
      ? (before ?? {})
      : { access_token: await asked(linked, "/public_token", () => linked.link.exchange({ ...run, publicToken })) };
  try {
    const connected = await connectWith(ctx, row, auth, stored);
    return await saveConnected(ctx, row.id, manifest, connected);
  } catch (error) {
    if (publicToken !== undefined) await letGo(ctx, row, stored);
    throw error;
  }
}
