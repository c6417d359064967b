/**
 * `npm test`: every suite, two beside each other, as those with a browser or a proxy mostly wait. All run, whatever fails.
 * `npm test -- contract` runs those it names.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** In the order in which they begin: what takes longest first. */
const SUITES: ReadonlyMap<string, string> = new Map([
  ["e2e", "vitest.e2e.config.ts"],
  ["code", "vitest.config.ts"],
  ["contract", "vitest.contract.config.ts"],
]);
const AT_ONCE = 2;

type Result = { name: string; code: number; seconds: number };
const running = new Set<ChildProcess>();

/** What a suite says is shown when it has ended, so that none talks across another. */
function run(name: string): Promise<Result> {
  const began = Date.now();
  process.stdout.write(`${name} begins; what it says follows when it has ended\n`);
  const args = [join(root, "node_modules/vitest/vitest.mjs"), "run", "--config", SUITES.get(name) ?? ""];
  const env = { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}) };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => said.push(part));
  return new Promise((done, fail) => {
    child.once("error", fail).once("close", (code) => {
      running.delete(child);
      process.stdout.write(Buffer.concat(said));
      done({ name, code: code ?? 1, seconds: Math.round((Date.now() - began) / 1000) });
    });
  });
}

const named = process.argv.slice(2);
const unknown = named.find((name) => !SUITES.has(name));
if (unknown !== undefined) {
  process.stderr.write(`There is no suite ${unknown}; there are ${[...SUITES.keys()].join(", ")}.\n`);
  process.exit(1);
}
const left = [...SUITES.keys()].filter((name) => named.length === 0 || named.includes(name));
const results: Result[] = [];
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    left.length = 0;
    for (const child of running) child.kill(signal);
  });

async function lane(): Promise<void> {
  for (let name = left.shift(); name !== undefined; name = left.shift()) results.push(await run(name));
}
await Promise.all(Array.from({ length: AT_ONCE }, lane));

for (const { name, code, seconds } of results)
  process.stdout.write(`${code === 0 ? "passed" : "FAILED"} in ${seconds} s: ${name}\n`);
if (results.some(({ code }) => code !== 0)) process.exitCode = 1;
