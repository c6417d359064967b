import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeCursor, encodeCursor } from "#lib/cursor";
import { base64Url, fromBase64Url } from "#lib/digest";

const SECRET = "a secret for cursors";
const SCOPE = "projects/builder-1/-created_at/status=open";
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const position = fc.array(fc.oneof(fc.string({ maxLength: 20 }), fc.integer(), finite, fc.constant(null)), {
  maxLength: 4,
});

test("a position comes back", async () => {
  await fc.assert(
    fc.asyncProperty(position, fc.string(), async (parts, scope) => {
      const cursor = await encodeCursor(SECRET, scope, parts);
      expect(cursor).toMatch(/^[\w-]+$/);
      expect(await decodeCursor(SECRET, scope, cursor)).toEqual(parts.map((part) => (part === 0 ? 0 : part)));
    }),
  );
});

test("keeps text of any script, and text that only looks like JSON", async () => {
  const parts = ["Zoë 北京 🏠", '"],["', "\u0000\u2028\ufeff", 1_790_000_000_000, null];
  expect(await decodeCursor(SECRET, SCOPE, await encodeCursor(SECRET, SCOPE, parts))).toEqual(parts);
});

test("a cursor is good for its scope and secret only", async () => {
  const cursor = await encodeCursor(SECRET, SCOPE, ["a", 1]);
  expect(await decodeCursor(SECRET, `${SCOPE}x`, cursor)).toBeUndefined();
  expect(await decodeCursor(SECRET, "", cursor)).toBeUndefined();
  expect(await decodeCursor("another secret", SCOPE, cursor)).toBeUndefined();
});

test("scope and position cannot be split elsewhere", async () => {
  const bytes = fromBase64Url(await encodeCursor(SECRET, 'x["a"]', [1])) ?? new Uint8Array();
  const moved = new Uint8Array([...bytes.subarray(0, 16), ...new TextEncoder().encode('["a"][1]')]);
  expect(await decodeCursor(SECRET, "x", base64Url(moved))).toBeUndefined();
});

test("any changed, added or missing character is noticed", async () => {
  const cursor = await encodeCursor(SECRET, SCOPE, ["2026-11-22", "id-1"]);
  await fc.assert(
    fc.asyncProperty(
      fc.nat(cursor.length - 1),
      fc.constantFrom(..."AZaz09-_=+/ é".split("")),
      async (at, character) => {
        fc.pre(cursor[at] !== character);
        expect(
          await decodeCursor(SECRET, SCOPE, cursor.slice(0, at) + character + cursor.slice(at + 1)),
        ).toBeUndefined();
      },
    ),
    { numRuns: 200 },
  );
  for (let length = 0; length < cursor.length; length += 1) {
    expect(await decodeCursor(SECRET, SCOPE, cursor.slice(0, length))).toBeUndefined();
  }
  expect(await decodeCursor(SECRET, SCOPE, `${cursor}A`)).toBeUndefined();
});

test("what was never a cursor is refused", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string({ unit: "binary" }), fc.uint8Array().map(base64Url)), async (text) => {
      expect(await decodeCursor(SECRET, SCOPE, text)).toBeUndefined();
    }),
  );
});

test("a cursor has 1024 characters at most", async () => {
  const longest = ["a".repeat(748)];
  const cursor = await encodeCursor(SECRET, SCOPE, longest);
  expect(cursor).toHaveLength(1024);
  expect(await decodeCursor(SECRET, SCOPE, cursor)).toEqual(longest);
  await expect(encodeCursor(SECRET, SCOPE, ["a".repeat(749)])).rejects.toThrow(RangeError);
  expect(await decodeCursor(SECRET, SCOPE, "A".repeat(10_000_000))).toBeUndefined();
});

test.for([Number.NaN, Number.POSITIVE_INFINITY])("a cursor cannot hold %d", async (number) => {
  await expect(encodeCursor(SECRET, SCOPE, [number])).rejects.toThrow(RangeError);
});
