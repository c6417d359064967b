import { createDurable } from "itty-durable";
import { begin, type BreakerState, CLOSED, end, isOpen, reset, type Verdict } from "../src/lib/circuit-breaker";
import { type Begin, type End, GRANT_MS, type Quota } from "../src/lib/circuit-breaker-protocol";

/**
 * One object a listing and version, which all builders share, and one a connection. It holds the circuit, the kill
 * switch, and what the upstream allows in a time.
 */
export class CircuitBreaker extends createDurable({ autoPersist: false }) {
  breaker: BreakerState = CLOSED;
  /** Calls of the quota's present window. */
  used = 0;
  windowStart = 0;
  /** Whether the record of kill switches has been asked; from then on the object is told of changes. */
  asked = false;
  grantedAt = 0;

  override getPersistable() {
    const { breaker, used, windowStart, asked } = this;
    return { breaker, used, windowStart, asked };
  }

  async begin({ slug, leaseMs, quota }: Begin): Promise<Verdict> {
    if (slug !== undefined && !this.asked) await this.askSwitch(slug);
    const now = Date.now();
    const { state, verdict } = begin(this.breaker, now, leaseMs);
    if (!verdict.allowed) return verdict;
    const wait = quota ? this.takeQuota(quota, now) : 0;
    if (wait > 0) return { allowed: false, reason: "paused", retryAfterMs: wait };
    const changed = state !== this.breaker;
    this.breaker = state;
    this.grantedAt = now;
    if (changed || quota) await this.persist();
    return verdict;
  }

  async end({ probe, outcome, policy, pauseMs = 0 }: End) {
    const now = Date.now();
    const { state, change } = end(this.breaker, policy, { probe, outcome }, now);
    const pausedUntil = Math.max(state.pausedUntil, pauseMs > 0 ? now + pauseMs : 0);
    const next = pausedUntil === state.pausedUntil ? state : { ...state, pausedUntil };
    if (next !== this.breaker) {
      this.breaker = next;
      await this.persist();
    }
    return { change: change ?? null };
  }

  async kill(): Promise<{ killed: true }> {
    await this.set({ ...this.breaker, killed: true });
    const left = this.grantedAt + GRANT_MS - Date.now();
    if (left > 0) await scheduler.wait(left);
    return { killed: true };
  }

  async restore(): Promise<{ killed: false }> {
    await this.set({ ...this.breaker, killed: false });
    return { killed: false };
  }

  /** Closes the circuit, whatever it knows. */
  async close(): Promise<{ wasOpen: boolean }> {
    const wasOpen = isOpen(this.breaker);
    await this.set({ ...reset(this.breaker), pausedUntil: 0 });
    return { wasOpen };
  }

  async peek(): Promise<BreakerState> {
    return this.breaker;
  }

  async set(breaker: BreakerState): Promise<void> {
    this.breaker = breaker;
    this.asked = true;
    await this.persist();
  }

  /** An object made after the switch was thrown has not been told of it. */
  async askSwitch(slug: string): Promise<void> {
    const { KILL_SWITCHES: switches } = (this as unknown as { state: { KILL_SWITCHES: KVNamespace } }).state;
    const thrown = (await switches.get(`kill:${slug}`)) !== null;
    if (this.asked) return;
    this.asked = true;
    if (!thrown) return;
    await this.set({ ...this.breaker, killed: true });
  }

  /** @returns ms until the next call of the quota; 0 when this one is */
  takeQuota({ calls, perSeconds }: Quota, now: number): number {
    if (now >= this.windowStart + perSeconds * 1000) {
      this.windowStart = now;
      this.used = 0;
    }
    if (this.used >= calls) return this.windowStart + perSeconds * 1000 - now;
    this.used += 1;
    return 0;
  }
}
