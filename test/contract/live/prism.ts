import { type ChildProcess, spawn } from "node:child_process";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const READY_MS = 60_000;

const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const server = createServer();
    server.once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });

/** `prism proxy --errors` in front of an upstream: an answer outside the contract becomes a 500 that says what is wrong. */
export class Prism {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  /**
   * @param document path of the OpenAPI document
   * @param checksRequests whether a request outside the contract is answered by the proxy, or let through to the upstream
   */
  static async start(document: string, upstream: string, checksRequests: boolean): Promise<Prism> {
    const port = await freePort();
    const cli = "node_modules/@stoplight/prism-cli/dist/index.js";
    // What it tells of every request it repairs as JSON first, which takes longer than the request where a body is large.
    const quiet = "--verboseLevel=fatal";
    const options = ["--errors", quiet, `--validate-request=${checksRequests}`, "--port", String(port)];
    const child = spawn(process.execPath, [cli, "proxy", ...options, document, upstream], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    await listening(child, port);
    return new Prism(`http://127.0.0.1:${port}`, child);
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.#child.once("exit", done));
    if (this.#child.exitCode === null && this.#child.kill()) await ended;
  }
}

/** Resolves when the proxy takes connections. */
async function listening(child: ChildProcess, port: number): Promise<void> {
  for (const end = Date.now() + READY_MS; !(await accepts(port)); await sleep(50)) {
    if (child.exitCode !== null) throw new Error(`prism ended with code ${child.exitCode} before it was ready`);
    if (Date.now() < end) continue;
    child.kill();
    throw new Error("prism was not ready in time");
  }
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(port, "127.0.0.1", () => done(true));
    socket.once("connect", () => socket.destroy()).once("error", () => done(false));
  });
