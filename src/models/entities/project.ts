import { address } from "../address";
import { defineEntity } from "../entity";
import { cents, choice, currency, date, externalReference, number, ref, text } from "../field";

export const projects = defineEntity({
  name: "project",
  plural: "projects",
  tag: "Projects",
  article: "a",
  description: "A house or renovation under contract, from lead to warranty.",
  fields: {
    code: text({
      description: "Short code that names the project on paper; unique within the builder.",
      example: "AMI-103",
      required: true,
      min: 1,
      max: 20,
      pattern: "^[A-Z0-9][A-Z0-9-]*$",
      written: "Capital letters, digits and hyphens, such as AMI-103.",
      filter: true,
      sort: true,
    }),
    name: text({ description: "Name of the project.", example: "Ortiz residence", required: true, min: 1, max: 200 }),
    description: text({
      description: "What is built.",
      example: "Two-storey coastal house on piles, 3,200 sq ft.",
      max: 5000,
    }),
    status: choice({
      description: "Where the project stands.",
      example: "active",
      values: ["lead", "preconstruction", "active", "on_hold", "completed", "warranty", "cancelled"],
      default: "preconstruction",
      filter: true,
    }),
    kind: choice({
      description: "Kind of work.",
      example: "new_construction",
      values: ["new_construction", "renovation", "addition", "other"],
      default: "new_construction",
    }),
    client_id: ref({
      description: "The client it is built for.",
      example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b10",
      to: "client",
      filter: true,
    }),
    ...address("the site"),
    latitude: number({ description: "WGS 84 latitude of the site, degrees.", example: 25.0865, min: -90, max: 90 }),
    longitude: number({
      description: "WGS 84 longitude of the site, degrees.",
      example: -80.4473,
      min: -180,
      max: 180,
    }),
    contract_amount_cents: cents({
      description: "Contract amount in cents, approved change orders included.",
      example: 125000000,
      default: 0,
    }),
    currency: currency(),
    start_date: date({ description: "Planned or actual start.", example: "2026-03-02" }),
    target_end_date: date({ description: "Planned completion.", example: "2027-02-26" }),
    completed_date: date({ description: "Actual completion.", example: "2027-03-12" }),
    external_reference: externalReference(),
  },
  unique: [["code"]],
  sample: { completed_date: null },
});
