import { defineEntity } from "../entity";
import { cents, integer, number, ref, text } from "../field";

const MIN = -10_000_000_000_000;

export const invoiceLineItems = defineEntity({
  name: "invoice_line_item",
  plural: "invoice_line_items",
  tag: "Invoices",
  article: "an",
  description: "One line of an invoice. Lines change only while the invoice is a draft.",
  parent: { entity: "invoice", plural: "invoices", field: "invoice_id", collection: "line_items", max: 200 },
  fields: {
    invoice_id: ref({
      description: "The invoice it belongs to.",
      example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b16",
      to: "invoice",
      required: true,
      immutable: true,
    }),
    description: text({
      description: "What is billed.",
      example: "Concrete, 4000 psi, 18 yd",
      required: true,
      min: 1,
      max: 500,
    }),
    position: integer({ description: "Order within the invoice.", example: 1, min: 0, max: 100_000, default: 0 }),
    quantity: number({
      description: "Quantity, for the reader; the amount stands on its own.",
      example: 18,
      min: 0,
      max: 1_000_000_000,
      default: 1,
    }),
    unit: text({ description: "Unit of the quantity.", example: "yd", max: 20 }),
    amount_cents: cents({
      description: "Amount of the line in cents; negative for a credit.",
      example: 1_200_000,
      required: true,
      min: MIN,
    }),
    cost_code_id: ref({
      description: "The cost code it is booked under.",
      example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b13",
      to: "cost_code",
    }),
    budget_line_id: ref({
      description: "The budget line its amount is committed to on approval.",
      example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b17",
      to: "budget_line",
    }),
  },
});
