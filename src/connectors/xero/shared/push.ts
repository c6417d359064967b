import { z } from "zod";
import { type Action, endpoint } from "#connectors/sdk";
import type { Bill, BillToPush } from "#models";
import { priced, unitPlaces } from "./amounts";
import { cents, dayOf, judge, judgeWrite, ofTenant } from "./api";

type Config = { tenant_id: string | null };

const invoice = z.object({
  InvoiceID: z.string(),
  InvoiceNumber: z.string().nullish(),
  Type: z.string().nullish(),
  Status: z.string(),
  Total: z.number(),
});
/** Sent again with the same key, a request is not done again; for how long, Xero does not say. */
const write = { method: "PUT", repeatable: true, judge: judgeWrite } as const;

const putInvoice = endpoint({
  ...write,
  name: "putInvoice",
  path: "/api.xro/2.0/Invoices",
  response: z.object({ Invoices: z.tuple([invoice]) }),
});

const findInvoices = endpoint({
  name: "findInvoices",
  method: "GET",
  path: "/api.xro/2.0/Invoices",
  response: z.object({ Invoices: z.array(invoice) }),
  judge,
});

const payment = z.object({
  PaymentID: z.string(),
  Amount: z.number(),
  Status: z.string().nullish(),
  Reference: z.string().nullish(),
});

const putPayment = endpoint({
  ...write,
  name: "putPayment",
  path: "/api.xro/2.0/Payments",
  response: z.object({ Payments: z.tuple([payment]) }),
});

const getInvoice = endpoint({
  name: "getInvoice",
  method: "GET",
  path: "/api.xro/2.0/Invoices/{id}",
  response: z.object({
    Invoices: z.tuple([
      z.object({
        Payments: z.array(z.object({ PaymentID: z.string(), Date: z.string(), Amount: z.number() })).nullish(),
      }),
    ]),
  }),
  judge,
});

const getPayment = endpoint({
  name: "getPayment",
  method: "GET",
  path: "/api.xro/2.0/Payments/{id}",
  response: z.object({ Payments: z.tuple([payment]) }),
  judge,
});

const STATUSES: Readonly<Record<string, Bill["status"]>> = {
  DRAFT: "draft",
  SUBMITTED: "submitted",
  AUTHORISED: "approved",
  PAID: "paid",
};
const AMOUNTS = { net: "Exclusive", gross: "Inclusive", untaxed: "NoTax" } as const;

const toPushed = ({ InvoiceID, Status, Total }: z.output<typeof invoice>) => ({
  bill_id: InvoiceID,
  status: STATUSES[Status] ?? ("void" as const),
  total_cents: cents(Total),
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
    const { Invoices } = await call(putInvoice, { headers, query: unitPlaces, body: { Invoices: [toInvoice(input)] } });
    return toPushed(Invoices[0]);
  },
  async find({ call, config, input }) {
    const [year, month, day] = input.issued_on.split("-");
    const query = {
      ContactIDs: input.contact_id,
      Statuses: Object.keys(STATUSES).join(","),
      where: `Type=="ACCPAY" AND Date==DateTime(${year}, ${month}, ${day})`,
    };
    const { Invoices } = await call(findInvoices, { headers: await ofTenant(call, config), query });
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
    const { Payments } = await call(putPayment, { headers, body: { Payments: [sent] } });
    return { payment_id: Payments[0].PaymentID, amount_cents: cents(Payments[0].Amount) };
  },
  async find({ call, config, input }) {
    const headers = await ofTenant(call, config);
    const { Invoices } = await call(getInvoice, { headers, path: { id: input.bill_id } });
    for (const { PaymentID: id, Date: date, Amount: amount } of Invoices[0].Payments ?? []) {
      if (dayOf(date) !== input.paid_on || cents(amount) !== input.amount_cents) continue;
      const [found] = (await call(getPayment, { headers, path: { id } })).Payments;
      if (found.Reference === input.reference && found.Status !== "DELETED")
        return { payment_id: id, amount_cents: cents(amount) };
    }
    return undefined;
  },
};
