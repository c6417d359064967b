import fc from "fast-check";
import { expect, test } from "vitest";
import { newApiKey, newSecret, parseApiKey } from "#lib/api-key-format";

const environment = fc.constantFrom("live" as const, "sandbox" as const);
const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

test("a new key has the documented shape and reads back", () => {
  fc.assert(
    fc.property(environment, (env) => {
      const { key, prefix } = newApiKey(env);
      expect(key).toMatch(env === "live" ? /^ross_live_[0-9A-Za-z]{38}$/ : /^ross_test_[0-9A-Za-z]{38}$/);
      expect(key.slice(10, 18)).toBe(prefix);
      expect(parseApiKey(key)).toEqual({ environment: env, prefix });
    }),
  );
});

/** Checksums worked out apart from this code, with zlib's crc32 in Python. */
test("the checksum is the CRC-32 of all that stands before it, in six base62 digits", () => {
  const keys = [
    "ross_live_000000000000000000000000000000002gQoD3",
    "ross_test_zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz28IIhy",
    "ross_live_0123456789ABCDEFGHIJKLMNOPQRSTUV21Ggjq",
    "ross_test_abcdefghijklmnopqrstuvwxyzABCDEF4ACfAk",
    "ross_live_YIwZysx4etO0HWhhkUAXtNSRMgc0SA4V00MQNf",
  ];
  expect(keys.map((key) => parseApiKey(key)?.prefix)).toEqual(keys.map((key) => key.slice(10, 18)));
});

test("any one changed character is refused", () => {
  fc.assert(
    fc.property(
      environment,
      fc.nat(47),
      fc.constantFrom(...BASE62.split(""), "_", "-", " ", "é"),
      (env, at, character) => {
        const { key } = newApiKey(env);
        fc.pre(key[at] !== character);
        expect(parseApiKey(key.slice(0, at) + character + key.slice(at + 1))).toBeUndefined();
      },
    ),
    { numRuns: 500 },
  );
});

test("two swapped neighbours are refused", () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 46 }), (at) => {
      const { key } = newApiKey("live");
      fc.pre(key[at] !== key[at + 1]);
      const swapped = key.slice(0, at) + key.charAt(at + 1) + key.charAt(at) + key.slice(at + 2);
      expect(parseApiKey(swapped)).toBeUndefined();
    }),
  );
});

test("a live key does not pass for a sandbox key", () => {
  const { key } = newApiKey("live");
  expect(parseApiKey(key.replace("ross_live_", "ross_test_"))).toBeUndefined();
});

test("what is no key is refused and never throws", () => {
  const { key } = newApiKey("live");
  const others = [
    "",
    key.slice(1),
    key.slice(0, -1),
    `${key}0`,
    `${key}\n`,
    ` ${key}`,
    key.toUpperCase(),
    `Bearer ${key}`,
  ];
  expect(others.filter((text) => parseApiKey(text) !== undefined)).toEqual([]);
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => parseApiKey(text) === undefined));
});

test("a huge string costs nothing", () => {
  const huge = newApiKey("live").key + "a".repeat(50_000_000);
  const start = performance.now();
  for (let index = 0; index < 1000; index += 1) parseApiKey(huge);
  expect(performance.now() - start).toBeLessThan(200);
});

test("keys do not repeat", () => {
  const keys = Array.from({ length: 1000 }, () => newApiKey("live"));
  expect(new Set(keys.map(({ key }) => key)).size).toBe(1000);
  expect(new Set(keys.map(({ prefix }) => prefix)).size).toBe(1000);
});

/** A byte taken modulo 62 would give the first eight characters 21 % too often: 12 standard errors here. */
test("all characters are equally likely", () => {
  const counts = new Map<string, number>();
  const drawn = 200 * 1024;
  for (let index = 0; index < 200; index += 1) {
    for (const character of newSecret("", 1024)) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  expect([...counts.keys()].toSorted().join("")).toBe(BASE62);
  const expected = drawn / 62;
  for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(7 * Math.sqrt(expected));
});

test("a secret has the prefix and the length asked for", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), (length) => {
      expect(newSecret("rcs_", length)).toMatch(new RegExp(`^rcs_[0-9A-Za-z]{${length}}$`));
    }),
  );
});

test.for([0, -1, 1.5, 1025, Number.NaN])("no secret has %d characters", (length) => {
  expect(() => newSecret("", length)).toThrow(RangeError);
});
