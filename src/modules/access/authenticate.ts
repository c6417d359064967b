import { parseToken } from "#lib/access-token-format";
import { parseApiKey } from "#lib/api-key-format";
import { sha256Hex } from "#lib/digest";
import { describe, log } from "#lib/log";
import type { Holder, KeyRecord, Verdict } from "#lib/rate-limiter-protocol";
import type { Bindings } from "../../bindings";
import { platformOf } from "../../context";
import { unavailable } from "../../errors";
import { deniedUntil, rememberDenial } from "./denials";
import { ask, authorizationLimiter, keyLimiter } from "./limiter";
import { takeLocally } from "./local-limit";
import { noteUse } from "./recent-uses";
import { selectAuthorization, selectKey } from "./store";

export type Principal = KeyRecord;

export type Authentication =
  | { outcome: "allowed"; principal: Principal; remaining: number; resetMs: number }
  | { outcome: "limited"; limit: number; resetMs: number; retryAfterMs: number; holder?: Holder | undefined }
  /** `guess`: it may be one of many tries, and cost a look-up. `silent`: the limiter did not answer. */
  | { outcome: "refused"; reason: string; guess: boolean; silent?: true; holder?: Holder | undefined };

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
    return { outcome: "refused", reason: "This is neither an API key nor an access token.", guess: false };
  }
  const hash = await sha256Hex(text);
  const refused = deniedUntil(`refused:${hash}`, now);
  if (refused) return { outcome: "refused", reason: remembered(credential), guess: false, holder: refused.holder };
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
          : refuse(hash, now, unknown(credential));
      case "limited":
        rememberDenial(hash, now, verdict);
        return verdict;
      case "expired":
        return refuse(hash, now, expired(credential), verdict.holder);
      case "unknown":
        return refuse(hash, now, unknown(credential));
    }
  } catch (error) {
    log("warn", "limiter did not answer", describe(error));
    return await withoutLimiter(env, credential, hash, writes, now);
  }
}

const REFUSED_MS = 60_000;

/**
 * A credential that is unknown, revoked or expired stays so, and is refused from memory for a while: who goes on using
 * it costs nothing, and does not pass for one who guesses.
 */
function refuse(hash: string, now: number, reason: string, holder?: Holder): Authentication {
  rememberDenial(`refused:${hash}`, now, {
    limit: 0,
    resetMs: REFUSED_MS,
    retryAfterMs: REFUSED_MS,
    ...(holder && { holder }),
  });
  return { outcome: "refused", reason, guess: true, holder };
}

const unknown = ({ noun }: Credential): string => `The ${noun} is unknown or was revoked.`;
const expired = ({ noun }: Credential): string => `The ${noun} has expired.`;
const remembered = ({ noun }: Credential): string => `The ${noun} is unknown, was revoked or has expired.`;

/** The share of a credential's limit that one isolate grants on its own. */
const LOCAL_SHARE = 10;

async function withoutLimiter(
  env: Bindings,
  credential: Credential,
  hash: string,
  writes: boolean,
  now: number,
): Promise<Authentication> {
  if (writes) throw unavailable("The rate limiter does not answer. Nothing was changed.", 2);
  const principal = await credential.select(env, hash);
  if (!principal) return { outcome: "refused", reason: unknown(credential), guess: true, silent: true };
  if (principal.expiresAt !== null && principal.expiresAt <= now)
    return { outcome: "refused", reason: expired(credential), guess: true, silent: true };
  const most = Math.max(1, Math.floor(principal.rateLimit / LOCAL_SHARE));
  const decision = takeLocally(hash, most, now);
  const { resetMs } = decision;
  if (decision.allowed) return { outcome: "allowed", principal, remaining: decision.remaining, resetMs };
  return { outcome: "limited", limit: most, resetMs, retryAfterMs: decision.retryAfterMs };
}
