import { proxyDurable } from "itty-durable";
import { type Auth, type Call, CallFailure } from "#connectors/sdk";
import type { RefreshLockStub } from "#lib/refresh-lock";
import { commit } from "#db/commit";
import type { Bindings } from "../../bindings";
import type { Context } from "../../context";
import { unavailable } from "../../errors";
import { attachFor } from "./attach-for";
import type { Attached, Stored } from "./credentials";
import { type Connection, putConnection, readConnection, renewConnection } from "./store";
import { askForToken, type OAuth, ownClient, renewal } from "./token-endpoint";

type Whose = { slug: string; installId: string; auth: Auth };
/** `atToken` sends to the upstream's token endpoint. */
type Ask = { refused: { generation?: number } | undefined; atToken: Call };

const TRIES = 3;
const attention = (message: string) => new CallFailure({ class: "config", message });

/**
 * What proves on whose behalf a request is made. A token that has ended, or that the upstream has refused, is renewed
 * first: by one caller, however many ask, and stored before anyone uses it.
 * @throws CallFailure config when the connection needs its builder's attention
 */
export async function authorize(ctx: Context, whose: Whose, ask: Ask): Promise<Attached & { generation?: number }> {
  const found = await readConnection(ctx, whose.installId);
  if (!found) throw attention("There are no credentials. Connect it again.");
  const { auth } = whose;
  if (auth.type !== "oauth2_code" && auth.type !== "oauth2_client")
    return attachFor(ctx.env, whose.slug, auth, found.credentials);
  // What was refused may have been renewed by another caller since.
  const isRefused = ask.refused?.generation === found.generation;
  const good = isGood(found) && !isRefused ? found : await renewed(ctx, { ...whose, auth }, found, ask.atToken);
  return { ...attachFor(ctx.env, whose.slug, auth, good.credentials), generation: good.generation };
}

const isGood = ({ credentials, expiresAt }: Connection): boolean =>
  credentials.access_token !== undefined && (expiresAt === null || expiresAt > Date.now());

function lockOf(env: Bindings, installId: string): RefreshLockStub {
  const { get } = proxyDurable(env.REFRESH_LOCK, { name: "REFRESH_LOCK", parse: true }) as {
    get: (name: string) => unknown;
  };
  return get(`connection:${installId}`) as RefreshLockStub;
}

/**
 * Keeps what the upstream signs its webhooks with beside the tokens that are there. A renewal that came in between would
 * lose its tokens, so it waits.
 * @throws DomainError unavailable while renewals keep it from its turn
 */
export async function keepWebhookSecret(ctx: Context, installId: string, secret: string): Promise<void> {
  const lock = lockOf(ctx.env, installId);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { lease } = await lock.take();
    if (lease === 0) continue;
    try {
      const from = await readConnection(ctx, installId);
      const to = { credentials: { ...from?.credentials, webhook_secret: secret }, expiresAt: from?.expiresAt ?? null };
      const writes = from
        ? await renewConnection(ctx, installId, from, to)
        : [await putConnection(ctx, installId, to.credentials, to.expiresAt)];
      await commit({ ...ctx, recordAnswer: undefined }, { writes, result: undefined });
      return;
    } finally {
      await lock.give(lease);
    }
  }
  throw unavailable("The connection is just being renewed. Repeat the request.", 2);
}

async function renewed(
  ctx: Context,
  whose: Whose & { auth: OAuth },
  stale: Connection,
  atToken: Call,
): Promise<Connection> {
  const lock = lockOf(ctx.env, whose.installId);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { lease } = await lock.take();
    try {
      const present = await readConnection(ctx, whose.installId);
      if (!present) throw attention("The connection has been ended.");
      if (present.generation !== stale.generation && isGood(present)) return present;
      if (lease > 0) return await renew(ctx, whose, present, atToken);
    } finally {
      if (lease > 0) await lock.give(lease);
    }
  }
  throw new CallFailure({ class: "system", message: "The token could not be renewed in time." });
}

async function renew(
  ctx: Context,
  { slug, installId, auth }: Whose & { auth: OAuth },
  from: Connection,
  atToken: Call,
): Promise<Connection> {
  const { credentials: kept } = from;
  const client = auth.type === "oauth2_client" ? clientOf(kept) : ownClient(ctx.env, slug);
  const { expiresAt, ...tokens } = await askForToken(atToken, auth, client, renewal(auth, kept), Date.now());
  // An upstream that sends no new refresh token lets the old one stand (RFC 6749 section 6).
  const credentials = { ...kept, ...tokens };
  const writes = await renewConnection(ctx, installId, from, { credentials, expiresAt });
  await commit({ ...ctx, recordAnswer: undefined }, { writes, result: undefined });
  return { credentials, generation: from.generation + 1, expiresAt };
}

/** The first token of client credentials that are not stored yet. @throws CallFailure */
export const tokenFor = async (atToken: Call, auth: OAuth, entered: Stored) =>
  await askForToken(atToken, auth, clientOf(entered), renewal(auth, entered), Date.now());

function clientOf({ client_id: id, client_secret: secret }: Stored) {
  if (id === undefined || secret === undefined) throw attention("There are no client credentials. Connect it again.");
  return { client_id: id, client_secret: secret };
}
