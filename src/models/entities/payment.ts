import { defineEntity } from "../entity";
import { cents, choice, currency, date, externalReference, ref, text } from "../field";

export const payments = defineEntity({
  name: "payment",
  plural: "payments",
  tag: "Payments",
  article: "a",
  description: "Money paid on an approved invoice. Deleting a payment takes it back from the invoice and the budget.",
  fields: {
    invoice_id: ref({
      description: "The invoice it pays.",
      example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b16",
      to: "invoice",
      required: true,
      immutable: true,
      filter: true,
    }),
    amount_cents: cents({
      description: "Amount in cents; at most what is still owed.",
      example: 1_200_000,
      required: true,
      immutable: true,
      min: 1,
    }),
    currency: currency(),
    paid_on: date({ description: "Day of the payment.", example: "2026-05-04", required: true, filter: true }),
    method: choice({
      description: "How it was paid.",
      example: "ach",
      values: ["ach", "check", "card", "wire", "cash", "other"],
      default: "check",
      filter: true,
    }),
    reference: text({ description: "Check number or bank reference.", example: "4471", max: 100 }),
    external_reference: externalReference(),
  },
});
