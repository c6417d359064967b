import { parseToken } from "#lib/access-token-format";
import { parseApiKey } from "#lib/api-key-format";
import { sha256Hex } from "#lib/digest";
import { describe, log } from "#lib/log";
import type { Holder, KeyRecord, Verdict } from "#lib/rate-limiter-protocol";
import { emptyRing, type Ring, take } from "#lib/sliding-window";
import type { Bindings } from "../../bindings";
import { platformOf } from "../../context";
import { unavailable } from "../../errors";
import { deniedUntil, rememberDenial } from "./denials";
import { ask, authorizationLimiter, keyLimiter } from "./limiter";
import { noteUse } from "./recent-uses";
import { selectAuthorization, selectKey } from "./store";

export type Principal = KeyRecord;

export type Authentication =
  | { outcome: "allowed"; principal: Principal; remaining: number; resetMs: number }
  | { outcome: "limited"; limit: number; resetMs: number; retryAfterMs: number; holder?: Holder | undefined }
  /** `plausible` tells a credential that never was from one that may have been. */
  | { outcome: "refused"; reason: string; plausible: boolean; holder?: Holder | undefined };

/** A kind of credential: whom to ask about it, and where to look while nobody answers. */
type Credential = {
  noun: string;
  take: (env: Bindings, hash: string, now: number) => Promise<Verdict>;
  select: (env: Bindings, hash: string) => Promise<KeyRecord | undefined>;
};

/** The one place where credentials are told apart: by their prefix. */
function recognize(text: string): Credential | undefined {
  if (parseApiKey(text)) {
    return {
      noun: "API key",
      take: (env, hash) => keyLimiter(env, hash).takeKey(hash),
      select: (env, hash) => selectKey(platformOf(env), hash),
    };
  }
  const token = parseToken(text);
  if (token?.kind !== "access") return undefined;
  const { authorizationId } = token;
  return {
    noun: "access token",
    take: (env, hash, now) => {
      noteUse(authorizationId, now);
      return authorizationLimiter(env, authorizationId).takeAuthorization(authorizationId, hash);
    },
    select: (env, hash) => selectAuthorization(platformOf(env), authorizationId, hash),
  };
}

/**
 * Authenticates an API key or an access token and takes one of its requests, by one call to its limiter object. A
 * credential that cannot exist is refused without any call; so is a request of one that is certainly over its limit.
 * When the limiter does not answer, reads go on under a local cap and writes are refused.
 * @param writes whether the request may change anything
 * @throws DomainError unavailable for writes without a limiter
 */
export async function authenticate(env: Bindings, text: string, writes: boolean, now: number): Promise<Authentication> {
  const credential = recognize(text);
  if (!credential) {
    return { outcome: "refused", reason: "This is neither an API key nor an access token.", plausible: false };
  }
  const hash = await sha256Hex(text);
  const denial = deniedUntil(hash, now);
  if (denial) {
    const { limit, resetAt, until, holder } = denial;
    return { outcome: "limited", limit, resetMs: resetAt - now, retryAfterMs: until - now, holder };
  }
  try {
    const verdict = await ask(credential.take(env, hash, now));
    switch (verdict.outcome) {
      case "allowed":
        return verdict.key
          ? { outcome: "allowed", principal: verdict.key, remaining: verdict.remaining, resetMs: verdict.resetMs }
          : unknown(credential);
      case "limited":
        rememberDenial(hash, now, verdict);
        return verdict;
      case "expired":
        return { ...expired(credential), holder: verdict.holder };
      case "unknown":
        return unknown(credential);
    }
  } catch (error) {
    log("warn", "limiter did not answer", describe(error));
    return await withoutLimiter(env, credential, hash, writes, now);
  }
}

const unknown = ({ noun }: Credential): Authentication => ({
  outcome: "refused",
  reason: `The ${noun} is unknown or was revoked.`,
  plausible: true,
});

const expired = ({ noun }: Credential): Extract<Authentication, { outcome: "refused" }> => ({
  outcome: "refused",
  reason: `The ${noun} has expired.`,
  plausible: true,
});

/** The share of a credential's limit that one isolate grants on its own. */
const LOCAL_SHARE = 10;
const MOST_RINGS = 1000;
const localRings = new Map<string, Ring>();

async function withoutLimiter(
  env: Bindings,
  credential: Credential,
  hash: string,
  writes: boolean,
  now: number,
): Promise<Authentication> {
  if (writes) throw unavailable("The rate limiter does not answer. Nothing was changed.", 2);
  const principal = await credential.select(env, hash);
  if (!principal) return unknown(credential);
  if (principal.expiresAt !== null && principal.expiresAt <= now) return expired(credential);
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
