import { type Fields, isNullable, time } from "./field";
import type { Listable } from "./list-query";

export type Scope = `${"read" | "write"}:${string}`;

export type ChildLink = {
  /** Singular and plural name of the parent entity. */
  entity: string;
  plural: string;
  /** The reference field that holds the parent's id. */
  field: string;
  /** The collection's name, in the parent's path and in its body. */
  collection: string;
  /** How many one parent may have; a page with all of them is embedded when the parent is read alone. */
  max: number;
};

export type Transition = {
  /** Past participle: the event is `<entity>.<name>`. */
  name: string;
  description: string;
  /** The entity whose record the event carries, when it is not this one. */
  carries?: string;
  /** What it sets, for samples; they start from a new record, or from one that another transition left. */
  sample: Readonly<Record<string, unknown>>;
  after?: string;
};

/** One kind of record of the public API, declared once. */
export type Entity = {
  /** Singular, snake_case: the first half of its event types. */
  name: string;
  /** Plural, snake_case: table name and scope noun. */
  plural: string;
  /** Heading of its operations in the documentation. */
  tag: string;
  /** With an article, for sentences: "a project". */
  article: "a" | "an";
  description: string;
  fields: Fields;
  /** Sets of fields whose values are unique within a builder. */
  unique?: readonly (readonly string[])[];
  parent?: ChildLink;
  /** Transitions that have an event of their own beside created, updated and deleted. */
  transitions?: readonly Transition[];
  /** Where the sample differs from the fields' examples. */
  sample?: Readonly<Record<string, unknown>>;
};

export function defineEntity(entity: Entity): Entity {
  for (const [name, field] of Object.entries(entity.fields)) {
    if (field.sort && isNullable(field)) throw new Error(`${entity.name}.${name} is nullable and cannot be sorted by`);
  }
  return entity;
}

/** `/api/v1/<path>`; kebab-case. */
export const pathOf = (entity: Entity): string => entity.plural.replaceAll("_", "-");
/** Lines, tasks and items are read and written with the scope of what they belong to. */
const scopeNoun = (entity: Entity): string => entity.parent?.plural ?? entity.plural;
export const readScope = (entity: Entity): Scope => `read:${scopeNoun(entity)}`;
export const writeScope = (entity: Entity): Scope => `write:${scopeNoun(entity)}`;

export type Index = { name: string; columns: readonly string[]; unique: boolean; partial: boolean };

/** The indexes of the entity's table, each with `builder_id` before its columns, in the order of their declaration. */
export function indexesOf(entity: Entity): Index[] {
  const index = (columns: readonly string[], unique = false, partial = false): Index => ({
    name: `${entity.plural}_${columns.join("_")}`,
    columns,
    unique,
    partial,
  });
  const unique = (entity.unique ?? []).map((columns) => index(columns, true));
  const covered = new Set(unique.map(({ columns }) => columns[0]));
  const single = Object.entries(entity.fields)
    .filter(([name, field]) => (field.filter || field.sort || field.kind === "ref") && !covered.has(name))
    .map(([name, field]) => index([name], false, isNullable(field)));
  return [...unique, ...single, ...(entity.parent ? [] : [index(["updated_at"])])];
}

const TIMES = {
  created_at: time({
    description: "When it was created.",
    example: "2026-04-14T08:00:00.000Z",
    required: true,
    filter: true,
    sort: true,
  }),
  updated_at: time({
    description: "When it was last changed.",
    example: "2026-04-14T08:00:00.000Z",
    required: true,
    filter: true,
    sort: true,
  }),
};

const listables = new WeakMap<Entity, Listable>();

/** What the entity's list can be asked. Lines and tasks are few, so those lists have no order but that of creation. */
export function listableOf(entity: Entity): Listable {
  const known = listables.get(entity);
  if (known) return known;
  const own = Object.fromEntries(Object.entries(entity.fields).filter(([, field]) => field.filter || field.sort));
  const listable: Listable = entity.parent
    ? { fields: { ...own, created_at: TIMES.created_at }, defaultSort: "created_at" }
    : { fields: { ...own, ...TIMES }, defaultSort: "-created_at" };
  listables.set(entity, listable);
  return listable;
}
