/**
 * What a field of an entity may be. Everything else about it follows: its column, its schemas, its filters and its
 * part of the OpenAPI document.
 */
export type Operator = "eq" | "ne" | "in" | "gte" | "gt" | "lte" | "lt";

type Common = {
  description: string;
  /** What a form calls it; its name in words, if nothing else is said. */
  label?: string;
  example: string | number | boolean | readonly unknown[];
  /** Must be sent on creation and is never null. A field without it and without a default may be null. */
  required?: boolean;
  default?: string | number | boolean | readonly unknown[];
  /** Kept by the platform, never accepted from a caller. */
  readOnly?: boolean;
  /** A column that never leaves the platform. */
  internal?: boolean;
  /** Found out from other fields when it is not sent: the default is that of the column alone. */
  derived?: boolean;
  /** Whether it came when the table had rows: those have its default. */
  added?: boolean;
  /** Accepted on creation only. */
  immutable?: boolean;
  /** Index-backed query parameters are made for it; `eq`: that for one value alone. */
  filter?: boolean | "eq";
  /** May be named in `sort`; the column must not be nullable. */
  sort?: boolean;
};

export type TextField = Common & {
  kind: "text";
  max: number;
  min?: number;
  pattern?: string;
  /** What the pattern asks for, in words; without it the example has to say it. */
  written?: string;
  format?: "email" | "uri";
};
export type ChoiceField = Common & { kind: "choice"; values: readonly string[] };
export type IntegerField = Common & { kind: "integer"; min: number; max: number };
export type NumberField = Common & { kind: "number"; min: number; max: number };
export type BooleanField = Common & { kind: "boolean" };
/** A calendar day, `YYYY-MM-DD`, without a time zone. */
export type DateField = Common & { kind: "date" };
/** Epoch ms stored, RFC 3339 UTC on the wire. */
export type TimeField = Common & { kind: "time" };
/** The id of another entity of the same builder. */
export type RefField = Common & { kind: "ref"; to: string };
/** A bounded list of short strings or ids. */
export type ListField = Common & { kind: "list"; of: "text" | "ref"; to?: string; maxItems: number; maxLength: number };

export type Field =
  | TextField
  | ChoiceField
  | IntegerField
  | NumberField
  | BooleanField
  | DateField
  | TimeField
  | RefField
  | ListField;

export type Fields = Readonly<Record<string, Field>>;

type Options<F extends Field> = Omit<F, "kind">;

/** What is required or has a default is known to the compiler, so that a form's values have exact types. */
type Made<F extends Field, O> = F & Pick<O, keyof O & ("required" | "default")>;

export const text = <const O extends Options<TextField>>(options: O): Made<TextField, O> => ({
  kind: "text",
  ...options,
});
export const choice = <const O extends Options<ChoiceField>>(options: O): Made<ChoiceField, O> => ({
  kind: "choice",
  ...options,
});
export const integer = <const O extends Options<IntegerField>>(options: O): Made<IntegerField, O> => ({
  kind: "integer",
  ...options,
});
export const number = <const O extends Options<NumberField>>(options: O): Made<NumberField, O> => ({
  kind: "number",
  ...options,
});
export const boolean = <const O extends Options<BooleanField>>(options: O): Made<BooleanField, O> => ({
  kind: "boolean",
  ...options,
});
export const date = (options: Options<DateField>): DateField => ({ kind: "date", ...options });
export const time = (options: Options<TimeField>): TimeField => ({ kind: "time", ...options });
export const ref = (options: Options<RefField>): RefField => ({ kind: "ref", ...options });
export const list = <const O extends Options<ListField>>(options: O): Made<ListField, O> => ({
  kind: "list",
  ...options,
});

/** The largest amount the API takes: a hundred billion in cents, far inside the integers JSON carries exactly. */
const MAX_CENTS = 10_000_000_000_000;

/** An amount in integer cents; never a float. */
export const cents = (options: Omit<Options<IntegerField>, "min" | "max"> & { min?: number }): IntegerField => ({
  kind: "integer",
  min: 0,
  max: MAX_CENTS,
  ...options,
});

/** The ISO 4217 code of an entity's amounts. */
export const currency = () =>
  text({
    description: "ISO 4217 code of every amount of this record.",
    example: "USD",
    default: "USD",
    min: 3,
    max: 3,
    pattern: "^[A-Z]{3}$",
    written: "Three capital letters, such as USD.",
  });

/** Caller's own key for the record in another system. */
export const externalReference = () =>
  text({ description: "Your own identifier for this record.", example: "QB-10442", max: 100 });

export const isNullable = (field: Field): boolean => field.required !== true && field.default === undefined;

/** @returns the comparison operators a query may use on the field; `ne` only where the other values are known. */
export function operatorsOf(field: Field): readonly Operator[] {
  if (field.filter === "eq") return ["eq"];
  switch (field.kind) {
    case "choice":
      return ["eq", "ne", "in"];
    case "text":
    case "ref":
      return ["eq", "in"];
    case "boolean":
      return ["eq"];
    case "integer":
    case "number":
    case "date":
    case "time":
      return ["eq", "gte", "gt", "lte", "lt", "in"];
    case "list":
      return [];
  }
}
