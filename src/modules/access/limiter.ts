import { proxyDurable } from "itty-durable";
import type { RateLimiterStub } from "#lib/rate-limiter-protocol";
import type { Bindings } from "../../bindings";

const proxies = new WeakMap<DurableObjectNamespace, { get: (name: string) => unknown }>();

function limiter(env: Bindings, name: string): RateLimiterStub {
  const known = proxies.get(env.RATE_LIMITER) ?? proxyDurable(env.RATE_LIMITER, { name: "RATE_LIMITER", parse: true });
  proxies.set(env.RATE_LIMITER, known);
  return known.get(name) as RateLimiterStub;
}

/** A bare SHA-256 would be taken for an object's id, so the name says what it names. */
export const keyLimiter = (env: Bindings, hash: string): RateLimiterStub => limiter(env, `key:${hash}`);
export const authorizationLimiter = (env: Bindings, id: string): RateLimiterStub => limiter(env, `authorization:${id}`);
export const addressLimiter = (env: Bindings, address: string): RateLimiterStub => limiter(env, `address:${address}`);

/**
 * Tells the key's limiter that its record changed; from its next answer on, the change holds everywhere.
 * @throws when the object cannot be told; the change must then not be reported as done
 */
export const forgetKey = async (env: Bindings, hash: string): Promise<void> => {
  await keyLimiter(env, hash).forget();
};

/** The same for an authorization: its tokens or its grants changed. */
export const forgetAuthorization = async (env: Bindings, id: string): Promise<void> => {
  await authorizationLimiter(env, id).forget();
};

/** How long an answer of the object is waited for. A caller gets its own within a second, whatever happens. */
const PATIENCE_MS = 800;

export class LimiterSilent extends Error {}

export async function ask<T>(question: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LimiterSilent("no answer in time")), PATIENCE_MS);
  });
  try {
    return await Promise.race([question, silence]);
  } finally {
    if (timer !== undefined) clearTimeout(timer);
  }
}
