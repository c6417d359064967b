import type { Bill, BillPayment } from "#models";
import { cents } from "../shared/api";
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
      description: line.Description ?? "",
      quantity: line.Quantity ?? null,
      amount_cents: cents(line.LineAmount) - (isGross ? cents(line.TaxAmount) : 0),
      tax_cents: cents(line.TaxAmount),
      account_code: line.AccountCode,
      tracking: line.Tracking.map(({ Name: category, Option: option }) => `${category}: ${option}`),
    })),
  };
}

/** @returns null for a payment that was taken back */
export function toPayment(payment: XeroPayment): BillPayment | null {
  const paid = v1.toPayment(payment);
  const { BankAmount: amount } = payment;
  return paid && { ...paid, account_amount_cents: amount === null || amount === undefined ? null : cents(amount) };
}
