import { defineEntity } from "../entity";
import { cents, choice, currency, externalReference, integer, ref, text, time } from "../field";

export const changeOrders = defineEntity({
  name: "change_order",
  plural: "change_orders",
  tag: "Change orders",
  article: "a",
  description: "A change to a project's contract. Approval moves the contract amount and the budget line it names.",
  fields: {
    project_id: ref({
      description: "The project it changes.",
      example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b11",
      to: "project",
      required: true,
      immutable: true,
    }),
    number: text({
      description: "Number of the change order; unique within the project.",
      example: "CO-007",
      required: true,
      min: 1,
      max: 30,
      filter: true,
    }),
    title: text({
      description: "What changes.",
      example: "Impact windows instead of shutters",
      required: true,
      min: 1,
      max: 200,
    }),
    description: text({ description: "Why, and what it entails.", example: "Client request of 9 April.", max: 5000 }),
    status: choice({
      description: "`draft` → `submitted` → `approved` or `rejected`. Only the actions change it.",
      example: "draft",
      values: ["draft", "submitted", "approved", "rejected"],
      default: "draft",
      readOnly: true,
      filter: true,
    }),
    amount_cents: cents({
      description: "Change of the contract amount in cents; negative for a deduction.",
      example: 1_850_000,
      required: true,
      min: -10_000_000_000_000,
    }),
    currency: currency(),
    schedule_days: integer({
      description: "Days the completion moves by.",
      example: 4,
      min: -3650,
      max: 3650,
      default: 0,
    }),
    budget_line_id: ref({
      description: "The budget line the amount is booked on.",
      example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b17",
      to: "budget_line",
    }),
    submitted_at: time({ description: "When it was submitted.", example: "2026-04-14T08:00:00.000Z", readOnly: true }),
    decided_at: time({
      description: "When it was approved or rejected.",
      example: "2026-04-16T16:20:00.000Z",
      readOnly: true,
    }),
    rejection_reason: text({
      description: "Why it was rejected.",
      example: "Over the allowance.",
      max: 1000,
      readOnly: true,
    }),
    external_reference: externalReference(),
  },
  unique: [["project_id", "number"]],
  transitions: [
    {
      name: "submitted",
      description: "The change order was submitted for a decision.",
      sample: { status: "submitted", submitted_at: "2026-04-14T11:00:00.000Z" },
    },
    {
      name: "approved",
      description: "The change order was approved; contract and budget were moved.",
      after: "submitted",
      sample: { status: "approved", decided_at: "2026-04-16T09:30:00.000Z" },
    },
    {
      name: "rejected",
      description: "The change order was rejected.",
      after: "submitted",
      sample: { status: "rejected", decided_at: "2026-04-16T09:30:00.000Z", rejection_reason: "Over the allowance." },
    },
  ],
});
