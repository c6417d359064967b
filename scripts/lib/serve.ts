import { join } from "node:path";
import { unstable_readConfig } from "wrangler";
import { startCrons } from "./crons";
import { type Filling, markFilled, prepareDatabases } from "./databases";
import { fillDemo } from "./demo-data";
import type { Demo } from "./seed";
import { said } from "./trouble";
import { WranglerDev } from "./wrangler-dev";

type Settings = { root: string; port: number; dataDir: string; args: readonly string[] };

/** Demo data is a convenience: without it everything else still works. */
async function fill(filling: Filling | undefined, baseUrl: string, dataDir: string, dev: WranglerDev): Promise<void> {
  if (!filling?.api_key) return;
  try {
    await fillDemo(baseUrl, { ...filling, api_key: filling.api_key });
    markFilled(dataDir, filling);
  } catch (error) {
    if (dev.stopping) return;
    await dev.tell();
    process.stderr.write(`The demo data is not complete; the next start goes on with it: ${said(error)}\n`);
  }
}

/** The demo's sandbox gets its invented business, unless it holds something already. */
async function fillSandbox({ base_url: url, sandbox_api_key: key }: Demo, dev: WranglerDev): Promise<void> {
  const headers = { authorization: `Bearer ${key}` };
  const known = await fetch(`${url}/api/v1/projects?limit=1`, { headers });
  const { data = [] } = (await known.json()) as { data?: unknown[] };
  if (!known.ok || data.length > 0) return;
  const reset = await fetch(`${url}/api/v1/sandbox/reset`, { method: "POST", headers });
  if (reset.ok) return;
  await dev.tell();
  process.stderr.write(`The demo's sandbox could not be filled: ${await reset.text()}\n`);
}

const greeting = ({ base_url: url, api_key: key }: Demo, dataDir: string): string => `
RossOS Marketplace is ready on ${url}
  Documentation   ${url}/docs/
  API reference   ${url}/docs/api/
  Sign in         ${url}/sign-in/
  Builder console ${url}/console/
  Keys and users  ${join(dataDir, "demo.json")}

Try it:
  curl -H "Authorization: Bearer ${key}" ${url}/api/v1/projects

Ctrl-C stops it.

`;

/** Ends with what started it: npm, killed, does not always say so. */
function watchParent(stop: () => void): void {
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, 500).unref();
}

/**
 * Serves until it is told to end, with the databases migrated and the crons ticking.
 * @returns the exit code
 */
export async function serve({ root, port, dataDir, args }: Settings): Promise<number> {
  const baseUrl = `http://127.0.0.1:${port}`;
  const state = join(dataDir, "state");
  const config = unstable_readConfig({ config: join(root, "wrangler.toml") });
  const places = { root, dataDir, state, baseUrl };
  const { demo, filling } = await prepareDatabases(config, places, process.env["DEMO_DATA"] !== "none");
  const dev = new WranglerDev({
    root,
    port,
    state,
    registry: join(dataDir, "registry"),
    vars: { PUBLIC_URL: baseUrl, WEBHOOK_ALLOW_LOOPBACK: "true", ENVIRONMENT: "development" },
    args,
  });
  let stopCrons = () => {};
  const stop = () => {
    stopCrons();
    dev.stop();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  watchParent(stop);
  try {
    await dev.ready(`${baseUrl}/api/v1/versions`);
    if (!dev.stopping) {
      await fill(filling, baseUrl, dataDir, dev);
      if (process.env["DEMO_DATA"] !== "none") await fillSandbox(demo, dev);
    }
    if (!dev.stopping) {
      stopCrons = startCrons(baseUrl, config.triggers.crons ?? []);
      process.stdout.write(greeting(demo, dataDir));
      dev.speak();
    }
    return await dev.ended;
  } finally {
    stop();
    await dev.ended;
  }
}
