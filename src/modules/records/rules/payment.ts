import type { Context } from "../../../context";
import { invalid } from "../../../errors";
import { invoices } from "#models";
import { invoicePaymentEffects } from "../budget-effects";
import { findRecord } from "../get-record";
import type { Effects, Rules } from "../rules-type";
import type { AnyRecord, Stored } from "../shape";
import { selectOne } from "../store";
import { refuseState } from "./state";

export const paymentRules: Rules = {
  oncePerBulk: "invoice_id",
  onCreate: async (ctx, { record }) => {
    const invoice = await selectOne(ctx, invoices, String(record["invoice_id"]));
    if (!invoice)
      throw invalid([
        { pointer: "/invoice_id", detail: `There is no invoice with id ${String(record["invoice_id"])}.` },
      ]);
    refuseState("invoice", invoice.record, ["approved", "partially_paid"], "paid");
    if (record["currency"] !== invoice.record["currency"]) {
      throw invalid([{ pointer: "/currency", detail: `The invoice is in ${String(invoice.record["currency"])}.` }]);
    }
    const owed = Number(invoice.record["total_cents"]) - Number(invoice.record["paid_cents"]);
    if (Number(record["amount_cents"]) > owed) {
      throw invalid([{ pointer: "/amount_cents", detail: `The invoice has ${owed} cents left to pay.` }]);
    }
    return await settle(ctx, invoice, Number(record["amount_cents"]));
  },
  onUpdate: (_ctx, { record: before }, after) => {
    if (after["currency"] !== before["currency"]) {
      throw invalid([{ pointer: "/currency", detail: `The invoice is in ${String(before["currency"])}.` }]);
    }
    return {};
  },
  onRemove: async (ctx, { record }) => {
    const invoice = await findRecord(ctx, invoices, String(record["invoice_id"]));
    return await settle(ctx, invoice, -Number(record["amount_cents"]));
  },
};

/** Moves the paid amount of an invoice, its state and its budget lines. */
async function settle(ctx: Context, invoice: Stored, amount: number): Promise<Effects> {
  const total = Number(invoice.record["total_cents"]);
  const paid = Number(invoice.record["paid_cents"]) + amount;
  const status = paid === total ? "paid" : paid > 0 ? "partially_paid" : "approved";
  const changes: Partial<AnyRecord> = {
    paid_cents: paid,
    status,
    paid_at: status === "paid" ? new Date(ctx.now).toISOString() : null,
  };
  return await invoicePaymentEffects(ctx, invoice, changes);
}
