/**
 * `npm test`: every suite, all of them whatever fails. `npm test -- contract` runs those it names.
 * The contract's proxies mostly wait, so it runs beside the code's. Two browsers, each with a product of its own, share a
 * machine well; a browser beside all else waits too long for a page.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const E2E = "vitest.e2e.config.ts";
/** What vitest is told of each. One line after the other; those of a line beside each other. */
const SUITES: readonly Readonly<Record<string, readonly string[]>>[] = [
  { e2e: [E2E, "--project", "site"], "e2e-fresh": [E2E, "--project", "e2e", "--project", "platform"] },
  { code: ["vitest.config.ts"], contract: ["vitest.contract.config.ts"] },
];

type Result = { name: string; code: number; seconds: number };
const running = new Set<ChildProcess>();

/** What a suite says is shown when it has ended, so that none talks across another. */
function run([name, told]: [string, readonly string[]]): Promise<Result> {
  const began = Date.now();
  process.stdout.write(`${name} begins; what it says follows when it has ended\n`);
  const args = [join(root, "node_modules/vitest/vitest.mjs"), "run", "--config", ...told];
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
const names = SUITES.flatMap((line) => Object.keys(line));
const unknown = named.find((name) => !names.includes(name));
if (unknown !== undefined) {
  process.stderr.write(`There is no suite ${unknown}; there are ${names.join(", ")}.\n`);
  process.exit(1);
}
let isStopped = false;
const results: Result[] = [];
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    isStopped = true;
    for (const child of running) child.kill(signal);
  });

for (const line of SUITES) {
  const wanted = Object.entries(line).filter(([name]) => named.length === 0 || named.includes(name));
  if (!isStopped) results.push(...(await Promise.all(wanted.map(run))));
}

for (const { name, code, seconds } of results)
  process.stdout.write(`${code === 0 ? "passed" : "FAILED"} in ${seconds} s: ${name}\n`);
if (results.some(({ code }) => code !== 0)) process.exitCode = 1;
