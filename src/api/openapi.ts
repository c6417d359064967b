import { OpenAPIHono, z } from "@hono/zod-openapi";
import { type Field, type Listable, operatorsOf, sortsOf } from "#models";
import type { Bindings } from "../bindings";
import { sha256Base64Url } from "#lib/digest";
import type { AnyEndpoint, PublicEndpoint, ResponseSpec } from "./endpoint";
import { oauthScheme, oauthSecurity } from "./oauth/security-scheme";
import { API_DESCRIPTION, TAGS } from "./openapi-text";
import { PROBLEMS, type ProblemCode, problemSchema } from "./problem";

type Api = { endpoints: readonly AnyEndpoint[]; open: readonly PublicEndpoint[] };
type Parameter = Record<string, unknown>;

const UUID_PATTERN = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";
const idSchema = { type: "string", pattern: UUID_PATTERN, minLength: 36, maxLength: 36 };

function valueSchema(field: Field): Parameter {
  switch (field.kind) {
    case "choice":
      return { type: "string", enum: field.values };
    case "boolean":
      return { type: "string", enum: ["true", "false"] };
    case "integer":
      return { type: "integer", format: "int64", minimum: field.min, maximum: field.max };
    case "number":
      return { type: "number", format: "double", minimum: field.min, maximum: field.max };
    case "date":
      return { type: "string", format: "date", maxLength: 10 };
    case "time":
      return { type: "string", format: "date-time", maxLength: 35 };
    case "ref":
      return idSchema;
    case "text":
      return { type: "string", minLength: 1, maxLength: field.max };
    case "list":
      return { type: "string", maxLength: 1000 };
  }
}

const MEANING = {
  eq: "equal to",
  ne: "not",
  in: "one of these, separated by commas",
  gte: "from",
  gt: "after",
  lte: "up to",
  lt: "before",
} as const;

function filterParameters(listable: Listable): Parameter[] {
  return Object.entries(listable.fields)
    .filter(([, field]) => field.filter)
    .flatMap(([name, field]) =>
      operatorsOf(field).map((operator) => ({
        name: operator === "eq" ? name : `${name}[${operator}]`,
        in: "query",
        required: false,
        description: `Only those whose ${name} is ${MEANING[operator]}. ${field.description}`,
        schema: operator === "in" ? { type: "string", minLength: 1, maxLength: 2000 } : valueSchema(field),
        example: String(field.example),
      })),
    );
}

function listParameters(listable: Listable): Parameter[] {
  const sorts = sortsOf(listable).flatMap((name) => [name, `-${name}`]);
  return [
    {
      name: "limit",
      in: "query",
      required: false,
      description: "How many at most.",
      schema: { type: "integer", format: "int32", minimum: 1, maximum: 100, default: 50 },
      example: 50,
    },
    {
      name: "cursor",
      in: "query",
      required: false,
      description: "`next_cursor` of the page before.",
      schema: { type: "string", minLength: 1, maxLength: 1024 },
      example: "eyJwIjpbIj…",
    },
    ...(sorts.length > 0
      ? [
          {
            name: "sort",
            in: "query",
            required: false,
            description: `Order; - is descending. Default: ${listable.defaultSort}, or the order of a range filter.`,
            schema: { type: "string", enum: sorts },
            example: sorts[0],
          },
        ]
      : []),
    ...filterParameters(listable),
  ];
}

function namedParameters(endpoint: AnyEndpoint): Parameter[] {
  const schema = endpoint.query?.schema?.();
  if (!(schema instanceof z.ZodObject)) return [];
  const generated = new OpenAPIHono();
  generated.openAPIRegistry.registerPath({ method: "get", path: "/", request: { query: schema }, responses: {} });
  const document = generated.getOpenAPIDocument({ openapi: "3.0.3", info: { title: "", version: "" } }) as unknown as {
    paths: Record<string, { get?: { parameters?: Parameter[] } }>;
  };
  return (document.paths["/"]?.get?.parameters ?? []).map((parameter) => {
    const { description, example } = parameter["schema"] as { description?: string; example?: unknown };
    return { ...parameter, description, example };
  });
}

const header = (name: string, description: string, schema: Parameter, example: unknown): Parameter => ({
  name,
  in: "header",
  required: false,
  description,
  schema,
  example,
});

const IDEMPOTENCY_KEY = header(
  "Idempotency-Key",
  "Any text of up to 255 characters that names this request. For 24 hours a repetition with the same body is answered as the first was, and nothing is done twice.",
  { type: "string", minLength: 1, maxLength: 255 },
  "1f0c2a9e-invoice-20417",
);
const IF_MATCH = header(
  "If-Match",
  "ETag of the version the change is meant for; 412 when there is a newer one.",
  { type: "string", minLength: 1, maxLength: 1000 },
  '"3"',
);
const IF_NONE_MATCH = header(
  "If-None-Match",
  "ETag of the version you have; 304 when it is still the present one.",
  { type: "string", minLength: 1, maxLength: 1000 },
  '"3"',
);
const RANGE = header(
  "Range",
  "Bytes wanted (RFC 9110).",
  { type: "string", minLength: 1, maxLength: 100 },
  "bytes=0-1023",
);
const CONTENT_DIGEST = header(
  "Content-Digest",
  "SHA-256 of the content (RFC 9530).",
  { type: "string", minLength: 1, maxLength: 200 },
  "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:",
);

function parametersOf(endpoint: AnyEndpoint | PublicEndpoint): Parameter[] {
  const path = Object.entries(endpoint.params ?? {}).map(([name, { description, example }]) => ({
    name,
    in: "path",
    required: true,
    description,
    schema: idSchema,
    example,
  }));
  if ("respond" in endpoint) return path;
  const query = endpoint.query?.list ? listParameters(endpoint.query.list) : namedParameters(endpoint);
  const download = endpoint.responses[206] !== undefined;
  return [
    ...path,
    ...query,
    ...(endpoint.idempotent ? [IDEMPOTENCY_KEY] : []),
    ...(endpoint.conditional ? [IF_MATCH] : []),
    ...(endpoint.responses[304] ? [IF_NONE_MATCH] : []),
    ...(download ? [RANGE] : []),
    ...(endpoint.upload ? [CONTENT_DIGEST] : []),
  ];
}

const text = (maxLength: number) => ({ type: "string" as const, maxLength });
const whole = { type: "integer" as const, format: "int32", minimum: 0, maximum: 1_000_000 };
const COMMON_HEADERS = {
  "X-Request-Id": {
    description: "Names the request in our logs.",
    schema: { type: "string" as const, format: "uuid", maxLength: 36 },
  },
  RateLimit: {
    description: "What is left of the limit, and when it is whole again (draft-ietf-httpapi-ratelimit-headers).",
    schema: text(100),
  },
  "RateLimit-Policy": { description: "The limit.", schema: text(100) },
  "X-RateLimit-Limit": { description: "Requests a minute.", schema: whole },
  "X-RateLimit-Remaining": { description: "What is left of them.", schema: whole },
  "X-RateLimit-Reset": { description: "Seconds until all are there again.", schema: whole },
};
const SPECIAL_HEADERS = {
  ETag: { description: "Version of the record, for If-Match.", schema: text(100) },
  Location: { description: "Path of what was created.", schema: text(500) },
  Link: { description: 'The next page, as rel="next" (RFC 8288).', schema: text(2000) },
};
const RETRY_AFTER = { "Retry-After": { description: "Seconds to wait.", schema: whole } };

/** Which problems an operation can answer with, from what it takes. */
function problemsOf(endpoint: AnyEndpoint | PublicEndpoint): ProblemCode[] {
  if ("respond" in endpoint) return ["rate_limited", "internal_error"];
  const always: ProblemCode[] = [
    "invalid_request",
    "unauthenticated",
    "insufficient_scope",
    "rate_limited",
    "internal_error",
    "unavailable",
  ];
  if (endpoint.params) always.push("not_found");
  if (endpoint.method !== "get") always.push("conflict");
  if (endpoint.conditional) always.push("precondition_failed");
  if (endpoint.body || endpoint.upload) always.push("payload_too_large", "unsupported_media_type");
  if (endpoint.idempotent) always.push("idempotency_mismatch");
  if (endpoint.responses[206]) always.push("range_not_satisfiable");
  return always;
}

function problemResponse(code: ProblemCode) {
  const [status, title, advice] = PROBLEMS[code];
  const example = {
    type: `/docs/problems/#${code}`,
    title,
    status,
    detail: advice,
    instance: "/api/v1/projects",
    code,
    request_id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2bff",
    errors: [],
  };
  const waits = status === 429 || status === 503;
  return {
    description: `${title}. ${advice}`,
    headers: { ...COMMON_HEADERS, ...(waits ? RETRY_AFTER : {}) },
    content: { "application/problem+json": { schema: problemSchema, example } },
  };
}

function successResponse(spec: ResponseSpec, contentType: string | undefined) {
  const special = Object.fromEntries((spec.headers ?? []).map((name) => [name, SPECIAL_HEADERS[name]]));
  const base = { description: spec.description, headers: { ...COMMON_HEADERS, ...special } };
  if (spec.schema)
    return { ...base, content: { "application/json": { schema: spec.schema(), example: spec.example } } };
  return contentType
    ? { ...base, content: { [contentType]: { schema: { type: "string" as const, format: "binary" } } } }
    : base;
}

function responsesOf(endpoint: AnyEndpoint | PublicEndpoint) {
  const binary = endpoint.responses[206] !== undefined;
  const json = "respond" in endpoint;
  const good = Object.entries(endpoint.responses).map(([status, spec]) => {
    if (json && !spec.schema)
      return [
        status,
        {
          ...successResponse(spec, undefined),
          content: { "application/json": { schema: { type: "object" as const } } },
        },
      ];
    return [status, successResponse(spec, binary && Number(status) < 300 ? "application/octet-stream" : undefined)];
  });
  const bad = new Map(problemsOf(endpoint).map((code) => [String(PROBLEMS[code][0]), problemResponse(code)]));
  return Object.fromEntries([...good, ...bad]) as Record<string, ReturnType<typeof problemResponse>>;
}

function bodyOf(endpoint: AnyEndpoint) {
  if (endpoint.upload) {
    return {
      body: {
        required: true,
        description: "The content of the file.",
        content: { "application/octet-stream": { schema: { type: "string" as const, format: "binary" } } },
      },
    };
  }
  if (!endpoint.body) return {};
  const content = { schema: endpoint.body.schema() as z.ZodType, example: endpoint.body.example };
  const types = endpoint.body.mergePatch ? ["application/merge-patch+json", "application/json"] : ["application/json"];
  return {
    body: { required: !endpoint.body.optional, content: Object.fromEntries(types.map((type) => [type, content])) },
  };
}

function securityOf(endpoint: AnyEndpoint | PublicEndpoint) {
  if ("respond" in endpoint) return [];
  if ("caller" in endpoint || endpoint.roles) return [{ session: [] }];
  return [{ apiKey: [] }, ...oauthSecurity(endpoint.scope), { session: [] }];
}

/** The OpenAPI 3.0.3 document of a version, from the very endpoints that serve it. */
export function openApiDocument(version: string, api: Api, serverUrl: string): unknown {
  const generator = new OpenAPIHono();
  const registry = generator.openAPIRegistry;
  registry.registerComponent("securitySchemes", "apiKey", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "RossOS API key",
    description:
      "An API key as `Authorization: Bearer ross_live_…` or `ross_test_…`. Make one with `POST /api-keys` or in the builder console. Follows RFC 6750.",
  });
  registry.registerComponent("securitySchemes", "oauth2", oauthScheme);
  registry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "__Host-rossos.session_token",
    description:
      "The cookie of a signed-in user, for this site's own pages. A call that changes something needs a same-origin `Origin`. `X-Builder-Id` names the builder to act for; without it, the only or the last used one acts.",
  });
  for (const endpoint of [...api.open, ...api.endpoints]) {
    const open = "respond" in endpoint;
    const scope = "scope" in endpoint ? endpoint.scope : null;
    registry.registerPath({
      method: endpoint.method,
      path: endpoint.path,
      operationId: endpoint.operationId,
      tags: [endpoint.tag],
      summary: endpoint.summary,
      description: scope === null ? endpoint.description : `${endpoint.description}\n\nScope: \`${scope}\`.`,
      security: securityOf(endpoint),
      ...(open ? {} : { "x-required-scope": scope }),
      parameters: parametersOf(endpoint) as never,
      request: open ? {} : bodyOf(endpoint),
      responses: responsesOf(endpoint),
    });
  }
  const used = new Set([...api.open, ...api.endpoints].map(({ tag }) => tag));
  return generator.getOpenAPIDocument({
    openapi: "3.0.3",
    info: {
      title: "RossOS Marketplace API",
      version,
      description: API_DESCRIPTION,
      contact: {
        name: "RossOS developer support",
        url: "https://developers.rossos.com/",
        email: "developers@rossos.com",
      },
      license: { name: "MIT", url: "https://opensource.org/license/mit" },
    },
    servers: [{ url: serverUrl, description: "This deployment." }],
    tags: TAGS.filter(({ name }) => used.has(name)),
  });
}

/** Serves the document, built at the first question and kept. */
export function openApiResponder(version: string, api: Api): (request: Request, env: Bindings) => Promise<Response> {
  let cached: { text: string; etag: string; server: string } | undefined;
  return async (request, env) => {
    const server = `${env.PUBLIC_URL}/api/${version}`;
    if (cached?.server !== server) {
      const built = JSON.stringify(openApiDocument(version, api, server));
      cached = { text: built, etag: `"${(await sha256Base64Url(built)).slice(0, 22)}"`, server };
    }
    const headers = { etag: cached.etag, "cache-control": "public, max-age=300" };
    if (request.headers.get("if-none-match") === cached.etag) return new Response(null, { status: 304, headers });
    return new Response(cached.text, { headers: { ...headers, "content-type": "application/json" } });
  };
}
