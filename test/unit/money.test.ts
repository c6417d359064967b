import fc from "fast-check";
import { expect, test } from "vitest";
import { allocate, centsOf, centsOrNull, sumCents } from "#lib/money";

const MAX = Number.MAX_SAFE_INTEGER;
const cents = fc.integer({ min: -MAX, max: MAX });
const weights = fc
  .array(fc.oneof(fc.nat(10), fc.nat(MAX)), { minLength: 1, maxLength: 12 })
  .filter((values) => values.some((value) => value > 0));

test.for([
  [100, [1, 1, 1], [33, 34, 33]],
  [10, [1, 1, 1, 1], [3, 2, 3, 2]],
  [-100, [1, 1, 1], [-33, -34, -33]],
  [1, [1, 1], [1, 0]],
  [0, [1, 2], [0, 0]],
  [7, [5], [7]],
  [1000, [0, 3, 0, 1], [0, 750, 0, 250]],
  [0, [0, 0], [0, 0]],
  [0, [], []],
  [MAX, [MAX, MAX], [2 ** 52, 2 ** 52 - 1]],
] as const)("%d cents over %j is %j", ([total, parts, shares]) => {
  expect(allocate(total, parts)).toEqual(shares);
});

test("the shares are the amount, to the cent, and none is off by a whole one", () => {
  fc.assert(
    fc.property(cents, weights, (total, parts) => {
      const shares = allocate(total, parts);
      const sum = parts.reduce((left, right) => left + BigInt(right), 0n);
      expect(shares).toHaveLength(parts.length);
      expect(shares.reduce((left, right) => left + BigInt(right), 0n)).toBe(BigInt(total));
      for (const [index, share] of shares.entries()) {
        const off = BigInt(share) * sum - BigInt(total) * BigInt(parts[index] ?? 0);
        expect(off < sum && off > -sum).toBe(true);
      }
      expect(shares.filter((share, index) => parts[index] === 0 && share !== 0)).toEqual([]);
    }),
  );
});

test("a credit is the mirror of a charge, and the unit of the weights does not matter", () => {
  fc.assert(
    fc.property(
      cents,
      fc.array(fc.nat(1000), { minLength: 1 }),
      fc.integer({ min: 2, max: 1000 }),
      (total, parts, factor) => {
        fc.pre(parts.some((part) => part > 0));
        const shares = allocate(total, parts);
        expect(allocate(-total, parts)).toEqual(shares.map((share) => (share === 0 ? 0 : -share)));
        expect(
          allocate(
            total,
            parts.map((part) => part * factor),
          ),
        ).toEqual(shares);
      },
    ),
  );
});

test("refuses what cannot be allocated exactly", () => {
  expect(() => allocate(1, [])).toThrow("nothing to allocate");
  expect(() => allocate(1, [0, 0])).toThrow("nothing to allocate");
  expect(() => allocate(1, [1, -1])).toThrow("must not be negative");
  expect(() => allocate(1, [1.5])).toThrow(RangeError);
  expect(() => allocate(0.5, [1])).toThrow(RangeError);
  expect(() => allocate(MAX + 1, [1])).toThrow(RangeError);
  expect(() => allocate(1, [Number.NaN])).toThrow(RangeError);
});

test("adds cents exactly, or not at all", () => {
  expect(sumCents([])).toBe(0);
  expect(sumCents([1, 2, -5])).toBe(-2);
  expect(sumCents([MAX, 1, -1])).toBe(MAX);
  expect(sumCents([-MAX])).toBe(-MAX);
  for (const values of [
    [MAX, 1],
    [-MAX, -1],
    [MAX, MAX, MAX],
    [0.1],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [2 ** 53],
  ]) {
    expect(() => sumCents(values)).toThrow(RangeError);
  }
});

test("the order of the values does not matter", () => {
  fc.assert(
    fc.property(fc.array(cents), (values) => {
      const exact = values.reduce((left, right) => left + BigInt(right), 0n);
      const fits = exact <= BigInt(MAX) && exact >= -BigInt(MAX);
      for (const order of [values, values.toReversed()]) {
        expect(sumOrName(order)).toBe(fits ? Number(exact) : "RangeError");
      }
    }),
  );
});

function sumOrName(values: readonly number[]): number | string {
  try {
    return sumCents(values);
  } catch (error) {
    return (error as Error).name;
  }
}

test.for([
  [19.99, 1999],
  [1.005, 101],
  [-1.005, -101],
  [1.0049, 100],
  [-0.001, 0],
  [0, 0],
] as const)("the double %d is %d cents", ([amount, whole]) => {
  expect(Object.is(centsOf(amount), whole)).toBe(true);
});

test("an amount that is not there is none", () => {
  expect([centsOrNull(null), centsOrNull(undefined), centsOrNull(0)]).toEqual([null, null, 0]);
});
