import { mustChange } from "#db/commit";
import { prepare } from "#db/client";
import { prorate } from "#lib/money";
import { budgetLines, invoiceLineItems, invoices } from "#models";
import type { Context } from "../../context";
import { recordEvent } from "./events";
import type { Amounts, Effects, Gathered, Movement } from "./rules-type";
import { type AnyRecord, shapeOf, type Stored } from "./shape";
import { selectChildren, updateRecord } from "./store";

const COLUMNS = ["approved_changes_cents", "committed_cents", "actual_cents"] as const;

const MOVE = `update budget_lines set approved_changes_cents = budget_lines.approved_changes_cents + m.changes,
 committed_cents = budget_lines.committed_cents + m.committed, actual_cents = budget_lines.actual_cents + m.actual,
 version = budget_lines.version + 1, updated_at = ?2
 from (select value->>0 as id, value->>1 as version, value->>2 as changes, value->>3 as committed, value->>4 as actual from json_each(?3)) m
 where budget_lines.builder_id = ?1 and budget_lines.id = m.id and budget_lines.version = m.version
 and budget_lines.id in (select value->>0 from json_each(?3))`;

/** All that several changes bring about, each budget line moved once. */
export async function gather(ctx: Context, effects: readonly Effects[]): Promise<Gathered> {
  const budget = await budgetEffects(
    ctx,
    effects.flatMap(({ movements }) => movements ?? []),
  );
  return {
    writes: [...effects.flatMap(({ writes }) => writes ?? []), ...budget.writes],
    events: [...effects.flatMap(({ events }) => events ?? []), ...budget.events],
  };
}

/** Adds to the amounts of budget lines, each guarded by the version it was read at. */
async function budgetEffects(ctx: Context, movements: readonly Movement[]): Promise<Gathered> {
  const sums = new Map<string, Required<Amounts>>();
  for (const { budgetLineId, ...amounts } of movements) {
    const sum = sums.get(budgetLineId) ?? { approved_changes_cents: 0, committed_cents: 0, actual_cents: 0 };
    for (const column of COLUMNS) sum[column] += amounts[column] ?? 0;
    sums.set(budgetLineId, sum);
  }
  const moved = [...sums].filter(([, sum]) => COLUMNS.some((column) => sum[column] !== 0));
  if (moved.length === 0) return { writes: [], events: [] };
  const lines = await selectLines(
    ctx,
    moved.map(([id]) => id),
  );
  const rows = moved.map(([id, sum]) => [id, lines.get(id)?.version ?? 0, ...COLUMNS.map((column) => sum[column])]);
  const events = moved.flatMap(([id, sum]) => {
    const before = lines.get(id)?.record;
    if (!before) return [];
    const changed = COLUMNS.filter((column) => sum[column] !== 0);
    const after: AnyRecord = { ...before, updated_at: new Date(ctx.now).toISOString() };
    for (const column of changed) after[column] = Number(before[column]) + sum[column];
    return [
      recordEvent(budgetLines, "updated", after, Object.fromEntries(changed.map((column) => [column, before[column]]))),
    ];
  });
  return {
    writes: mustChange(ctx.db, prepare(ctx.db, MOVE, ctx.builderId, ctx.now, JSON.stringify(rows)), rows.length),
    events,
  };
}

async function selectLines(ctx: Context, ids: readonly string[]): Promise<Map<string, Stored>> {
  const { select, fromRow } = shapeOf(budgetLines);
  const sql = `select ${select}, version from budget_lines where builder_id = ?1 and id in (select value from json_each(?2))`;
  const { results } = await prepare(ctx.db, sql, ctx.builderId, JSON.stringify(ids)).all<Record<string, unknown>>();
  return new Map(
    results.map(({ version, ...row }) => {
      const record = fromRow(row);
      return [record.id, { record, version: version as number }];
    }),
  );
}

type Line = { budgetLineId: string | undefined; amount: number };

/** The amounts of an invoice, line by line, in a fixed order. */
export async function invoiceLines(ctx: Context, invoiceId: string): Promise<Line[]> {
  const lines = await selectChildren(ctx, invoiceLineItems, invoiceId);
  return lines.map(({ record }) => ({
    budgetLineId: typeof record["budget_line_id"] === "string" ? record["budget_line_id"] : undefined,
    amount: Number(record["amount_cents"]),
  }));
}

const movementsOf = (lines: readonly Line[], amounts: (index: number) => Amounts): Movement[] =>
  lines.flatMap(({ budgetLineId }, index) => (budgetLineId ? [{ budgetLineId, ...amounts(index) }] : []));

/** Approval promises the lines' amounts; voiding takes the promise back. */
export const commitLines = (lines: readonly Line[], sign: 1 | -1): Movement[] =>
  movementsOf(lines, (index) => ({ committed_cents: sign * (lines[index]?.amount ?? 0) }));

/** A payment turns what was promised into what was spent, spread over the lines by their amounts; a credit into nothing. */
export async function invoicePaymentEffects(
  ctx: Context,
  invoice: Stored,
  changes: Partial<AnyRecord>,
): Promise<Effects> {
  const before = invoice.record;
  const after: AnyRecord = { ...before, ...changes, updated_at: new Date(ctx.now).toISOString() };
  const lines = await invoiceLines(ctx, before.id);
  const amounts = lines.map(({ amount }) => amount);
  const settledIn = (record: AnyRecord) => Number(record["paid_cents"]) + Number(record["credited_cents"]);
  const moved = (was: number, is: number) => {
    const [from, to] = [prorate(amounts, was), prorate(amounts, is)];
    return amounts.map((_, index) => (to[index] ?? 0) - (from[index] ?? 0));
  };
  const paid = moved(Number(before["paid_cents"]), Number(after["paid_cents"]));
  const settled = moved(settledIn(before), settledIn(after));
  const changed = Object.keys(changes).filter((name) => before[name] !== after[name]);
  const previous = Object.fromEntries(changed.map((name) => [name, before[name]]));
  const events = [recordEvent(invoices, "updated", after, previous)];
  if (after["status"] === "paid" && before["status"] !== "paid")
    events.push(recordEvent(invoices, "paid", after, previous));
  return {
    writes: updateRecord(ctx, invoices, before.id, invoice.version, changes),
    events,
    movements: movementsOf(lines, (index) => ({
      committed_cents: -(settled[index] ?? 0),
      actual_cents: paid[index] ?? 0,
    })),
  };
}
