import type { Action } from "#connectors/sdk";
import { centsOf } from "#lib/money";
import type { Bill, BillToPush } from "#models";
import { priced, unitPlaces } from "./amounts";
import { api, type WrittenInvoice } from "./client";
import { type Config, ofTenant } from "./tenant";
import { dayOf } from "./values";

const STATUSES: Readonly<Record<string, Bill["status"]>> = {
  DRAFT: "draft",
  SUBMITTED: "submitted",
  AUTHORISED: "approved",
  PAID: "paid",
};
const AMOUNTS = { net: "Exclusive", gross: "Inclusive", untaxed: "NoTax" } as const;

const toPushed = ({ InvoiceID, Status, Total }: WrittenInvoice) => ({
  bill_id: InvoiceID,
  status: STATUSES[Status] ?? ("void" as const),
  total_cents: centsOf(Total),
});

const toInvoice = (bill: BillToPush) => ({
  Type: "ACCPAY",
  Contact: { ContactID: bill.contact_id },
  InvoiceNumber: bill.number,
  Date: bill.issued_on,
  DueDate: bill.due_on,
  CurrencyCode: bill.currency,
  LineAmountTypes: AMOUNTS[bill.amounts],
  Status: bill.is_approved ? "AUTHORISED" : "DRAFT",
  LineItems: bill.lines.map((line) => ({
    Description: line.description,
    ...priced(line.quantity, line.amount_cents),
    AccountCode: line.account_code,
    ...(line.tax_type === null ? {} : { TaxType: line.tax_type }),
  })),
});

/** A bill is known by its vendor, its date and the vendor's number. */
export const pushBill: Action<Config, "push_bill"> = {
  repeat: "reconcile",
  async run({ call, config, input, key }) {
    const headers = { ...(await ofTenant(call, config)), "idempotency-key": key };
    const { Invoices } = await call(api.putInvoice, {
      headers,
      query: unitPlaces,
      body: { Invoices: [toInvoice(input)] },
    });
    return toPushed(Invoices[0]);
  },
  async find({ call, config, input }) {
    const [year, month, day] = input.issued_on.split("-");
    const query = {
      ContactIDs: input.contact_id,
      Statuses: Object.keys(STATUSES).join(","),
      where: `Type=="ACCPAY" AND Date==DateTime(${year}, ${month}, ${day})`,
    };
    const { Invoices } = await call(api.findInvoices, { headers: await ofTenant(call, config), query });
    const found = Invoices.find(({ InvoiceNumber }) => InvoiceNumber === input.number);
    return found && toPushed(found);
  },
};

/** A payment is known by its bill, its day, its amount and our reference. */
export const pushPayment: Action<Config, "push_payment"> = {
  repeat: "reconcile",
  async run({ call, config, input, key }) {
    const headers = { ...(await ofTenant(call, config)), "idempotency-key": key };
    const sent = {
      Invoice: { InvoiceID: input.bill_id },
      Account: { Code: input.account_code },
      Date: input.paid_on,
      Amount: input.amount_cents / 100,
      Reference: input.reference,
    };
    const { Payments } = await call(api.putPayment, { headers, body: { Payments: [sent] } });
    return { payment_id: Payments[0].PaymentID, amount_cents: centsOf(Payments[0].Amount) };
  },
  async find({ call, config, input }) {
    const headers = await ofTenant(call, config);
    const { Invoices } = await call(api.getInvoice, { headers, path: { id: input.bill_id } });
    for (const { PaymentID: id, Date: date, Amount: amount } of Invoices[0].Payments ?? []) {
      if (dayOf(date) !== input.paid_on || centsOf(amount) !== input.amount_cents) continue;
      const [found] = (await call(api.getPayment, { headers, path: { id } })).Payments;
      if (found.Reference === input.reference && found.Status !== "DELETED")
        return { payment_id: id, amount_cents: centsOf(amount) };
    }
    return undefined;
  },
};
