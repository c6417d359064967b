import { z } from "@hono/zod-openapi";
import { type Field, type Fields, isNullable } from "./field";
import { describedField } from "./schemas";

type Value<F extends Field> = F extends { kind: "integer" | "number" }
  ? number
  : F extends { kind: "boolean" }
    ? boolean
    : F extends { kind: "list" }
      ? string[]
      : string;

/** The values of a form: null where a field was left empty that may be. */
export type ConfigOf<Form extends Fields> = {
  [Name in keyof Form]: Form[Name] extends
    | { required: true }
    | { default: string | number | boolean | readonly unknown[] }
    ? Value<Form[Name]>
    : Value<Form[Name]> | null;
};

/** What a form of these fields accepts: unknown fields are refused, and what is left out gets its default or null. */
export function configSchema(fields: Fields): z.ZodType<Record<string, unknown>> {
  const shape = Object.entries(fields).map(([name, field]) => {
    const value = describedField(field);
    if (field.required) return [name, value] as const;
    return [name, value.default(isNullable(field) ? null : (field.default ?? null))] as const;
  });
  return z.strictObject(Object.fromEntries(shape));
}
