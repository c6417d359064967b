import { invoices } from "#models";
import type { Context } from "../../context";
import { commitLines, invoiceLines } from "./budget-effects";
import type { Stored } from "./shape";
import { transitionRecord } from "./transition-record";
import type { Precondition } from "./update-record";

/** Voids an invoice on which nothing has been paid: what its approval committed is released. */
export const voidInvoice = (ctx: Context, id: string, ifMatch?: Precondition): Promise<Stored> =>
  transitionRecord(
    ctx,
    invoices,
    id,
    {
      name: "voided",
      from: ["draft", "approved"],
      changes: ({ now }) => ({ status: "void", voided_at: new Date(now).toISOString() }),
      effects: async (context, { record }) =>
        record["status"] === "approved" ? { movements: commitLines(await invoiceLines(context, record.id), -1) } : {},
    },
    ifMatch,
  );
