import { z } from "@hono/zod-openapi";
import { childrenOf } from "./catalogue";
import type { Entity } from "./entity";
import { type Field, isNullable } from "./field";
import { isDay } from "./list-query";
import { sampleId, sampleInput, sampleOf, writable } from "./samples";

// Patterns stand in the OpenAPI document as they are here; a flag would become part of them.
export const TEXT_PATTERN = "^[^\\x00]*$";
const NO_NUL = new RegExp(TEXT_PATTERN);
export const UUID_PATTERN = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";
const UUID = new RegExp(UUID_PATTERN);

export const idSchema = () => z.string().regex(UUID, "This is not an id.").min(36).max(36);
/** A time as answers have it. */
export const timeSchema = () => z.string().max(30).openapi({ format: "date-time" });

/** Text of at most so many UTF-16 code units. NUL is no text: SQLite would end it there. */
export const textSchema = (max: number) => z.string().max(max).regex(NO_NUL, "The text contains a NUL character.");

/**
 * Characters of which nothing is seen, beside blanks: controls, those of no width, what only joins, directs or fills. Those of
 * the general category Cf of Unicode that are in use, and its fillers (Default_Ignorable_Code_Point, and the blank of Braille).
 */
const UNSEEN =
  "\\x01-\\x1f\\x7f-\\x9f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb";
const WORDS = new RegExp(`^[\\s${UNSEEN}]*[^\\s\\x00${UNSEEN}][^\\x00]*$`);

/** Text of which at least one character is seen: names, and whatever else has to say something. */
export const wordsSchema = (max: number) => z.string().min(1).max(max).regex(WORDS, "This may not be empty.");

/** An object of which no more is said here. */
export const openObject = (maxProperties = 200) =>
  z.record(z.string(), z.unknown()).openapi({ type: "object", maxProperties });

function valueSchema(field: Field): z.ZodType {
  switch (field.kind) {
    case "text":
      return textFieldSchema(field);
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
      return z.array(field.of === "ref" ? idSchema() : textSchema(field.maxLength)).max(field.maxItems);
  }
}

function textFieldSchema(field: Extract<Field, { kind: "text" }>): z.ZodType {
  const { format, pattern, min, max, example, written = `Write it like ${String(example)}.` } = field;
  const plain = format === "email" ? z.email() : format === "uri" ? z.url() : z.string();
  const bounded = min === undefined ? plain.max(max) : plain.min(min).max(max);
  // A pattern, and that of e-mail addresses, leaves no room for NUL.
  if (pattern) return bounded.regex(new RegExp(pattern), written);
  if (format === "email") return bounded;
  return min === undefined || format
    ? bounded.regex(NO_NUL, "The text contains a NUL character.")
    : bounded.regex(WORDS, "This may not be empty.");
}

/** What a field holds, with its description and example. */
export const describedField = (field: Field): z.ZodType =>
  (isNullable(field) ? valueSchema(field).nullable() : valueSchema(field)).openapi({
    description: field.description,
    example: field.example,
  });

/** The schema of one field of an entity. */
export function fieldSchema(entity: Entity, name: string): z.ZodType {
  const field = entity.fields[name];
  if (!field) throw new Error(`${entity.name} has no field ${name}`);
  return describedField(field);
}

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

function resourceShape(entity: Entity): Record<string, z.ZodType> {
  const shape: Record<string, z.ZodType> = {
    id: idSchema().openapi({ description: "Identifier, a UUIDv7.", example: sampleId(entity) }),
  };
  for (const [name, field] of shown(entity)) {
    shape[name] = describedField(field);
  }
  const times = { created_at: "When it was created.", updated_at: "When it was last changed." };
  for (const [name, description] of Object.entries(times)) {
    shape[name] = timeSchema().openapi({ description, example: "2026-04-14T08:00:00.000Z" });
  }
  return shape;
}

/** A record as lists show it. */
export const resourceSchema = memo((entity: Entity) =>
  z.object(resourceShape(entity)).openapi(schemaName(entity), { description: entity.description }),
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
      .openapi({ description: `All its ${spokenCollection(child)}, in their order.`, example: [sampleOf(child)] });
  }
  return z.object(shape).openapi(`${schemaName(entity)}Detail`, {
    description: `${entity.description} With all its ${children.map(spokenCollection).join(" and ")}.`,
  });
});

function inputShape(entity: Entity): Record<string, z.ZodType> {
  const shape: Record<string, z.ZodType> = {};
  for (const [name, field] of writable(entity)) {
    const value = describedField(field);
    const isDefaulted = field.default !== undefined && !field.derived;
    if (isDefaulted) shape[name] = value.optional().openapi({ default: field.default });
    else shape[name] = field.required ? value : value.optional();
  }
  return shape;
}

/** What creates a record; unknown fields are refused. */
export const createSchema: (entity: Entity) => z.ZodType<Record<string, unknown>> = memo((entity: Entity) => {
  const shape = inputShape(entity);
  for (const child of childrenOf(entity)) {
    if (!child.parent) continue;
    const { collection, max } = child.parent;
    shape[collection] = z
      .array(createSchema(child))
      .max(max)
      .optional()
      .openapi({ description: `The ${spokenCollection(child)} to create with it.`, example: [sampleInput(child)] });
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
    shape[name] = describedField(field).optional();
  }
  return z.strictObject(shape).openapi(`${schemaName(entity)}Update`, {
    description: `A JSON merge-patch of ${entity.article} ${spoken(entity)}: what is left out stays, null empties.`,
  });
});

/** The entity's name in a sentence. */
export const spoken = (entity: Entity): string => entity.name.replaceAll("_", " ");
const spokenCollection = (child: Entity): string => (child.parent?.collection ?? child.plural).replaceAll("_", " ");
export const spokenPlural = (entity: Entity): string => entity.plural.replaceAll("_", " ");
