/** When calls are cut off, and how soon they are tried again. Times in ms. */
export type BreakerPolicy = {
  /** Failures in a row that open the circuit. */
  failures: number;
  /** A row of failures that began longer ago than this starts anew. */
  windowMs: number;
  /** How long the circuit stays open before the first probe; doubled by each probe that fails. */
  coolDownMs: number;
  longestCoolDownMs: number;
};

/** All that is kept. Times are epoch ms; 0 stands for never. */
export type BreakerState = {
  failures: number;
  firstFailureAt: number;
  openedAt: number;
  /** While the circuit is open: when a probe may go. */
  probeAt: number;
  /** Failed probes since it opened. */
  probes: number;
  /** The probe under way, by its number; 0 is none. */
  probe: number;
  /** A probe that nobody has heard of until then is lost. */
  probeUntil: number;
  lastProbe: number;
  killed: boolean;
  /** The upstream asked to be left alone until then. */
  pausedUntil: number;
};

export const CLOSED: BreakerState = {
  failures: 0,
  firstFailureAt: 0,
  openedAt: 0,
  probeAt: 0,
  probes: 0,
  probe: 0,
  probeUntil: 0,
  lastProbe: 0,
  killed: false,
  pausedUntil: 0,
};

export type Refusal = { allowed: false; reason: "killed" | "open" | "probing" | "paused"; retryAfterMs: number };
/** `probe` is the number of the probe that the call is, 0 for an ordinary one; it comes back with the outcome. */
export type Verdict = { allowed: true; probe: number } | Refusal;

/**
 * - `failure` counts;
 * - `success` ends a row of failures;
 * - `alive` tells that the upstream answers, and nothing of whether it works: it closes an open circuit, and neither
 *   counts nor ends a row;
 * - `unused`: the call was not made after all.
 */
export type Outcome = "success" | "alive" | "failure" | "unused";

export type Change = "opened" | "closed" | undefined;

/** A killed switch has no time at which it ends; callers ask again after so long. */
const KILLED_RETRY_MS = 60_000;

export const isOpen = (state: BreakerState): boolean => state.openedAt > 0;

/** Whether a call may begin. Of all who ask while a probe is due, one gets it. @param leaseMs how long a probe may take */
export function begin(state: BreakerState, now: number, leaseMs: number): { state: BreakerState; verdict: Verdict } {
  const refuse = (reason: Refusal["reason"], until: number) => ({
    state,
    verdict: { allowed: false as const, reason, retryAfterMs: Math.max(1, until - now) },
  });
  if (state.killed) return refuse("killed", now + KILLED_RETRY_MS);
  if (state.pausedUntil > now) return refuse("paused", state.pausedUntil);
  if (!isOpen(state)) return { state, verdict: { allowed: true, probe: 0 } };
  if (state.probe > 0 && state.probeUntil > now) return refuse("probing", state.probeUntil);
  if (state.probeAt > now) return refuse("open", state.probeAt);
  const probe = state.lastProbe + 1;
  return {
    state: { ...state, probe, lastProbe: probe, probeUntil: now + leaseMs },
    verdict: { allowed: true, probe },
  };
}

/**
 * What a call's outcome makes of the state. While the circuit is open only its probe's outcome counts: calls that began
 * before tell nothing new.
 */
export function end(
  state: BreakerState,
  policy: BreakerPolicy,
  call: { probe: number; outcome: Outcome },
  now: number,
): { state: BreakerState; change: Change } {
  const kept = { state, change: undefined };
  if (isOpen(state)) return call.probe > 0 && call.probe === state.probe ? endProbe(state, policy, call, now) : kept;
  if (call.outcome === "success" && state.failures > 0)
    return { state: { ...state, failures: 0, firstFailureAt: 0 }, change: undefined };
  if (call.outcome !== "failure") return kept;
  const anew = state.failures === 0 || now - state.firstFailureAt > policy.windowMs;
  const failures = anew ? 1 : state.failures + 1;
  const counted = { ...state, failures, firstFailureAt: anew ? now : state.firstFailureAt };
  if (failures < policy.failures) return { state: counted, change: undefined };
  return { state: { ...counted, openedAt: now, probeAt: now + policy.coolDownMs, probes: 0 }, change: "opened" };
}

function endProbe(
  state: BreakerState,
  policy: BreakerPolicy,
  { outcome }: { outcome: Outcome },
  now: number,
): { state: BreakerState; change: Change } {
  const over = { ...state, probe: 0, probeUntil: 0 };
  if (outcome === "unused") return { state: over, change: undefined };
  if (outcome !== "failure") return { state: reset(state), change: "closed" };
  const probes = state.probes + 1;
  const coolDownMs = Math.min(policy.coolDownMs * 2 ** probes, policy.longestCoolDownMs);
  return { state: { ...over, probes, failures: state.failures + 1, probeAt: now + coolDownMs }, change: undefined };
}

/** Closed, with no failures; what an admin or the upstream itself said stays. */
export const reset = ({ killed, pausedUntil, lastProbe }: BreakerState): BreakerState => ({
  ...CLOSED,
  killed,
  pausedUntil,
  lastProbe,
});
