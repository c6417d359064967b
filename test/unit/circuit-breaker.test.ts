import fc from "fast-check";
import { expect, test } from "vitest";
import { begin, type BreakerPolicy, type BreakerState, CLOSED, end, isOpen, type Outcome } from "#lib/circuit-breaker";

const policy: BreakerPolicy = { failures: 5, windowMs: 600_000, coolDownMs: 30_000, longestCoolDownMs: 600_000 };
const LEASE = 20_000;
const NOW = 1_800_000_000_000;

const after = (state: BreakerState, outcomes: readonly Outcome[], now = NOW, probe = 0): BreakerState =>
  outcomes.reduce((so, outcome) => end(so, policy, { probe, outcome }, now).state, state);
const failing = (count: number): Outcome[] => Array.from({ length: count }, () => "failure" as const);
const opened = after(CLOSED, failing(5));

test("it opens at exactly the threshold, and says so once", () => {
  const four = after(CLOSED, failing(4));
  expect(isOpen(four)).toBe(false);
  const fifth = end(four, policy, { probe: 0, outcome: "failure" }, NOW);
  expect(fifth.change).toBe("opened");
  expect(isOpen(fifth.state)).toBe(true);
  expect(end(fifth.state, policy, { probe: 0, outcome: "failure" }, NOW)).toEqual({
    state: fifth.state,
    change: undefined,
  });
});

test("a success in between starts the row anew; an answer that says nothing does not", () => {
  expect(isOpen(after(CLOSED, [...failing(4), "success", ...failing(4)]))).toBe(false);
  expect(isOpen(after(CLOSED, [...failing(4), "alive", "unused", "failure"]))).toBe(true);
});

test("failures that lie further apart than the window do not add up", () => {
  let state = after(CLOSED, failing(4), NOW);
  state = after(state, ["failure"], NOW + policy.windowMs + 1);
  expect(state).toMatchObject({ failures: 1, openedAt: 0 });
  expect(isOpen(after(after(CLOSED, failing(4), NOW), ["failure"], NOW + policy.windowMs))).toBe(true);
});

test("an open circuit refuses until it has cooled down; then one probe goes, and no other beside it", () => {
  expect(begin(opened, NOW + 29_999, LEASE).verdict).toEqual({ allowed: false, reason: "open", retryAfterMs: 1 });
  const { state, verdict } = begin(opened, NOW + 30_000, LEASE);
  expect(verdict).toEqual({ allowed: true, probe: 1 });
  expect(begin(state, NOW + 30_001, LEASE).verdict).toMatchObject({ allowed: false, reason: "probing" });
  // Nobody heard of the probe any more: the next one goes, and the lost one's outcome counts for nothing.
  const next = begin(state, NOW + 30_000 + LEASE, LEASE);
  expect(next.verdict).toEqual({ allowed: true, probe: 2 });
  expect(end(next.state, policy, { probe: 1, outcome: "success" }, NOW + 60_000).state).toEqual(next.state);
  expect(end(next.state, policy, { probe: 2, outcome: "success" }, NOW + 60_000)).toMatchObject({ change: "closed" });
});

test("each probe that fails doubles the wait, up to the longest", () => {
  let state = opened;
  let now = NOW;
  const waits = [];
  for (let probe = 1; probe <= 7; probe += 1) {
    now = state.probeAt;
    state = begin(state, now, LEASE).state;
    state = end(state, policy, { probe, outcome: "failure" }, now).state;
    waits.push(state.probeAt - now);
  }
  expect(waits).toEqual([60_000, 120_000, 240_000, 480_000, 600_000, 600_000, 600_000]);
});

test("an answer, even one of no use, shows that the upstream is back", () => {
  const probing = begin(opened, opened.probeAt, LEASE).state;
  expect(end(probing, policy, { probe: 1, outcome: "alive" }, NOW)).toMatchObject({
    change: "closed",
    state: { failures: 0, openedAt: 0 },
  });
  expect(end(probing, policy, { probe: 1, outcome: "unused" }, NOW)).toMatchObject({
    change: undefined,
    state: { openedAt: opened.openedAt, probe: 0 },
  });
});

test("a kill switch refuses everything, and outlives the circuit's own changes", () => {
  const killed = { ...CLOSED, killed: true };
  expect(begin(killed, NOW, LEASE).verdict).toMatchObject({ allowed: false, reason: "killed" });
  expect(after(killed, [...failing(5), "success"]).killed).toBe(true);
});

test("whatever happens: never two probes at once, and an ordinary call only while closed", () => {
  const step = fc.record({
    outcome: fc.constantFrom<Outcome>("success", "alive", "failure", "unused"),
    wait: fc.nat(120_000),
    reports: fc.boolean(),
  });
  const run = (steps: { outcome: Outcome; wait: number; reports: boolean }[]): string[] => {
    const faults: string[] = [];
    let state: BreakerState = CLOSED;
    let now = NOW;
    let probeUntil = 0;
    for (const { outcome, wait, reports } of steps) {
      now += wait;
      const wasOpen = isOpen(state);
      const asked = begin(state, now, LEASE);
      state = asked.state;
      if (!asked.verdict.allowed) continue;
      const { probe } = asked.verdict;
      if (probe > 0 !== wasOpen) faults.push(wasOpen ? "an ordinary call while open" : "a probe while closed");
      if (probe > 0 && probeUntil > now) faults.push("two probes at once");
      if (probe > 0) probeUntil = reports ? 0 : now + LEASE;
      if (reports) state = end(state, policy, { probe, outcome }, now).state;
    }
    return faults;
  };
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      expect(run(steps)).toEqual([]);
    }),
  );
});
