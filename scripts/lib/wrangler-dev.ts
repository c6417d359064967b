import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { descendantsOf } from "./process-tree";
import { Trouble } from "./trouble";

type Settings = {
  root: string;
  port: number;
  /** Where local state lies. */
  state: string;
  /** Where running Workers find each other; a folder of its own keeps neighbours apart. */
  registry: string;
  vars: Readonly<Record<string, string>>;
  /** Further arguments of `wrangler dev`; they come last, so they win. */
  args: readonly string[];
};

/** How long an orderly end is waited for. */
const PATIENCE_MS = 8000;
/** What the Worker logs comes a little after its answer. */
const AFTERMATH_MS = 500;
const READY_MS = 60_000;
/** What our own housekeeping would add to the log each minute. */
const HOUSEKEEPING = /\/cdn-cgi\/handler\/scheduled|Connection status updated/u;

/** `wrangler dev` as a child: silent until it is told to speak, and gone with all it started when it is stopped. */
export class WranglerDev {
  readonly #child: ChildProcess;
  /** What it said while it was to be silent. */
  #unsaid: string[] | undefined = [];
  #stopping = false;
  /** Its exit code. */
  readonly ended: Promise<number>;

  constructor(settings: Settings) {
    this.#child = spawn(process.execPath, argumentsOf(settings), {
      cwd: settings.root,
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        ...process.env,
        CI: "true",
        WRANGLER_SEND_METRICS: "false",
        WRANGLER_WRITE_LOGS: "false",
        WRANGLER_REGISTRY_PATH: settings.registry,
        CLOUDFLARE_CF_FETCH_ENABLED: "false",
        ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}),
      },
    });
    this.ended = new Promise((done) => this.#child.once("exit", (code) => done(this.#stopping ? 0 : (code ?? 1))));
    if (this.#child.stdout) createInterface(this.#child.stdout).on("line", (line) => this.#hear(line));
  }

  #hear(line: string): void {
    if (this.#unsaid) this.#unsaid.push(line);
    else if (!HOUSEKEEPING.test(line)) process.stdout.write(`${line}\n`);
  }

  /** Whether it has been told to end. */
  get stopping(): boolean {
    return this.#stopping;
  }

  /** From now on what it says is shown, but for the last lines on what `npm start` itself did. */
  speak(): void {
    setTimeout(() => (this.#unsaid = undefined), AFTERMATH_MS).unref();
  }

  /** Shows what it kept to itself, when something failed behind it. */
  async tell(): Promise<void> {
    await new Promise((done) => setTimeout(done, AFTERMATH_MS));
    process.stderr.write((this.#unsaid ?? []).map((line) => `${line}\n`).join(""));
  }

  /**
   * Resolves when the Worker answers.
   * @throws Trouble when it ends before, or takes too long; what it said is then shown
   */
  async ready(url: string): Promise<void> {
    const until = Date.now() + READY_MS;
    while (Date.now() < until && this.#child.exitCode === null && this.#child.signalCode === null) {
      const answered = await fetch(url, { signal: AbortSignal.timeout(5000) }).then(
        (response) => response.ok,
        () => false,
      );
      if (answered) {
        this.#unsaid = [];
        return;
      }
      await new Promise((done) => setTimeout(done, 100));
    }
    if (this.#stopping) return;
    await this.tell();
    throw new Trouble(
      this.#child.exitCode === null
        ? `wrangler dev was not ready within ${READY_MS / 1000} seconds.`
        : `wrangler dev ended with code ${this.#child.exitCode} before it was ready.`,
    );
  }

  /** Ends it; what does not go of its own accord is killed. Once is enough, more does no harm. */
  stop(): void {
    if (this.#stopping) return;
    this.#stopping = true;
    const { pid } = this.#child;
    if (pid === undefined || this.#child.exitCode !== null) return;
    const family = descendantsOf(pid);
    this.#child.kill("SIGTERM");
    const late = setTimeout(() => this.#child.kill("SIGKILL"), PATIENCE_MS);
    this.#child.once("exit", () => {
      clearTimeout(late);
      for (const member of family) endProcess(member);
    });
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

function argumentsOf({ root, port, state, vars, args }: Settings): string[] {
  return [
    "--no-warnings",
    join(root, "node_modules/wrangler/wrangler-dist/cli.js"),
    "dev",
    "--ip=127.0.0.1",
    `--port=${port}`,
    "--inspector-port=0",
    `--persist-to=${state}`,
    "--test-scheduled",
    "--show-interactive-dev-session=false",
    ...Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`]),
    ...args,
  ];
}
