import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { type Document, loadDocuments } from "./documents";

type Node = Record<string, unknown>;
/** A value, and the JSON Pointer of the schema it is an example of. */
type Example = { at: string; schema: string; value: unknown };

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;
const escape = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

/** Every `example` and `examples` of the document: of media types, parameters and headers, and of schemas themselves. */
function examplesOf(node: unknown, at: string, inSchema: boolean): Example[] {
  if (!isNode(node)) return [];
  const own: Example[] = [];
  const schema = inSchema ? at : `${at}/schema`;
  if ("example" in node) own.push({ at: `${at}/example`, schema, value: node["example"] });
  if (!inSchema && isNode(node["examples"])) {
    for (const [name, { value }] of Object.entries(node["examples"] as Record<string, { value: unknown }>))
      own.push({ at: `${at}/examples/${name}`, schema, value });
  }
  const below = Object.entries(node)
    .filter(([name]) => name !== "example" && name !== "examples")
    .flatMap(([name, value]) => {
      const here = `${at}/${escape(name)}`;
      if (inSchema && name === "properties" && isNode(value)) {
        return Object.entries(value).flatMap(([field, of]) => examplesOf(of, `${here}/${escape(field)}`, true));
      }
      if (at === "/components" && name === "schemas" && isNode(value)) {
        return Object.entries(value).flatMap(([component, of]) => examplesOf(of, `${here}/${escape(component)}`, true));
      }
      return examplesOf(value, here, inSchema || name === "schema");
    });
  return [...own, ...below];
}

/** The schemas of OpenAPI 3.0 are those of an early JSON Schema, with `nullable`; Ajv knows it. */
function validators(document: Document): (pointer: string) => ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, "document");
  const known = new Map<string, ValidateFunction>();
  return (pointer) => {
    const made = known.get(pointer) ?? ajv.compile({ $ref: `document#${encodeURI(pointer)}` });
    known.set(pointer, made);
    return made;
  };
}

describe.each(loadDocuments().map((document) => [document.info.version, document] as const))("%s", (_, document) => {
  const examples = examplesOf(document, "", false);

  test("has examples everywhere", () => {
    expect(examples.length).toBeGreaterThan(100);
    expect(examples.some(({ at }) => at.includes("/requestBody/"))).toBe(true);
    expect(examples.some(({ at }) => at.startsWith("/components/parameters/"))).toBe(true);
    expect(examples.some(({ at }) => at.startsWith("/components/headers/"))).toBe(true);
    expect(examples.some(({ at }) => at.startsWith("/components/responses/Conflict/"))).toBe(true);
    expect(examples.some(({ at }) => /^\/components\/schemas\/Project\/properties\/code\/example$/u.test(at))).toBe(
      true,
    );
  });

  test("has no example that its schema refuses", () => {
    const validatorOf = validators(document);
    const wrong = examples.flatMap(({ at, schema, value }) => {
      const validate = validatorOf(schema);
      return validate(value) ? [] : [{ at, value, errors: validate.errors }];
    });
    expect(wrong).toEqual([]);
  }, 60_000);
});
