import { z } from "zod";
import { endpoint } from "#connectors/sdk";
import { judge } from "../shared/api";
import * as v1 from "../v1/client";

/** Fewer requests of the day's allowance for the same records; Xero takes up to a thousand. */
export const A_PAGE = 250;

const list = { method: "GET", absent: [304], judge } as const;

/** Left out where nothing matches. */
const pagination = z.object({ page: z.int(), pageSize: z.int(), pageCount: z.int(), itemCount: z.int() }).optional();

export const listContacts = endpoint({
  ...list,
  name: "listContacts",
  path: "/api.xro/2.0/Contacts",
  response: z.object({ pagination, Contacts: z.array(v1.contact) }).nullable(),
});

const line = z.object({
  Description: v1.text,
  Quantity: z.number().nullish(),
  LineAmount: z.number().default(0),
  TaxAmount: z.number().default(0),
  AccountCode: v1.text,
  Tracking: z.array(z.looseObject({ Name: z.string(), Option: z.string() })).default([]),
});

const invoice = v1.invoice.extend({ LineItems: z.array(line) });
/** With all that Xero has of its lines. */
export const wholeInvoice = v1.invoice.extend({ LineItems: z.array(line.loose()) });

export const listInvoices = endpoint({
  ...list,
  name: "listInvoices",
  path: "/api.xro/2.0/Invoices",
  response: z.object({ pagination, Invoices: z.array(invoice) }).nullable(),
});

const payment = v1.payment.extend({ BankAmount: z.number().nullish() });

export const listPayments = endpoint({
  ...list,
  name: "listPayments",
  path: "/api.xro/2.0/Payments",
  response: z.object({ pagination, Payments: z.array(payment) }).nullable(),
});

export type XeroInvoice = z.output<typeof invoice>;
export type XeroPayment = z.output<typeof payment>;
export type Pagination = z.output<typeof pagination>;
