import { clientAddressKey } from "#lib/client-address";
import { DomainError } from "../errors";

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

export function rateLimited(verdict: { limit: number; resetMs: number; retryAfterMs: number }): DomainError {
  const seconds = Math.max(1, Math.ceil(verdict.retryAfterMs / 1000));
  return new DomainError(
    "rate_limited",
    `More than ${verdict.limit} requests in 60 seconds. Try again in ${seconds} s.`,
    {
      headers: { ...limitHeaders(verdict.limit, 0, verdict.resetMs), "retry-after": String(seconds) },
    },
  );
}

export const CHALLENGE = 'Bearer realm="RossOS"';

export function unauthenticated(detail: string, error?: string): DomainError {
  return new DomainError("unauthenticated", detail, {
    headers: { "www-authenticate": error ? `${CHALLENGE}, error="${error}"` : CHALLENGE },
  });
}

/** Whether the request may change anything. */
export const writes = (request: Request): boolean => request.method !== "GET" && request.method !== "HEAD";
