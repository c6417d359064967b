import type { BreakerPolicy, BreakerState, Change, Outcome, Verdict } from "./circuit-breaker";

/** A connector's promise of how often it calls, counted in windows that begin with their first call. */
export type Quota = { calls: number; perSeconds: number };

export type Begin = {
  /** Of a platform-wide object: whose kill switch it obeys. */
  slug?: string;
  /** How long the call may take, in ms. */
  leaseMs: number;
  quota?: Quota;
};

export type End = {
  probe: number;
  outcome: Outcome;
  policy: BreakerPolicy;
  /** How long the upstream wants no calls, in ms. */
  pauseMs?: number;
};

/**
 * A grant is used within this time, in ms, or asked for anew. So an object that was told of a kill switch knows when
 * every call it allowed has begun.
 */
export const GRANT_MS = 1000;

/** The object's methods, as a caller sees them. */
export type CircuitBreakerStub = {
  begin: (asked: Begin) => Promise<Verdict>;
  end: (said: End) => Promise<{ change: Change | null }>;
  /** Answers when no call can begin any more on what was granted before. */
  kill: () => Promise<{ killed: true }>;
  restore: () => Promise<{ killed: false }>;
  close: () => Promise<{ wasOpen: boolean }>;
  peek: () => Promise<BreakerState>;
};
