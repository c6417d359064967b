import { invoices } from "#models";
import type { Context } from "../../context";
import { commitLines, invoiceLines } from "./budget-effects";
import type { Stored } from "./shape";
import { type Transition, transitionRecord } from "./transition-record";
import type { Precondition } from "./update-record";

/** From draft or approved to void: what its approval committed is released. */
export const invoiceVoiding: Transition = {
  name: "voided",
  from: ["draft", "approved"],
  changes: ({ now }) => ({ status: "void", voided_at: new Date(now).toISOString() }),
  effects: async (context, { record }) =>
    record["status"] === "approved" ? { movements: commitLines(await invoiceLines(context, record.id), -1) } : {},
};

/** Voids an invoice on which nothing has been paid. */
export const voidInvoice = (ctx: Context, id: string, ifMatch?: Precondition): Promise<Stored> =>
  transitionRecord(ctx, invoices, id, invoiceVoiding, ifMatch);
