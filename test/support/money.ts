import { expect } from "vitest";
import { entityNamed } from "#models";
import type { Client, Reply } from "./harness";
import { make, type Made, type Refs } from "./records";

export type Line = { amount_cents: number; budget_line_id?: string | undefined };

/** A budget of the project with so many empty lines. @returns the ids of the budget and of its lines */
export async function newBudget(client: Client, refs: Refs, lines: number): Promise<{ id: string; lines: string[] }> {
  const line = { cost_code_id: refs["cost_code"], budgeted_cents: 1_000_000 };
  const budget = await make(client, entityNamed("budget"), refs, { lines: Array.from({ length: lines }, () => line) });
  return { id: budget.id, lines: (budget["lines"] as Made[]).map(({ id }) => id) };
}

export const newInvoice = (client: Client, refs: Refs, lines: readonly Line[]): Promise<Made> =>
  make(client, entityNamed("invoice"), refs, {
    line_items: lines.map((line) => ({ description: "Work", ...line })),
  });

export const act = (
  client: Client,
  collection: string,
  id: string,
  verb: string,
  body: unknown = {},
): Promise<Reply<Made>> => client.post<Made>(`/v1/${collection}/${id}/${verb}`, body);

export const pay = (client: Client, invoiceId: string, cents: number, more: object = {}): Promise<Reply<Made>> =>
  client.post<Made>("/v1/payments", { invoice_id: invoiceId, amount_cents: cents, paid_on: "2026-05-04", ...more });

/** What was approved, committed and spent on each line of the budget, in their order. */
export async function amountsOf(client: Client, budgetId: string): Promise<number[][]> {
  const { status, body } = await client.get<{ lines: Made[] }>(`/v1/budgets/${budgetId}`);
  expect(status).toBe(200);
  return body.lines.map((line) =>
    ["approved_changes_cents", "committed_cents", "actual_cents"].map((name) => Number(line[name])),
  );
}
