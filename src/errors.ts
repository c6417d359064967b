import { plainWords } from "#lib/plain-words";
import { unknownName } from "#lib/unknown-name";
import type { z } from "@hono/zod-openapi";

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
  new DomainError("invalid_request", errors[0] ? inOneLine(errors[0], errors.length) : "The request is not valid.", {
    errors,
  });

/** The first fault for who reads this line alone: with its place, unless it names that itself, and how many there are. */
function inOneLine({ pointer, detail }: Fault, count: number): string {
  const place = pointer.slice(1).replaceAll("~1", "/").replaceAll("~0", "~");
  const name = place.slice(place.lastIndexOf("/") + 1).toLowerCase();
  const isNamed = /[a-z]/u.test(name) && ` ${detail.toLowerCase().replaceAll(/[.,:;?]/gu, " ")} `.includes(` ${name} `);
  const said = place === "" || isNamed ? detail : `${place}: ${detail}`;
  return count > 1 ? `${said} (1 of ${count} faults)` : said;
}

export const notFound = (what: string): DomainError => new DomainError("not_found", `There is no such ${what}.`);

export type Checked<T> = { ok: true; value: T } | { ok: false; faults: Fault[] };

/**
 * Checks what somebody sent against a schema.
 * @param prefix JSON Pointer of the place where the value stands
 * @returns the value as the schema gives it, or what is wrong, each fault with the JSON Pointer of its place
 */
export function validate<T>(schema: z.ZodType<T>, value: unknown, prefix = ""): Checked<T> {
  const fields = new Map<string, string[]>();
  const error = (issue: z.core.$ZodRawIssue) => {
    if (issue.code === "unrecognized_keys") fields.set(pointerTo(issue.path), fieldsOf(issue.inst));
    return plainWords(issue);
  };
  const result = schema.safeParse(value, { error });
  if (result.success) return { ok: true, value: result.data };
  return {
    ok: false,
    faults: telling(result.error.issues)
      .flatMap((issue) => faultsOf(issue, prefix, fields))
      .slice(0, 100),
  };
}

type Issue = z.core.$ZodIssue;

const fieldsOf = (schema: z.core.$ZodRawIssue["inst"]): string[] =>
  Object.keys((schema as z.core.$ZodObject | undefined)?._zod.def.shape ?? {});

const pointerTo = (path: readonly PropertyKey[] = []): string =>
  path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** @param fields by the place of an object: those it can have */
function faultsOf(issue: Issue, prefix: string, fields: ReadonlyMap<string, string[]>): Fault[] {
  const place = pointerTo(issue.path);
  if (issue.code !== "unrecognized_keys") return [{ pointer: prefix + place, detail: issue.message }];
  return issue.keys.slice(0, 20).map((key) => ({
    pointer: `${prefix}${place}/${key.slice(0, 100)}`,
    detail: unknownName("field", key, fields.get(place) ?? []),
  }));
}

/** Where the form of something is wrong, that is said, and not its size as well; of two bounds the narrower one, which is last. */
function telling(issues: readonly Issue[]): Issue[] {
  const isSize = ({ code }: Issue) => code === "too_big" || code === "too_small";
  const place = ({ path }: Issue) => path.join("/");
  const misshapen = new Set(issues.flatMap((issue) => (isSize(issue) ? [] : [place(issue)])));
  const last = new Map(issues.map((issue) => [`${issue.code} ${place(issue)}`, issue]));
  return issues.filter(
    (issue) => !isSize(issue) || (!misshapen.has(place(issue)) && last.get(`${issue.code} ${place(issue)}`) === issue),
  );
}

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
