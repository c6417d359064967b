import fc from "fast-check";
import { expect, test } from "vitest";
import { changedFields, mergePatch } from "#lib/merge-patch";

test.for([
  [{ a: "b" }, { a: "c" }, { a: "c" }],
  [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
  [{ a: "b" }, { a: null }, {}],
  [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
  [{ a: ["b"] }, { a: "c" }, { a: "c" }],
  [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
  [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
  [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
  [
    ["a", "b"],
    ["c", "d"],
    ["c", "d"],
  ],
  [{ a: "b" }, ["c"], ["c"]],
  [{ a: "foo" }, null, null],
  [{ a: "foo" }, "bar", "bar"],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: "b", c: null }, { a: "b" }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
] as const)("merges %j with %j as RFC 7396 appendix A does", ([target, patch, result]) => {
  expect(mergePatch(target, patch)).toEqual(result);
});

const object = fc.dictionary(fc.string({ maxLength: 3 }), fc.jsonValue({ maxDepth: 3 }), { noNullPrototype: true });

test("neither argument is altered, and merging twice is merging once", () => {
  fc.assert(
    fc.property(object, object, (target, patch) => {
      const before = [structuredClone(target), structuredClone(patch)];
      const merged = mergePatch(target, patch);
      expect([target, patch]).toEqual(before);
      expect(mergePatch(merged, patch)).toEqual(merged);
      expect(mergePatch(target, {})).toEqual(target);
    }),
  );
});

test("a patch cannot reach a prototype", () => {
  const patch: unknown = JSON.parse('{"__proto__": {"admin": true}, "constructor": {"prototype": {"admin": true}}}');
  const merged = mergePatch({ a: 1 }, patch) as Record<string, unknown>;
  expect(merged["admin"]).toBeUndefined();
  expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
  expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
  expect(Object.keys(merged)).toEqual(["a", "__proto__", "constructor"]);
});

test("names the fields whose values differ", () => {
  const before = {
    same: 1,
    changed: 1,
    gone: 1,
    list: [1, 2],
    deep: { a: { b: 1, c: 2 } },
    empty: null,
    absent: undefined,
  };
  const after = { deep: { a: { c: 2, b: 1 } }, list: [2, 1], changed: "1", same: 1, added: 0, empty: undefined };
  expect(changedFields(before, after)).toEqual(["changed", "gone", "list", "empty", "added"]);
  expect(changedFields({ a: { b: 1 } }, { a: { b: 2 } })).toEqual(["a"]);
  expect(changedFields({ a: [1] }, { a: { 0: 1 } })).toEqual(["a"]);
  expect(changedFields({ a: { b: undefined } }, { a: {} })).toEqual([]);
  expect(changedFields({}, { toString: 1 })).toEqual(["toString"]);
  expect(changedFields({ a: undefined }, {})).toEqual([]);
});

test("the order of members makes no difference, at any depth", () => {
  const reversed = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(reversed);
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([name, member]) => [name, reversed(member)]),
    );
  };
  fc.assert(
    fc.property(object, (record) => {
      expect(changedFields(record, reversed(record) as Record<string, unknown>)).toEqual([]);
    }),
  );
});

test("exactly the fields that were altered are named", () => {
  fc.assert(
    fc.property(object, fc.array(fc.nat()), (record, picks) => {
      const names = Object.keys(record);
      const altered = new Set(picks.map((pick) => names[pick % names.length]).filter((name) => name !== undefined));
      const after = Object.fromEntries(
        Object.entries(record).map(([name, value]) => [name, altered.has(name) ? { was: value } : value]),
      );
      expect(changedFields(record, after)).toEqual(names.filter((name) => altered.has(name)));
    }),
  );
});
