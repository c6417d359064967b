import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureSecrets, keepToKeys } from "../../scripts/lib/secrets";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rossos-secrets-"));
  path = join(folder, ".dev.vars");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const keyring = (keys: Record<string, string>): void =>
  writeFileSync(path, `CURSOR_SECRET='x'\nENCRYPTION_KEYS='${JSON.stringify(keys)}'\n`);

test("what secrets lack is added, and what they hold stays", () => {
  writeFileSync(path, "CURSOR_SECRET='mine'");
  ensureSecrets(path);
  const once = readFileSync(path, "utf8");
  expect(once).toMatch(/^CURSOR_SECRET='mine'\nENCRYPTION_KEYS='\{"k1":"[^"]{44}"\}'\nSESSION_SECRET='[^']+'\n$/u);
  ensureSecrets(path);
  expect(readFileSync(path, "utf8")).toBe(once);
});

test("data that was sealed with a key that is gone is refused, in words that help", () => {
  ensureSecrets(path);
  keepToKeys(path, folder);
  keepToKeys(path, folder);
  expect(readFileSync(join(folder, "sealed-with.json"), "utf8")).not.toContain(
    /"k1":"([^"]+)"/u.exec(readFileSync(path, "utf8"))?.[1],
  );
  rmSync(path);
  ensureSecrets(path);
  expect(() => keepToKeys(path, folder)).toThrow(/Put the former \.dev\.vars back, set DATA_DIR/u);
});

test("a new key before the former ones is taken, and seals from then on", () => {
  keyring({ a: "first" });
  keepToKeys(path, folder);
  keyring({ b: "second", a: "first" });
  keepToKeys(path, folder);
  keyring({ a: "first" });
  expect(() => keepToKeys(path, folder)).toThrow(/no longer among the ENCRYPTION_KEYS/u);
  keyring({ a: "first", b: "second" });
  expect(() => keepToKeys(path, folder)).not.toThrow();
});

test("secrets without a keyring are left to the Worker", () => {
  writeFileSync(path, "ENCRYPTION_KEYS='no json'\n");
  expect(() => keepToKeys(path, folder)).not.toThrow();
});
