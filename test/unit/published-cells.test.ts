import { expect, test } from "vitest";
import { centsIn, dayIn } from "#lib/published-cells";

test.each([
  ["12/31/2027", "2027-12-31"],
  ["1/5/2027", "2027-01-05"],
  ["01/05/2027 12:00:00 AM", "2027-01-05"],
  ["2027-12-31T00:00:00.000", "2027-12-31"],
  ["2027-12-31", "2027-12-31"],
  ["Until Canceled", null],
  ["12/31/27", null],
  ["2027-12-311", null],
  ["", null],
  [null, null],
])("the day in %j is %j", (cell, day) => {
  expect(dayIn(cell)).toBe(day);
});

test.each([
  ["25000", 2_500_000],
  ["$25,000.50", 2_500_050],
  ["0", 0],
  ["-1", null],
  ["none", null],
  ["", null],
  [undefined, null],
])("the cents in %j are %j", (cell, cents) => {
  expect(centsIn(cell)).toBe(cents);
});
