import fc from "fast-check";
import { expect, test } from "vitest";
import { unitPriceOf } from "#lib/unit-price";
import { costCodeAccountFaults, costCodeAccounts } from "#models";

/** What a ledger comes to: the product rounded to the cent, in whole ten-thousandths. */
function centsOf({ quantity, price }: { quantity: number; price: number }): number {
  const product = BigInt(Math.round(quantity * 10_000)) * BigInt(Math.round(price * 10_000));
  const sign = product < 0n ? -1n : 1n;
  return Number((product + sign * 500_000n) / 1_000_000n);
}

test("quantity times price is the amount, to the cent, whatever they are", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000_000 }),
      fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
      (places, cents) => {
        const each = unitPriceOf(places / 10_000, cents);
        expect(centsOf(each)).toBe(cents);
        expect([1, places / 10_000]).toContain(each.quantity);
      },
    ),
  );
});

test("a quantity stays where a price of four places fits it, and is one where none does", () => {
  expect(unitPriceOf(18, 128_400)).toEqual({ quantity: 18, price: 71.3333 });
  expect(unitPriceOf(3, 10_000)).toEqual({ quantity: 3, price: 33.3333 });
  expect(unitPriceOf(0.5, -995)).toEqual({ quantity: 0.5, price: -19.9 });
  expect(unitPriceOf(1_000_000, 149)).toEqual({ quantity: 1, price: 1.49 });
  expect(unitPriceOf(1.23456, 1000)).toEqual({ quantity: 1, price: 10 });
});

test("accounts of cost codes are read line by line, and what is none is named", () => {
  const lines = ["03-300: 311", " 05:120 :312 ", "Framing, rough: 06.A"];
  expect([...costCodeAccounts(lines)]).toEqual([
    ["03-300", "311"],
    ["05:120", "312"],
    ["Framing, rough", "06.A"],
  ]);
  expect(costCodeAccountFaults("accounts", lines)).toEqual([]);
  expect(
    costCodeAccountFaults("accounts", ["03-300", ": 311", "03-300:", "03-300: 31 1", "03-300: 12345678901"]).length,
  ).toBe(5);
  expect(costCodeAccountFaults("accounts", ["03-300: 311", "03-300: 312"])).toEqual([
    { field: "accounts/1", detail: "03-300 has an account already." },
  ]);
});
