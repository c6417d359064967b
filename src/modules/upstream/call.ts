import { z } from "zod";
import { type Call, CallFailure, type CallInput, type Endpoint, type FailureClass } from "#connectors/sdk";
import { newId } from "#lib/ids";
import { describe, log } from "#lib/log";
import { closeIncident, openIncident } from "#modules/incidents";
import type { Bindings } from "../../bindings";
import { platformOf } from "../../context";
import { addressOf, diverted, refuseForeign, secretAddress } from "./address";
import { type CallEntry, redacted } from "./call-log";
import { enter, type Gated, leave, type Outcomes } from "./gate";
import { judge, type Verdict } from "./judge";
import { type Fetcher, receive, type Received } from "./transport";

/** What a request carries to prove on whose behalf it is made. */
export type Credentials = {
  headers: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  /** Fields of a JSON body. */
  body?: Readonly<Record<string, string>>;
  /** Where all calls go, if that is the secret. */
  address?: string;
  /** Which of the connection's credentials they are, where a token can be renewed that the upstream refuses. */
  generation?: number;
};

/**
 * The credentials of a target. `refused`: those of an earlier answer, which the upstream has just refused. `at` calls below
 * another address of the upstream, without credentials.
 */
export type Authorize = (ask: {
  refused: Credentials | undefined;
  at: (baseUrl: string) => Call;
}) => Promise<Credentials>;

/** One install's side of an upstream. */
export type Target = Gated & {
  baseUrl: string;
  allowedHosts: readonly string[];
  /** Sent with every call. */
  headers: Readonly<Record<string, string>>;
  authorize?: Authorize | undefined;
  /** Answers instead of the upstream, without breakers: nothing leaves the machine. */
  recorded?: ((request: Request, endpoint: string) => Response) | undefined;
  /** Where answers that are the same for everyone are kept. */
  cache?: Pick<Cache, "match" | "put"> | undefined;
  /** The wait before the second attempt, in ms; doubled before the third. */
  retryMs: number;
};

const TIMEOUT_MS = 15_000;
const MAX_BYTES = 10_485_760;
const MAX_ATTEMPTS = 3;
const MAX_HOPS = 3;
/** A longer wait is left to who called. */
const LONGEST_WAIT_MS = 5000;
/** What an exchange takes beside its timeout, before a probe counts as lost. */
const LEASE_SLACK_MS = 10_000;

type Scope = { env: Bindings; target: Target; note: (entry: CallEntry) => void };

/** The one way out to an upstream. @param note hears of every request that was made */
export function createCall(env: Bindings, target: Target, note: (entry: CallEntry) => void): Call {
  const scope = { env, target, note };
  const { authorize } = target;
  const at =
    (baseUrl: string): Call =>
    (endpoint, input = {}) =>
      attempts({ ...scope, target: { ...target, baseUrl, headers: {} } }, endpoint, input, undefined);
  return async (endpoint, input = {}) => {
    const own = endpoint.baseUrl === undefined ? authorize : undefined;
    // What a sandbox is told is told to nobody else, nor what others are told to a sandbox.
    const isKept = endpoint.cacheSeconds !== undefined && !own && !target.recorded;
    const cacheable = isKept ? target.cache : undefined;
    if (cacheable) return await throughCache(scope, cacheable, endpoint, input);
    return await attempts(scope, endpoint, input, own && ((refused) => own({ refused, at })));
  };
}

type Credential = ((refused: Credentials | undefined) => Promise<Credentials>) | undefined;

async function attempts<R>(scope: Scope, endpoint: Endpoint<R>, input: CallInput, credential: Credential): Promise<R> {
  let refused: Credentials | undefined;
  let own: Credentials | undefined;
  for (let attempt = 1; ; attempt += 1) {
    try {
      own = await credential?.(refused);
      const prepared = requestOf(scope.target, endpoint, input, own);
      return await exchange(scope, endpoint, prepared, { own, mayRenew: isRenewable(own) && !refused });
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      if (error.status === 401 && isRenewable(own) && !refused) {
        refused = own;
        continue;
      }
      const wait = waitBefore(attempt, error, endpoint, scope.target.retryMs);
      if (wait === undefined) throw error;
      await scheduler.wait(wait);
    }
  }
}

const isRenewable = (own: Credentials | undefined): boolean => own?.generation !== undefined;

const isRepeatable = ({ repeatable, method }: Endpoint): boolean => repeatable ?? method === "GET";

/** @returns ms until the next attempt; undefined when there is none */
function waitBefore(attempt: number, failure: CallFailure, endpoint: Endpoint, retryMs: number): number | undefined {
  if (failure.class !== "transient" || failure.refused || attempt >= MAX_ATTEMPTS) return undefined;
  // An upstream that wants fewer requests has not done what it was asked.
  if (failure.ambiguous && !isRepeatable(endpoint)) return undefined;
  const wait = failure.retryAfterMs ?? retryMs * 2 ** (attempt - 1);
  return wait <= LONGEST_WAIT_MS ? wait : undefined;
}

/** What goes along with a request. `mayRenew`: it has not been renewed for this call yet. */
type Proof = { own: Credentials | undefined; mayRenew: boolean };

type Prepared = { url: URL; method: string; headers: Headers; body: string | null };

function urlOf(target: Target, endpoint: Endpoint, input: CallInput, own: Credentials | undefined): URL {
  if (own?.address !== undefined) return secretAddress(own.address, input, target.allowedHosts);
  const url = addressOf(endpoint, input, target);
  for (const [name, value] of Object.entries(own?.query ?? {})) url.searchParams.set(name, value);
  return url;
}

function requestOf(target: Target, endpoint: Endpoint, input: CallInput, own: Credentials | undefined): Prepared {
  const url = urlOf(target, endpoint, input, own);
  const headers = new Headers({ accept: "application/json", ...target.headers, ...endpoint.headers, ...input.headers });
  for (const [name, value] of Object.entries(own?.headers ?? {})) headers.set(name, value);
  if (input.body === undefined) return { url, method: endpoint.method, headers, body: null };
  const usual = endpoint.encoding === "form" ? "application/x-www-form-urlencoded" : "application/json";
  headers.set("content-type", endpoint.headers?.["content-type"] ?? usual);
  return { url, method: endpoint.method, headers, body: bodyOf(endpoint, input.body, own?.body) };
}

/** @param proof fields that go into a body of JSON to prove on whose behalf it is sent */
function bodyOf({ encoding, token }: Endpoint, body: unknown, proof: Credentials["body"]): string {
  if (encoding === "form") return String(new URLSearchParams(body as Record<string, string>));
  return JSON.stringify(proof === undefined || token === false ? body : { ...proof, ...(body as object) });
}

async function exchange<R>(scope: Scope, endpoint: Endpoint<R>, prepared: Prepared, proof: Proof): Promise<R> {
  let { url } = prepared;
  for (let hop = 0; hop <= MAX_HOPS; hop += 1) {
    const outcome = await once(scope, endpoint, { ...prepared, url }, proof);
    if (!("to" in outcome)) return outcome.value;
    url = outcome.to;
  }
  throw new CallFailure({ class: "contract", message: "The upstream redirects in a circle." });
}

/** One request, under the breakers, logged. @returns its value, or where on the same host it is to be asked for */
async function once<R>(
  { env, target, note }: Scope,
  endpoint: Endpoint<R>,
  prepared: Prepared,
  { own, mayRenew }: Proof,
): Promise<{ value: R } | { to: URL }> {
  const limits = { timeoutMs: endpoint.timeoutMs ?? TIMEOUT_MS, maxBytes: endpoint.maxBytes ?? MAX_BYTES };
  const { url, ...init } = prepared;
  const { recorded } = target;
  const fetcher: Fetcher = recorded ? async (request) => recorded(request, endpoint.name) : (request) => fetch(request);
  const grant = recorded ? undefined : await enter(env, target, limits.timeoutMs + LEASE_SLACK_MS);
  const startedAt = Date.now();
  let received: Received | undefined;
  let verdict: Verdict<R> | { ok: true; to: URL; pauseMs: number };
  try {
    received = await receive(fetcher, new Request(diverted(env, url), init), limits);
    verdict = redirectOf(received, prepared, target) ?? judge(endpoint, received, Date.now());
  } catch (error) {
    verdict = { ok: false, failure: asFailure(error), throttled: false, pauseMs: 0 };
  }
  note({
    id: newId(startedAt),
    endpoint: endpoint.name,
    method: endpoint.method,
    url: redacted(url, own),
    durationMs: Date.now() - startedAt,
    ...noteOf(received, verdict),
  });
  if (grant) await tell(env, target, await leave(env, target, grant, outcomesOf(verdict, mayRenew)));
  if (!verdict.ok) throw verdict.failure;
  return verdict;
}

function noteOf(received: Received | undefined, verdict: { ok: true } | { ok: false; failure: CallFailure }) {
  const bytes = received?.bytes ?? 0;
  if (verdict.ok) return { status: received?.status ?? null, bytes, errorClass: null, error: null, differences: [] };
  const { class: errorClass, message: error, status, differences } = verdict.failure;
  return { status: received?.status ?? status, bytes, errorClass, error, differences };
}

const asFailure = (error: unknown): CallFailure => {
  if (error instanceof CallFailure) return error;
  log("error", "call failed on our side", describe(error));
  return new CallFailure({ class: "system", message: "The answer could not be handled on our side." });
};

const COUNTED: ReadonlySet<FailureClass> = new Set(["transient", "system"]);

/** Whether it tells against the connection: not what a new token may mend, nor what one request said. */
const isOfConnection = (failure: CallFailure, mayRenew: boolean): boolean =>
  failure.class === "config" && !failure.rejected && !(mayRenew && failure.status === 401);

/**
 * What an outcome means to the breaker that all builders share, and to the connection's own. A bad credential is the
 * connection's own affair; an upstream that wants fewer requests is well; an answer that does not fit is an answer. A token that can still be renewed proves nothing.
 */
function outcomesOf(
  verdict: { ok: boolean; failure?: CallFailure; throttled?: boolean; pauseMs: number },
  mayRenew: boolean,
): Outcomes {
  const { ok, failure, throttled, pauseMs } = verdict;
  if (ok || !failure) return { listing: "success", connection: "success", pauseMs };
  return {
    listing: COUNTED.has(failure.class) && !throttled ? "failure" : "alive",
    connection: isOfConnection(failure, mayRenew) ? "failure" : "alive",
    pauseMs,
  };
}

/** @throws CallFailure contract when it leads to another host, or away from what was asked */
function redirectOf(
  { status, headers }: Received,
  { url, method }: Prepared,
  { allowedHosts }: Target,
): { ok: true; to: URL; pauseMs: number } | undefined {
  const location = headers.get("location");
  if (![301, 302, 303, 307, 308].includes(status) || location === null) return undefined;
  const to = URL.parse(location, url);
  if (method !== "GET" || !to || to.host !== url.host)
    throw new CallFailure(
      { class: "contract", message: `The upstream redirects to ${(to?.host ?? "nowhere").slice(0, 100)}.` },
      { status },
    );
  refuseForeign(to, allowedHosts);
  return { ok: true, to, pauseMs: 0 };
}

/** The breaker that all builders share has moved: an incident begins or ends. Failing to write that down fails no call. */
async function tell(env: Bindings, { slug, name }: Target, change: "opened" | "closed" | null): Promise<void> {
  if (change === null) return;
  const ctx = { platform: platformOf(env), now: Date.now() };
  try {
    if (change === "opened") {
      const message = `${name} has been temporarily disabled due to a known issue`;
      await openIncident(ctx, { slug, cause: "breaker", message });
    } else await closeIncident(ctx, { slug, cause: "breaker" });
  } catch (error) {
    // The job that compares incidents with breakers puts it right.
    log("error", "incident not recorded", { slug, change, ...describe(error) });
  }
}

async function throughCache<R>(
  scope: Scope,
  cache: Pick<Cache, "match" | "put">,
  endpoint: Endpoint<R>,
  input: CallInput,
): Promise<R> {
  const key = addressOf(endpoint, input, scope.target).href;
  const kept = await cache.match(key);
  if (kept) {
    const parsed = endpoint.response.safeParse(await kept.json());
    if (parsed.success) return parsed.data;
  }
  // What was sent is kept, and read anew: what a schema makes of it need not have the upstream's form any more.
  let sent: unknown = null;
  const noting = z.preprocess((body) => (sent = body), endpoint.response);
  const value = await attempts(scope, { ...endpoint, response: noting }, input, undefined);
  const headers = { "cache-control": `public, max-age=${endpoint.cacheSeconds ?? 0}` };
  await cache.put(key, Response.json(sent ?? null, { headers }));
  return value;
}
