/**
 * The Worker of wrangler.toml in workerd, for what a test inside the Worker cannot do: kill it, measure it, load it.
 * Requests go straight to its socket; no proxy, router or asset server stands in front.
 */
import { execFile } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4WorkerOptions } from "miniflare";
import { unstable_getMiniflareWorkerOptions as workerOptionsOf } from "wrangler";
import type { Bindings } from "../../src/bindings";
import { newApiKey } from "../../src/lib/api-key-format";
import { sha256Hex } from "../../src/lib/digest";
import { newId } from "../../src/lib/ids";
import { allScopes } from "../../src/modules/access/scopes";
import { migrateAll } from "./migrate";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const run = promisify(execFile);

/**
 * Bundles the Worker as a deploy would, or another one into one module.
 * @param of.entry what to bundle, relative to the repository
 * @param of.config the wrangler configuration that a Worker beside ours is bundled by
 * @param of.registry a file with the connectors it has, instead of all
 * @returns path of the main module; its folder is the caller's to remove
 */
export async function bundleWorker(of: { entry?: string; config?: string; registry?: string } = {}): Promise<string> {
  const { entry, config, registry } = of;
  const folder = mkdtempSync(join(tmpdir(), "rossos-bundle-"));
  if (entry === undefined || config === undefined) {
    const ours = [folder, entry ?? "src/worker.ts", ...(registry === undefined ? [] : [registry])];
    await run(process.execPath, [join(root, "scripts/bundle.mjs"), ...ours]);
    return join(folder, "worker.js");
  }
  const wrangler = join(root, "node_modules/wrangler/bin/wrangler.js");
  await run(process.execPath, [wrangler, "deploy", entry, "--config", config, "--dry-run", "--outdir", folder], {
    cwd: root,
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", CI: "true" },
  });
  return join(folder, entry.split("/").at(-1)?.replace(/\.ts$/u, ".js") ?? "");
}

type Module = { type: "ESModule"; path: string };

/** A bundle as Miniflare takes it: its main module, and those that are loaded when they are needed. */
export function bundleOptions(script: string): { modules: Module[]; modulesRoot: string } {
  const modulesRoot = dirname(script);
  const names = readdirSync(modulesRoot, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
  const others = names.map((name) => join(modulesRoot, name)).filter((path) => path !== script);
  return { modules: [script, ...others].map((path) => ({ type: "ESModule", path })), modulesRoot };
}

export type LocalWorkerOptions = {
  /** What `bundleWorker` gave; bundled anew when undefined. */
  script?: string;
  /** Over those of wrangler.toml. */
  vars?: Partial<Record<keyof Bindings, string>>;
  /** Where state is kept; a folder of its own, removed at the end, when undefined. */
  persist?: string;
  /** Gets each line the Worker logs. */
  onLog?: (line: string) => void;
  /** Other Workers in the same workerd, with Miniflare's options; `urlOf` tells where one answers. */
  peers?: readonly V4WorkerOptions[];
};

export const SECRETS = {
  ENCRYPTION_KEYS: JSON.stringify({ local: Buffer.alloc(32, 7).toString("base64") }),
  CURSOR_SECRET: "local-cursor-secret",
  SESSION_SECRET: "local-session-secret-of-32-characters",
  WEBHOOK_ALLOW_LOOPBACK: "true",
};

/** Everything wrangler.toml says of the Worker, except the static site. */
function workerOptions(script: string, vars: LocalWorkerOptions["vars"]): V4WorkerOptions {
  const { workerOptions: configured } = workerOptionsOf(join(root, "wrangler.toml"));
  const { assets: _assets, modulesRules: _rules, bindings, ...rest } = configured;
  return {
    ...rest,
    name: "worker",
    rootPath: root,
    ...bundleOptions(script),
    bindings: { ...(bindings as Record<string, string>), ...SECRETS, ...vars },
    unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
  } as V4WorkerOptions;
}

/** What workerd's process has used so far (Linux). */
export type Usage = { rssBytes: number; cpuMs: number };

const TICKS_A_SECOND = 100;

function usageOf(pid: number): Usage {
  const rss = /^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  // proc(5): utime and stime are the 14th and 15th fields; the second is a name in parentheses.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  const ticks = Number(fields[11]) + Number(fields[12]);
  return { rssBytes: Number(rss) * 1024, cpuMs: (ticks * 1000) / TICKS_A_SECOND };
}

export class LocalWorker {
  readonly #miniflare: Miniflare;
  readonly #cleanUp: () => void;
  #pid = 0;
  #url = "";
  #restarted: (() => void) | undefined;

  private constructor(miniflare: Miniflare, cleanUp: () => void) {
    this.#miniflare = miniflare;
    this.#cleanUp = cleanUp;
  }

  /** Bundles if need be, starts workerd, and applies the migrations. */
  static async start(options: LocalWorkerOptions = {}): Promise<LocalWorker> {
    const script = options.script ?? (await bundleWorker());
    const persist = options.persist ?? mkdtempSync(join(tmpdir(), "rossos-state-"));
    const spawned: { pid?: number; spawnfile: string }[] = [];
    const onSpawn = (message: unknown) => spawned.push((message as { process: (typeof spawned)[number] }).process);
    subscribe("child_process", onSpawn);
    const adopt = async () => {
      worker.#pid = spawned.findLast(({ spawnfile }) => /workerd[^/]*$/u.test(spawnfile))?.pid ?? 0;
      worker.#url = (await miniflare.unsafeGetDirectURL("worker")).origin;
      worker.#restarted?.();
    };
    const miniflare = new Miniflare({
      ...convertV4MiniflareOptions({
        workers: [workerOptions(script, options.vars), ...(options.peers ?? [])],
        resourcePersistencePath: persist,
        cf: false,
        log: new Log(LogLevel.NONE),
        handleStructuredLogs: ({ message }) => options.onLog?.(message),
      }),
      unsafeHandleRuntimeRestart: adopt,
    });
    const worker = new LocalWorker(miniflare, () => {
      unsubscribe("child_process", onSpawn);
      if (options.script === undefined) rmSync(dirname(script), { recursive: true, force: true });
      if (options.persist === undefined) rmSync(persist, { recursive: true, force: true });
    });
    await miniflare.ready;
    await adopt();
    await migrateAll(await worker.env(), root);
    return worker;
  }

  /** Where the Worker's own socket listens, such as `http://127.0.0.1:40123`. */
  get url(): string {
    return this.#url;
  }

  /** Where a peer that has a direct socket listens. */
  urlOf = async (peer: string): Promise<string> => (await this.#miniflare.unsafeGetDirectURL(peer)).origin;

  /** Process id of workerd. */
  get pid(): number {
    return this.#pid;
  }

  usage(): Usage {
    return usageOf(this.#pid);
  }

  /** The bindings, usable from here; ask again after `kill`. */
  env(): Promise<Bindings> {
    return this.#miniflare.getBindings<Bindings>("worker");
  }

  /** Runs a cron of wrangler.toml. Resolves when its jobs are done, which for the sweep is 50 s. */
  async cron(expression: string): Promise<void> {
    const worker = (await this.#miniflare.getWorker("worker")) as unknown as {
      scheduled: (options: { cron: string; scheduledTime: Date }) => Promise<{ outcome: string }>;
    };
    const { outcome } = await worker.scheduled({ cron: expression, scheduledTime: new Date() });
    if (outcome !== "ok") throw new Error(`the cron ${expression} ended with ${outcome}`);
  }

  /** Kills workerd with SIGKILL. Resolves when it runs again, on the same state and port. */
  async kill(): Promise<void> {
    const running = new Promise<void>((done) => {
      this.#restarted = done;
    });
    process.kill(this.#pid, "SIGKILL");
    await running;
    this.#restarted = undefined;
  }

  async stop(): Promise<void> {
    await this.#miniflare.dispose();
    this.#cleanUp();
  }
}

export type SeedOptions = { shard?: number; plan?: string; environment?: "live" | "sandbox"; rateLimit?: number };

/** A new builder with a key for everything. @param options.rateLimit requests a minute */
export async function seedBuilder(
  platform: D1Database,
  { shard = 0, plan = "business", environment = "live", rateLimit = 2000 }: SeedOptions = {},
): Promise<{ builderId: string; keyId: string; key: string; keyHash: string }> {
  const now = Date.now();
  const [builderId, keyId] = [newId(now), newId(now)];
  const { key, prefix } = newApiKey(environment);
  const keyHash = await sha256Hex(key);
  await platform.batch([
    platform
      .prepare(
        "insert into builders (id, name, plan, environment, shard, is_active, created_at) values (?, 'Local', ?, ?, ?, 1, ?)",
      )
      .bind(builderId, plan, environment, shard, now),
    platform
      .prepare(
        "insert into api_keys (id, builder_id, name, key_hash, key_prefix, scopes, rate_limit, is_active, created_at) values (?, ?, 'Local', ?, ?, ?, ?, 1, ?)",
      )
      .bind(keyId, builderId, keyHash, prefix, JSON.stringify(allScopes), rateLimit, now),
  ]);
  return { builderId, keyId, key, keyHash };
}
