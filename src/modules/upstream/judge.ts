import { CallFailure, type Endpoint, type Judgement, judgeStatus } from "#connectors/sdk";
import { rateLimitPause } from "#lib/rate-limit-headers";
import { parseRetryAfter } from "#lib/retry-schedule";
import { shapeDifferences } from "#lib/shape-difference";
import type { Received } from "./transport";

type Read = { body: unknown; isForeign: boolean };

/** An empty answer is what it is; a page of HTML where JSON should be is foreign. */
function read(format: Endpoint["format"], text: string): Read {
  if (format === "text") return { body: text, isForeign: false };
  if (text === "") return { body: undefined, isForeign: false };
  try {
    return { body: JSON.parse(text) as unknown, isForeign: false };
  } catch {
    return { body: text, isForeign: true };
  }
}

export type Verdict<R> =
  | { ok: true; value: R; pauseMs: number }
  | { ok: false; failure: CallFailure; throttled: boolean; pauseMs: number };

/** What an answer is worth: its value as the endpoint has it, or the failure that it is, whatever its status says. */
export function judge<R>(endpoint: Endpoint<R>, received: Received, now: number): Verdict<R> {
  const { status, headers, text } = received;
  const isAbsent = endpoint.absent?.includes(status) === true;
  const { body, isForeign } = read(endpoint.format, text);
  const bad = endpoint.judge?.({ status, headers, body }) ?? (isAbsent ? undefined : judgeStatus(status));
  if (bad) return failed(bad, received, now);
  return fit(endpoint, received, isAbsent ? { body: null, isForeign: false } : { body, isForeign }, now);
}

function fit<R>(
  { response }: Endpoint<R>,
  { status, headers }: Received,
  { body, isForeign }: Read,
  now: number,
): Verdict<R> {
  const pauseMs = rateLimitPause(headers, now) ?? 0;
  const result = response.safeParse(body);
  if (result.success && !isForeign) return { ok: true, value: result.data, pauseMs };
  const message = isForeign ? `The answer is not JSON but ${mediaTypeOf(headers)}.` : misfit(result.error?.issues[0]);
  const differences = isForeign
    ? [{ path: "", expected: "JSON", received: mediaTypeOf(headers) }]
    : shapeDifferences(result.error?.issues ?? [], body);
  const failure = new CallFailure({ class: "contract", message }, { status, ambiguous: true, differences });
  return { ok: false, throttled: false, pauseMs, failure };
}

const mediaTypeOf = (headers: Headers): string => (headers.get("content-type") ?? "something else").slice(0, 100);

const misfit = (issue: { path: readonly PropertyKey[]; message: string } | undefined): string =>
  `The answer does not fit: ${issue?.path.map(String).join(".") || "the whole"}: ${issue?.message ?? ""}`.slice(0, 300);

function failed(bad: Judgement, { status, headers }: Received, now: number): Verdict<never> {
  const throttled = bad.throttled === true;
  const retryAfterMs = parseRetryAfter(headers.get("retry-after"), now);
  const pauseMs = throttled ? (retryAfterMs ?? rateLimitPause(headers, now) ?? 0) : 0;
  const ambiguous = bad.class === "transient" && !throttled;
  const differences = bad.class === "contract" ? [{ path: "", expected: "success", received: `status ${status}` }] : [];
  const failure = new CallFailure(bad, { status, retryAfterMs, ambiguous, differences });
  return { ok: false, throttled, pauseMs, failure };
}
