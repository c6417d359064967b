import { changeOrders, projects } from "#models";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { recordEvent } from "./events";
import { findRecord } from "./get-record";
import type { Effects } from "./rules-type";
import type { AnyRecord, Stored } from "./shape";
import { updateRecord } from "./store";
import { transitionRecord } from "./transition-record";
import type { Precondition } from "./update-record";

/** Approves a submitted change order: the contract amount moves, and the budget line it names. */
export const approveChangeOrder = (ctx: Context, id: string, ifMatch?: Precondition): Promise<Stored> =>
  transitionRecord(
    ctx,
    changeOrders,
    id,
    {
      name: "approved",
      from: ["submitted"],
      changes: ({ now }) => ({ status: "approved", decided_at: new Date(now).toISOString() }),
      effects: (context, { record }) => moveContract(context, record),
    },
    ifMatch,
  );

async function moveContract(ctx: Context, order: AnyRecord): Promise<Effects> {
  const amount = Number(order["amount_cents"]);
  const project = await findRecord(ctx, projects, String(order["project_id"]));
  if (order["currency"] !== project.record["currency"]) {
    throw new DomainError(
      "invalid_state",
      `The change order is in ${String(order["currency"])}, the contract in ${String(project.record["currency"])}.`,
    );
  }
  const before = Number(project.record["contract_amount_cents"]);
  if (before + amount < 0) {
    throw new DomainError(
      "invalid_state",
      `The contract amount is ${before} cents and cannot be lowered by ${-amount}.`,
    );
  }
  const changes = { contract_amount_cents: before + amount };
  const after = { ...project.record, ...changes, updated_at: new Date(ctx.now).toISOString() };
  const line = order["budget_line_id"];
  return {
    writes: updateRecord(ctx, projects, project.record.id, project.version, changes),
    events: [recordEvent(projects, "updated", after, { contract_amount_cents: before })],
    movements: typeof line === "string" ? [{ budgetLineId: line, approved_changes_cents: amount }] : [],
  };
}
