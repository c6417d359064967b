/** A line of a table of fields: where a value is, what it may be, what it means. */
export type SchemaField = { path: string; type: string; isRequired: boolean; description: string };

type Schema = {
  type?: string | readonly string[];
  description?: string;
  format?: string;
  const?: unknown;
  enum?: readonly (string | number | null)[];
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
};

const present = ({ anyOf, oneOf, ...rest }: Schema): readonly Schema[] =>
  (anyOf ?? oneOf ?? [rest]).filter(({ type }) => type !== "null");

const isNullable = (schema: Schema): boolean =>
  [schema, ...(schema.anyOf ?? schema.oneOf ?? [])].some(({ type }) => [type ?? []].flat().includes("null"));

function nameOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.filter((value) => value !== null).join(" | ");
  const types = [schema.type ?? []].flat().filter((type) => type !== "null");
  if (types.includes("array")) return `array of ${schema.items ? nameOf(schema.items) : "anything"}`;
  return schema.format ?? (types.join(" | ") || "anything");
}

/** Every field that a JSON Schema of an object names, those within it after it: `data.lines[].amount_cents`. */
export function schemaFields(schema: unknown, within = ""): SchemaField[] {
  const { properties = {}, required = [] } = schema as Schema;
  return Object.entries(properties).flatMap(([name, field]) => {
    const path = `${within}${name}`;
    const forms = present(field);
    const type = `${forms.map(nameOf).join(" | ")}${isNullable(field) ? ", or null" : ""}`;
    return [
      { path, type, isRequired: required.includes(name), description: field.description ?? "" },
      ...forms.flatMap((form) =>
        form.items ? schemaFields(form.items, `${path}[].`) : schemaFields(form, `${path}.`),
      ),
    ];
  });
}
