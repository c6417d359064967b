import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Demo } from "../../../scripts/lib/seed";

const root = join(import.meta.dirname, "../../..");
const READY_MS = 90_000;

const freePort = (): Promise<number> =>
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
  readonly #dataDir: string;
  /** Everything it has said so far; mail that nobody sends is in it. */
  output = "";

  private constructor(port: number, dataDir: string, args: readonly string[]) {
    this.#dataDir = dataDir;
    this.#process = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts", ...args], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, PORT: String(port), DATA_DIR: dataDir },
    });
    for (const stream of [this.#process.stdout, this.#process.stderr])
      stream?.on("data", (chunk: Buffer) => (this.output += chunk.toString()));
  }

  /** @param args of `wrangler dev` */
  static async start(...args: string[]): Promise<Product> {
    const product = new Product(await freePort(), mkdtempSync(join(tmpdir(), "rossos-site-")), args);
    const end = Date.now() + READY_MS;
    while (!product.output.includes("is ready on")) {
      if (product.#process.exitCode !== null || Date.now() > end) {
        await product.stop();
        throw new Error(`npm start did not get ready: ${product.output}`);
      }
      await new Promise((done) => setTimeout(done, 100));
    }
    return product;
  }

  get demo(): Demo {
    return JSON.parse(readFileSync(join(this.#dataDir, "demo.json"), "utf8")) as Demo;
  }

  /**
   * Changes the data behind the product's back, as time or another release would.
   * @param sql one statement, run on every database that has its tables
   * @returns how many rows it changed in all
   */
  change(sql: string, ...values: (string | number | null)[]): number {
    const folder = join(this.#dataDir, "state/v3/d1");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".sqlite"));
    let changed = 0;
    for (const file of files) {
      const database = new DatabaseSync(join(folder, file), { timeout: 5000 });
      try {
        changed += Number(database.prepare(sql).run(...values).changes);
      } catch (error) {
        if (!String(error).includes("no such table")) throw error;
      } finally {
        database.close();
      }
    }
    return changed;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null) {
      const ended = new Promise((done) => this.#process.once("exit", done));
      this.#process.kill("SIGINT");
      await ended;
    }
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}
