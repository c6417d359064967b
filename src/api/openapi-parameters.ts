import { OpenAPIHono, z } from "@hono/zod-openapi";
import {
  type Field,
  type Listable,
  MAX_IN,
  MAX_LIMIT,
  type Operator,
  operatorsOf,
  sortsOf,
  TEXT_PATTERN,
  UUID_PATTERN,
} from "#models";
import type { AnyEndpoint, PublicEndpoint } from "./endpoint";

type Part = Record<string, unknown>;

const id = { type: "string", pattern: UUID_PATTERN, minLength: 36, maxLength: 36 };

function valueSchema(field: Field): Part {
  switch (field.kind) {
    case "choice":
      return { type: "string", enum: field.values };
    case "boolean":
      return { type: "boolean" };
    case "integer":
      return { type: "integer", format: "int64", minimum: field.min, maximum: field.max };
    case "number":
      return { type: "number", format: "double", minimum: field.min, maximum: field.max };
    case "date":
      return { type: "string", format: "date", maxLength: 10 };
    case "time":
      return { type: "string", format: "date-time", maxLength: 35 };
    case "ref":
      return id;
    case "text":
      return { type: "string", pattern: TEXT_PATTERN, minLength: 1, maxLength: field.max };
    case "list":
      throw new TypeError("a list is no filter");
  }
}

const COUNT = { gte: "this or more", gt: "more than this", lte: "this or less", lt: "less than this" };
const MOMENT = { gte: "this or later", gt: "later than this", lte: "this or earlier", lt: "earlier than this" };

function meaning(operator: Operator, field: Field): string {
  switch (operator) {
    case "eq":
      return "this";
    case "ne":
      return "not this";
    case "in":
      return `one of these, at most ${MAX_IN}, separated by commas`;
    case "gte":
    case "gt":
    case "lte":
    case "lt":
      return (field.kind === "date" || field.kind === "time" ? MOMENT : COUNT)[operator];
  }
}

/** Two values show how several are written. */
function severalOf(field: Field): unknown[] {
  if (field.kind !== "choice") return [field.example];
  return [field.example, field.values.find((value) => value !== field.example)];
}

function filterParameter(name: string, field: Field, operator: Operator): Part {
  const several = operator === "in";
  const schema = valueSchema(field);
  const items = field.kind === "text" ? { ...schema, pattern: "^[^,\\x00]+$" } : schema;
  return {
    name: operator === "eq" ? name : `${name}[${operator}]`,
    in: "query",
    required: false,
    description: `Only those whose \`${name}\` is ${meaning(operator, field)}.`,
    ...(several ? { style: "form", explode: false } : {}),
    schema: several ? { type: "array", items, minItems: 1, maxItems: MAX_IN } : schema,
    example: several ? severalOf(field) : field.example,
  };
}

const filterParameters = (listable: Listable): Part[] =>
  Object.entries(listable.fields)
    .filter(([, field]) => field.filter)
    .flatMap(([name, field]) => operatorsOf(field).map((operator) => filterParameter(name, field, operator)));

const tags = '(W/)?"[^"]*"';
const tagsPattern = `^(\\*|${tags}(\\s*,\\s*${tags})*)$`;
const header = (name: string, description: string, schema: Part, example: string): Part => ({
  name,
  in: "header",
  required: false,
  description,
  schema: { type: "string", ...schema },
  example,
});

/** Parameters that many operations share. */
export const sharedParameters = {
  Limit: {
    name: "limit",
    in: "query",
    required: false,
    description: "How many records a page has at most.",
    schema: { type: "integer", format: "int32", minimum: 1, maximum: MAX_LIMIT, default: 50 },
    example: 50,
  },
  Cursor: {
    name: "cursor",
    in: "query",
    required: false,
    description:
      "`next_cursor` of the page before. It is good only with the `sort` and the filters that page was asked with.",
    schema: { type: "string", pattern: "^[A-Za-z0-9_-]+$", minLength: 1, maxLength: 1024 },
    example: "q83vEjRWeJASNFZ4kBI0VlsiMDE4ZjNhNWUtN2Q0Yy03YTMxLTlhNmYtM2YwYTdmMWMyYjAxIl0",
  },
  IdempotencyKey: header(
    "Idempotency-Key",
    "A name of your own for this request, such as a UUID. For 24 hours a repetition with the same body is answered as the first was, and nothing is done twice.",
    { pattern: "^[\\x21-\\x7e]+$", minLength: 1, maxLength: 255 },
    "5f0e8c1a-invoice-20417",
  ),
  IfMatch: header(
    "If-Match",
    "The `ETag` of the version the change is meant for. When there is a newer one, nothing is done and the answer is 412.",
    { pattern: tagsPattern, minLength: 1, maxLength: 1000 },
    '"3"',
  ),
  IfNoneMatch: header(
    "If-None-Match",
    "The `ETag` of what you have already. When it is still current, the answer is 304 without a body.",
    { pattern: tagsPattern, minLength: 1, maxLength: 1000 },
    '"3"',
  ),
  Range: header(
    "Range",
    "The bytes that are wanted, in one range (RFC 9110 section 14).",
    { pattern: "^bytes=", minLength: 1, maxLength: 100 },
    "bytes=0-1023",
  ),
  IfRange: header(
    "If-Range",
    "The `ETag` that `Range` was computed from; the whole content is sent when it has changed.",
    { pattern: '^"[^"]*"$', minLength: 1, maxLength: 100 },
    '"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"',
  ),
  ContentDigest: header(
    "Content-Digest",
    "SHA-256 of the content (RFC 9530). Content that arrives with another one is refused.",
    { pattern: "(^|,)\\s*sha-256=:[A-Za-z0-9+/]{43}=:", minLength: 1, maxLength: 500 },
    "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:",
  ),
};

const shared = (name: keyof typeof sharedParameters): Part => ({ $ref: `#/components/parameters/${name}` });

function listParameters(listable: Listable): Part[] {
  const sorts = sortsOf(listable).flatMap((name) => [name, `-${name}`]);
  const sort = {
    name: "sort",
    in: "query",
    required: false,
    description: `The field to sort by, descending with \`-\` before it. Without it: \`${listable.defaultSort}\`, or the field of a range filter, ascending.`,
    schema: { type: "string", enum: sorts },
    example: listable.defaultSort,
  };
  return [shared("Limit"), shared("Cursor"), ...(sorts.length > 0 ? [sort] : []), ...filterParameters(listable)];
}

/** Query parameters from a schema, each with the description and example of its field. */
function namedParameters(endpoint: AnyEndpoint): Part[] {
  const schema = endpoint.query?.schema?.();
  if (!(schema instanceof z.ZodObject)) return [];
  const generated = new OpenAPIHono();
  generated.openAPIRegistry.registerPath({ method: "get", path: "/", request: { query: schema }, responses: {} });
  const document = generated.getOpenAPIDocument({ openapi: "3.0.3", info: { title: "", version: "" } }) as unknown as {
    paths: Record<string, { get?: { parameters?: Part[] } }>;
  };
  return (document.paths["/"]?.get?.parameters ?? []).map(({ schema: given, ...parameter }) => {
    const { description, example, ...rest } = given as Part;
    return { ...parameter, description, schema: rest, example };
  });
}

/** Everything an operation takes beside its body. */
export function parametersOf(endpoint: AnyEndpoint | PublicEndpoint): Part[] {
  const path = Object.entries(endpoint.params ?? {}).map(
    ([name, { description, example, pattern, maxLength = 100 }]) => ({
      name,
      in: "path",
      required: true,
      description,
      schema: pattern === undefined ? id : { type: "string", pattern, minLength: 1, maxLength },
      example,
    }),
  );
  const cached = endpoint.responses[304] ? [shared("IfNoneMatch")] : [];
  if ("respond" in endpoint) return [...path, ...cached];
  return [
    ...path,
    ...(endpoint.query?.list ? listParameters(endpoint.query.list) : namedParameters(endpoint)),
    ...(endpoint.idempotent ? [shared("IdempotencyKey")] : []),
    ...(endpoint.conditional ? [shared("IfMatch")] : []),
    ...cached,
    ...(endpoint.responses[206] ? [shared("Range"), shared("IfRange")] : []),
    ...(endpoint.upload ? [shared("ContentDigest")] : []),
  ];
}
