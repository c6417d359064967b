import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "#lib/json-body";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const parse = (text: string, maxDepth?: number) => parseJson(bytesOf(text), maxDepth);
const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

test("any JSON is read as JSON.parse reads it", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), (text) => {
      fc.pre(!text.includes("__proto__"));
      expect(parse(text)).toEqual({ ok: true, value: JSON.parse(text) });
      expect(parse(` \n${text}\t`)).toEqual({ ok: true, value: JSON.parse(text) });
    }),
  );
});

test("any other text is refused, never thrown at", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'[]{}",:\\u0 1'.split("")) })), (text) => {
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      expect(parse(text).ok).toBe(valid);
    }),
    { numRuns: 500 },
  );
});

test.for([
  ["", "The body is empty."],
  [" \r\n\t", "The body is empty."],
  ["\ufeff", "The body is empty."],
  ["{'a': 1}", /^The body is not valid JSON( at character 1)?\.$/],
  ['{"a": 1,}', /^The body is not valid JSON( at character 8)?\.$/],
  ["[1", /^The body is not valid JSON/],
  ["[1]]", /^The body is not valid JSON/],
  ["]", /^The body is not valid JSON/],
  ['"abc', /^The body is not valid JSON/],
  ['"abc\\', /^The body is not valid JSON/],
  ["NaN", /^The body is not valid JSON/],
  ['{"secret": sk_live_1}', /^The body is not valid JSON( at character 11)?\.$/],
] as const)("refuses %j", ([text, reason]) => {
  const result = parse(text);
  expect(result.ok ? "" : result.reason).toMatch(reason);
});

test("refuses what is no UTF-8", () => {
  for (const bytes of [
    [0x22, 0xff, 0x22],
    [0x22, 0xc3, 0x22],
    [0x22, 0xed, 0xa0, 0x80, 0x22],
    [0xff, 0xfe, 0x7b, 0x00],
  ]) {
    expect(parseJson(new Uint8Array(bytes))).toEqual({ ok: false, reason: "The body is not valid UTF-8." });
  }
});

test("takes a byte order mark for nothing (RFC 8259 section 8.1)", () => {
  expect(parse("\ufeff[1]")).toEqual({ ok: true, value: [1] });
});

test("32 levels are enough for anybody", () => {
  expect(parse(nested(32)).ok).toBe(true);
  expect(parse(nested(33))).toEqual({ ok: false, reason: "The body is nested more than 32 levels deep." });
  expect(parse('{"a":'.repeat(33) + "1" + "}".repeat(33)).ok).toBe(false);
  expect(parse("[{}]", 1).ok).toBe(false);
  expect(parse("[{}]", 2).ok).toBe(true);
  expect(parse("1", 0).ok).toBe(true);
  expect(parse(`[${"[],".repeat(100)}{}]`, 2).ok).toBe(true);
});

test("half a million brackets are refused before they are parsed", () => {
  expect(parse("[".repeat(500_000))).toMatchObject({ ok: false, reason: expect.stringContaining("levels deep") });
});

test("brackets in text are no levels, and an escaped quote does not end a text", () => {
  for (const text of ["[".repeat(50), '"[', '\\"[[', "\\", '\\\\"{', "{".repeat(50)]) {
    expect(parse(JSON.stringify([text]), 1)).toEqual({ ok: true, value: [text] });
  }
  expect(parse('["\\\\",[[]]]', 2).ok).toBe(false);
});

test.for(['{"__proto__": {}}', '[{"a": {"__proto__": 1}}]', '{"\\u005f_proto__": {}}', '{"__prot\\u006F__": {}}'])(
  "refuses %s",
  (text) => {
    expect(parse(text)).toEqual({ ok: false, reason: 'The body has a field named "__proto__".' });
  },
);

test("refuses the field in whatever escapes it is written", () => {
  const escaped = fc.tuple(..."__proto__".split("").map((c) => fc.boolean().map((b) => (b ? escape(c) : c))));
  fc.assert(
    fc.property(escaped, (characters) => {
      expect(parse(`{"a": [{"${characters.join("")}": null}]}`).ok).toBe(false);
    }),
  );
});

test("the word may be a value, and a field may have a name like it", () => {
  expect(parse('{"name": "__proto__", "__proto": 1, "proto__": 2}').ok).toBe(true);
});

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
