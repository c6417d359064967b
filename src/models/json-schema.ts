import { OpenAPIHono, type z } from "@hono/zod-openapi";

type JsonSchema = Record<string, unknown>;

/** Formats that OpenAPI adds to those of JSON Schema. */
const NUMERIC_FORMATS: ReadonlySet<unknown> = new Set(["int32", "int64", "double"]);

/**
 * The JSON Schemas (2020-12) of schemas of the API, each whole in itself, with the descriptions, formats and examples
 * of their OpenAPI form.
 */
export function jsonSchemasOf<Name extends string>(schemas: Readonly<Record<Name, z.ZodType>>): Record<Name, unknown> {
  const generator = new OpenAPIHono();
  const content = Object.fromEntries(Object.entries<z.ZodType>(schemas).map(([name, schema]) => [name, { schema }]));
  const responses = { 200: { description: "", content } };
  generator.openAPIRegistry.registerPath({ method: "get", path: "/", responses });
  // Those of OpenAPI 3.1 are JSON Schemas but for `example` and the formats of numbers.
  const document = generator.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "", version: "" },
  }) as unknown as {
    components?: { schemas?: Record<string, JsonSchema> };
    paths: { "/": { get: { responses: { 200: { content: Record<Name, { schema: JsonSchema }> } } } } };
  };
  const components = document.components?.schemas ?? {};
  const made = Object.entries<{ schema: JsonSchema }>(document.paths["/"].get.responses[200].content);
  return Object.fromEntries(made.map(([name, { schema }]) => [name, plain(schema, components)])) as Record<
    Name,
    unknown
  >;
}

function plain(node: unknown, components: Readonly<Record<string, JsonSchema>>): unknown {
  if (Array.isArray(node)) return node.map((item) => plain(item, components));
  if (node === null || typeof node !== "object") return node;
  const { $ref: ref, example, format, properties, ...rest } = node as JsonSchema;
  if (typeof ref === "string") return plain(components[ref.split("/").at(-1) ?? ""], components);
  const each = (values: object) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, plain(value, components)]));
  return {
    ...each(rest),
    ...(properties ? { properties: each(properties) } : {}),
    ...(format === undefined || NUMERIC_FORMATS.has(format) ? {} : { format }),
    ...(example === undefined ? {} : { examples: [example] }),
  };
}
