import fc from "fast-check";
import { expect, test } from "vitest";
import { prorate } from "#lib/money";

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
/** Lines of an invoice: credits among them, never less than nothing in all. */
const amounts = fc
  .array(fc.integer({ min: -1_000_000, max: 10_000_000 }), { minLength: 1, maxLength: 30 })
  .filter((values) => sum(values) > 0);
const invoice = amounts.chain((values) => fc.tuple(fc.constant(values), fc.integer({ min: 0, max: sum(values) })));

test("the shares add up to the part, exactly", () => {
  fc.assert(
    fc.property(invoice, ([values, part]) => {
      expect(sum(prorate(values, part))).toBe(part);
    }),
  );
});

test("nothing is nothing, and the whole is every line", () => {
  fc.assert(
    fc.property(amounts, (values) => {
      expect(prorate(values, 0)).toEqual(values.map(() => 0));
      expect(prorate(values, sum(values))).toEqual(values);
    }),
  );
});

test("no share is off its proportion by a whole cent", () => {
  fc.assert(
    fc.property(invoice, ([values, part]) => {
      for (const [at, share] of prorate(values, part).entries()) {
        const off = BigInt(share) * BigInt(sum(values)) - BigInt(values[at] ?? 0) * BigInt(part);
        expect(off < BigInt(sum(values)) && off > -BigInt(sum(values))).toBe(true);
      }
    }),
  );
});

test("paying in steps moves what paying at once would, whatever the steps", () => {
  fc.assert(
    fc.property(amounts, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }), (values, steps) => {
      const whole = sum(values);
      const stops = [0, ...steps.map((step) => Math.floor(step * whole)).toSorted((a, b) => a - b), whole];
      const moved = values.map(() => 0);
      for (const [at, stop] of stops.entries()) {
        const [was, is] = [prorate(values, stops[at - 1] ?? 0), prorate(values, stop)];
        for (const index of moved.keys()) moved[index] = (moved[index] ?? 0) + (is[index] ?? 0) - (was[index] ?? 0);
      }
      expect(moved).toEqual(values);
    }),
  );
});

test("lines that cancel each other out take nothing", () => {
  expect(prorate([100, -100], 0)).toEqual([0, 0]);
  expect(prorate([0, 0], 0)).toEqual([0, 0]);
  expect(prorate([], 0)).toEqual([]);
});

test("the largest amounts lose no cent", () => {
  const most = 10_000_000_000_000;
  expect(prorate([most, most, most], most)).toEqual([3_333_333_333_333, 3_333_333_333_333, 3_333_333_333_334]);
});
