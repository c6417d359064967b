import { z } from "@hono/zod-openapi";
import { idSchema, projects, sampleOf } from "#models";
import type { AnyRecord } from "#modules/records";

const statuses = projects.fields["status"]?.kind === "choice" ? projects.fields["status"].values : [];
const kinds = projects.fields["kind"]?.kind === "choice" ? projects.fields["kind"].values : [];
const text = (max: number, description: string, example: string) =>
  z.string().max(max).openapi({ description, example });
const day = (description: string, example: string) =>
  z.string().max(10).openapi({ format: "date", description, example });

const address = z
  .strictObject({
    line1: text(200, "Street address.", "1204 Bayshore Drive").nullable(),
    line2: text(200, "Unit, suite or lot.", "Lot 7").nullable(),
    city: text(100, "City.", "Key Largo").nullable(),
    state: z
      .string()
      .regex(/^[A-Z]{2}$/u)
      .max(2)
      .nullable()
      .openapi({ description: "Two-letter USPS code.", example: "FL" }),
    postal_code: text(10, "ZIP or ZIP+4.", "33037").nullable(),
    latitude: z
      .number()
      .min(-90)
      .max(90)
      .nullable()
      .openapi({ format: "double", description: "WGS 84 latitude, degrees.", example: 25.0865 }),
    longitude: z
      .number()
      .min(-180)
      .max(180)
      .nullable()
      .openapi({ format: "double", description: "WGS 84 longitude, degrees.", example: -80.4473 }),
  })
  .openapi("SiteAddress");
const amount = z
  .strictObject({
    amount_cents: z
      .int()
      .min(0)
      .max(10_000_000_000_000)
      .openapi({ format: "int64", description: "Amount in cents.", example: 125000000 }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/u)
      .max(3)
      .openapi({ description: "ISO 4217 code.", example: "USD" }),
  })
  .openapi("Amount");
const dates = z
  .strictObject({
    start: day("Planned or actual start.", "2026-03-02").nullable(),
    target_end: day("Planned completion.", "2027-02-26").nullable(),
    completed: day("Actual completion.", "2027-03-12").nullable(),
  })
  .openapi("ProjectDates");

const writable = {
  code: z
    .string()
    .min(1)
    .max(20)
    .openapi({ description: "Short code, unique within the builder.", example: "AMI-103" }),
  name: z.string().min(1).max(200).openapi({ description: "Name.", example: "Ortiz residence" }),
  description: text(5000, "What is built.", "Two-storey coastal house.").nullable(),
  status: z
    .enum(statuses as [string, ...string[]])
    .openapi({ description: "Where the project stands.", example: "active" }),
  kind: z.enum(kinds as [string, ...string[]]).openapi({ description: "Kind of work.", example: "new_construction" }),
  client_id: idSchema()
    .nullable()
    .openapi({ description: "The client it is built for.", example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b10" }),
  site: address,
  contract: amount,
  dates,
  external_reference: text(100, "Your own identifier.", "QB-10442").nullable(),
};

export const projectSchema = z
  .strictObject({
    id: idSchema().openapi({ description: "Identifier.", example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b01" }),
    ...writable,
    created_at: z
      .string()
      .max(30)
      .openapi({ format: "date-time", description: "When it was created.", example: "2026-04-14T08:00:00.000Z" }),
    updated_at: z
      .string()
      .max(30)
      .openapi({ format: "date-time", description: "When it was last changed.", example: "2026-04-14T08:00:00.000Z" }),
  })
  .openapi("ProjectV2", {
    description: "A project: where it is, what it is worth and when it happens are objects of their own.",
  });

const optional = {
  description: writable.description.optional(),
  status: writable.status.optional(),
  kind: writable.kind.optional(),
  client_id: writable.client_id.optional(),
  site: address.partial().optional(),
  contract: amount.partial().optional(),
  dates: dates.partial().optional(),
  external_reference: writable.external_reference.optional(),
};

export const projectCreateSchema = z
  .strictObject({ code: writable.code, name: writable.name, ...optional })
  .openapi("ProjectV2Create");
export const projectUpdateSchema = z
  .strictObject({ code: writable.code.optional(), name: writable.name.optional(), ...optional })
  .openapi("ProjectV2Update", { description: "A JSON merge-patch: what is left out stays, null empties." });

/** Where each field of the nested objects stands in the flat record. */
const NESTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  site: {
    line1: "address_line1",
    line2: "address_line2",
    city: "city",
    state: "state",
    postal_code: "postal_code",
    latitude: "latitude",
    longitude: "longitude",
  },
  contract: { amount_cents: "contract_amount_cents", currency: "currency" },
  dates: { start: "start_date", target_end: "target_end_date", completed: "completed_date" },
};
const FLAT = ["code", "name", "description", "status", "kind", "client_id"] as const;

export function toV2(record: AnyRecord): Record<string, unknown> {
  const nested = Object.entries(NESTED).map(([group, fields]) => [
    group,
    Object.fromEntries(Object.entries(fields).map(([name, flat]) => [name, record[flat]])),
  ]);
  const flat = FLAT.map((name) => [name, record[name]]);
  const { id, external_reference, created_at, updated_at } = record as AnyRecord & { external_reference: unknown };
  return { id, ...Object.fromEntries([...flat, ...nested]), external_reference, created_at, updated_at };
}

/** Only what was sent, in the domain's flat form. */
export function fromV2(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const flat: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    const group = NESTED[name];
    if (!group) flat[name] = value;
    else for (const [inner, innerValue] of Object.entries(value as object)) flat[group[inner] ?? inner] = innerValue;
  }
  return flat;
}

export const projectExample = toV2(sampleOf(projects) as AnyRecord);
