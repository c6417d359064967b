import { centsOf } from "#lib/money";
import type { Bill, BillPayment } from "#models";
import { dayOf, isoOf } from "../shared/values";
import type { XeroInvoice, XeroPayment } from "./client";

const STATUSES = {
  DRAFT: "draft",
  SUBMITTED: "draft",
  AUTHORISED: "approved",
  PAID: "paid",
  VOIDED: "void",
  DELETED: "void",
} as const;
const AMOUNTS = { Exclusive: "net", Inclusive: "gross", NoTax: "untaxed" } as const;

export const toLine = (line: XeroInvoice["LineItems"][number]): Bill["lines"][number] => ({
  description: line.Description ?? "",
  quantity: line.Quantity ?? null,
  amount_cents: centsOf(line.LineAmount),
  tax_cents: null,
  account_code: line.AccountCode,
  tracking: [],
});

export const toBill = (invoice: XeroInvoice): Bill => ({
  number: invoice.InvoiceNumber,
  contact_id: invoice.Contact.ContactID,
  contact_name: invoice.Contact.Name,
  status: STATUSES[invoice.Status],
  issued_on: invoice.Date ? dayOf(invoice.Date) : null,
  due_on: invoice.DueDate ? dayOf(invoice.DueDate) : null,
  currency: invoice.CurrencyCode,
  amounts: AMOUNTS[invoice.LineAmountTypes],
  lines: invoice.LineItems.map(toLine),
  subtotal_cents: centsOf(invoice.SubTotal),
  tax_cents: centsOf(invoice.TotalTax),
  total_cents: centsOf(invoice.Total),
  paid_cents: centsOf(invoice.AmountPaid),
  ...(invoice.AmountCredited > 0 ? { credited_cents: centsOf(invoice.AmountCredited) } : {}),
  due_cents: centsOf(invoice.AmountDue),
  updated_at: isoOf(invoice.UpdatedDateUTC),
});

/** @returns null for a payment that was taken back */
export const toPayment = (payment: XeroPayment): BillPayment | null =>
  payment.Status === "DELETED"
    ? null
    : {
        bill_id: payment.Invoice.InvoiceID,
        bill_number: payment.Invoice.InvoiceNumber,
        amount_cents: centsOf(payment.Amount),
        account_amount_cents: null,
        paid_on: dayOf(payment.Date),
        reference: payment.Reference,
        account_code: payment.Account?.Code ?? null,
        is_reconciled: payment.IsReconciled,
        updated_at: isoOf(payment.UpdatedDateUTC),
      };
