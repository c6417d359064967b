import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { textSchema } from "#models";
import { describe, log } from "#lib/log";
import { type DomainError, type ErrorCode, toDomainError } from "../errors";

/** Status, title, meaning, and what to do: the page that each problem's `type` resolves to is made of these. */
export const PROBLEMS = {
  invalid_request: [
    400,
    "Invalid request",
    "The request breaks a rule of the operation; `errors` names each place and what is wrong there.",
    "Correct what `errors` names and send it again. An unknown field or parameter is refused, so look for a misspelt name first.",
  ],
  invalid_json: [
    400,
    "Malformed JSON",
    "The body is not JSON the API reads: it does not parse, nests deeper than 32 levels, or is not UTF-8.",
    "Send what a JSON library writes, in UTF-8, with nothing before or after it.",
  ],
  unauthenticated: [
    401,
    "Not authenticated",
    "The request carries no valid credential, or one that has expired or was revoked.",
    "Send `Authorization: Bearer` with an API key or an access token; `WWW-Authenticate` says what was wrong with the one you sent.",
  ],
  insufficient_scope: [
    403,
    "Insufficient scope",
    "The credential is valid but lacks the scope the operation needs; `WWW-Authenticate` names it.",
    "Use a credential that has the scope. Write does not imply read.",
  ],
  forbidden: [
    403,
    "Not allowed",
    "The credential may not do this.",
    "Ask an administrator of the builder who may; another scope does not help.",
  ],
  not_found: [
    404,
    "Not found",
    "There is no such resource, or it belongs to another builder.",
    "Check the path and the id, and that the key is of the right builder: a sandbox key does not see live records.",
  ],
  method_not_allowed: [
    405,
    "Method not allowed",
    "The resource has other methods; `Allow` lists them.",
    "Use one of those in `Allow`.",
  ],
  conflict: [
    409,
    "Conflict",
    "The request conflicts with the present state, often because another request changed it at the same time.",
    "Read the record again and retry. When `detail` names a limit that is reached, make room first.",
  ],
  in_use: [409, "In use", "Other records refer to this one; `errors` says which.", "Change or delete those first."],
  already_exists: [
    409,
    "Already exists",
    "Another record has a value that must be unique; `errors` names the field.",
    "Choose another value, or change the record that has it.",
  ],
  invalid_state: [
    409,
    "Wrong state",
    "The record's state does not allow this.",
    "Read `detail`: it names the state the record is in, and those it would have to be in.",
  ],
  idempotency_in_progress: [
    409,
    "Still running",
    "The first request with this Idempotency-Key has not finished.",
    "Repeat the request after `Retry-After` seconds; you get the first one's answer.",
  ],
  precondition_failed: [
    412,
    "Precondition failed",
    "The record has changed since the version named in `If-Match`.",
    "Read it again, decide anew, and send the new ETag.",
  ],
  payload_too_large: [
    413,
    "Payload too large",
    "The body is larger than the operation takes: 1 MiB of JSON, 100 MiB of a document.",
    "Send less at once. A bulk request can be split.",
  ],
  unsupported_media_type: [
    415,
    "Unsupported media type",
    "The operation does not take this Content-Type, or the content is not what it says.",
    "Send `application/json`, for a PATCH also `application/merge-patch+json`, for a document the type its content has.",
  ],
  range_not_satisfiable: [
    416,
    "Range not satisfiable",
    "The range lies outside the content; `Content-Range` tells its size.",
    "Ask for a range within that size, or for the whole.",
  ],
  idempotency_mismatch: [
    422,
    "Idempotency key reused",
    "This Idempotency-Key was used with a different request.",
    "Use a new key for a new request, and the same key only with the very same body.",
  ],
  rate_limited: [
    429,
    "Too many requests",
    "The credential has used up its requests for the moment.",
    "Wait for `Retry-After` seconds. `RateLimit` says beforehand how many are left.",
  ],
  internal_error: [
    500,
    "Internal error",
    "Something failed on our side. Nothing more is said here.",
    "Repeat the request with the same Idempotency-Key. If it fails again, tell support the `request_id`.",
  ],
  upstream_failed: [
    502,
    "The other side failed",
    "The service behind an integration did not answer, or its answer was of no use. Nothing was stored.",
    "Read `detail`. Repeat the request after `Retry-After` seconds where that is said; else ask the service's support.",
  ],
  unavailable: [
    503,
    "Temporarily unavailable",
    "A part of the service does not answer.",
    "Repeat the request after `Retry-After` seconds; with the same Idempotency-Key nothing is done twice.",
  ],
} as const satisfies Record<ErrorCode | "internal_error", readonly [number, string, string, string]>;

export type ProblemCode = keyof typeof PROBLEMS;

const MOST = { detail: 2000, instance: 16_384, errors: 1000, pointer: 300, fault: 1000 };
const REQUEST_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2bff";

const faultSchema = once(() =>
  z.object({
    pointer: textSchema(MOST.pointer).openapi({
      description: "Where: a JSON Pointer into the body, or `?name` for a query parameter or header.",
      example: "/name",
    }),
    detail: textSchema(MOST.fault).openapi({ description: "What is wrong there.", example: "Required." }),
  }),
);

/** RFC 9457. */
export const problemSchema = once(() =>
  z
    .object({
      type: z.string().max(200).openapi({
        format: "uri-reference",
        description: "The page of the documentation that explains the code.",
        example: "/docs/problems/#not_found",
      }),
      title: textSchema(100).openapi({ description: "The code, in words.", example: "Not found" }),
      status: z.int().min(400).max(599).openapi({ format: "int32", description: "The HTTP status.", example: 404 }),
      detail: textSchema(MOST.detail).openapi({
        description: "What went wrong this time, for people.",
        example: "There is no such project.",
      }),
      instance: z.string().max(MOST.instance).openapi({
        format: "uri-reference",
        description: "The path that was asked for.",
        example: "/api/v1/projects/018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b11",
      }),
      code: z
        .enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]])
        .openapi({ description: "The kind of problem, for programs.", example: "not_found" }),
      request_id: z.string().max(36).openapi({
        format: "uuid",
        description: "Names the request in our logs; also in `X-Request-Id`.",
        example: REQUEST_ID,
      }),
      errors: z.array(faultSchema()).max(MOST.errors).openapi({
        description: "Each thing that is wrong, and where; empty when there is no more to say.",
        example: [],
      }),
    })
    .openapi("Problem", { description: "What went wrong: a problem document as in RFC 9457." }),
);

export const statusOf = (error: unknown): number => PROBLEMS[toDomainError(error)?.code ?? "internal_error"][0];

type Asked = { path: string; requestId: string };

/** The answer to a failure. What nobody expected becomes a 500 that says nothing and a log line that says all. */
export function problemResponse(error: unknown, asked: Asked): Response {
  const known = toDomainError(error);
  const failure = { request_id: asked.requestId, path: asked.path };
  if (!known) log("error", "request failed", { ...failure, ...describe(error) });
  if (known?.code === "unavailable") log("warn", "request failed", { ...failure, ...describe(known.cause ?? error) });
  return known ? respond(known, known.code, asked) : respond(UNEXPECTED, "internal_error", asked);
}

/** What a caller sent may be in it, of any length. */
const bounded = (text: string, most: number): string => text.slice(0, most).replaceAll("\u0000", "\uFFFD");

const UNEXPECTED = { message: "Something failed on our side.", errors: [], headers: {} };

function respond(said: Pick<DomainError, "message" | "errors" | "headers">, code: ProblemCode, asked: Asked): Response {
  const [status, title] = PROBLEMS[code];
  const body = {
    type: `/docs/problems/#${code}`,
    title,
    status,
    detail: bounded(said.message, MOST.detail),
    instance: asked.path,
    code,
    request_id: asked.requestId,
    errors: said.errors.slice(0, MOST.errors).map(({ pointer, detail }) => ({
      pointer: bounded(pointer, MOST.pointer),
      detail: bounded(detail, MOST.fault),
    })),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...said.headers },
  });
}
