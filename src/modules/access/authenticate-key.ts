import { parseApiKey } from "#lib/api-key-format";
import { sha256Hex } from "#lib/digest";
import { describe, log } from "#lib/log";
import type { KeyRecord } from "#lib/rate-limiter-protocol";
import { emptyRing, type Ring, take } from "#lib/sliding-window";
import type { Bindings } from "../../bindings";
import { platformOf } from "../../context";
import { unavailable } from "../../errors";
import { deniedUntil, rememberDenial } from "./denials";
import { ask, keyLimiter } from "./limiter";
import { selectKey } from "./store";

export type Principal = KeyRecord;

export type Authentication =
  | { outcome: "allowed"; principal: Principal; remaining: number; resetMs: number }
  | { outcome: "limited"; limit: number; resetMs: number; retryAfterMs: number }
  /** `known` tells a key that never was from one that was. */
  | { outcome: "refused"; reason: string; plausible: boolean };

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
  if (!parseApiKey(key)) return { outcome: "refused", reason: "The API key is malformed.", plausible: false };
  const hash = await sha256Hex(key);
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
          : refused;
      case "limited":
        rememberDenial(hash, now, verdict);
        return verdict;
      case "expired":
        return { outcome: "refused", reason: "The API key has expired.", plausible: true };
      case "unknown":
        return refused;
    }
  } catch (error) {
    log("warn", "limiter did not answer", describe(error));
    return await withoutLimiter(env, hash, writes, now);
  }
}

const refused: Authentication = {
  outcome: "refused",
  reason: "The API key is unknown or was revoked.",
  plausible: true,
};

/** The share of a key's limit that one isolate grants on its own. */
const LOCAL_SHARE = 10;
const MOST_RINGS = 1000;
const localRings = new Map<string, Ring>();

async function withoutLimiter(env: Bindings, hash: string, writes: boolean, now: number): Promise<Authentication> {
  if (writes) throw unavailable("The rate limiter does not answer. Nothing was changed.", 2);
  const principal = await selectKey(platformOf(env), hash);
  if (!principal) return refused;
  if (principal.expiresAt !== null && principal.expiresAt <= now) {
    return { outcome: "refused", reason: "The API key has expired.", plausible: true };
  }
  if (localRings.size >= MOST_RINGS) localRings.clear();
  const ring = localRings.get(hash) ?? emptyRing();
  localRings.set(hash, ring);
  const decision = take(ring, Math.max(1, Math.floor(principal.rateLimit / LOCAL_SHARE)), now);
  return decision.allowed
    ? { outcome: "allowed", principal, remaining: decision.remaining, resetMs: decision.resetMs }
    : {
        outcome: "limited",
        limit: principal.rateLimit,
        resetMs: decision.resetMs,
        retryAfterMs: decision.retryAfterMs,
      };
}
