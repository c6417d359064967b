import { prepare } from "#db/client";
import { commit } from "#db/commit";
import { CallFailure, type HookEvent, type Incoming, type Webhook } from "#connectors/sdk";
import { readAddressToken } from "#lib/address-token";
import { sha256Hex, timingSafeEqual } from "#lib/digest";
import { describe, log } from "#lib/log";
import { readConnection } from "#modules/connections";
import { contextOf, findInstall, type InstallRow, loadVersion, manifestOf, openConnector } from "#modules/installs";
import type { Bindings } from "../../bindings";
import { type Context, SHARD_COUNT } from "../../context";
import { process } from "./process";

type Execution = Pick<ExecutionContext, "waitUntil">;
type Asked = { installId: string; token: string; incoming: Incoming };
export type Received = { status: number; headers?: Record<string, string>; body?: string };

/** Events of one request. */
const MOST = 100;
const NOT_FOUND: Received = { status: 404 };

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
 */
export async function receiveWebhook(
  env: Bindings,
  execution: Execution,
  asked: Asked,
  now: number,
): Promise<Received> {
  const found = await findAddress(env, execution, asked, now);
  if (!found) return NOT_FOUND;
  const { ctx, install } = found;
  const { webhook } = await loadVersion(install.slug, install.connector_version);
  if (!webhook) return NOT_FOUND;
  const { incoming } = asked;
  const handshake = webhook.handshake?.(incoming);
  if (handshake) return handshake;
  const config = JSON.parse(install.config) as Record<string, unknown>;
  const isGenuine = await verify(ctx, install, webhook, incoming);
  if (isGenuine === undefined) return { status: 503, headers: { "retry-after": "60" } };
  if (!isGenuine) {
    await prepare(ctx.db, COUNT_BAD, ctx.builderId, install.id).run();
    return { status: 401 };
  }
  return await store(ctx, install, incoming, () => webhook.parse(incoming, { config }));
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

/** @returns undefined when it cannot be told at the moment */
async function verify(
  ctx: Context,
  install: InstallRow,
  webhook: Webhook<Record<string, unknown>>,
  incoming: Incoming,
): Promise<boolean | undefined> {
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
    return undefined;
  } finally {
    await flush();
  }
}

async function store(
  ctx: Context,
  { id: installId, slug }: InstallRow,
  incoming: Incoming,
  parse: () => readonly HookEvent[],
): Promise<Received> {
  let told: readonly HookEvent[];
  try {
    told = parse();
  } catch (error) {
    log("error", "webhook not understood", { slug, install: installId, ...describe(error) });
    return { status: 400 };
  }
  if (told.length > MOST || told.some(({ id }) => id === "" || id.length > 300)) return { status: 400 };
  if (told.length === 0) return { status: 200 };
  const rows = JSON.stringify(told.map(({ id, syncs }) => ({ id, syncs: JSON.stringify(syncs) })));
  const write = prepare(ctx.db, INSERT, ctx.builderId, installId, rows, incoming.body, ctx.now);
  await commit(ctx, { writes: [write], result: undefined });
  ctx.waitUntil(
    process(ctx, installId).catch((error: unknown) =>
      log("warn", "webhook left to the sweep", { install: installId, ...describe(error) }),
    ),
  );
  return { status: 200 };
}
