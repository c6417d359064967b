import { defineEntity } from "../entity";
import { choice, currency, ref, text } from "../field";

export const budgets = defineEntity({
  name: "budget",
  plural: "budgets",
  tag: "Budgets",
  article: "a",
  description: "What a project may cost, line by line. Committed and actual amounts follow approvals and payments.",
  fields: {
    project_id: ref({
      description: "The project it is for.",
      example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b11",
      to: "project",
      required: true,
      immutable: true,
      filter: true,
    }),
    name: text({
      description: "Name of the budget.",
      example: "Construction budget",
      required: true,
      min: 1,
      max: 200,
    }),
    status: choice({
      description: "A locked budget takes no new lines.",
      example: "active",
      values: ["draft", "active", "locked"],
      default: "draft",
      filter: true,
    }),
    currency: currency(),
    notes: text({ description: "Free notes.", example: "Allowances per contract exhibit B.", max: 5000 }),
  },
});
