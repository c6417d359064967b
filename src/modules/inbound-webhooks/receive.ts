import { prepare, type Write } from "#db/client";
import { commit } from "#db/commit";
import { CallFailure, type HookEvent, type Incoming, type Webhook } from "#connectors/sdk";
import { readAddressToken } from "#lib/address-token";
import { sha256Hex, timingSafeEqual } from "#lib/digest";
import { describe, log } from "#lib/log";
import { refuseFlood } from "#modules/access";
import { DAY_MS } from "#lib/time";
import { readConnection } from "#modules/connections";
import { contextOf, findInstall, type InstallRow, loadVersion, manifestOf, openConnector } from "#modules/installs";
import { notifyOnce } from "#modules/notifications";
import type { Bindings } from "../../bindings";
import { type Context, SHARD_COUNT } from "../../context";
import { DomainError, notFound, unavailable } from "../../errors";
import { process } from "./process";

type Execution = Pick<ExecutionContext, "waitUntil">;
type Asked = { installId: string; token: string; incoming: Incoming };
export type Received = { status: number; headers?: Record<string, string>; body?: string };
type AnyWebhook = Webhook<Record<string, unknown>>;

/** Requests a minute for one install. */
const INSTALL_LIMIT = 600;
/** Events of one request. */
const MOST = 100;
const LONGEST_ID = 300;

const encoder = new TextEncoder();

/** @returns the install that the address is of, and its context */
async function findAddress(env: Bindings, execution: Execution, { installId, token }: Asked, now: number) {
  const address = readAddressToken(token);
  if (!address || address.shard >= SHARD_COUNT) return undefined;
  const ctx = await contextOf(env, execution, { ...address, installId }, "inbound-webhooks", now);
  if (!ctx) return undefined;
  const install = await findInstall(ctx, installId);
  const hash = encoder.encode(await sha256Hex(token));
  if (!timingSafeEqual(hash, encoder.encode(install.hook_token_hash)) || install.status === "uninstalled")
    return undefined;
  return { ctx, install };
}

const COUNT_BAD = "update installs set bad_signatures = bad_signatures + 1 where builder_id = ?1 and id = ?2";
const INSERT = `insert into inbound_webhooks (builder_id, install_id, id, syncs, body, received_at, pending_since)
 select ?1, ?2, value->>'$.id', value->>'$.syncs', ?4, ?5, ?5 from json_each(?3) where true on conflict do nothing`;

/**
 * Takes what an upstream sends: verified, stored, answered at once; the work comes after. What it sends twice is stored
 * once. A wrong signature is counted, and answered 401.
 * @throws DomainError not_found for an address that is nobody's; rate_limited; invalid_request for what the upstream never sends;
 *   unavailable while it cannot be told who sent it
 */
export async function receiveWebhook(
  env: Bindings,
  execution: Execution,
  asked: Asked,
  now: number,
): Promise<Received> {
  const found = await findAddress(env, execution, asked, now);
  if (!found) throw notFound("address");
  const { ctx, install } = found;
  await refuseFlood(env, { purpose: "hook", of: install.id, limit: INSTALL_LIMIT, noun: "webhooks" }, now);
  const { webhook } = await loadVersion(install.slug, install.connector_version);
  if (!webhook) throw notFound("address");
  const { incoming } = asked;
  const handshake = webhook.handshake?.(incoming);
  if (handshake) return handshake;
  const config = JSON.parse(install.config) as Record<string, unknown>;
  if (!(await verify(ctx, install, webhook, incoming))) {
    await prepare(ctx.db, COUNT_BAD, ctx.builderId, install.id).run();
    // Xero tries whether we tell signatures apart, and takes no answer with a body (developer.xero.com, configuring your server).
    return { status: 401 };
  }
  const told = await read(install, () => webhook.parse(incoming, { config }));
  await store(ctx, install, incoming.body, told);
  return { status: 200 };
}

const MOST_KEPT = 100;
const keptOf = new Map<string, Map<string, string>>();

/** Keys that upstreams publish, by connector. They are few; when they are not, they begin anew. */
function keep(slug: string): Map<string, string> {
  const known = keptOf.get(slug);
  if (known && known.size < MOST_KEPT) return known;
  const fresh = new Map<string, string>();
  keptOf.set(slug, fresh);
  return fresh;
}

/** @throws DomainError unavailable when it cannot be told at the moment */
async function verify(ctx: Context, install: InstallRow, webhook: AnyWebhook, incoming: Incoming): Promise<boolean> {
  const { webhooks } = await manifestOf(install.slug);
  const secret =
    webhooks?.hasSecret === false ? "" : (await readConnection(ctx, install.id))?.credentials.webhook_secret;
  if (secret === undefined) return false;
  const { call, config, flush } = await openConnector(ctx, install);
  try {
    return await webhook.verify(incoming, { secret, config, now: new Date(ctx.now), call, kept: keep(install.slug) });
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    log("warn", "webhook cannot be verified", { slug: install.slug, install: install.id, ...describe(error) });
    throw unavailable("Who sent it cannot be told at the moment. Send it again.", 60);
  } finally {
    await flush();
  }
}

/** What it tells of. @throws DomainError invalid_request when that is not in the upstream's form */
async function read(
  { slug, id: installId }: InstallRow,
  parse: () => readonly HookEvent[],
): Promise<readonly HookEvent[]> {
  const { name } = await manifestOf(slug);
  const refusal = new DomainError("invalid_request", `The body is not what ${name} sends.`);
  try {
    const told = parse();
    if (told.length > MOST || told.some(({ id }) => id === "" || id.length > LONGEST_ID)) throw refusal;
    return told;
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    log("error", "webhook not understood", { slug, install: installId, ...describe(error) });
    throw refusal;
  }
}

/** A service may send the same warning several times, each in words of its own. */
const WARNED_MS = DAY_MS;

async function warn(ctx: Context, { id: objectId, slug }: InstallRow, warnings: ReadonlySet<string>): Promise<Write[]> {
  const { name } = await manifestOf(slug);
  const notice = { kind: "integration_needs_attention", title: `${name} will soon need your attention` } as const;
  return [...warnings].map((body) => notifyOnce(ctx, { ...notice, body, objectId }, WARNED_MS));
}

/** Stores what is new of it with what its builder is told, and has it processed afterwards. */
async function store(ctx: Context, install: InstallRow, body: string, told: readonly HookEvent[]): Promise<void> {
  if (told.length === 0) return;
  const { id: installId } = install;
  const warnings = await warn(ctx, install, new Set(told.flatMap(({ warning }) => warning ?? [])));
  const rows = JSON.stringify(told.map(({ id, syncs }) => ({ id, syncs: JSON.stringify(syncs) })));
  const write = prepare(ctx.db, INSERT, ctx.builderId, installId, rows, body, ctx.now);
  await commit(ctx, { writes: [write, ...warnings], result: undefined });
  ctx.waitUntil(
    process(ctx, installId).catch((error: unknown) =>
      log("warn", "webhook left to the sweep", { install: installId, ...describe(error) }),
    ),
  );
}
