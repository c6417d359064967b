import { parseRetryAfter } from "#lib/retry-schedule";
import { type ResolveError, resolveHost } from "#lib/resolve";
import { checkWebhookUrl, isPublicAddress } from "#lib/url-guard";
import { signWebhook } from "#lib/webhook-signature";
import { envelope } from "#modules/events";
import type { Bindings } from "../../bindings";
import type { Claimed, Target } from "./claim";

/** A receiver has so long to answer. */
export const TIMEOUT_MS = 15_000;
const RESOLVE_TIMEOUT_MS = 5000;
/** How long the body of an answer is waited for once its status is known. */
const BODY_TIMEOUT_MS = 2000;
/** How much of an answer is kept. */
const KEPT_BYTES = 16_384;
const KEPT_HEADERS = 50;

export type Outcome = {
  startedAt: number;
  durationMs: number;
  requestHeaders: Record<string, string>;
  status: number | null;
  responseHeaders: Record<string, string> | null;
  responseBody: string | null;
  error: string | null;
  retryAfterMs: number | undefined;
};

/** Finds the addresses of a host once for all deliveries of a batch. */
export type Resolver = (host: string) => Promise<string[]>;

export function createResolver(env: Bindings): Resolver {
  const asked = new Map<string, Promise<string[]>>();
  return (host) => {
    const answer = asked.get(host) ?? resolveHost(fetch, env.DOH_URL, host, AbortSignal.timeout(RESOLVE_TIMEOUT_MS));
    asked.set(host, answer);
    return answer;
  };
}

/**
 * Why the address may not be reached now, if it may not. Looked up before each attempt, since names move.
 * Workers cannot pin the address a fetch connects to, so a name that changes within the attempt is not caught here.
 */
export async function refusal(env: Bindings, url: string, resolve: Resolver): Promise<string | undefined> {
  const verdict = checkWebhookUrl(url, { allowLoopback: env.WEBHOOK_ALLOW_LOOPBACK === "true" });
  if (!verdict.ok) return verdict.reason;
  if (verdict.literal) return undefined;
  try {
    const addresses = await resolve(verdict.host);
    if (addresses.length === 0) return `${verdict.host} has no address.`;
    return addresses.every(isPublicAddress) ? undefined : `${verdict.host} resolves to an address that is not public.`;
  } catch (error) {
    return `${verdict.host} could not be resolved: ${(error as ResolveError).message}`;
  }
}

export async function requestOf(
  claimed: Pick<Claimed, "event">,
  target: Pick<Target, "environment" | "headers" | "secrets">,
  now: number,
) {
  const body = envelope(claimed.event, target.environment);
  const timestampSeconds = Math.floor(now / 1000);
  const headers: Record<string, string> = {
    ...target.headers,
    "content-type": "application/json",
    "user-agent": "RossOS-Webhooks/1.0",
    "webhook-id": claimed.event.id,
    "webhook-timestamp": String(timestampSeconds),
    "webhook-signature": await signWebhook({ id: claimed.event.id, timestampSeconds, body, secrets: target.secrets }),
  };
  return { headers, body };
}

/** Makes one attempt. Whatever the receiver does becomes an outcome; nothing is thrown for it. */
export async function send(env: Bindings, claimed: Claimed, resolve: Resolver, now: number): Promise<Outcome> {
  const { headers, body } = await requestOf(claimed, claimed.target, now);
  const shown = {
    ...headers,
    ...Object.fromEntries(Object.keys(claimed.target.headers).map((name) => [name, "[redacted]"])),
  };
  const base = {
    startedAt: now,
    requestHeaders: shown,
    status: null,
    responseHeaders: null,
    responseBody: null,
    retryAfterMs: undefined,
  };
  const refused = await refusal(env, claimed.target.url, resolve);
  if (refused !== undefined) return { ...base, durationMs: Date.now() - now, error: refused };
  return { ...base, ...(await post(claimed.target.url, headers, body, now)) };
}

export async function post(url: string, headers: Record<string, string>, body: string, now: number) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal: abort.signal });
    const text = isShort(response) ? await readShort(response, abort) : await readSome(response);
    return {
      status: response.status,
      durationMs: Date.now() - now,
      responseHeaders: Object.fromEntries(
        [...response.headers].slice(0, KEPT_HEADERS).map(([name, value]) => [name, value.slice(0, 1024)]),
      ),
      responseBody: text,
      error: response.ok ? null : `The receiver answered ${response.status}.`,
      retryAfterMs: response.ok ? undefined : parseRetryAfter(response.headers.get("retry-after"), Date.now()),
    };
  } catch (error) {
    const said = abort.signal.aborted
      ? `The receiver did not answer within ${TIMEOUT_MS / 1000} s.`
      : connectionError(error);
    return { durationMs: Date.now() - now, error: said };
  } finally {
    clearTimeout(timer);
  }
}

const connectionError = (error: unknown): string =>
  `The connection failed: ${(error instanceof Error ? error.message : String(error)).slice(0, 200)}`;

/** Whether all of the answer is kept: it says how long it is, and is as long as it says. */
const isShort = ({ headers }: Response): boolean =>
  Number(headers.get("content-length") ?? Number.NaN) <= KEPT_BYTES && !headers.has("content-encoding");

/** Most answers are a word: a reader of chunks costs half as much as the request. */
async function readShort(response: Response, abort: AbortController): Promise<string> {
  const timer = setTimeout(() => abort.abort(), BODY_TIMEOUT_MS);
  try {
    return printable(await response.text());
  } catch {
    // The status has been received; a body that breaks off changes nothing about it.
    return "";
  } finally {
    clearTimeout(timer);
  }
}

const printable = (text: string): string => text.replaceAll("\u0000", "\uFFFD");

/** The first bytes of the answer; the rest is not read, and a body that trickles is left. */
async function readSome(response: Response): Promise<string> {
  if (!response.body) return "";
  const reader = response.body.getReader();
  const leave = () => void reader.cancel().catch(() => undefined);
  const timer = setTimeout(leave, BODY_TIMEOUT_MS);
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  try {
    while (size < KEPT_BYTES) {
      const { done, value } = await reader.read();
      if (done) return printable(text + decoder.decode());
      text += decoder.decode(value.subarray(0, KEPT_BYTES - size), { stream: true });
      size += value.length;
    }
  } catch {
    // The status has been received; a body that breaks off changes nothing about it, and what came is kept.
  } finally {
    clearTimeout(timer);
  }
  leave();
  return printable(text + decoder.decode());
}
