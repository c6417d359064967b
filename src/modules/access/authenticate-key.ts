import { parseApiKey } from "#lib/api-key-format";
import { sha256Hex } from "#lib/digest";
import { describe, log } from "#lib/log";
import type { KeyRecord } from "#lib/rate-limiter-protocol";
import type { Bindings } from "../../bindings";
import { platformOf } from "../../context";
import { unavailable } from "../../errors";
import { deniedUntil, rememberDenial } from "./denials";
import { ask, keyLimiter } from "./limiter";
import { takeLocally } from "./local-limit";
import { selectKey } from "./store";

export type Principal = KeyRecord;

export type Authentication =
  | { outcome: "allowed"; principal: Principal; remaining: number; resetMs: number }
  | { outcome: "limited"; limit: number; resetMs: number; retryAfterMs: number }
  /** `guess`: it may be one of many tries, and cost a look-up. `silent`: the limiter did not answer. */
  | { outcome: "refused"; reason: string; guess: boolean; silent?: true };

/**
 * Authenticates an API key and takes one of its requests, by one call to its limiter object. A key that cannot exist is
 * refused without any call; so is a request of a key that is certainly over its limit.
 * When the limiter does not answer, reads go on under a local cap and writes are refused.
 * @param writes whether the request may change anything
 * @throws DomainError unavailable for writes without a limiter
 */
export async function authenticateKey(
  env: Bindings,
  key: string,
  writes: boolean,
  now: number,
): Promise<Authentication> {
  if (!parseApiKey(key)) return { outcome: "refused", reason: "The API key is malformed.", guess: false };
  const hash = await sha256Hex(key);
  if (deniedUntil(`refused:${hash}`, now)) return { outcome: "refused", reason: REMEMBERED, guess: false };
  const denial = deniedUntil(hash, now);
  if (denial) {
    return { outcome: "limited", limit: denial.limit, resetMs: denial.resetAt - now, retryAfterMs: denial.until - now };
  }
  try {
    const verdict = await ask(keyLimiter(env, hash).takeKey(hash));
    switch (verdict.outcome) {
      case "allowed":
        return verdict.key
          ? { outcome: "allowed", principal: verdict.key, remaining: verdict.remaining, resetMs: verdict.resetMs }
          : refuse(hash, now, UNKNOWN);
      case "limited":
        rememberDenial(hash, now, verdict);
        return verdict;
      case "expired":
        return refuse(hash, now, EXPIRED);
      case "unknown":
        return refuse(hash, now, UNKNOWN);
    }
  } catch (error) {
    log("warn", "limiter did not answer", describe(error));
    return await withoutLimiter(env, hash, writes, now);
  }
}

const REFUSED_MS = 60_000;

/**
 * A key that is unknown, revoked or expired stays so, and is refused from memory for a while: who goes on using it costs
 * nothing, and does not pass for one who guesses.
 */
function refuse(hash: string, now: number, reason: string): Authentication {
  rememberDenial(`refused:${hash}`, now, { limit: 0, resetMs: REFUSED_MS, retryAfterMs: REFUSED_MS });
  return { outcome: "refused", reason, guess: true };
}

const UNKNOWN = "The API key is unknown or was revoked.";
const EXPIRED = "The API key has expired.";
const REMEMBERED = "The API key is unknown, was revoked or has expired.";

/** The share of a key's limit that one isolate grants on its own. */
const LOCAL_SHARE = 10;

async function withoutLimiter(env: Bindings, hash: string, writes: boolean, now: number): Promise<Authentication> {
  if (writes) throw unavailable("The rate limiter does not answer. Nothing was changed.", 2);
  const principal = await selectKey(platformOf(env), hash);
  if (!principal) return { outcome: "refused", reason: UNKNOWN, guess: true, silent: true };
  if (principal.expiresAt !== null && principal.expiresAt <= now)
    return { outcome: "refused", reason: EXPIRED, guess: true, silent: true };
  const most = Math.max(1, Math.floor(principal.rateLimit / LOCAL_SHARE));
  const decision = takeLocally(`key:${hash}`, most, now);
  const { resetMs } = decision;
  if (decision.allowed) return { outcome: "allowed", principal, remaining: decision.remaining, resetMs };
  return { outcome: "limited", limit: most, resetMs, retryAfterMs: decision.retryAfterMs };
}
