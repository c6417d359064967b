import { z } from "zod";
import { endpoint } from "#connectors/sdk";
import { judge } from "../shared/api";

/** Xero's pages when nothing is said of their size. */
export const A_PAGE = 100;

/** Xero leaves out what it does not know, or sends it empty. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value || null);

/** 304: nothing has changed since the time that was asked for. */
const list = { method: "GET", absent: [304], judge } as const;

export const contact = z.object({
  ContactID: z.string(),
  ContactStatus: text,
  Name: z.string(),
  FirstName: text,
  LastName: text,
  EmailAddress: text,
  TaxNumber: text,
  IsSupplier: z.boolean().nullish(),
  IsCustomer: z.boolean().nullish(),
  Addresses: z
    .array(
      z.object({
        AddressType: text,
        AddressLine1: text,
        City: text,
        Region: text,
        PostalCode: text,
        Country: text,
      }),
    )
    .default([]),
  Phones: z
    .array(
      z.object({
        PhoneType: text,
        PhoneNumber: text,
        PhoneAreaCode: text,
        PhoneCountryCode: text,
      }),
    )
    .default([]),
  UpdatedDateUTC: z.string(),
});

export const listContacts = endpoint({
  ...list,
  name: "listContacts",
  path: "/api.xro/2.0/Contacts",
  response: z.object({ Contacts: z.array(contact) }).nullable(),
});

const line = z.object({
  Description: text,
  Quantity: z.number().nullish(),
  LineAmount: z.number().default(0),
  AccountCode: text,
});

export const invoice = z.object({
  InvoiceID: z.string(),
  InvoiceNumber: text,
  Contact: z.object({ ContactID: z.string(), Name: z.string().default("") }),
  Status: z.enum(["DRAFT", "SUBMITTED", "AUTHORISED", "PAID", "VOIDED", "DELETED"]),
  LineAmountTypes: z.enum(["Exclusive", "Inclusive", "NoTax"]),
  LineItems: z.array(line),
  Date: text,
  DueDate: text,
  CurrencyCode: z.string(),
  SubTotal: z.number(),
  TotalTax: z.number(),
  Total: z.number(),
  AmountPaid: z.number().default(0),
  /** Sum of the credit notes, overpayments and prepayments applied to it. */
  AmountCredited: z.number().default(0),
  AmountDue: z.number().default(0),
  UpdatedDateUTC: z.string(),
});

/** With all that Xero has of its lines. */
export const wholeInvoice = invoice.extend({ LineItems: z.array(line.loose()) });

export const listInvoices = endpoint({
  ...list,
  name: "listInvoices",
  path: "/api.xro/2.0/Invoices",
  response: z.object({ Invoices: z.array(invoice) }).nullable(),
});

export const payment = z.object({
  PaymentID: z.string(),
  Date: z.string(),
  Amount: z.number(),
  Reference: text,
  Status: z.enum(["AUTHORISED", "DELETED"]),
  IsReconciled: z.boolean().default(false),
  Account: z.object({ Code: text }).nullish(),
  Invoice: z.object({ InvoiceID: z.string(), InvoiceNumber: text }),
  UpdatedDateUTC: z.string(),
});

export const listPayments = endpoint({
  ...list,
  name: "listPayments",
  path: "/api.xro/2.0/Payments",
  response: z.object({ Payments: z.array(payment) }).nullable(),
});

export type XeroContact = z.output<typeof contact>;
export type XeroInvoice = z.output<typeof invoice>;
export type XeroPayment = z.output<typeof payment>;
