/** `npm start`: creates what is missing, migrates, seeds the demo builder, runs `wrangler dev`, and ticks the crons. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { getPlatformProxy } from "wrangler";
import { startCrons } from "./lib/crons";
import { migrateAll } from "./lib/migrate";
import { type Demo, isSeeded, seedDemo } from "./lib/seed";
import { areUsersSeeded, seedUsers } from "./lib/seed-users";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const port = Number(process.env["PORT"] ?? 8787);
const dataDir = resolve(process.env["DATA_DIR"] ?? join(root, ".data"));
const baseUrl = `http://127.0.0.1:${port}`;
const state = join(dataDir, "state");

class Trouble extends Error {}

function checkFolder(): void {
  try {
    mkdirSync(state, { recursive: true });
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    throw new Trouble(
      `The data folder ${dataDir} cannot be written: ${(error as Error).message}. Set DATA_DIR to one that can.`,
    );
  }
}

async function checkPort(): Promise<void> {
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Trouble(`PORT is ${process.env["PORT"] ?? ""}; it must be a number from 1 to 65535.`);
  await new Promise<void>((done, fail) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) =>
      fail(
        new Trouble(
          error.code === "EADDRINUSE"
            ? `Port ${port} is taken. Set PORT to another, or stop what holds it.`
            : `Port ${port} cannot be used: ${error.message}.`,
        ),
      ),
    );
    probe.listen(port, "127.0.0.1", () => probe.close(() => done()));
  });
}

/** Random secrets for this machine; never committed. */
function ensureSecrets(): void {
  const path = join(root, ".dev.vars");
  const existing = existsSync(path) ? readFileSync(path, "utf8") : "";
  const missing = {
    ENCRYPTION_KEYS: JSON.stringify({ k1: randomBytes(32).toString("base64") }),
    CURSOR_SECRET: randomBytes(32).toString("base64"),
    SESSION_SECRET: randomBytes(32).toString("base64"),
  };
  const lines = Object.entries(missing).flatMap(([name, value]) =>
    new RegExp(`^${name}=`, "mu").test(existing) ? [] : [`${name}='${value}'`],
  );
  if (lines.length > 0)
    writeFileSync(path, `${existing}${existing === "" || existing.endsWith("\n") ? "" : "\n"}${lines.join("\n")}\n`, {
      mode: 0o600,
    });
}

async function prepareDatabases(): Promise<Demo> {
  const proxy = await getPlatformProxy<{ PLATFORM_DB: D1Database; TENANT_DB_0: D1Database; TENANT_DB_1: D1Database }>({
    configPath: join(root, "wrangler.toml"),
    persist: { path: join(state, "v3") },
  });
  try {
    await migrateAll(proxy.env, root);
    const path = join(dataDir, "demo.json");
    const known = existsSync(path)
      ? ({ ...JSON.parse(readFileSync(path, "utf8")), base_url: baseUrl } as Demo)
      : undefined;
    const demo =
      known && (await isSeeded(proxy.env.PLATFORM_DB, known))
        ? known
        : { base_url: baseUrl, ...(await seedDemo(proxy.env.PLATFORM_DB, Date.now())) };
    if (!(await areUsersSeeded(proxy.env.PLATFORM_DB, demo.users, demo.builder_id)))
      demo.users = await seedUsers(proxy.env.PLATFORM_DB, demo.builder_id, Date.now());
    writeFileSync(path, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
    return demo;
  } finally {
    await proxy.dispose();
  }
}

function runWrangler(): ChildProcess {
  const own = [
    "dev",
    "--ip",
    "127.0.0.1",
    "--port",
    String(port),
    "--inspector-port",
    "0",
    "--persist-to",
    state,
    "--test-scheduled",
    "--show-interactive-dev-session=false",
  ];
  const vars = ["--var", `PUBLIC_URL:${baseUrl}`, "--var", "WEBHOOK_ALLOW_LOOPBACK:true"];
  return spawn(
    process.execPath,
    [join(root, "node_modules/wrangler/bin/wrangler.js"), ...own, ...vars, ...process.argv.slice(2)],
    {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false", CI: "true" },
    },
  );
}

async function untilReady(child: ChildProcess): Promise<void> {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    if (child.exitCode !== null)
      throw new Trouble(`wrangler dev ended with code ${child.exitCode} before it was ready.`);
    const ready = await fetch(`${baseUrl}/api/v1/versions`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Trouble("wrangler dev was not ready within 60 seconds.");
}

/** The demo's sandbox gets its invented business, unless it holds something already. */
async function fillSandbox(demo: Demo): Promise<void> {
  const headers = { authorization: `Bearer ${demo.sandbox_api_key}` };
  const known = await fetch(`${baseUrl}/api/v1/projects?limit=1`, { headers });
  const { data = [] } = (await known.json()) as { data?: unknown[] };
  if (!known.ok || data.length > 0) return;
  const reset = await fetch(`${baseUrl}/api/v1/sandbox/reset`, { method: "POST", headers });
  if (!reset.ok) process.stderr.write(`The demo's sandbox could not be filled: ${await reset.text()}\n`);
}

async function main(): Promise<void> {
  checkFolder();
  await checkPort();
  ensureSecrets();
  const demo = await prepareDatabases();
  const child = runWrangler();
  let stopCrons = () => {};
  const stop = (signal: NodeJS.Signals) => {
    stopCrons();
    child.kill(signal);
  };
  process.on("SIGINT", () => stop("SIGINT"));
  process.on("SIGTERM", () => stop("SIGTERM"));
  const ended = new Promise<number>((done) => child.once("exit", (code) => done(code ?? 0)));
  try {
    await untilReady(child);
    await fillSandbox(demo);
  } catch (error) {
    stop("SIGTERM");
    throw error;
  }
  stopCrons = startCrons(baseUrl, join(root, "wrangler.toml"));
  process.stdout.write(`
RossOS Marketplace is ready on ${baseUrl}
  API documentation  ${baseUrl}/docs/api/
  Sign in            ${baseUrl}/sign-in/
  Keys and users     ${join(dataDir, "demo.json")}

Try it:
  curl -H "Authorization: Bearer ${demo.api_key}" ${baseUrl}/api/v1/projects

`);
  process.exitCode = await ended;
  stopCrons();
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
