import fc from "fast-check";
import { expect, test } from "vitest";
import { daysUntil, stepAt } from "../../src/modules/upgrades/deadline-step";

const DAY = 86_400_000;
const END = Date.parse("2027-06-30");

test.for([
  [91, "none"],
  [90.5, "none"],
  [90, "told 90"],
  [30.01, "told 90"],
  [30, "told 30"],
  [7.5, "told 30"],
  [7, "told 7"],
  [1.5, "told 7"],
  [1, "told 1"],
  [0.01, "told 1"],
  [0, "over"],
  [-400, "over"],
] as const)("with %d days left: %s", ([days, expected]) => {
  const step = stepAt("v1", END, END - days * DAY);
  expect(step.kind === "told" ? `told ${step.days}` : step.kind).toBe(expected);
});

test("whoever looks every hour sees each step once, in order, and names tell versions and deadlines apart", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_599_999 }), (offset) => {
      const names: string[] = [];
      for (let now = END - 100 * DAY + offset; now < END + DAY; now += 3_600_000) {
        const step = stepAt("v1", END, now);
        if (step.kind !== "none" && names.at(-1) !== step.name) names.push(step.name);
      }
      expect(names.map((name) => name.split(" ").at(-1))).toEqual(["90", "30", "7", "1", "over"]);
      expect(new Set(names).size).toBe(5);
    }),
    { numRuns: 20 },
  );
  const name = (version: string, endsAt: number) => {
    const step = stepAt(version, endsAt, endsAt - DAY);
    return step.kind === "none" ? "" : step.name;
  };
  expect(new Set([name("v1", END), name("v2", END), name("v1", END + DAY)]).size).toBe(3);
});

test("a day that has begun is counted", () => {
  expect([90, 89.2, 1, 0.3].map((days) => daysUntil(END, END - days * DAY))).toEqual([90, 90, 1, 1]);
});
