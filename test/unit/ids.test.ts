import fc from "fast-check";
import { expect, test } from "vitest";
import { firstIdAt, isId, newId, timeOfId } from "#lib/ids";

const NOW = Date.UTC(2026, 10, 22);
const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });

test("a new id is a UUIDv7 of its millisecond", () => {
  const id = newId(0x017f22e279b0);
  expect(id).toMatch(/^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(isId(id)).toBe(true);
});

test("reads the time of the RFC's example (RFC 9562 appendix A.6)", () => {
  expect(timeOfId("017f22e2-79b0-7cc3-98c4-dc0c0c07398f")).toBe(Date.UTC(2022, 1, 22, 19, 22, 22));
});

test("ids of one millisecond sort in the order of creation, many more than 4096 of them", () => {
  const ids = Array.from({ length: 20_000 }, () => newId(NOW));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(ids.map(timeOfId))).toEqual(new Set([NOW]));
});

test("ids of other milliseconds in between do not disturb the order", () => {
  const ids = Array.from({ length: 50 }, () => {
    newId(NOW + 10);
    newId(NOW - 10);
    return newId(NOW + 3);
  });
  expect(ids.toSorted()).toEqual(ids);
});

test("the counter starts at random and the tail differs", () => {
  const ids = Array.from({ length: 100 }, (_, index) => newId(NOW + 1000 + index));
  expect(new Set(ids.map((id) => id.slice(15, 23))).size).toBeGreaterThan(95);
  expect(new Set(ids.map((id) => id.slice(24))).size).toBe(100);
});

test("an id keeps the time it was made for, and sorts by it", () => {
  fc.assert(
    fc.property(time, time, (left, right) => {
      const [a, b] = [newId(left), newId(right)];
      expect([timeOfId(a), timeOfId(b)]).toEqual([left, right]);
      expect(a < b).toBe(left <= right);
    }),
  );
});

test("a range of times selects exactly its ids", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 48 - 10_001 }), fc.integer({ min: 1, max: 10_000 }), (from, length) => {
      const first = firstIdAt(from);
      expect(isId(first)).toBe(true);
      expect(timeOfId(first)).toBe(from);
      expect(newId(from) >= first).toBe(true);
      expect(newId(from - 1) < first).toBe(true);
      expect(newId(from) < firstIdAt(from + length)).toBe(true);
    }),
  );
});

test("range ends outside of what an id can hold are moved inside", () => {
  expect(firstIdAt(-5)).toBe("00000000-0000-7000-8000-000000000000");
  expect(firstIdAt(0.5)).toBe(firstIdAt(1));
  expect(firstIdAt(Number.POSITIVE_INFINITY)).toBe("ffffffff-ffff-7000-8000-000000000000");
  expect(() => firstIdAt(Number.NaN)).toThrow(RangeError);
});

test.for([-1, 1.5, 2 ** 48, Number.NaN])("no id is made for the time %d", (now) => {
  expect(() => newId(now)).toThrow(RangeError);
});

test("only UUIDv7s have a time", () => {
  expect(() => timeOfId("919108f7-52d1-4320-9bac-f847db4148a8")).toThrow(RangeError);
  expect(() => timeOfId("")).toThrow(RangeError);
});

test("knows ids by their shape", () => {
  expect(isId("919108f7-52d1-4320-9bac-f847db4148a8")).toBe(true);
  const others = [
    "",
    "919108F7-52D1-4320-9BAC-F847DB4148A8",
    "919108f752d143209bacf847db4148a8",
    "919108f7-52d1-4320-9bac-f847db4148a",
    "919108f7-52d1-4320-9bac-f847db4148a8\n",
    " 919108f7-52d1-4320-9bac-f847db4148a8",
    "{919108f7-52d1-4320-9bac-f847db4148a8}",
    "g19108f7-52d1-4320-9bac-f847db4148a8",
  ];
  expect(others.filter(isId)).toEqual([]);
});
