import { z } from "zod";
import { fields, orNull, type Sources, wordIn } from "#connectors/sdk";
import type { Bill, BillLine, BillPayment, PushedBill } from "#models";
import { cents, day, dayOrNone, someCents, text, time } from "./values";

/** What Xero's states of an invoice are to a bill. */
export const STATUSES = {
  DRAFT: "draft",
  SUBMITTED: "draft",
  AUTHORISED: "approved",
  PAID: "paid",
  VOIDED: "void",
  DELETED: "void",
} as const;

/** What every version reads of a line. */
export const lineSources = {
  description: ["Description", text.transform((said) => said ?? "")],
  quantity: ["Quantity", orNull(z.number())],
  amount_cents: ["LineAmount", someCents],
  account_code: ["AccountCode", text],
} as const satisfies Partial<Sources<BillLine>>;

/** What every version reads of a bill. */
export const billSources = {
  number: ["InvoiceNumber", text],
  contact_id: ["Contact.ContactID", z.string()],
  contact_name: ["Contact.Name", z.string().default("")],
  status: ["Status", wordIn(STATUSES)],
  issued_on: ["Date", dayOrNone],
  due_on: ["DueDate", dayOrNone],
  currency: ["CurrencyCode", z.string()],
  amounts: ["LineAmountTypes", wordIn({ Exclusive: "net", Inclusive: "gross", NoTax: "untaxed" })],
  subtotal_cents: ["SubTotal", cents],
  tax_cents: ["TotalTax", cents],
  total_cents: ["Total", cents],
  paid_cents: ["AmountPaid", someCents],
  /** Sum of the credit notes, overpayments and prepayments applied to it. */
  credited_cents: ["AmountCredited", someCents.transform((credited) => (credited > 0 ? credited : undefined))],
  due_cents: ["AmountDue", someCents],
  updated_at: ["UpdatedDateUTC", time],
} as const satisfies Partial<Sources<Bill>>;

/** What every version reads of a payment. */
export const paymentSources = {
  bill_id: ["Invoice.InvoiceID", z.string()],
  bill_number: ["Invoice.InvoiceNumber", text],
  amount_cents: ["Amount", cents],
  paid_on: ["Date", day],
  reference: ["Reference", text],
  account_code: ["Account?.Code", text],
  is_reconciled: ["IsReconciled", z.boolean().default(false)],
  updated_at: ["UpdatedDateUTC", time],
} as const satisfies Partial<Sources<BillPayment>>;

/** A payment as a version reads it, or null where it was taken back. */
export const unlessTakenBack = (payment: z.ZodType<BillPayment>): z.ZodType<BillPayment | null> =>
  fields<{ isTakenBack: boolean; payment: BillPayment }>({
    isTakenBack: ["Status", wordIn({ AUTHORISED: false, DELETED: true })],
    payment: ["", payment],
  }).transform((read) => (read.isTakenBack ? null : read.payment));

/** A bill that was written, or found again. */
export const pushedBill = fields<PushedBill>({
  bill_id: ["InvoiceID", z.string()],
  status: ["Status", z.string().transform((said) => STATUSES[said as keyof typeof STATUSES] ?? "void")],
  total_cents: ["Total", cents],
});
