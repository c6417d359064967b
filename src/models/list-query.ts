import { unknownName } from "#lib/unknown-name";
import { type Field, type Fields, type Operator, operatorsOf } from "./field";

/** What a list endpoint can be asked: the fields that filter and sort it, and how it is sorted when nobody says. */
export type Listable = { fields: Fields; defaultSort: string };

export type Filter = { field: string; operator: Operator; values: (string | number)[] };
export type Sort = { field: string; descending: boolean };
export type ListQuery = { limit: number; cursor: string | undefined; sort: Sort; filters: Filter[] };

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 100;
/** Values in one `[in]` filter. */
export const MAX_IN = 20;
/** Values in all filters together: the database binds at most 100. A moment becomes a range, so it counts twice. */
const MAX_VALUES = 90;

type Fault = { pointer: string; detail: string };
type Parsed = { ok: true; query: ListQuery } | { ok: false; errors: Fault[] };

const PARAMETER = /^([a-z_0-9]+)(?:\[([a-z]+)\])?$/u;

/**
 * Reads the query string of a list endpoint.
 * Unknown parameters, operators a field has not, values of the wrong type and repeated parameters are faults, each
 * naming its parameter.
 */
export function parseListQuery(listable: Listable, search: URLSearchParams): Parsed {
  const draft: Draft = { limit: DEFAULT_LIMIT, cursor: undefined, sort: undefined, filters: [] };
  const errors: Fault[] = [];
  const seen = new Set<string>();
  for (const [name, value] of search) {
    const fault = seen.has(name) ? `${name} is given more than once.` : readParameter(listable, draft, name, value);
    seen.add(name);
    if (fault !== undefined) errors.push({ pointer: `?${name.slice(0, 200)}`, detail: fault });
  }
  if (errors.length > 0) return { ok: false, errors: errors.slice(0, 100) };
  return { ok: true, query: { ...draft, sort: draft.sort ?? naturalSort(listable, draft.filters) } };
}

type Draft = Omit<ListQuery, "sort"> & { sort: Sort | undefined };

/** @returns what is wrong with the parameter, if anything is */
function readParameter(listable: Listable, draft: Draft, name: string, value: string): string | undefined {
  switch (name) {
    case "limit":
      draft.limit = Number(value);
      return /^\d{1,3}$/u.test(value) && draft.limit >= 1 && draft.limit <= MAX_LIMIT
        ? undefined
        : `limit is a whole number from 1 to ${MAX_LIMIT}.`;
    case "cursor":
      draft.cursor = value;
      return undefined;
    case "sort":
      draft.sort = parseSort(listable, value);
      return draft.sort
        ? undefined
        : `sort is one of ${sortsOf(listable).join(", ")}, with - before it for descending.`;
    default: {
      const read = parseFilter(listable, name, value);
      if (typeof read === "string") return read;
      draft.filters.push(read);
      return boundValues(draft.filters) > MAX_VALUES
        ? `${name} is too much: the filters name too many values.`
        : undefined;
    }
  }
}

const boundValues = (filters: readonly Filter[]): number =>
  filters.reduce((sum, { field, values }) => sum + values.length * (field === "created_at" ? 2 : 1), 0);

export const sortsOf = (listable: Listable): string[] =>
  Object.entries(listable.fields).flatMap(([name, field]) => (field.sort ? [name] : []));

const parametersOf = ({ fields }: Listable): string[] => [
  "limit",
  "cursor",
  "sort",
  ...Object.entries(fields).flatMap(([name, field]) => (field.filter ? [name] : [])),
];

function parseSort(listable: Listable, value: string): Sort | undefined {
  const field = value.replace(/^-/u, "");
  return sortsOf(listable).includes(field) ? { field, descending: value.startsWith("-") } : undefined;
}

/** A range is listed in its own order, so that its index serves it: a page then reads no more rows than it shows. */
function naturalSort(listable: Listable, filters: readonly Filter[]): Sort {
  const range = filters.find(({ operator }) => RANGE.has(operator));
  if (range) return { field: range.field, descending: false };
  return { field: listable.defaultSort.replace(/^-/u, ""), descending: listable.defaultSort.startsWith("-") };
}

const RANGE: ReadonlySet<Operator> = new Set(["gte", "gt", "lte", "lt"]);

function parseFilter(listable: Listable, name: string, value: string): Filter | string {
  const [, fieldName = "", operator = "eq"] = PARAMETER.exec(name) ?? [];
  const field = Object.hasOwn(listable.fields, fieldName) ? listable.fields[fieldName] : undefined;
  if (!field?.filter) return unknownName("parameter", name, parametersOf(listable));
  const operators = operatorsOf(field);
  const known = operators.find((candidate) => candidate === operator);
  if (!known) return `${fieldName} has no operator ${operator.slice(0, 20)}; it has ${operators.join(", ")}.`;
  const raw = known === "in" ? value.split(",") : [value];
  if (raw.length > MAX_IN) return `${name} takes at most ${MAX_IN} values.`;
  const values = [...new Set(raw)].map((item) => readValue(field, item));
  if (values.includes(undefined)) return `${name} ${expectation(field)}`;
  return toFilter(
    fieldName,
    field,
    known,
    values.filter((item) => item !== undefined),
  );
}

/** The other values of a closed list are known, and an index can look them up, so `ne` becomes `in`. */
function toFilter(name: string, field: Field, operator: Operator, values: (string | number)[]): Filter {
  if (operator !== "ne" || field.kind !== "choice") return { field: name, operator, values };
  return { field: name, operator: "in", values: field.values.filter((other) => other !== values[0]) };
}

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/u;
const TIME = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/u;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

type Reader = (value: string, field: Field) => string | number | undefined;

const readNumber =
  (pattern: RegExp): Reader =>
  (value) =>
    pattern.test(value) ? Number(value) : undefined;

/** A day that does not exist would be read as one of the next month. */
function readTime(value: string): number | undefined {
  const time = TIME.test(value) && isDay(value.slice(0, 10)) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

const READERS: Readonly<Record<Field["kind"], Reader>> = {
  choice: (value, field) => (field.kind === "choice" && field.values.includes(value) ? value : undefined),
  boolean: (value) => (value === "true" ? 1 : value === "false" ? 0 : undefined),
  integer: readNumber(/^-?\d{1,15}$/u),
  number: readNumber(/^-?\d{1,12}(\.\d{1,12})?$/u),
  date: (value) => (isDay(value) ? value : undefined),
  time: readTime,
  ref: (value) => (UUID.test(value) ? value : undefined),
  text: (value, field) => (field.kind === "text" && value.length > 0 && value.length <= field.max ? value : undefined),
  list: () => undefined,
};

/** @returns the value as it is stored, or undefined when it is not of the field's type */
const readValue = (field: Field, value: string): string | number | undefined => READERS[field.kind](value, field);

/** Whether the text is a day that exists, `YYYY-MM-DD`. */
export function isDay(value: string): boolean {
  if (!DATE.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

function expectation(field: Field): string {
  switch (field.kind) {
    case "choice":
      return `is one of ${field.values.join(", ")}.`;
    case "boolean":
      return "is true or false.";
    case "integer":
      return "is a whole number.";
    case "number":
      return "is a number.";
    case "date":
      return "is a day, YYYY-MM-DD.";
    case "time":
      return "is an RFC 3339 time such as 2026-04-14T08:00:00Z.";
    case "ref":
      return "is an id.";
    case "text":
    case "list":
      return `is a text of 1 to ${field.kind === "text" ? field.max : 0} characters.`;
  }
}
