import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Demo } from "../../../scripts/lib/seed";

const root = join(import.meta.dirname, "../../..");
const READY_MS = 90_000;

export const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });

/** What `npm start` runs, in a folder of its own, with its demo data. */
export class Product {
  readonly #process: ChildProcess;
  /** Its DATA_DIR. */
  readonly dataDir: string;
  /** The file with everything it has said so far; mail that nobody sends is in it. */
  readonly log: string;

  private constructor(port: number, dataDir: string, args: readonly string[]) {
    this.dataDir = dataDir;
    this.log = join(dataDir, "product.log");
    writeFileSync(this.log, "");
    this.#process = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts", ...args], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, PORT: String(port), DATA_DIR: dataDir },
    });
    for (const stream of [this.#process.stdout, this.#process.stderr])
      stream?.on("data", (chunk: Buffer) => appendFileSync(this.log, chunk));
  }

  /** @param args of `wrangler dev` */
  static async start(...args: string[]): Promise<Product> {
    const product = new Product(await freePort(), mkdtempSync(join(tmpdir(), "rossos-site-")), args);
    const end = Date.now() + READY_MS;
    for (;;) {
      const output = readFileSync(product.log, "utf8");
      if (output.includes("is ready on")) return product;
      if (product.#process.exitCode !== null || Date.now() > end) {
        await product.stop();
        throw new Error(`npm start did not get ready: ${output}`);
      }
      await new Promise((done) => setTimeout(done, 100));
    }
  }

  get demo(): Demo {
    return JSON.parse(readFileSync(join(this.dataDir, "demo.json"), "utf8")) as Demo;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null) {
      const ended = new Promise((done) => this.#process.once("exit", done));
      this.#process.kill("SIGINT");
      await ended;
    }
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
