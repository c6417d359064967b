import fc from "fast-check";
import { expect, test } from "vitest";
import { DomainError } from "../../src/errors";
import { readRange } from "../../src/modules/documents/download-document";

/** What the work throws, if it throws. */
function thrownBy(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

test.each([
  ["bytes=0-0", { offset: 0, length: 1 }],
  ["bytes=0-9", { offset: 0, length: 10 }],
  ["bytes=0-10", { offset: 0, length: 10 }],
  ["bytes=9-", { offset: 9, length: 1 }],
  ["bytes=3-5", { offset: 3, length: 3 }],
  ["bytes=-1", { offset: 9, length: 1 }],
  ["bytes=-10", { offset: 0, length: 10 }],
  ["bytes=-11", { offset: 0, length: 10 }],
])("%s of ten bytes", (range, part) => {
  expect(readRange(range, 10)).toEqual(part);
});

test.each([
  null,
  "",
  "bytes",
  "bytes=",
  "bytes=-",
  "bytes=5-3",
  "bytes=0-1,4-5",
  "lines=0-1",
  "bytes=a-b",
  "bytes= 0-1",
  `bytes=0-${"9".repeat(16)}`,
])("%s is answered with the whole", (range) => {
  expect(readRange(range, 10)).toBeUndefined();
});

test.each(["bytes=10-", "bytes=10-11", "bytes=99-100", "bytes=-0"])("%s lies outside of ten bytes", (range) => {
  const error = thrownBy(() => readRange(range, 10));
  expect(error).toBeInstanceOf(DomainError);
  expect(error).toMatchObject({ code: "range_not_satisfiable", headers: { "content-range": "bytes */10" } });
});

test("a part never lies outside of the content, and is what slicing gives", () => {
  const end = fc.option(fc.nat(30), { nil: undefined });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), end, end, (size, from, to) => {
      const text = `bytes=${from ?? ""}-${to ?? ""}`;
      const outside = from === undefined ? to === 0 : from >= size;
      expect(thrownBy(() => readRange(text, size)) !== undefined).toBe(outside);
      const part = outside ? undefined : readRange(text, size);
      if (!part) return;
      const bytes = Array.from({ length: size }, (_, at) => at);
      const wanted =
        from === undefined ? bytes.slice(-(to ?? 0)) : bytes.slice(from, to === undefined ? undefined : to + 1);
      expect(bytes.slice(part.offset, part.offset + part.length)).toEqual(wanted);
      expect(part.length).toBe(wanted.length);
    }),
  );
});
