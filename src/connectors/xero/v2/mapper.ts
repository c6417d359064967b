import { centsOf, centsOrNull } from "#lib/money";
import type { Bill, BillPayment } from "#models";
import * as v1 from "../v1/mapper";
import type { XeroInvoice, XeroPayment } from "./client";

/** Amounts of lines without their tax, whichever way the bill was entered. */
export function toBill(invoice: XeroInvoice): Bill {
  const isGross = invoice.LineAmountTypes === "Inclusive";
  return {
    ...v1.toBill(invoice),
    ...(invoice.Status === "SUBMITTED" ? { status: "submitted" } : {}),
    ...(isGross ? { amounts: "net", shows_tax: true } : {}),
    lines: invoice.LineItems.map((line) => ({
      ...v1.toLine(line),
      amount_cents: centsOf(line.LineAmount) - (isGross ? centsOf(line.TaxAmount) : 0),
      tax_cents: centsOf(line.TaxAmount),
      tracking: line.Tracking.map(({ Name: category, Option: option }) => `${category}: ${option}`),
    })),
  };
}

/** @returns null for a payment that was taken back */
export function toPayment(payment: XeroPayment): BillPayment | null {
  const paid = v1.toPayment(payment);
  return paid && { ...paid, account_amount_cents: centsOrNull(payment.BankAmount) };
}
