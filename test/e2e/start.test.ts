/** `npm start` as a person meets it: real processes, real ports, real signals. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const READY = /is ready on/u;

type Demo = {
  base_url: string;
  api_key: string;
  sandbox_api_key: string;
  builder_id: string;
  users: Record<"owner" | "member" | "developer" | "admin", { email: string; password: string }>;
};

class Start {
  readonly npm: ChildProcess;
  output = "";
  readonly ended: Promise<number | null>;

  constructor(port: number, dataDir: string, args: readonly string[] = []) {
    this.npm = spawn("npm", ["start", "--silent", "--", ...args], {
      cwd: root,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, PORT: String(port), DATA_DIR: dataDir },
    });
    for (const stream of [this.npm.stdout, this.npm.stderr])
      stream?.on("data", (chunk: Buffer) => (this.output += chunk.toString()));
    this.ended = new Promise((done) => this.npm.once("exit", (code) => done(code)));
  }

  get group(): number {
    return this.npm.pid ?? 0;
  }

  async ready(): Promise<this> {
    await until(() => READY.test(this.output) || this.npm.exitCode !== null, 60_000);
    if (!READY.test(this.output)) throw new Error(`not ready: ${this.output}`);
    return this;
  }

  /** Everything `npm start` has started and that is still there. */
  processes(): { pid: number; command: string }[] {
    return execFileSync("ps", ["-A", "-o", "pid=,pgid=,stat=,args="], { encoding: "utf8" })
      .split("\n")
      .map((row) => row.trim().split(/\s+/u))
      .filter(([, group, state]) => Number(group) === this.group && !state?.startsWith("Z"))
      .map(([pid, , , ...command]) => ({ pid: Number(pid), command: command.join(" ") }));
  }

  /** Whether all of it is gone in time. */
  async gone(): Promise<boolean> {
    await until(() => this.processes().length === 0, 12_000);
    return this.processes().length === 0;
  }

  end(): void {
    if (this.processes().length > 0) process.kill(-this.group, "SIGKILL");
  }
}

async function until(condition: () => boolean, ms: number): Promise<void> {
  const end = Date.now() + ms;
  while (!condition() && Date.now() < end) await new Promise((done) => setTimeout(done, 100));
}

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });

const demoOf = (dataDir: string): Demo => JSON.parse(readFileSync(join(dataDir, "demo.json"), "utf8")) as Demo;

const call = async (demo: Demo, path: string, body?: unknown, key = demo.api_key) => {
  const response = await fetch(`${demo.base_url}/api/v1${path}`, {
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as { data: Record<string, unknown>[] } };
};

/** @returns the cookies of the session */
async function signIn({ base_url: origin }: Demo, user: object): Promise<string> {
  const response = await fetch(`${origin}/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify(user),
  });
  expect(response.status).toBe(200);
  const cookies = response.headers.getSetCookie().map((line) => line.split(";", 1)[0]);
  return cookies.join("; ");
}

/** The roles each of the demo's users has, and how the list of reviews answers them. */
async function rolesOf(demo: Demo): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const [kind, user] of Object.entries(demo.users)) {
    const cookie = await signIn(demo, user);
    const get = (path: string) => fetch(`${demo.base_url}/api/v1${path}`, { headers: { cookie } });
    const { data } = (await (await get("/builders")).json()) as { data: { role: string }[] };
    found[kind] = [...data.map(({ role }) => role), (await get("/admin/app-reviews")).status];
  }
  return found;
}

const folders = [mkdtempSync(join(tmpdir(), "rossos-a-")), mkdtempSync(join(tmpdir(), "rossos-b-"))] as const;
const started: Start[] = [];
const start = (port: number, dataDir: string, args: readonly string[] = []): Start => {
  const made = new Start(port, dataDir, args);
  started.push(made);
  return made;
};

afterAll(() => {
  for (const each of started) each.end();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Two demos with data, in folders of their own. */
async function expectOwnDemos(port: number): Promise<void> {
  const [demoA, demoB] = [demoOf(folders[0]), demoOf(folders[1])];
  expect(Object.keys(demoA).toSorted()).toEqual(["api_key", "base_url", "builder_id", "sandbox_api_key", "users"]);
  expect(demoA.base_url).toBe(`http://127.0.0.1:${port}`);
  const projects = await call(demoA, "/projects?code=AMI-103");
  expect(projects.body.data).toMatchObject([{ name: "Ortiz residence", latitude: 25.0865, longitude: -80.4473 }]);
  const invoices = await call(demoA, "/invoices");
  expect(new Set(invoices.body.data.map((row) => row["status"]))).toEqual(
    new Set(["draft", "approved", "partially_paid", "paid", "void"]),
  );
  // The sandbox has an invented business of its own.
  const sandbox = (await call(demoA, "/projects", undefined, demoA.sandbox_api_key)).body.data;
  expect(sandbox.length).toBeGreaterThanOrEqual(12);
  expect(sandbox.map(({ code }) => code)).not.toContain("AMI-103");
  expect((await call(demoB, "/projects")).body.data).toHaveLength(6);
  expect((await call(demoB, "/projects", undefined, demoA.api_key)).status).toBe(401);
}

describe("two folders side by side", () => {
  let a: Start;
  let b: Start;
  let ports: [number, number];

  beforeAll(async () => {
    ports = [await freePort(), await freePort()];
    a = start(ports[0], folders[0], ["--var", "WEBHOOK_ALLOW_LOOPBACK:false"]);
    b = start(ports[1], folders[1]);
    await Promise.all([a.ready(), b.ready()]);
  });

  test("each has a demo of its own, with data", async () => {
    await expectOwnDemos(ports[0]);
  });

  test("its users sign in, each as who they are", async () => {
    const found = await rolesOf(demoOf(folders[0]));
    expect(found).toEqual({ owner: ["owner", 403], member: ["member", 403], developer: [403], admin: [200] });
  });

  test("further arguments reach wrangler", async () => {
    const webhook = { url: "http://127.0.0.1:9/hook", events: ["*"] };
    expect((await call(demoOf(folders[0]), "/webhooks", webhook)).status).toBe(400);
    expect((await call(demoOf(folders[1]), "/webhooks", webhook)).status).toBe(201);
  });

  test("a taken port, a folder in use and one that cannot be written are said in one line", async () => {
    const cases = [
      { from: start(ports[0], folders[1]), says: `Port ${ports[0]} is taken.` },
      { from: start(await freePort(), folders[0]), says: `The data folder ${folders[0]} is in use` },
      { from: start(await freePort(), "/dev/null/data"), says: "The data folder /dev/null/data cannot be written" },
      { from: start(await freePort(), "/proc/data"), says: "The data folder /proc/data cannot be written" },
    ];
    for (const { from, says } of cases) {
      expect(await from.ended).toBe(1);
      expect(from.output.trim().split("\n")).toHaveLength(1);
      expect(from.output).toContain(says);
    }
  });

  test("Ctrl-C, which reaches every process of the group, leaves none", async () => {
    expect(a.processes().some(({ command }) => command.includes("workerd"))).toBe(true);
    process.kill(-a.group, "SIGINT");
    expect(await a.gone()).toBe(true);
    expect(await a.ended).toBe(0);
  });

  test("SIGTERM to the one process leaves none", async () => {
    const own = b.processes().find(({ command }) => /^\S*node .*scripts\/start\.ts/u.test(command));
    process.kill(own?.pid ?? 0, "SIGTERM");
    expect(await b.gone()).toBe(true);
  });

  test("a second start keeps the data; SIGINT to npm alone ends it", async () => {
    const before = demoOf(folders[0]);
    const again = await start(ports[0], folders[0]).ready();
    expect(demoOf(folders[0])).toEqual(before);
    expect((await call(before, "/projects")).body.data).toHaveLength(6);
    again.npm.kill("SIGINT");
    expect(await again.gone()).toBe(true);
  });
});
