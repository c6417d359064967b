import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeFields, type Values } from "../../src/lib/merge-fields";

/** Few values, so that sides often agree. */
const value = fc.constantFrom(null, "a", "b", "c");
const fields = fc.record({ name: value, email: value, phone: value });
const sides = fc.record({ base: fields, local: fields, remote: fields });

const applied = (side: Values, merged: Values): Values => ({ ...side, ...merged });

test.each([
  ["neither side changed", "a", "a", "a", "a"],
  ["we changed", "a", "b", "a", "b"],
  ["they changed", "a", "a", "b", "b"],
  ["both changed alike", "a", "b", "b", "b"],
  ["we emptied it", "a", null, "a", null],
  ["they filled what was never known", undefined, null, "b", "b"],
])("%s", (_, base, local, remote, expected) => {
  const known: Values = base === undefined ? {} : { email: base };
  expect(mergeFields({ base: known, local: { email: local }, remote: { email: remote } })).toEqual({
    merged: { email: expected },
    conflicts: [],
  });
});

test("both changed differently is a conflict, and decides nothing of the field", () => {
  const merged = mergeFields({ base: { email: "a" }, local: { email: "b" }, remote: { email: "c" } });
  expect(merged).toEqual({ merged: {}, conflicts: ["email"] });
});

test("a field that one side does not have is left", () => {
  expect(mergeFields({ base: { a: "x" }, local: { a: "y", b: "z" }, remote: { c: "w" } })).toEqual({
    merged: {},
    conflicts: [],
  });
});

test("it is the same from either side", () => {
  fc.assert(
    fc.property(sides, ({ base, local, remote }) => {
      expect(mergeFields({ base, local, remote })).toEqual(mergeFields({ base, local: remote, remote: local }));
    }),
  );
});

test("every field is decided or in conflict, a decided one as one of the sides has it", () => {
  fc.assert(
    fc.property(sides, ({ base, local, remote }) => {
      const { merged, conflicts } = mergeFields({ base, local, remote });
      expect([...Object.keys(merged), ...conflicts].toSorted()).toEqual(Object.keys(local).toSorted());
      for (const [name, decided] of Object.entries(merged))
        expect([local, remote].map((side) => (side as Values)[name])).toContain(decided);
    }),
  );
});

test("merged once more, nothing changes: neither before nor after the other side has what was sent", () => {
  fc.assert(
    fc.property(sides, ({ base, local, remote }) => {
      const once = mergeFields({ base, local, remote });
      const taken = applied(local, once.merged);
      const agreed = Object.fromEntries(
        Object.entries(once.merged).filter(([name, now]) => now === (remote as Values)[name]),
      );
      expect(mergeFields({ base: applied(base, agreed), local: taken, remote })).toEqual(once);
      const echo = applied(remote, once.merged);
      expect(mergeFields({ base: applied(base, once.merged), local: taken, remote: echo })).toEqual(once);
      expect(mergeFields({ base: applied(base, agreed), local: taken, remote: echo })).toEqual(once);
    }),
  );
});
