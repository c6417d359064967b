import fc from "fast-check";
import { expect, test } from "vitest";
import { isoTime } from "#lib/time";

const LAST = 8.64e15;

test("a time is written as a Date writes it, whatever was written before", () => {
  const whole = fc.oneof(
    fc.integer({ min: -LAST, max: LAST }),
    fc.integer({ min: 1_700_000_000_000, max: 1_700_200_000_000 }),
    fc.constantFrom(0, -1, 86_399_999, 86_400_000, -86_400_000, LAST, -LAST),
  );
  fc.assert(
    fc.property(fc.array(whole, { minLength: 1, maxLength: 20 }), (times) => {
      for (const time of times) expect(isoTime(time)).toBe(new Date(time).toISOString());
    }),
  );
});

test("beyond the last time there is none, also just after it was written", () => {
  expect(isoTime(LAST)).toBe(new Date(LAST).toISOString());
  expect(() => isoTime(LAST + 1)).toThrow(RangeError);
});

test("what is no time is refused, and spoils nothing", () => {
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, LAST + 1]) expect(() => isoTime(bad)).toThrow(RangeError);
  expect(isoTime(0)).toBe("1970-01-01T00:00:00.000Z");
});
