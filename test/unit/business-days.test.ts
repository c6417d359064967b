import fc from "fast-check";
import { expect, test } from "vitest";
import { addBusinessDays, easternDay, federalHolidays, isBusinessDay } from "#lib/business-days";

// As published by the U.S. Office of Personnel Management.
test.each([
  [
    2024,
    "2024-01-01 2024-01-15 2024-02-19 2024-05-27 2024-06-19 2024-07-04 2024-09-02 2024-10-14 2024-11-11 2024-11-28 2024-12-25",
  ],
  [
    2026,
    "2026-01-01 2026-01-19 2026-02-16 2026-05-25 2026-06-19 2026-07-03 2026-09-07 2026-10-12 2026-11-11 2026-11-26 2026-12-25",
  ],
  [
    2027,
    "2027-01-01 2027-01-18 2027-02-15 2027-05-31 2027-06-18 2027-07-05 2027-09-06 2027-10-11 2027-11-11 2027-11-25 2027-12-24",
  ],
  [
    2022,
    "2021-12-31 2022-01-17 2022-02-21 2022-05-30 2022-06-20 2022-07-04 2022-09-05 2022-10-10 2022-11-11 2022-11-24 2022-12-26",
  ],
])("knows the federal holidays of %i", (year, days) => {
  expect(federalHolidays(year)).toEqual(days.split(" "));
});

test("a New Year's Day on a Saturday is kept on Friday, in the year before", () => {
  expect(isBusinessDay("2021-12-31")).toBe(false);
  expect(isBusinessDay("2022-01-03")).toBe(true);
});

test.each([
  ["over a weekend", "2026-11-16T15:00:00Z", "2026-11-23"],
  ["over Thanksgiving and its weekend", "2026-11-20T15:00:00Z", "2026-11-30"],
  ["from a Saturday", "2026-11-14T15:00:00Z", "2026-11-20"],
  ["late in the evening on the east coast", "2026-11-17T03:30:00Z", "2026-11-23"],
  ["over Christmas and New Year", "2026-12-24T15:00:00Z", "2027-01-04"],
])("five business days %s", (_, from, due) => {
  const end = addBusinessDays(Date.parse(from), 5);
  expect(easternDay(end)).toBe(due);
  expect(easternDay(end + 1)).not.toBe(due);
});

test("ends with the day on both sides of a change of clocks", () => {
  expect(new Date(addBusinessDays(Date.parse("2026-03-02T12:00:00Z"), 5)).toISOString()).toBe(
    "2026-03-10T03:59:59.999Z",
  );
  expect(new Date(addBusinessDays(Date.parse("2026-10-26T12:00:00Z"), 5)).toISOString()).toBe(
    "2026-11-03T04:59:59.999Z",
  );
});

test("the due day is a business day, and so many lie between", () => {
  const time = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2040, 0, 1) });
  fc.assert(
    fc.property(time, fc.integer({ min: 1, max: 30 }), (from, days) => {
      const due = addBusinessDays(from, days);
      expect(isBusinessDay(easternDay(due))).toBe(true);
      let between = 0;
      for (let day = Date.parse(easternDay(from)) + 86_400_000; day <= Date.parse(easternDay(due)); day += 86_400_000)
        if (isBusinessDay(new Date(day).toISOString().slice(0, 10))) between += 1;
      expect(between).toBe(days);
    }),
  );
});

test("refuses what is no number of days", () => {
  for (const days of [0, -1, 1.5, 251, Number.NaN]) expect(() => addBusinessDays(0, days)).toThrow(RangeError);
});
