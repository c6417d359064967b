import { z } from "@hono/zod-openapi";
import { childrenOf } from "./catalogue";
import type { Entity } from "./entity";
import { type Field, isNullable } from "./field";
import { isDay } from "./list-query";

const NO_NUL = (value: string) => !value.includes("\u0000");
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

export const idSchema = () => z.string().regex(UUID, "This is not an id.").min(36).max(36);
const timeSchema = () => z.string().max(30).openapi({ format: "date-time" });

function valueSchema(field: Field): z.ZodType {
  switch (field.kind) {
    case "text":
      return textSchema(field);
    case "choice":
      return z.enum(field.values as [string, ...string[]]);
    case "integer":
      return z.int().min(field.min).max(field.max).openapi({ format: "int64" });
    case "number":
      return z.number().min(field.min).max(field.max).openapi({ format: "double" });
    case "boolean":
      return z.boolean();
    case "date":
      return z.string().max(10).refine(isDay, "This is not a day, YYYY-MM-DD.").openapi({ format: "date" });
    case "time":
      return timeSchema();
    case "ref":
      return idSchema();
    case "list":
      return z.array(field.of === "ref" ? idSchema() : z.string().max(field.maxLength)).max(field.maxItems);
  }
}

function textSchema(field: Extract<Field, { kind: "text" }>): z.ZodType {
  const plain = field.format === "email" ? z.email() : field.format === "uri" ? z.url() : z.string();
  const bounded = plain.min(field.min ?? 0).max(field.max);
  const patterned = field.pattern ? bounded.regex(new RegExp(field.pattern, "u")) : bounded;
  return patterned.refine(NO_NUL, "The text contains a NUL character.");
}

const described = (schema: z.ZodType, field: Field): z.ZodType =>
  schema.openapi({ description: field.description, example: field.example });

const memo = <K extends object, V>(make: (key: K) => V): ((key: K) => V) => {
  const made = new WeakMap<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
};

/** "BudgetLine" for budget_line: the name of the entity's schema in the OpenAPI document. */
export const schemaName = (entity: Entity): string =>
  entity.name.replaceAll(/(?:^|_)([a-z])/gu, (_, letter: string) => letter.toUpperCase());

const shown = (entity: Entity) => Object.entries(entity.fields).filter(([, field]) => !field.internal);
const writable = (entity: Entity) =>
  Object.entries(entity.fields).filter(([name, field]) => !field.readOnly && name !== entity.parent?.field);

function resourceShape(entity: Entity): Record<string, z.ZodType> {
  const shape: Record<string, z.ZodType> = {
    id: idSchema().openapi({ description: "Identifier, a UUIDv7.", example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b01" }),
  };
  for (const [name, field] of shown(entity)) {
    const value = valueSchema(field);
    shape[name] = described(isNullable(field) ? value.nullable() : value, field);
  }
  const times = { created_at: "When it was created.", updated_at: "When it was last changed." };
  for (const [name, description] of Object.entries(times)) {
    shape[name] = timeSchema().openapi({ description, example: "2026-04-14T08:00:00.000Z" });
  }
  return shape;
}

/** A record as lists show it. */
export const resourceSchema = memo((entity: Entity) =>
  z.strictObject(resourceShape(entity)).openapi(schemaName(entity), { description: entity.description }),
);

/** A record as its own page shows it: with what belongs to it. */
export const detailSchema = memo((entity: Entity): z.ZodType => {
  const children = childrenOf(entity);
  if (children.length === 0) return resourceSchema(entity);
  const shape = resourceShape(entity);
  for (const child of children) {
    if (!child.parent) continue;
    shape[child.parent.collection] = z
      .array(resourceSchema(child))
      .max(child.parent.max)
      .openapi({ description: `${child.description} All of them, in their order.` });
  }
  return z.strictObject(shape).openapi(`${schemaName(entity)}Detail`, { description: entity.description });
});

function inputShape(entity: Entity): Record<string, z.ZodType> {
  const shape: Record<string, z.ZodType> = {};
  for (const [name, field] of writable(entity)) {
    const value = described(isNullable(field) ? valueSchema(field).nullable() : valueSchema(field), field);
    shape[name] = field.required ? value : value.optional();
  }
  return shape;
}

/** What creates a record; unknown fields are refused. */
export const createSchema = memo((entity: Entity) => {
  const shape = inputShape(entity);
  for (const child of childrenOf(entity)) {
    if (!child.parent) continue;
    const { collection, max } = child.parent;
    shape[collection] = z
      .array(z.strictObject(inputShape(child)).openapi(`${schemaName(child)}Create`))
      .max(max)
      .optional()
      .openapi({ description: `The ${collection.replaceAll("_", " ")} to create with it.` });
  }
  return z
    .strictObject(shape)
    .openapi(`${schemaName(entity)}Create`, { description: `What creates ${entity.article} ${spoken(entity)}.` });
});

/** A merge-patch (RFC 7396): only what is sent changes, null empties a field. */
export const updateSchema = memo((entity: Entity) => {
  const shape: Record<string, z.ZodType> = {};
  for (const [name, field] of writable(entity)) {
    if (field.immutable) continue;
    const value = valueSchema(field);
    shape[name] = described(isNullable(field) ? value.nullable() : value, field).optional();
  }
  return z.strictObject(shape).openapi(`${schemaName(entity)}Update`, {
    description: `A JSON merge-patch of ${entity.article} ${spoken(entity)}: what is left out stays, null empties.`,
  });
});

/** The entity's name in a sentence. */
export const spoken = (entity: Entity): string => entity.name.replaceAll("_", " ");
export const spokenPlural = (entity: Entity): string => entity.plural.replaceAll("_", " ");

/** A realistic record made of the examples of its definition. */
export function sampleOf(entity: Entity, detail = false): Record<string, unknown> {
  const fields = Object.fromEntries(shown(entity).map(([name, field]) => [name, field.example]));
  const children = detail
    ? Object.fromEntries(childrenOf(entity).map((child) => [child.parent?.collection ?? "", [sampleOf(child)]]))
    : {};
  const at = "2026-04-14T08:00:00.000Z";
  return { id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b01", ...fields, created_at: at, updated_at: at, ...children };
}

/** What a caller would send to create the sample. */
export function sampleInput(entity: Entity): Record<string, unknown> {
  return Object.fromEntries(writable(entity).map(([name, field]) => [name, field.example]));
}

/** A small merge-patch for the documentation. */
export function samplePatch(entity: Entity): Record<string, unknown> {
  const first = writable(entity).find(([, field]) => !field.immutable);
  return first ? { [first[0]]: first[1].example } : {};
}
