/** `npm start`: creates what is missing, migrates, seeds the demo builder, runs `wrangler dev`, and ticks the crons. */
import { execFileSync } from "node:child_process";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { holdFolder, makeFolder } from "./lib/data-folder";
import { ensureSecrets, keepToKeys } from "./lib/secrets";
import { Trouble } from "./lib/trouble";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** A variable that is set to nothing says nothing. */
const setting = (name: string): string | undefined => (process.env[name] === "" ? undefined : process.env[name]);
const port = Number(setting("PORT") ?? 8787);
const dataDir = resolve(setting("DATA_DIR") ?? join(root, ".data"));

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

async function main(): Promise<number> {
  makeFolder(dataDir);
  await checkPort();
  const release = await holdFolder(dataDir, port);
  try {
    const secrets = join(root, ".dev.vars");
    ensureSecrets(secrets);
    keepToKeys(secrets, dataDir);
    execFileSync(process.execPath, [join(root, "scripts/vendor.mjs")]);
    // Loading wrangler takes a second, which what is refused above need not wait for.
    const { serve } = await import("./lib/serve");
    return await serve({ root, port, dataDir, args: process.argv.slice(2) });
  } finally {
    release();
  }
}

// Whoever read the output may go; the product goes on.
process.stdout.on("error", () => {});

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
