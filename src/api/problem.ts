import { z } from "@hono/zod-openapi";
import { describe, log } from "#lib/log";
import { type DomainError, type ErrorCode, toDomainError } from "../errors";

/** Status, title, and what to do about it: the page that each problem's `type` resolves to is made of these. */
export const PROBLEMS = {
  invalid_request: [
    400,
    "Invalid request",
    "The request breaks a rule of the operation. `errors` names each place and what is wrong there. Correct them and send it again.",
  ],
  invalid_json: [
    400,
    "Malformed JSON",
    "The body is not JSON the API reads: it does not parse, nests deeper than 32 levels, or is not UTF-8.",
  ],
  unauthenticated: [
    401,
    "Not authenticated",
    "The request carries no valid credential. Send `Authorization: Bearer` with an API key or an access token that has not expired or been revoked.",
  ],
  insufficient_scope: [
    403,
    "Insufficient scope",
    "The credential is valid but lacks the scope the operation needs; `WWW-Authenticate` names it. Use a credential that has it.",
  ],
  forbidden: [403, "Not allowed", "The credential may not do this."],
  not_found: [404, "Not found", "There is no such resource, or it belongs to another builder."],
  method_not_allowed: [405, "Method not allowed", "The resource has other methods; `Allow` lists them."],
  conflict: [
    409,
    "Conflict",
    "The request conflicts with the present state, often because another request changed it. Read it again and retry.",
  ],
  in_use: [409, "In use", "Other records refer to this one; `errors` says which. Change or delete them first."],
  already_exists: [409, "Already exists", "Another record has a value that must be unique; `errors` names the field."],
  invalid_state: [409, "Wrong state", "The record's state does not allow this."],
  idempotency_in_progress: [
    409,
    "Still running",
    "The first request with this Idempotency-Key has not finished. Repeat the request after `Retry-After`.",
  ],
  precondition_failed: [
    412,
    "Precondition failed",
    "The record has changed since the version named in `If-Match`. Read it again and decide anew.",
  ],
  payload_too_large: [
    413,
    "Payload too large",
    "The body is larger than the operation takes: 1 MiB of JSON, 100 MiB of a document.",
  ],
  unsupported_media_type: [415, "Unsupported media type", "The operation does not take this Content-Type."],
  range_not_satisfiable: [
    416,
    "Range not satisfiable",
    "The range lies outside the content; `Content-Range` tells its size.",
  ],
  idempotency_mismatch: [
    422,
    "Idempotency key reused",
    "This Idempotency-Key was used with a different request. A new request needs a new key.",
  ],
  rate_limited: [
    429,
    "Too many requests",
    "The credential has used up its requests for the moment. Wait for `Retry-After` seconds.",
  ],
  internal_error: [
    500,
    "Internal error",
    "Something failed on our side. Nothing more is said here; tell support the `request_id`.",
  ],
  unavailable: [
    503,
    "Temporarily unavailable",
    "A part of the service does not answer. Repeat the request after `Retry-After`; with the same Idempotency-Key nothing is done twice.",
  ],
} as const satisfies Record<ErrorCode | "internal_error", readonly [number, string, string]>;

export type ProblemCode = keyof typeof PROBLEMS;

/** RFC 9457. */
export const problemSchema = z
  .strictObject({
    type: z.string().max(200).openapi({
      format: "uri-reference",
      description: "The problem's page in the documentation.",
      example: "/docs/problems/#not_found",
    }),
    title: z.string().max(100).openapi({ description: "The kind of problem.", example: "Not found" }),
    status: z.int().min(400).max(599).openapi({ format: "int32", description: "The HTTP status.", example: 404 }),
    detail: z
      .string()
      .max(2000)
      .openapi({ description: "What went wrong this time.", example: "There is no such project." }),
    instance: z.string().max(2100).openapi({
      format: "uri-reference",
      description: "The path that was asked.",
      example: "/api/v1/projects/018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b01",
    }),
    code: z.string().max(60).openapi({ description: "The kind of problem, for programs.", example: "not_found" }),
    request_id: z.string().max(36).openapi({
      format: "uuid",
      description: "Names this request in our logs.",
      example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2bff",
    }),
    errors: z
      .array(
        z.strictObject({
          pointer: z.string().max(300).openapi({
            description: "JSON Pointer into the body, or `?name` for a query parameter.",
            example: "/name",
          }),
          detail: z.string().max(1000).openapi({ description: "What is wrong there.", example: "Required." }),
        }),
      )
      .max(1000)
      .openapi({ description: "Each thing that is wrong, where there is more to say.", example: [] }),
  })
  .openapi("Problem", { description: "An RFC 9457 problem document." });

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

const UNEXPECTED = { message: "Something failed on our side.", errors: [], headers: {} };

function respond(said: Pick<DomainError, "message" | "errors" | "headers">, code: ProblemCode, asked: Asked): Response {
  const [status, title] = PROBLEMS[code];
  const body = {
    type: `/docs/problems/#${code}`,
    title,
    status,
    detail: said.message,
    instance: asked.path,
    code,
    request_id: asked.requestId,
    errors: said.errors,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...said.headers },
  });
}
