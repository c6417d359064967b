import type { Holder } from "#lib/rate-limiter-protocol";

type Denial = { until: number; limit: number; resetAt: number; holder: Holder | undefined };

/**
 * Denials that are certain until a moment, kept in the isolate: while no request of a window can be admitted, the object
 * need not be asked. Bounded; when full, the oldest goes.
 */
const MOST = 10_000;
const denials = new Map<string, Denial>();

export function deniedUntil(name: string, now: number): Denial | undefined {
  const denial = denials.get(name);
  if (!denial) return undefined;
  if (denial.until > now) return denial;
  denials.delete(name);
  return undefined;
}

/** @param asked when the object was asked: its answer is at least that old, so the denial ends no later than it says */
export function rememberDenial(
  name: string,
  asked: number,
  verdict: { limit: number; resetMs: number; retryAfterMs: number; holder?: Holder },
): Denial {
  const denial = {
    until: asked + verdict.retryAfterMs,
    limit: verdict.limit,
    resetAt: asked + verdict.resetMs,
    holder: verdict.holder,
  };
  const [oldest] = denials.keys();
  if (denials.size >= MOST && oldest !== undefined) denials.delete(oldest);
  denials.set(name, denial);
  return denial;
}
