import { createHash, randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
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

/** In the data folder: hashes of the keys that have sealed something there. */
const SEALED_WITH = "sealed-with.json";

/**
 * Notes which key seals what is kept in the folder from now on.
 * @param path of the secrets
 * @throws Trouble when something was sealed there with a key that is not among them any more: nobody could open it
 */
export function keepToKeys(path: string, folder: string): void {
  const keys = keyHashes(readFileSync(path, "utf8"));
  const [current] = keys;
  if (current === undefined) return;
  const record = join(folder, SEALED_WITH);
  const before = existsSync(record) ? (JSON.parse(readFileSync(record, "utf8")) as string[]) : [];
  if (before.some((key) => !keys.includes(key)))
    throw new Trouble(
      `${folder} holds what was sealed with a key that is no longer among the ENCRYPTION_KEYS of ${basename(path)}. Put the former ${basename(path)} back, set DATA_DIR to another folder, or delete this one.`,
    );
  if (!before.includes(current)) writeFileSync(record, `${JSON.stringify([...before, current])}\n`);
}

/** Hashes of the keys, the one that seals first; none where the secrets are written in another way. */
function keyHashes(secrets: string): string[] {
  const text = /^\s*ENCRYPTION_KEYS\s*=\s*'(.*)'\s*$/mu.exec(secrets)?.[1];
  if (text === undefined) return [];
  try {
    const keys = Object.values(JSON.parse(text) as Record<string, string>);
    return keys.map((key) => createHash("sha256").update(key).digest("hex").slice(0, 16));
  } catch {
    // What is no keyring is told by the Worker, which knows what one is.
    return [];
  }
}
