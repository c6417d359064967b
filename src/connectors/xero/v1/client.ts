import { z } from "zod";
import { text } from "../shared/contact";

/** All that Xero has of a line goes back with it when others of the bill are changed. */
export const line = z.looseObject({
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

export type XeroInvoice = z.output<typeof invoice>;
export type XeroPayment = z.output<typeof payment>;
