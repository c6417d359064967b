import fc from "fast-check";
import { expect, test } from "vitest";
import { base64 } from "#lib/digest";
import { KeyringError, openKeyring, seal, unseal } from "#lib/keyring";

const key = (fill: number) => base64(new Uint8Array(32).fill(fill));
const OLD = `{"k1":"${key(1)}"}`;
const ROTATED = `{"k2":"${key(2)}", "k1":"${key(1)}"}`;
const ROW = "0199-row";

test("opens what it sealed, any text", async () => {
  const keyring = await openKeyring(OLD);
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), async (plaintext, row) => {
      expect(await unseal(keyring, await seal(keyring, plaintext, row), row)).toBe(plaintext);
    }),
  );
  expect(await unseal(keyring, await seal(keyring, "\ufeffmark", ROW), ROW)).toBe("\ufeffmark");
});

test("seals as documented, never twice the same", async () => {
  const keyring = await openKeyring(OLD);
  const [first, second] = [await seal(keyring, "secret", ROW), await seal(keyring, "secret", ROW)];
  expect(first).toMatch(/^v1\.k1\.[\w-]{16}\.[\w-]{30}$/);
  expect(second).not.toBe(first);
});

/** Test case 13 of the GCM specification by McGrew and Viega: a key and a nonce of zeros, an empty text. */
test("opens a published AES-256-GCM vector", async () => {
  const keyring = await openKeyring(`{"k":"${key(0)}"}`);
  expect(await unseal(keyring, "v1.k.AAAAAAAAAAAAAAAA.Uw-K-8dFNrmpY7TxxMtziw", "")).toBe("");
});

test("an old key still opens, and the newest seals", async () => {
  const sealed = await seal(await openKeyring(OLD), "secret", ROW);
  const rotated = await openKeyring(ROTATED);
  expect(await unseal(rotated, sealed, ROW)).toBe("secret");
  expect(await seal(rotated, "secret", ROW)).toMatch(/^v1\.k2\./);
});

test("the first key in the text is the newest, also where ids are numbers", async () => {
  const keyring = await openKeyring(`{ "10" : "${key(10)}", "9": "${key(9)}", "__proto__": "${key(8)}" }`);
  expect(keyring.current.id).toBe("10");
  expect([...keyring.keys.keys()]).toEqual(["10", "9", "__proto__"]);
});

test("refuses other additional data, and keys that it lacks", async () => {
  const rotated = await openKeyring(ROTATED);
  const sealed = await seal(rotated, "secret", ROW);
  await expect(unseal(rotated, sealed, "0199-other")).rejects.toThrow(KeyringError);
  await expect(unseal(await openKeyring(OLD), sealed, ROW)).rejects.toThrow('no key "k2"');
  const impostor = await openKeyring(`{"k2":"${key(3)}"}`);
  await expect(unseal(impostor, sealed, ROW)).rejects.toThrow(KeyringError);
  await expect(unseal(rotated, sealed.replace("k2", "k1"), ROW)).rejects.toThrow(KeyringError);
});

test("notices every change of a sealed text", async () => {
  const keyring = await openKeyring(OLD);
  const sealed = await seal(keyring, "secret", ROW);
  for (let at = 0; at < sealed.length; at += 1) {
    const other = sealed[at] === "A" ? "B" : "A";
    await expect(unseal(keyring, sealed.slice(0, at) + other + sealed.slice(at + 1), ROW)).rejects.toThrow(
      KeyringError,
    );
    await expect(unseal(keyring, sealed.slice(0, at), ROW)).rejects.toThrow(KeyringError);
  }
  await expect(unseal(keyring, `${sealed}.AAAA`, ROW)).rejects.toThrow(KeyringError);
});

test("what was never sealed is refused with the same error", async () => {
  const keyring = await openKeyring(OLD);
  await fc.assert(
    fc.asyncProperty(fc.string(), fc.string(), async (left, right) => {
      await expect(unseal(keyring, left, ROW)).rejects.toThrow(KeyringError);
      await expect(unseal(keyring, `v1.k1.${left}.${right}`, ROW)).rejects.toThrow(KeyringError);
    }),
  );
});

test.for([
  ["", "not valid JSON"],
  ["{", "not valid JSON"],
  ["null", "must be a JSON object"],
  ['"text"', "must be a JSON object"],
  [`["${key(1)}"]`, "must be a JSON object"],
  ["{}", "is empty"],
  [`{"":"${key(1)}"}`, "A key id must be"],
  [`{"a.b":"${key(1)}"}`, "A key id must be"],
  [`{"${"a".repeat(33)}":"${key(1)}"}`, "A key id must be"],
  [`{"k":1}`, '"k" must be the base64 of 32 bytes'],
  [`{"k":{"j":"${key(1)}"}}`, "names a key twice"],
  [`{"k":"${base64(new Uint8Array(16))}"}`, "must be the base64 of 32 bytes"],
  [`{"k":"${key(255).replaceAll("/", "_")}"}`, "must be the base64 of 32 bytes"],
  [`{"k":"${key(1)}","j":"short"}`, '"j" must be the base64 of 32 bytes'],
  [`{"k":"${key(1)}","k":"${key(2)}"}`, "names a key twice"],
  [`{"\\u006b":"${key(1)}"}`, "with escapes"],
] as const)("refuses the keyring %s", async ([json, message]) => {
  const error: unknown = await openKeyring(json).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(KeyringError);
  expect(String(error)).toContain(message);
  expect(String(error)).not.toContain(key(1));
});
