import { addressDenial, authenticateKey, limitAddress, type Principal } from "#modules/access";
import { clientAddressKey } from "#lib/client-address";
import type { Bindings } from "../bindings";
import { DomainError } from "../errors";

/** Requests a minute of an address without a credential. */
const ANONYMOUS_LIMIT = 300;
/** Well-formed keys that do not exist, a minute and address. */
const UNKNOWN_KEY_LIMIT = 30;

export const addressOf = (request: Request): string => clientAddressKey(request.headers.get("cf-connecting-ip"));

/** RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers), and the older X-RateLimit-* beside them. */
export function limitHeaders(limit: number, remaining: number, resetMs: number): Record<string, string> {
  const seconds = Math.max(0, Math.ceil(resetMs / 1000));
  return {
    "ratelimit-policy": `"default";q=${limit};w=60`,
    ratelimit: `"default";r=${remaining};t=${seconds}`,
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(remaining),
    "x-ratelimit-reset": String(seconds),
  };
}

function rateLimited(verdict: { limit: number; resetMs: number; retryAfterMs: number }): DomainError {
  const seconds = Math.max(1, Math.ceil(verdict.retryAfterMs / 1000));
  return new DomainError(
    "rate_limited",
    `More than ${verdict.limit} requests in 60 seconds. Try again in ${seconds} s.`,
    {
      headers: { ...limitHeaders(verdict.limit, 0, verdict.resetMs), "retry-after": String(seconds) },
    },
  );
}

const CHALLENGE = 'Bearer realm="RossOS"';

function unauthenticated(detail: string, error?: string): DomainError {
  return new DomainError("unauthenticated", detail, {
    headers: { "www-authenticate": error ? `${CHALLENGE}, error="${error}"` : CHALLENGE },
  });
}

export type Admission = { principal: Principal; headers: Record<string, string> };

/** @throws DomainError unauthenticated when the header is missing or no bearer credential */
function readBearer(request: Request): string {
  const authorization = request.headers.get("authorization");
  if (authorization === null) throw unauthenticated("Send Authorization: Bearer with an API key.");
  const match = /^bearer +(\S+)$/iu.exec(authorization);
  if (!match?.[1]) throw unauthenticated("The Authorization header is not `Bearer` and a key.", "invalid_request");
  return match[1];
}

/**
 * Lets a request in by its API key and counts it.
 * @throws DomainError unauthenticated, rate_limited, unavailable
 */
export async function admit(request: Request, env: Bindings, now: number): Promise<Admission> {
  const key = readBearer(request);
  const denial = addressDenial("unknown-key", addressOf(request), now);
  if (denial?.outcome === "limited") throw rateLimited(denial);
  const writes = request.method !== "GET" && request.method !== "HEAD";
  const result = await authenticateKey(env, key, writes, now);
  if (result.outcome === "limited") throw rateLimited(result);
  if (result.outcome === "allowed") {
    const { principal, remaining, resetMs } = result;
    return { principal, headers: limitHeaders(principal.rateLimit, remaining, resetMs) };
  }
  // Guessing with a right checksum costs look-ups, so an address may do it only so often.
  if (result.guess) await limitAddress(env, "unknown-key", addressOf(request), UNKNOWN_KEY_LIMIT, now, result.silent);
  throw unauthenticated(result.reason, "invalid_token");
}

/** @throws DomainError rate_limited */
export async function admitAnonymous(request: Request, env: Bindings, now: number): Promise<Record<string, string>> {
  const verdict = await limitAddress(env, "anonymous", addressOf(request), ANONYMOUS_LIMIT, now);
  if (verdict.outcome === "limited") throw rateLimited(verdict);
  return limitHeaders(verdict.limit, verdict.remaining, verdict.resetMs);
}

export function requireScope(principal: Principal, scope: string | null): void {
  if (scope === null || principal.scopes.includes(scope)) return;
  throw new DomainError("insufficient_scope", `The operation needs the scope ${scope}.`, {
    headers: { "www-authenticate": `${CHALLENGE}, error="insufficient_scope", scope="${scope}"` },
  });
}
