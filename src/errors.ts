/** Every failure the product expects, by its wire code. Anything else is a bug and becomes a 500 that says nothing. */
export type ErrorCode =
  | "invalid_request"
  | "invalid_json"
  | "unauthenticated"
  | "insufficient_scope"
  | "forbidden"
  | "not_found"
  | "method_not_allowed"
  | "conflict"
  | "in_use"
  | "already_exists"
  | "idempotency_in_progress"
  | "idempotency_mismatch"
  | "precondition_failed"
  | "payload_too_large"
  | "unsupported_media_type"
  | "range_not_satisfiable"
  | "invalid_state"
  | "rate_limited"
  | "upstream_failed"
  | "unavailable";

/** One thing wrong with a request. `pointer` is a JSON Pointer into the body, or `?name` for a query parameter. */
export type Fault = { pointer: string; detail: string };

type Extras = { errors?: readonly Fault[]; headers?: Readonly<Record<string, string>>; cause?: unknown };

export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly errors: readonly Fault[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, detail: string, extras: Extras = {}) {
    super(detail, extras.cause === undefined ? {} : { cause: extras.cause });
    this.name = "DomainError";
    this.code = code;
    this.errors = extras.errors ?? [];
    this.headers = extras.headers ?? {};
  }
}

export const invalid = (errors: readonly Fault[]): DomainError =>
  new DomainError("invalid_request", errors[0]?.detail ?? "The request is not valid.", { errors });

export const notFound = (what: string): DomainError => new DomainError("not_found", `There is no such ${what}.`);

/**
 * A check of a value against a schema, as faults: each has the JSON Pointer of its place.
 * @param prefix where the value stands
 */
export const faultsOf = (issues: readonly Issue[], prefix = ""): Fault[] =>
  issues
    .flatMap((issue) => {
      const at =
        prefix + issue.path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
      if (issue.code === "unrecognized_keys" && issue.keys) {
        return issue.keys
          .slice(0, 20)
          .map((key) => ({ pointer: `${at}/${key.slice(0, 100)}`, detail: `There is no field ${key.slice(0, 100)}.` }));
      }
      return [{ pointer: at, detail: inWords(issue) }];
    })
    .slice(0, 100);

/** The library says "received undefined" of what was not sent. */
const inWords = ({ code, message }: Issue): string =>
  code === "invalid_type" && message.endsWith("received undefined") ? "Required." : message;

/** What a schema says of a value that does not fit. */
type Issue = { code?: string; path: readonly PropertyKey[]; message: string; keys?: readonly string[] };

/** @param seconds when to try again */
export const unavailable = (detail: string, seconds = 1): DomainError =>
  new DomainError("unavailable", detail, { headers: { "retry-after": String(seconds) } });

/** D1's own words for what passes: overload, resets, lost connections. The change may or may not have happened. */
const PASSING = /overloaded|connection lost|reset|timed? ?out|storage operation exceeded|internal error/iu;

/** What the caller is told of an error: its own kind, a passing fault of the database, or nothing known. */
export function toDomainError(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error;
  if (!(error instanceof Error) || !error.message.startsWith("D1_")) return undefined;
  return PASSING.test(error.message) ? unavailable("The database did not answer in time.") : undefined;
}
