import fc from "fast-check";
import { expect, test } from "vitest";
import { costCodeAccountFaults, costCodeAccounts } from "#models";
import { priced } from "../../src/connectors/xero/shared/amounts";

/** What Xero comes to: the product rounded to the cent, in whole ten-thousandths. */
function centsOf({ Quantity, UnitAmount }: { Quantity: number; UnitAmount: number }): number {
  const product = BigInt(Math.round(Quantity * 10_000)) * BigInt(Math.round(UnitAmount * 10_000));
  const sign = product < 0n ? -1n : 1n;
  return Number((product + sign * 500_000n) / 1_000_000n);
}

test("quantity times price is the amount, to the cent, whatever they are", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000_000 }),
      fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
      (places, cents) => {
        const line = priced(places / 10_000, cents);
        expect([centsOf(line), line.LineAmount]).toEqual([cents, cents / 100]);
        expect([1, places / 10_000]).toContain(line.Quantity);
      },
    ),
  );
});

test("a quantity stays where a price of four places fits it, and is one where none does", () => {
  expect(priced(18, 128_400)).toEqual({ Quantity: 18, UnitAmount: 71.3333, LineAmount: 1284 });
  expect(priced(3, 10_000)).toEqual({ Quantity: 3, UnitAmount: 33.3333, LineAmount: 100 });
  expect(priced(0.5, -995)).toEqual({ Quantity: 0.5, UnitAmount: -19.9, LineAmount: -9.95 });
  expect(priced(1_000_000, 149)).toEqual({ Quantity: 1, UnitAmount: 1.49, LineAmount: 1.49 });
  expect(priced(1.23456, 1000)).toEqual({ Quantity: 1, UnitAmount: 10, LineAmount: 10 });
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
