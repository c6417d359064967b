import { LostRace } from "#db/commit";
import { prepare } from "#db/client";
import { type Auth, CallFailure, type Manifest } from "#connectors/sdk";
import { sha256Hex } from "#lib/digest";
import { seal, unseal } from "#lib/keyring";
import { keyringOf } from "#lib/sealing";
import { authorizeUrl, newConnectSecret, readConnection, redeemCode, type Stored } from "#modules/connections";
import type { Bindings } from "../../bindings";
import { type Context, platformOf } from "../../context";
import { DomainError } from "../../errors";
import { problemOf } from "./check";
import { type Connected, connectWith } from "./connect-with";
import { save } from "./install-integration";
import { manifestOf, openConnector } from "./open-connector";
import { letGo } from "./revoke";
import type { Install } from "./shape";
import { findInstall, type InstallRow } from "./store";
import { contextOf } from "./system-context";

/** How long a user may take at the upstream's consent screen. */
const PATIENCE_MS = 600_000;

const INSERT = `insert into connect_requests (state_hash, builder_id, shard, install_id, user_id, verifier_sealed, expires_at)
 values (?1, ?2, ?3, ?4, ?5, ?6, ?7)`;

async function codeAuthOf(slug: string) {
  const manifest = await manifestOf(slug);
  if (manifest.auth.type !== "oauth2_code")
    throw new DomainError("invalid_state", `${manifest.name} is not connected by a visit to it.`);
  return { manifest, auth: manifest.auth };
}

/** @throws DomainError not_found; invalid_state for one that was uninstalled */
async function findInstalled(ctx: Context, id: string): Promise<InstallRow> {
  const row = await findInstall(ctx, id);
  if (row.status !== "uninstalled") return row;
  throw new DomainError("invalid_state", "The install is uninstalled. Install it again.");
}

/**
 * Sends a member to the upstream to let us in. What comes back is good once, for this member, within ten minutes.
 * @throws DomainError invalid_state; unavailable while the platform has no client at the upstream
 */
export async function beginConnect(
  ctx: Context,
  installId: string,
): Promise<{ authorize_url: string; expires_at: string }> {
  const row = await findInstalled(ctx, installId);
  if (ctx.actor.type !== "user") throw new DomainError("forbidden", "Only a signed-in member connects an integration.");
  const { auth } = await codeAuthOf(row.slug);
  const [state, verifier] = [newConnectSecret(), newConnectSecret()];
  const stateHash = await sha256Hex(state);
  const config = JSON.parse(row.config) as Record<string, unknown>;
  const url = await authorizeUrl(ctx.env, row.slug, auth, { state, verifier, config }).catch((error: unknown) => {
    throw error instanceof CallFailure ? problemOf(error, "/credentials") : error;
  });
  const expiresAt = ctx.now + PATIENCE_MS;
  const sealed = await seal(await keyringOf(ctx.env.ENCRYPTION_KEYS), verifier, `connect:${stateHash}`);
  await prepare(
    ctx.platform,
    INSERT,
    stateHash,
    ctx.builderId,
    ctx.shard,
    installId,
    ctx.actor.id,
    sealed,
    expiresAt,
  ).run();
  return { authorize_url: url, expires_at: new Date(expiresAt).toISOString() };
}

type Waiting = { builder_id: string; shard: number; install_id: string; verifier_sealed: string };
/** Only while the user may connect the builder's integrations, as when they began. */
const TAKE = `delete from connect_requests where state_hash = ?1 and user_id = ?2 and expires_at > ?3 and exists (
 select 1 from builders b left join memberships m on m.user_id = ?2 and m.builder_id = coalesce(b.sandbox_of, b.id)
 where b.id = connect_requests.builder_id and b.is_active = 1 and (m.role in ('owner', 'admin') or b.sandbox_of_user = ?2))
 returning builder_id, shard, install_id, verifier_sealed`;

export type Returned = { state: string; code: string | null; error: string | null };

/**
 * Takes a user back who was sent to the upstream: redeems the code, proves that it works, and the install counts.
 * @throws DomainError forbidden when the way back is unknown, used, too late or another user's, or the user may not connect
 *   any more; invalid_state for an install that was uninstalled meanwhile; as `check` does
 */
export async function endConnect(
  env: Bindings,
  execution: Pick<ExecutionContext, "waitUntil">,
  userId: string,
  { state, code, error }: Returned,
  now: number,
): Promise<{ install: Install; name: string }> {
  const stateHash = await sha256Hex(state);
  const waiting = await prepare(platformOf(env), TAKE, stateHash, userId, now).first<Waiting>();
  const whose = waiting && { shard: waiting.shard, builderId: waiting.builder_id, installId: waiting.install_id };
  const ctx = whose && (await contextOf(env, execution, whose, "connect", now));
  if (!waiting || !ctx)
    throw new DomainError(
      "forbidden",
      "This way back is not known, was used, is too old, or is not yours any more. Begin to connect again.",
    );
  const row = await findInstalled(ctx, waiting.install_id);
  const { manifest, auth } = await codeAuthOf(row.slug);
  if (error !== null || code === null)
    throw new DomainError("forbidden", `${manifest.name} has not let us in: ${(error ?? "no code").slice(0, 100)}.`);
  const verifier = await unseal(await keyringOf(env.ENCRYPTION_KEYS), waiting.verifier_sealed, `connect:${stateHash}`);
  const none = async () => ({ headers: {}, query: {} });
  const { call, flush } = await openConnector(ctx, row, { authorize: none, baseUrl: auth.tokenUrl });
  try {
    const { stored, expiresAt } = await redeemCode(env, call, { slug: row.slug, auth, code, verifier });
    const install = await keep(ctx, row, { manifest, auth, stored, expiresAt });
    return { install, name: manifest.name };
  } catch (failure) {
    throw failure instanceof CallFailure ? problemOf(failure, "/credentials") : failure;
  } finally {
    await flush();
  }
}

type Redeemed = { manifest: Manifest; auth: Auth; stored: Stored; expiresAt: number | null };

/** What was redeemed and does not work, or cannot be stored, is ended at the other side. */
async function keep(ctx: Context, row: InstallRow, { manifest, auth, stored, expiresAt }: Redeemed): Promise<Install> {
  try {
    const connected = await connectWith(ctx, row, auth, stored);
    return await saveConnected(ctx, row.id, manifest, { ...connected, expiresAt });
  } catch (failure) {
    await letGo(ctx, row, stored);
    throw failure;
  }
}

const MOST_TRIES = 5;

/**
 * What signs the upstream's webhooks was entered before, and stays. What was let in was good once, so it is stored although
 * the install's state may move meanwhile.
 * @param connected `isFirst`: whether there must be no connection yet
 * @throws DomainError conflict when there is one
 */
export async function saveConnected(
  ctx: Context,
  id: string,
  manifest: Manifest,
  { isFirst, ...connected }: Connected & { isFirst?: boolean },
): Promise<Install> {
  for (let tries = 1; ; tries += 1) {
    const before = await findInstall(ctx, id);
    const installedAt = before.installed_at ?? ctx.now;
    const known = (await readConnection(ctx, id))?.credentials;
    if (isFirst === true && known?.access_token !== undefined)
      throw new DomainError("conflict", "It was connected in another window meanwhile.");
    const secret = known?.webhook_secret;
    const kept = secret === undefined ? {} : { webhook_secret: secret };
    const saved = { ...before, status: "active", status_reason: null, installed_at: installedAt };
    try {
      return await save(ctx, {
        manifest,
        before,
        saved,
        connected: { ...connected, stored: { ...kept, ...connected.stored } },
      });
    } catch (error) {
      if (!(error instanceof LostRace) || tries === MOST_TRIES) throw error;
    }
  }
}

/** Deletes ways back that nobody has taken. @returns how many */
export async function purgeConnects(env: Bindings, now: number): Promise<number> {
  const sql =
    "delete from connect_requests where state_hash in (select state_hash from connect_requests where expires_at <= ?1 limit 1000)";
  return (await prepare(platformOf(env), sql, now).run()).meta.changes;
}
