/**
 * Writes the OpenAPI documents, one a version, made of the endpoints as the Worker makes them.
 * `openapi.ts FOLDER` writes `FOLDER/v1.json` and so on; without a folder it checks them with Redocly and Spectral.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openApiDocuments } from "./lib/openapi-documents";

// The linters demand https, and nothing here is served.
const PUBLIC_URL = "https://api.rossos.com";
const root = dirname(dirname(fileURLToPath(import.meta.url)));

async function writeDocuments(folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  return Object.entries(await openApiDocuments(PUBLIC_URL)).map(([version, document]) => {
    const path = join(folder, `${version}.json`);
    writeFileSync(path, `${JSON.stringify(document, null, 2)}\n`);
    return path;
  });
}

/** @returns the exit code */
const run = (name: string, args: readonly string[]): Promise<number> =>
  new Promise((done, fail) => {
    const child = spawn(join(root, "node_modules/.bin", name), args, {
      cwd: root,
      stdio: "inherit",
      // Redocly would ask for a newer version of itself, and count its users.
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    });
    child.once("error", fail).once("exit", (code) => done(code ?? 1));
  });

async function check(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "rossos-openapi-"));
  try {
    const documents = await writeDocuments(folder);
    const codes = await Promise.all([
      run("redocly", ["lint", "--config", "redocly.yaml", ...documents]),
      run("spectral", ["lint", "--ruleset", ".spectral.yaml", "--fail-severity", "warn", ...documents]),
    ]);
    process.exitCode = Math.max(...codes);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [folder] = process.argv.slice(2);
await (folder === undefined ? check() : writeDocuments(folder));
