import { invalid } from "../../../errors";
import { invoices } from "#models";
import { findRecord } from "../get-record";
import type { Rules } from "../rules-type";
import { owedOn, settlement } from "../settle-invoice";
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
    const owed = owedOn(invoice.record);
    if (Number(record["amount_cents"]) > owed) {
      throw invalid([{ pointer: "/amount_cents", detail: `The invoice has ${owed} cents left to pay.` }]);
    }
    return await settlement(ctx, invoice, { paid: Number(record["amount_cents"]) });
  },
  onUpdate: (_ctx, { record: before }, after) => {
    if (after["currency"] !== before["currency"]) {
      throw invalid([{ pointer: "/currency", detail: `The invoice is in ${String(before["currency"])}.` }]);
    }
    return {};
  },
  onRemove: async (ctx, { record }) => {
    const invoice = await findRecord(ctx, invoices, String(record["invoice_id"]));
    return await settlement(ctx, invoice, { paid: -Number(record["amount_cents"]) });
  },
};
