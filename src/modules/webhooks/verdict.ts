import { nextRetryAt } from "#lib/retry-schedule";
import type { Claimed } from "./claim";
import type { Lane } from "./enqueue";
import type { Outcome } from "./send";

/** An answer within so many ms counts as quick. */
export const QUICK_MS = 500;
/** Quick answers in a row that move a subscription to the fast lane. */
const PROMOTING_STREAK = 5;

export type Verdict = {
  status: "delivered" | "pending" | "failed";
  failures: number;
  nextRetryAt: number | null;
  /** Why the subscription is to be switched off. */
  disable: string | undefined;
};

/** What an outcome means for its delivery. 2xx alone is success; 410 ends it at once (Standard Webhooks). */
export function judge(
  claimed: Claimed,
  outcome: Outcome,
  schedule: readonly number[],
  now: number,
  random: () => number,
): Verdict {
  if (outcome.error === null)
    return { status: "delivered", failures: claimed.failures, nextRetryAt: null, disable: undefined };
  const failures = claimed.failures + 1;
  if (outcome.status === 410)
    return { status: "failed", failures, nextRetryAt: null, disable: "The receiver answered 410 Gone." };
  const next = nextRetryAt({ schedule, failures, now, retryAfterMs: outcome.retryAfterMs, random });
  return next === undefined
    ? {
        status: "failed",
        failures,
        nextRetryAt: null,
        disable: `All ${schedule.length + 1} attempts of a delivery failed.`,
      }
    : { status: "pending", failures, nextRetryAt: next, disable: undefined };
}

/** The lane an endpoint has shown itself fit for: one slow answer demotes, a run of quick ones promotes. */
export function laneAfter(
  before: { lane: Lane; fastStreak: number },
  durationMs: number,
): { lane: Lane; fastStreak: number } {
  if (durationMs > QUICK_MS) return { lane: "slow", fastStreak: 0 };
  if (before.lane === "fast") return before;
  const fastStreak = before.fastStreak + 1;
  return fastStreak >= PROMOTING_STREAK ? { lane: "fast", fastStreak: 0 } : { lane: "slow", fastStreak };
}
