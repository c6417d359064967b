import { proxyDurable } from "itty-durable";
import { CallFailure } from "#connectors/sdk";
import type { BreakerPolicy, Outcome, Refusal } from "#lib/circuit-breaker";
import { type CircuitBreakerStub, GRANT_MS, type Quota } from "#lib/circuit-breaker-protocol";
import { describe, log } from "#lib/log";
import type { Bindings } from "../../bindings";

const proxies = new WeakMap<DurableObjectNamespace, { get: (name: string) => unknown }>();

function breaker(env: Bindings, name: string): CircuitBreakerStub {
  const known =
    proxies.get(env.CIRCUIT_BREAKER) ?? proxyDurable(env.CIRCUIT_BREAKER, { name: "CIRCUIT_BREAKER", parse: true });
  proxies.set(env.CIRCUIT_BREAKER, known);
  return known.get(name) as CircuitBreakerStub;
}

/** What all builders share of a connector's version. */
export const listingBreaker = (env: Bindings, slug: string, version: string): CircuitBreakerStub =>
  breaker(env, `listing:${slug}:${version}`);
/** What is one install's own. */
export const connectionBreaker = (env: Bindings, installId: string): CircuitBreakerStub =>
  breaker(env, `connection:${installId}`);

/** Whom a call is made for, as the breakers see it. */
export type Gated = {
  slug: string;
  name: string;
  version: string;
  installId: string;
  /** Whether the install has something of its own at the upstream: a credential or a quota. */
  hasConnection: boolean;
  policy: BreakerPolicy;
  quota: Quota | undefined;
};

/** Permission for one call, to be used at once and told how it went. */
export type Grant = { askedAt: number; listing: number; connection: number };

const TRIES = 3;

function refused(name: string, { reason, retryAfterMs }: Refusal, whose: "listing" | "connection"): CallFailure {
  const words = {
    killed: `${name} has been switched off for the moment.`,
    open:
      whose === "listing"
        ? `${name} does not answer at the moment. It is tried again by itself.`
        : `${name} has refused this connection several times in a row.`,
    probing: `${name} is just being tried again.`,
    paused: `${name} allows no more requests for the moment.`,
  };
  return new CallFailure({ class: "transient", message: words[reason] }, { refused: true, retryAfterMs });
}

/**
 * Asks both breakers. The platform-wide one, which obeys the kill switch, comes last; a grant that is older than its time
 * is asked for again, so that nothing begins on it after a kill has been answered.
 * @throws CallFailure refused
 */
export async function enter(env: Bindings, gated: Gated, leaseMs: number): Promise<Grant> {
  try {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const grant = await ask(env, gated, leaseMs);
      if (Date.now() - grant.askedAt < GRANT_MS) return grant;
      await leave(env, gated, grant, { listing: "unused", connection: "unused", pauseMs: 0 });
    }
  } catch (error) {
    if (error instanceof CallFailure) throw error;
    // Without the breaker nobody knows of the kill switch, so nothing goes out.
    log("error", "breaker did not answer", { slug: gated.slug, ...describe(error) });
  }
  throw new CallFailure({ class: "system", message: "Our own circuit breaker does not answer." }, { refused: true });
}

async function ask(env: Bindings, gated: Gated, leaseMs: number): Promise<Grant> {
  const { slug, version, installId, quota, policy } = gated;
  let connection = 0;
  if (gated.hasConnection) {
    const own = await connectionBreaker(env, installId).begin({ leaseMs, ...(quota ? { quota } : {}) });
    if (!own.allowed) throw refused(gated.name, own, "connection");
    connection = own.probe;
  }
  const askedAt = Date.now();
  const all = await listingBreaker(env, slug, version).begin({ slug, leaseMs });
  if (all.allowed) return { askedAt, listing: all.probe, connection };
  if (connection > 0) await connectionBreaker(env, installId).end({ probe: connection, outcome: "unused", policy });
  throw refused(gated.name, all, "listing");
}

export type Outcomes = { listing: Outcome; connection: Outcome; pauseMs: number };

/** Tells both breakers how the call went. @returns whether that opened or closed the platform-wide one */
export async function leave(
  env: Bindings,
  { slug, version, installId, hasConnection, policy }: Gated,
  grant: Grant,
  { listing, connection, pauseMs }: Outcomes,
): Promise<"opened" | "closed" | null> {
  const own = hasConnection
    ? connectionBreaker(env, installId).end({ probe: grant.connection, outcome: connection, policy, pauseMs })
    : undefined;
  const pause = hasConnection ? 0 : pauseMs;
  const all = listingBreaker(env, slug, version).end({
    probe: grant.listing,
    outcome: listing,
    policy,
    pauseMs: pause,
  });
  const [{ change }] = await Promise.all([all, own]);
  return change ?? null;
}
