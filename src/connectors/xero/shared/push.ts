import type { Action } from "#connectors/sdk";
import { unitPriceOf } from "#lib/unit-price";
import { withoutNulls } from "#lib/without-nulls";
import type { BillToPush } from "#models";
import { STATUSES } from "./bill";
import { api, unitPlaces } from "./client";
import { type Config, inTenant } from "./tenant";

const AMOUNTS = { net: "Exclusive", gross: "Inclusive", untaxed: "NoTax" } as const;
/** Of bills that are looked for. */
const STANDING = Object.keys(STATUSES).filter((status) => STATUSES[status as keyof typeof STATUSES] !== "void");

function toLine({ description, quantity, amount_cents: cents, account_code, tax_type }: BillToPush["lines"][number]) {
  const each = unitPriceOf(quantity, cents);
  return withoutNulls({
    Description: description,
    Quantity: each.quantity,
    UnitAmount: each.price,
    LineAmount: cents / 100,
    AccountCode: account_code,
    TaxType: tax_type,
  });
}

const toInvoice = (bill: BillToPush) => ({
  Type: "ACCPAY",
  Contact: { ContactID: bill.contact_id },
  InvoiceNumber: bill.number,
  Date: bill.issued_on,
  DueDate: bill.due_on,
  CurrencyCode: bill.currency,
  LineAmountTypes: AMOUNTS[bill.amounts],
  Status: bill.is_approved ? "AUTHORISED" : "DRAFT",
  LineItems: bill.lines.map(toLine),
});

/** A bill is known by its vendor, its date and the vendor's number. */
export const pushBill: Action<Config, "push_bill"> = {
  repeat: "reconcile",
  async run(run) {
    const ask = await inTenant(run);
    return ask(api.putInvoice, { query: unitPlaces, body: { Invoices: [toInvoice(run.input)] } });
  },
  async find({ call, config, input }) {
    const ask = await inTenant({ call, config });
    const [year, month, day] = input.issued_on.split("-");
    const query = {
      ContactIDs: input.contact_id,
      Statuses: STANDING.join(","),
      where: `Type=="ACCPAY" AND Date==DateTime(${year}, ${month}, ${day})`,
    };
    const { Invoices } = await ask(api.findInvoices, { query });
    return Invoices.find(({ number }) => number === input.number)?.bill;
  },
};

/** A payment is known by its bill, its day, its amount and our reference. */
export const pushPayment: Action<Config, "push_payment"> = {
  repeat: "reconcile",
  async run(run) {
    const { input } = run;
    const ask = await inTenant(run);
    const sent = {
      Invoice: { InvoiceID: input.bill_id },
      Account: { Code: input.account_code },
      Date: input.paid_on,
      Amount: input.amount_cents / 100,
      Reference: input.reference,
    };
    const { payment_id, amount_cents } = await ask(api.putPayment, { body: { Payments: [sent] } });
    return { payment_id, amount_cents };
  },
  async find({ call, config, input }) {
    const ask = await inTenant({ call, config });
    const { Payments } = await ask(api.getInvoice, { path: { id: input.bill_id } });
    for (const { payment_id: id, amount_cents: cents, paid_on: on } of Payments ?? []) {
      if (on !== input.paid_on || cents !== input.amount_cents) continue;
      const found = await ask(api.getPayment, { path: { id } });
      if (found.reference === input.reference && found.status !== "DELETED")
        return { payment_id: id, amount_cents: cents };
    }
    return undefined;
  },
};

/** One that was taken back already is left so. */
export const takeBackPayment: Action<Config, "take_back_payment"> = {
  repeat: "safe",
  async run(run) {
    const { payment_id: id } = run.input;
    const ask = await inTenant(run);
    const { Status: status } = await ask(api.getPaymentStatus, { path: { id } });
    if (status !== "DELETED")
      await ask(api.deletePayment, { path: { id }, body: { Payments: [{ Status: "DELETED" }] } });
    return { payment_id: id };
  },
};
