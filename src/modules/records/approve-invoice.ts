import { invoices } from "#models";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { commitLines, invoiceLines } from "./budget-effects";
import type { Stored } from "./shape";
import { type Transition, transitionRecord } from "./transition-record";
import type { Precondition } from "./update-record";

/** From draft to approved: its amounts are committed on the budget lines it names. */
export const invoiceApproval: Transition = {
  name: "approved",
  from: ["draft"],
  changes: ({ now }) => ({ status: "approved", approved_at: new Date(now).toISOString() }),
  effects: async (context, { record }) => {
    const lines = await invoiceLines(context, record.id);
    if (lines.length === 0) throw new DomainError("invalid_state", "The invoice has no line items to approve.");
    return { movements: commitLines(lines, 1) };
  },
};

/** Approves a draft invoice. */
export const approveInvoice = (ctx: Context, id: string, ifMatch?: Precondition): Promise<Stored> =>
  transitionRecord(ctx, invoices, id, invoiceApproval, ifMatch);
