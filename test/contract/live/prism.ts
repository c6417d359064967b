import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { createInterface } from "node:readline";

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
    const options = ["--errors", `--validate-request=${checksRequests}`, "--port", String(port)];
    const child = spawn(process.execPath, [cli, "proxy", ...options, document, upstream], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await listening(child);
    return new Prism(`http://127.0.0.1:${port}`, child);
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.#child.once("exit", done));
    if (this.#child.exitCode === null && this.#child.kill()) await ended;
  }
}

/** Resolves when the proxy says that it listens. What it says is read on, or it would stop at a full pipe. */
const listening = (child: ChildProcess): Promise<void> =>
  new Promise((done, fail) => {
    const late = setTimeout(() => {
      child.kill();
      fail(new Error("prism was not ready in time"));
    }, READY_MS);
    child.once("exit", (code) => fail(new Error(`prism ended with code ${code} before it was ready`)));
    if (!child.stdout) return;
    createInterface(child.stdout).on("line", (line) => {
      if (!line.includes("Prism is listening")) return;
      clearTimeout(late);
      done();
    });
  });
