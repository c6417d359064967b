import { defineEntity } from "../entity";
import { cents, choice, currency, date, externalReference, ref, text, time } from "../field";

export const invoices = defineEntity({
  name: "invoice",
  plural: "invoices",
  tag: "Invoices",
  article: "an",
  description: "A vendor's bill. Its total is the sum of its line items; it is approved before it can be paid.",
  fields: {
    vendor_id: ref({
      description: "The vendor who sent it.",
      example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b15",
      to: "vendor",
      required: true,
      immutable: true,
    }),
    number: text({
      description: "The vendor's invoice number; unique per vendor.",
      example: "INV-20417",
      required: true,
      min: 1,
      max: 60,
      filter: true,
    }),
    project_id: ref({
      description: "The project it is booked on.",
      example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b11",
      to: "project",
      filter: true,
    }),
    status: choice({
      description:
        "`draft` → `approved` → `partially_paid` → `paid`, credits counted as paid; `draft` or `approved` → `void`. Only the actions and payments change it.",
      example: "draft",
      values: ["draft", "approved", "partially_paid", "paid", "void"],
      default: "draft",
      readOnly: true,
      filter: true,
    }),
    invoice_date: date({ description: "Date on the invoice.", example: "2026-04-10", required: true }),
    due_date: date({ description: "Date it is due.", example: "2026-05-10", filter: true }),
    total_cents: cents({
      description: "Sum of the line items in cents. When sent, it must equal that sum.",
      example: 1_200_000,
      default: 0,
      derived: true,
    }),
    paid_cents: cents({ description: "Sum of the payments in cents.", example: 0, default: 0, readOnly: true }),
    credited_cents: cents({
      description:
        "Taken off by the vendor's credits, in cents, as a linked ledger tells it; what is owed is the total without this and without what was paid.",
      example: 0,
      default: 0,
      readOnly: true,
      added: true,
    }),
    currency: currency(),
    memo: text({ description: "Memo.", example: "Piles 1–18", max: 2000 }),
    approved_at: time({ description: "When it was approved.", example: "2026-04-12T14:03:00.000Z", readOnly: true }),
    paid_at: time({ description: "When the last cent was paid.", example: "2026-05-04T09:30:00.000Z", readOnly: true }),
    voided_at: time({ description: "When it was voided.", example: "2026-04-13T10:00:00.000Z", readOnly: true }),
    external_reference: externalReference(),
  },
  unique: [["vendor_id", "number"]],
  transitions: [
    {
      name: "approved",
      description: "The invoice was approved and its amounts committed.",
      sample: { status: "approved", approved_at: "2026-04-15T14:03:00.000Z" },
    },
    {
      name: "paid",
      description: "The invoice was paid in full.",
      after: "approved",
      sample: { status: "paid", paid_cents: 1_200_000, paid_at: "2026-04-16T09:30:00.000Z" },
    },
    {
      name: "voided",
      description: "The invoice was voided and its amounts released.",
      sample: { status: "void", voided_at: "2026-04-16T09:30:00.000Z" },
    },
  ],
});
