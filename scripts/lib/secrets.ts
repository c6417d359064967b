import { randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { said, Trouble } from "./trouble";

/** A random value for each secret the Worker needs. */
const fresh = (): Record<string, string> => ({
  ENCRYPTION_KEYS: JSON.stringify({ k1: randomBytes(32).toString("base64") }),
  CURSOR_SECRET: randomBytes(32).toString("base64"),
  SESSION_SECRET: randomBytes(32).toString("base64"),
});

/**
 * Writes what `.dev.vars` lacks, for this machine alone; what it holds stays. The file appears whole, so that two starts
 * at the same time end up with the same secrets.
 * @throws Trouble when it cannot be written
 */
export function ensureSecrets(path: string): void {
  const existing = existsSync(path) ? readFileSync(path, "utf8") : "";
  const lines = Object.entries(fresh()).flatMap(([name, value]) =>
    new RegExp(`^\\s*${name}\\s*=`, "mu").test(existing) ? [] : [`${name}='${value}'`],
  );
  if (lines.length === 0) return;
  const text = `${existing}${existing === "" || existing.endsWith("\n") ? "" : "\n"}${lines.join("\n")}\n`;
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, text, { mode: 0o600 });
    if (existing === "" && !existsSync(path)) linkSync(draft, path);
    else renameSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw new Trouble(`${path} cannot be written (${said(error)}); it holds the Worker's secrets.`);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}
