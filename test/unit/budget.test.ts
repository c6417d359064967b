import { expect, test } from "vitest";
import { commitLines } from "../../src/modules/records/budget-effects";

const lines = [
  { budgetLineId: "a", amount: 300 },
  { budgetLineId: undefined, amount: 50 },
  { budgetLineId: "b", amount: -20 },
  { budgetLineId: "a", amount: 7 },
];

test("approval commits the amount of each line that names a budget line", () => {
  expect(commitLines(lines, 1)).toEqual([
    { budgetLineId: "a", committed_cents: 300 },
    { budgetLineId: "b", committed_cents: -20 },
    { budgetLineId: "a", committed_cents: 7 },
  ]);
});

test("voiding takes back exactly that", () => {
  const total = new Map<string, number>();
  for (const { budgetLineId, committed_cents: cents = 0 } of [...commitLines(lines, 1), ...commitLines(lines, -1)])
    total.set(budgetLineId, (total.get(budgetLineId) ?? 0) + cents);
  expect([...total.values()]).toEqual([0, 0]);
});

test("an invoice that names no budget line moves none", () => {
  expect(commitLines([{ budgetLineId: undefined, amount: 5 }], 1)).toEqual([]);
  expect(commitLines([], 1)).toEqual([]);
});
