import { describe, log } from "#lib/log";
import { objectNamed } from "#lib/object-call";
import type { RateLimiterStub } from "#lib/rate-limiter-protocol";
import type { Bindings } from "../../bindings";
import { unavailable } from "../../errors";

const limiter = (env: Bindings, name: string): RateLimiterStub => objectNamed(env.RATE_LIMITER, name);

export const keyLimiter = (env: Bindings, hash: string): RateLimiterStub => limiter(env, `key:${hash}`);
export const authorizationLimiter = (env: Bindings, id: string): RateLimiterStub => limiter(env, `authorization:${id}`);
export const addressLimiter = (env: Bindings, address: string): RateLimiterStub => limiter(env, `address:${address}`);

/**
 * Tells the key's limiter that its record changed; from its next answer on, the change holds everywhere.
 * @throws DomainError unavailable when the object cannot be told; the change must then not be reported as done
 */
export const forgetKey = (env: Bindings, hash: string): Promise<void> => tell(keyLimiter(env, hash), "key");

/** The same for an authorization: its tokens or its grants changed. */
export const forgetAuthorization = (env: Bindings, id: string): Promise<void> =>
  tell(authorizationLimiter(env, id), "authorization");

async function tell(limiter: RateLimiterStub, noun: string): Promise<void> {
  try {
    await ask(limiter.forget());
  } catch (error) {
    log("warn", "limiter did not answer", describe(error));
    throw unavailable(
      `The rate limiter does not answer. The ${noun} was changed, but may be accepted for a minute.`,
      2,
    );
  }
}

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
