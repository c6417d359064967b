import type { Bill, BillPayment, Contact } from "#models";
import { cents, dayOf, isoOf } from "../shared/api";
import type { XeroContact, XeroInvoice, XeroPayment } from "./client";

const words = (...parts: (string | null | undefined)[]): string | null => parts.filter(Boolean).join(" ") || null;

function addressOf({ Addresses: all }: XeroContact) {
  const found = all.find(({ City: city, AddressLine1: line }) => city !== null || line !== null);
  return {
    address_line1: found?.AddressLine1 ?? null,
    city: found?.City ?? null,
    state: found?.Region ?? null,
    postal_code: found?.PostalCode ?? null,
    country: found?.Country ?? null,
  };
}

function phoneOf({ Phones: all }: XeroContact): string | null {
  const found = all.find(({ PhoneNumber: number }) => number !== null);
  return words(found?.PhoneCountryCode, found?.PhoneAreaCode, found?.PhoneNumber);
}

export const toContact = (contact: XeroContact): Contact => ({
  name: contact.Name,
  is_active: (contact.ContactStatus ?? "ACTIVE") === "ACTIVE",
  is_vendor: contact.IsSupplier ?? null,
  is_customer: contact.IsCustomer ?? null,
  contact_name: words(contact.FirstName, contact.LastName),
  email: contact.EmailAddress,
  phone: phoneOf(contact),
  tax_number: contact.TaxNumber,
  ...addressOf(contact),
  updated_at: isoOf(contact.UpdatedDateUTC),
});

const STATUSES = {
  DRAFT: "draft",
  SUBMITTED: "draft",
  AUTHORISED: "approved",
  PAID: "paid",
  VOIDED: "void",
  DELETED: "void",
} as const;
const AMOUNTS = { Exclusive: "net", Inclusive: "gross", NoTax: "untaxed" } as const;

export const toBill = (invoice: XeroInvoice): Bill => ({
  number: invoice.InvoiceNumber,
  contact_id: invoice.Contact.ContactID,
  contact_name: invoice.Contact.Name,
  status: STATUSES[invoice.Status],
  issued_on: invoice.Date ? dayOf(invoice.Date) : null,
  due_on: invoice.DueDate ? dayOf(invoice.DueDate) : null,
  currency: invoice.CurrencyCode,
  amounts: AMOUNTS[invoice.LineAmountTypes],
  lines: invoice.LineItems.map((line) => ({
    description: line.Description ?? "",
    quantity: line.Quantity ?? null,
    amount_cents: cents(line.LineAmount),
    tax_cents: null,
    account_code: line.AccountCode,
    tracking: [],
  })),
  subtotal_cents: cents(invoice.SubTotal),
  tax_cents: cents(invoice.TotalTax),
  total_cents: cents(invoice.Total),
  paid_cents: cents(invoice.AmountPaid),
  ...(invoice.AmountCredited > 0 ? { credited_cents: cents(invoice.AmountCredited) } : {}),
  due_cents: cents(invoice.AmountDue),
  updated_at: isoOf(invoice.UpdatedDateUTC),
});

/** @returns null for a payment that was taken back */
export const toPayment = (payment: XeroPayment): BillPayment | null =>
  payment.Status === "DELETED"
    ? null
    : {
        bill_id: payment.Invoice.InvoiceID,
        bill_number: payment.Invoice.InvoiceNumber,
        amount_cents: cents(payment.Amount),
        account_amount_cents: null,
        paid_on: dayOf(payment.Date),
        reference: payment.Reference,
        account_code: payment.Account?.Code ?? null,
        is_reconciled: payment.IsReconciled,
        updated_at: isoOf(payment.UpdatedDateUTC),
      };
