import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { fieldSchema, idSchema, projects, sampleId, sampleInput, sampleOf, timeSchema } from "#models";
import type { AnyRecord } from "#modules/records";
import { DomainError } from "../../../errors";

/** Where each field of the nested objects stands in the domain's flat record. */
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
const GROUPS: Readonly<Record<string, { name: string; description: string }>> = {
  site: { name: "Site", description: "Where the project is." },
  contract: { name: "Contract", description: "What the project is worth." },
  dates: { name: "ProjectDates", description: "When the project happens." },
};
const REQUIRED = ["code", "name"] as const;
const OPTIONAL = ["description", "status", "kind", "client_id"] as const;
const REFERENCE = "external_reference";

type Shape = Record<string, z.ZodType>;

const shapeOf = (names: readonly string[]): Shape =>
  Object.fromEntries(names.map((name) => [name, fieldSchema(projects, name)]));
const optional = (shape: Shape): Shape =>
  Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, schema.optional()]));

const groups = (wrap: (shape: Shape, group: { name: string; description: string }) => z.ZodType): Shape =>
  Object.fromEntries(
    Object.entries(NESTED).map(([group, fields]) => {
      const shape = Object.entries(fields).map(([name, flat]) => [name, fieldSchema(projects, flat)]);
      return [group, wrap(Object.fromEntries(shape) as Shape, GROUPS[group] ?? { name: group, description: "" })];
    }),
  );

export const projectSchema = once(() =>
  z
    .object({
      id: idSchema().openapi({ description: "Identifier, a UUIDv7.", example: sampleId(projects) }),
      ...shapeOf([...REQUIRED, ...OPTIONAL]),
      ...groups((shape, { name, description }) => z.object(shape).openapi(name, { description })),
      ...shapeOf([REFERENCE]),
      created_at: timeSchema().openapi({ description: "When it was created.", example: "2026-04-14T08:00:00.000Z" }),
      updated_at: timeSchema().openapi({
        description: "When it was last changed.",
        example: "2026-04-14T08:00:00.000Z",
      }),
    })
    .openapi("Project", {
      description: "A project. Where it is, what it is worth and when it happens are objects of their own.",
    }),
);

const inputGroups = once(() =>
  optional(
    groups((shape, { name, description }) => z.strictObject(optional(shape)).openapi(`${name}Input`, { description })),
  ),
);

const body = (required: Shape) =>
  z.strictObject({ ...required, ...optional(shapeOf(OPTIONAL)), ...inputGroups(), ...optional(shapeOf([REFERENCE])) });

export const projectCreateSchema = once(() =>
  body(shapeOf(REQUIRED)).openapi("ProjectCreate", {
    description: "What creates a project.",
  }),
);
export const projectUpdateSchema = once(() =>
  body(optional(shapeOf(REQUIRED))).openapi("ProjectUpdate", {
    description:
      "A JSON merge-patch of a project: what is left out stays, also within the objects; null empties a field.",
  }),
);

const nested = (flat: Readonly<Record<string, unknown>>): [string, unknown][] =>
  Object.entries(NESTED).map(([group, fields]) => [
    group,
    Object.fromEntries(Object.entries(fields).map(([name, from]) => [name, flat[from]])),
  ]);

export function toV2(record: AnyRecord): Record<string, unknown> {
  const { id, [REFERENCE]: reference, created_at, updated_at } = record;
  const flat = [...REQUIRED, ...OPTIONAL].map((name) => [name, record[name]]);
  return { id, ...Object.fromEntries([...flat, ...nested(record)]), [REFERENCE]: reference, created_at, updated_at };
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

const POINTERS = new Map(
  Object.entries(NESTED).flatMap(([group, fields]) =>
    Object.entries(fields).map(([name, flat]) => [`/${flat}`, `/${group}/${name}`]),
  ),
);

/** Does the work of the domain; what it finds wrong is said of the fields that this version has. */
export async function withPointers<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof DomainError) || error.errors.length === 0) throw error;
    const errors = error.errors.map((fault) => ({ ...fault, pointer: POINTERS.get(fault.pointer) ?? fault.pointer }));
    throw new DomainError(error.code, error.message, { errors, headers: error.headers, cause: error });
  }
}

export const projectExample = toV2(sampleOf(projects) as AnyRecord);
const { code, name, status, kind } = projectExample;
export const projectInputExample = {
  code,
  name,
  status,
  kind,
  ...Object.fromEntries(nested(sampleInput(projects))),
};
