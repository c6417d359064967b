import { defineEntity } from "../entity";
import { cents, integer, ref, text } from "../field";

const MIN = -10_000_000_000_000;

export const budgetLines = defineEntity({
  name: "budget_line",
  plural: "budget_lines",
  tag: "Budgets",
  article: "a",
  description: "One line of a budget, with what is planned, promised and spent for a cost code.",
  parent: { entity: "budget", plural: "budgets", field: "budget_id", collection: "lines", max: 500 },
  fields: {
    budget_id: ref({
      description: "The budget it belongs to.",
      example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b12",
      to: "budget",
      required: true,
      immutable: true,
    }),
    cost_code_id: ref({
      description: "The cost code it is booked under.",
      example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b13",
      to: "cost_code",
      required: true,
    }),
    description: text({ description: "What the line covers.", example: "Foundation piles and grade beams", max: 500 }),
    position: integer({ description: "Order within the budget.", example: 1, min: 0, max: 100_000, default: 0 }),
    budgeted_cents: cents({
      description: "Planned amount in cents, before change orders.",
      example: 4_800_000,
      default: 0,
    }),
    approved_changes_cents: cents({
      description: "Sum of approved change orders booked on the line, in cents.",
      example: 250_000,
      default: 0,
      readOnly: true,
      min: MIN,
    }),
    committed_cents: cents({
      description: "Approved and not yet paid, in cents.",
      example: 1_200_000,
      default: 0,
      readOnly: true,
      min: MIN,
    }),
    actual_cents: cents({ description: "Paid, in cents.", example: 900_000, default: 0, readOnly: true, min: MIN }),
  },
});
