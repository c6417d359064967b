import { budgetLines, costCodeAccounts, costCodes } from "#models";
import type { InstallRow } from "#modules/installs";
import { type AnyRecord, selectSome, type Stored } from "#modules/records";
import type { Context } from "../../context";
import { configOf } from "./kind";

const textOf = (value: unknown) => (value ?? null) as string | null;

/** Where the install's settings have the lines of invoices booked; null: not at all. */
export const accountOf = (install: InstallRow): string | null => textOf(configOf(install)["bill_account_code"]);

/** A quantity that a ledger takes: nothing costs something, and no more places than four. */
const quantityOf = ({ quantity }: AnyRecord): number => {
  const number = Number(quantity);
  return number > 0 && Number(number.toFixed(4)) === number ? number : 1;
};

const idsIn = (records: Iterable<AnyRecord>, field: string): string[] => [
  ...new Set([...records].flatMap((record) => textOf(record[field]) ?? [])),
];

/** The cost code each line is booked under: its own, or else that of its budget line. @returns codes by the ids of lines */
async function codesOf(ctx: Context, lines: readonly AnyRecord[]): Promise<ReadonlyMap<string, string>> {
  const budgeted = await selectSome(ctx, budgetLines, idsIn(lines, "budget_line_id"));
  const ids = new Map(
    lines.map((line) => {
      const budget = budgeted.get(String(line["budget_line_id"]));
      return [line.id, textOf(line["cost_code_id"]) ?? textOf(budget?.["cost_code_id"])] as const;
    }),
  );
  const codes = await selectSome(ctx, costCodes, [...new Set([...ids.values()].flatMap((id) => id ?? []))]);
  return new Map([...ids].map(([line, id]) => [line, textOf(codes.get(id ?? "")?.["code"]) ?? ""]));
}

/** An invoice's lines as they are written to a ledger, each on the account of its cost code or else on the usual one. */
export async function bookedLines(ctx: Context, install: InstallRow, lines: readonly Stored[]): Promise<object[]> {
  const records = lines.map(({ record }) => record);
  const accounts = costCodeAccounts((configOf(install)["cost_code_accounts"] ?? []) as string[]);
  const codes = accounts.size > 0 ? await codesOf(ctx, records) : new Map<string, string>();
  return records.map((line) => ({
    description: line["description"],
    quantity: quantityOf(line),
    amount_cents: line["amount_cents"],
    account_code: accounts.get(codes.get(line.id) ?? "") ?? accountOf(install),
  }));
}
