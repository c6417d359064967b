import { TEXT_PATTERN } from "#models";
import type { AnyEndpoint, PublicEndpoint, ResponseSpec } from "./endpoint";
import { PROBLEMS, type ProblemCode } from "./problem";

type Part = Record<string, unknown>;

const text = (maxLength: number, pattern: string) => ({ type: "string", maxLength, pattern });
const whole = (maximum: number) => ({ type: "integer", format: "int32", minimum: 0, maximum });

/** Headers of responses. */
export const sharedHeaders = {
  "X-Request-Id": {
    description: "Names the request in our logs; tell it to support.",
    schema: { type: "string", format: "uuid", maxLength: 36 },
    example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2bff",
  },
  "Access-Control-Allow-Origin": {
    description: "Browsers of any origin may read the answer.",
    schema: { type: "string", enum: ["*"] },
    example: "*",
  },
  RateLimit: {
    description:
      "What is left of the limit (`r`), and in how many seconds it is whole again (`t`), as in draft-ietf-httpapi-ratelimit-headers.",
    schema: text(100, '^"default";r=[0-9]+;t=[0-9]+$'),
    example: '"default";r=499;t=60',
  },
  "RateLimit-Policy": {
    description: "The limit: so many requests (`q`) in any so many seconds (`w`).",
    schema: text(100, '^"default";q=[0-9]+;w=60$'),
    example: '"default";q=500;w=60',
  },
  "X-RateLimit-Limit": {
    description: "The limit, in requests in any 60 seconds.",
    schema: whole(10_000_000),
    example: 500,
  },
  "X-RateLimit-Remaining": { description: "What is left of it.", schema: whole(10_000_000), example: 499 },
  "X-RateLimit-Reset": { description: "Seconds until it is whole again.", schema: whole(3600), example: 60 },
  "Retry-After": { description: "Seconds to wait before the next request.", schema: whole(86_400), example: 12 },
  "WWW-Authenticate": {
    description: "What is wrong with the credential (RFC 6750), and the scope that is missing.",
    schema: text(500, "^Bearer "),
    example: 'Bearer realm="RossOS", error="insufficient_scope", scope="write:invoices"',
  },
  ETag: {
    description: "The version of what is answered, for `If-Match` and `If-None-Match`.",
    schema: text(100, '^"[^"]*"$'),
    example: '"3"',
  },
  Location: {
    description: "The path of what was created.",
    schema: { type: "string", format: "uri-reference", maxLength: 500 },
    example: "/api/v1/projects/018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b11",
  },
  Link: {
    description: 'The next page, as rel="next" (RFC 8288); absent on the last one.',
    schema: text(20_000, "^<"),
    example: '</api/v1/projects?cursor=q83vEjRWeJASNFZ4kBI0Vls>; rel="next"',
  },
  "Idempotent-Replayed": {
    description: "Present when the request was a repetition, and this is what its first answer said.",
    schema: { type: "string", enum: ["true"] },
    example: "true",
  },
  "Accept-Ranges": { description: "`Range` is heeded.", schema: { type: "string", enum: ["bytes"] }, example: "bytes" },
  "Cache-Control": {
    description: "How long it may be kept (RFC 9111).",
    schema: text(100, "^(public|private|no-store)"),
    example: "public, max-age=31536000, immutable",
  },
  "Content-Disposition": {
    description: "The content's name, as that of a file (RFC 6266).",
    schema: text(1000, "^attachment"),
    example: "attachment; filename*=UTF-8''A-101%20floor%20plan.pdf",
  },
  "Content-Range": {
    description: "Which bytes these are, and of how many.",
    schema: text(100, "^bytes "),
    example: "bytes 0-1023/482113",
  },
};

type HeaderName = keyof typeof sharedHeaders;

const COMMON: readonly HeaderName[] = [
  "X-Request-Id",
  "Access-Control-Allow-Origin",
  "RateLimit",
  "RateLimit-Policy",
  "X-RateLimit-Limit",
  "X-RateLimit-Remaining",
  "X-RateLimit-Reset",
];

const headersOf = (...more: readonly HeaderName[]) =>
  Object.fromEntries([...COMMON, ...more].map((name) => [name, { $ref: `#/components/headers/${name}` }]));

/** Names of the problem responses, by status. */
const NAMES: Readonly<Record<number, string>> = {
  400: "BadRequest",
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  409: "Conflict",
  412: "PreconditionFailed",
  413: "PayloadTooLarge",
  415: "UnsupportedMediaType",
  416: "RangeNotSatisfiable",
  422: "UnprocessableContent",
  429: "TooManyRequests",
  500: "InternalServerError",
  502: "BadGateway",
  503: "ServiceUnavailable",
};

const PROBLEM_HEADERS: Readonly<Record<number, readonly HeaderName[]>> = {
  401: ["WWW-Authenticate"],
  403: ["WWW-Authenticate"],
  409: ["Retry-After"],
  416: ["Content-Range"],
  429: ["Retry-After"],
  502: ["Retry-After"],
  503: ["Retry-After"],
};

const codesOf = (status: number): ProblemCode[] =>
  (Object.keys(PROBLEMS) as ProblemCode[]).filter((code) => PROBLEMS[code][0] === status);

const POINTED: Partial<Record<ProblemCode, { pointer: string; detail: string }>> = {
  invalid_request: { pointer: "/name", detail: "Required." },
  already_exists: { pointer: "/code", detail: "Another project already has this code." },
  in_use: { pointer: "/project_id", detail: "3 invoices refer to it by project_id." },
};

function exampleOf(code: ProblemCode) {
  const [status, title, meaning] = PROBLEMS[code];
  const pointed = POINTED[code];
  return {
    type: `/docs/problems/#${code}`,
    title,
    status,
    detail: pointed?.detail ?? meaning,
    instance: "/api/v1/projects/018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b11",
    code,
    request_id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2bff",
    errors: pointed ? [pointed] : [],
  };
}

/** One response for each status that tells of a problem, with an example for each code it can have. */
export const problemResponses: Readonly<Record<string, Part>> = Object.fromEntries(
  Object.entries(NAMES).map(([status, name]) => {
    const codes = codesOf(Number(status));
    const lines = codes.map((code) => `\`${code}\`: ${PROBLEMS[code][2]} ${PROBLEMS[code][3]}`);
    const examples = Object.fromEntries(
      codes.map((code) => [code, { summary: PROBLEMS[code][1], value: exampleOf(code) }]),
    );
    return [
      name,
      {
        description: lines.join("\n\n"),
        headers: headersOf(...(PROBLEM_HEADERS[Number(status)] ?? [])),
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" }, examples } },
      },
    ];
  }),
);

const publicStatuses = ({ optionalCredential, path, body }: PublicEndpoint): number[] =>
  body
    ? [400, 403, 413, 415, 429, 500]
    : optionalCredential
      ? [400, 401, 403, ...(path.includes("{") ? [404] : []), 429, 500, 503]
      : [...(path.includes("{") ? [404] : []), 429, 500];

/** The statuses of the problems an operation can answer with, from what it takes. */
function problemStatuses(endpoint: AnyEndpoint | PublicEndpoint): number[] {
  if ("respond" in endpoint) return publicStatuses(endpoint);
  const writes = endpoint.method !== "get";
  return [
    400,
    401,
    403,
    ...(endpoint.path.includes("{") || endpoint.mayMiss ? [404] : []),
    ...(writes && !endpoint.conflictFree ? [409] : []),
    ...(endpoint.conditional ? [412] : []),
    ...(endpoint.body || endpoint.upload ? [413, 415] : []),
    ...(endpoint.responses[206] ? [416] : []),
    ...(endpoint.idempotent ? [422] : []),
    429,
    500,
    ...(endpoint.callsUpstream ? [502] : []),
    503,
  ];
}

/** What a file may be sent as. */
export const contentOf = (types: readonly string[]) =>
  Object.fromEntries(types.map((type) => [type, { schema: { $ref: "#/components/schemas/FileContent" } }]));

export const FILE_CONTENT = {
  type: "string",
  format: "binary",
  description: "The bytes of a file.",
  maxLength: 104_857_600,
};

const CSV = {
  type: "string",
  description: "Lines of cells (RFC 4180), the first of them the names of the columns.",
  maxLength: 1_048_576,
  pattern: TEXT_PATTERN,
};

function goodResponse(spec: ResponseSpec, replayable: boolean) {
  const base = {
    description: spec.description,
    headers: headersOf(...(spec.headers ?? []), ...(replayable ? (["Idempotent-Replayed"] as const) : [])),
  };
  if (spec.schema) {
    const json = { "application/json": { schema: spec.schema(), example: spec.example } };
    const csv = spec.csv === undefined ? {} : { "text/csv": { schema: CSV, example: spec.csv } };
    return { ...base, content: { ...json, ...csv } };
  }
  return spec.file ? { ...base, content: contentOf(spec.file) } : base;
}

/** Everything an operation answers. */
export function responsesOf(endpoint: AnyEndpoint | PublicEndpoint): Part {
  const replayable = "idempotent" in endpoint && endpoint.idempotent !== undefined;
  const good = Object.entries(endpoint.responses).map(([status, spec]) => [status, goodResponse(spec, replayable)]);
  const bad = problemStatuses(endpoint).map((status) => [
    String(status),
    { $ref: `#/components/responses/${NAMES[status] ?? ""}` },
  ]);
  return Object.fromEntries([...good, ...bad]) as Part;
}
