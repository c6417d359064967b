import { rmSync } from "node:fs";
import { dirname } from "node:path";
import type { V4WorkerOptions } from "miniflare";
import { bundleOptions, bundleWorker, LocalWorker, type LocalWorkerOptions, seedBuilder } from "../lib/local-worker";

/** A Worker beside ours in the same workerd, in scripts/bench/workers; the options are Miniflare's. */
export type Peer = { name: string; entry?: string; options: Record<string, unknown> };

export const WORKERS = "scripts/bench/workers";
export const OURS = "src/worker.ts";

/** The databases of wrangler.toml, as Miniflare names them. */
export const TENANT_DB_0 = "00000000-0000-0000-0000-000000000010";

/** A queue of one delivery a message that hands over ten, as ours hands over a message of ten. */
export const DELIVERY_QUEUE = { maxBatchSize: 10, maxBatchTimeout: 0, maxRetries: 100 };

/** Bundled once a run: each is needed by several benches. */
const bundles = new Map<string, Promise<string>>();

export function bundled(entry: string): Promise<string> {
  const config = entry.startsWith(WORKERS) ? { config: `${WORKERS}/wrangler.toml` } : {};
  const known = bundles.get(entry) ?? bundleWorker({ entry, ...config });
  bundles.set(entry, known);
  return known;
}

export async function removeBundles(): Promise<void> {
  for (const script of await Promise.all(bundles.values())) rmSync(dirname(script), { recursive: true, force: true });
}

export type RuntimeOptions = Omit<LocalWorkerOptions, "script" | "peers"> & {
  peers?: readonly Peer[];
  /** Instead of our Worker as it is; it must do all that ours does. */
  entry?: string;
};

/** Starts our Worker and its peers in one workerd, each on a socket of its own, with empty, migrated databases. */
export async function startRuntime({ peers = [], entry, ...options }: RuntimeOptions = {}): Promise<LocalWorker> {
  return await LocalWorker.start({
    ...options,
    script: await bundled(entry ?? OURS),
    peers: await Promise.all(peers.map(toOptions)),
  });
}

const toOptions = async ({ name, entry = name, options }: Peer): Promise<V4WorkerOptions> => ({
  ...(await bareOptions(name, `${WORKERS}/${entry}.ts`)),
  ...options,
});

/** A Worker without bindings, on a socket of its own. */
export async function bareOptions(name: string, entry: string): Promise<V4WorkerOptions> {
  return {
    name,
    ...bundleOptions(await bundled(entry)),
    compatibilityDate: "2026-08-01",
    compatibilityFlags: ["nodejs_compat", "queue_consumer_no_wait_for_wait_until"],
    unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
  };
}

export type Account = { builderId: string; key: string; headers: Record<string, string> };

/** More requests a minute than any bench makes. */
export const NO_LIMIT = 1_000_000_000;

/** A builder on the first shard with a key for everything. */
export async function newAccount(worker: LocalWorker, rateLimit = NO_LIMIT): Promise<Account> {
  const { PLATFORM_DB: platform } = await worker.env();
  const { builderId, key } = await seedBuilder(platform, { plan: "enterprise", rateLimit });
  return { builderId, key, headers: { authorization: `Bearer ${key}` } };
}
