import { isoTime } from "#lib/time";
import type { Entity, Field } from "#models";

/** A record as on the wire. */
export type AnyRecord = Record<string, unknown> & { id: string; created_at: string; updated_at: string };
export type Stored<R = AnyRecord> = { record: R; version: number };

type Shape = {
  columns: readonly string[];
  select: string;
  fromRow: (row: Record<string, unknown>) => AnyRecord;
  /** The JSON of what `fromRow` makes of a row, from its values in the order of `select`. */
  toJson: (values: readonly unknown[]) => string;
};

const shapes = new WeakMap<Entity, Shape>();

const toTime = (value: unknown) => (typeof value === "number" ? isoTime(value) : null);

function converter(field: Field): ((value: unknown) => unknown) | undefined {
  if (field.kind === "time") return toTime;
  if (field.kind === "boolean") return (value) => (value === null ? null : value === 1);
  if (field.kind === "list") return (value) => (typeof value === "string" ? (JSON.parse(value) as unknown) : []);
  return undefined;
}

/** The JSON of a column's value, as the converter's would be. */
function writer(field: Field | undefined): (value: unknown) => string {
  const kind = field?.kind ?? "time";
  if (kind === "time") return (value) => (typeof value === "number" ? `"${isoTime(value)}"` : "null");
  if (kind === "boolean") return (value) => (value === null ? "null" : String(value === 1));
  if (kind === "list") return (value) => (typeof value === "string" ? value : "[]");
  return (value) => JSON.stringify(value);
}

/** Writes rows as JSON without making objects of them, which is half of what a page costs. */
function rowWriter(columns: readonly (readonly [name: string, write: (value: unknown) => string])[]): Shape["toJson"] {
  const members = columns.map(([name, write], at) => ({ before: `${at === 0 ? "{" : ","}"${name}":`, write }));
  return (values) => {
    let text = "";
    for (const [at, { before, write }] of members.entries()) text += before + write(values[at]);
    return `${text}}`;
  };
}

/** How the entity's rows are read: which columns reach the wire, and which of them change form on the way. */
export function shapeOf(entity: Entity): Shape {
  const known = shapes.get(entity);
  if (known) return known;
  const shown = Object.entries(entity.fields).filter(([, field]) => !field.internal);
  const converters = [
    ...shown.flatMap(([name, field]) => {
      const convert = converter(field);
      return convert ? [[name, convert] as const] : [];
    }),
    ["created_at", toTime] as const,
    ["updated_at", toTime] as const,
  ];
  const shape: Shape = {
    columns: ["id", ...Object.keys(entity.fields), "version", "created_at", "updated_at"],
    select: ["id", ...shown.map(([name]) => name), "created_at", "updated_at"].join(", "),
    fromRow: (row) => {
      for (const [name, convert] of converters) row[name] = convert(row[name]);
      return row as AnyRecord;
    },
    toJson: rowWriter([
      ["id", JSON.stringify],
      ...shown.map(([name, field]) => [name, writer(field)] as const),
      ["created_at", writer(undefined)],
      ["updated_at", writer(undefined)],
    ]),
  };
  shapes.set(entity, shape);
  return shape;
}

/** A wire value as it is stored: times become epoch ms, lists JSON text, booleans 0 or 1. */
export function toColumn(field: Field, value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (field.kind === "time") return Date.parse(value as string);
  if (typeof value === "boolean") return value ? 1 : 0;
  if (Array.isArray(value)) return JSON.stringify(value);
  return value as string | number;
}
