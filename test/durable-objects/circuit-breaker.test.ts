import { env, evictDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import type { BreakerPolicy } from "#lib/circuit-breaker";
import { GRANT_MS } from "#lib/circuit-breaker-protocol";
import { breakerNamed } from "../support/upstream";

const policy: BreakerPolicy = { failures: 5, windowMs: 600_000, coolDownMs: 30_000, longestCoolDownMs: 600_000 };
const LEASE = 20_000;

let names = 0;
const breaker = () => breakerNamed(`test:${(names += 1)}`);
const failed = { probe: 0, outcome: "failure", policy } as const;

afterEach(() => {
  vi.useRealTimers();
});

test("it opens at exactly the fifth failure, whoever reports it, and says so once", async () => {
  const { ask } = breaker();
  for (let count = 1; count <= 4; count += 1) expect(await ask.end(failed)).toEqual({ change: null });
  expect(await ask.begin({ leaseMs: LEASE })).toEqual({ allowed: true, probe: 0 });
  const ends = await Promise.all(Array.from({ length: 20 }, () => ask.end(failed)));
  expect(ends.filter(({ change }) => change === "opened")).toHaveLength(1);
  expect(await ask.begin({ leaseMs: LEASE })).toMatchObject({ allowed: false, reason: "open" });
});

test("what it knows outlives its being put away, also in the middle of a row of failures", async () => {
  const { ask, stub } = breaker();
  for (let count = 0; count < 4; count += 1) await ask.end(failed);
  await evictDurableObject(stub);
  expect(await ask.end(failed)).toEqual({ change: "opened" });
  await evictDurableObject(stub);
  expect(await ask.begin({ leaseMs: LEASE })).toMatchObject({ allowed: false, reason: "open" });
  await ask.kill();
  await evictDurableObject(stub);
  expect(await ask.begin({ leaseMs: LEASE })).toMatchObject({ allowed: false, reason: "killed" });
});

test("of fifty that ask at once when it may be tried again, one probe goes; the next only after a longer wait", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  const { ask, stub } = breaker();
  for (let count = 0; count < 5; count += 1) await ask.end(failed);
  vi.setSystemTime(Date.now() + 30_000);
  const verdicts = await Promise.all(Array.from({ length: 50 }, () => ask.begin({ leaseMs: LEASE })));
  const probes = verdicts.filter(({ allowed }) => allowed);
  expect(probes).toEqual([{ allowed: true, probe: 1 }]);
  expect(verdicts.filter((verdict) => !verdict.allowed && verdict.reason === "probing")).toHaveLength(49);
  await evictDurableObject(stub);
  expect(await ask.begin({ leaseMs: LEASE })).toMatchObject({ allowed: false, reason: "probing" });

  expect(await ask.end({ probe: 1, outcome: "failure", policy })).toEqual({ change: null });
  vi.setSystemTime(Date.now() + 59_000);
  expect(await ask.begin({ leaseMs: LEASE })).toMatchObject({ allowed: false, reason: "open" });
  vi.setSystemTime(Date.now() + 1000);
  expect(await ask.begin({ leaseMs: LEASE })).toEqual({ allowed: true, probe: 2 });
  expect(await ask.end({ probe: 2, outcome: "success", policy })).toEqual({ change: "closed" });
  expect(await ask.begin({ leaseMs: LEASE })).toEqual({ allowed: true, probe: 0 });
});

test("a kill is answered only when no call that was allowed before can still begin", async () => {
  const { ask } = breaker();
  const quick = Date.now();
  await ask.kill();
  expect(Date.now() - quick).toBeLessThan(GRANT_MS / 2);
  await ask.restore();
  await ask.begin({ leaseMs: LEASE });
  const granted = Date.now();
  const killed = ask.kill();
  expect(await ask.begin({ leaseMs: LEASE })).toMatchObject({ allowed: false, reason: "killed" });
  await killed;
  expect(Date.now() - granted).toBeGreaterThanOrEqual(GRANT_MS - 20);
});

test("an object that is made while the switch is thrown obeys it", async () => {
  await env.KILL_SWITCHES.put("kill:late-object", "{}");
  const { ask } = breaker();
  const asked = await Promise.all(Array.from({ length: 5 }, () => ask.begin({ slug: "late-object", leaseMs: LEASE })));
  for (const verdict of asked) expect(verdict).toMatchObject({ allowed: false, reason: "killed" });
  await env.KILL_SWITCHES.delete("kill:late-object");
  await ask.restore();
  expect(await ask.begin({ slug: "late-object", leaseMs: LEASE })).toMatchObject({ allowed: true });
});

test("an upstream that asks for a pause gets it, and a quota holds", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  const { ask } = breaker();
  await ask.end({ probe: 0, outcome: "alive", policy, pauseMs: 7000 });
  expect(await ask.begin({ leaseMs: LEASE })).toEqual({ allowed: false, reason: "paused", retryAfterMs: 7000 });
  vi.setSystemTime(Date.now() + 7000);
  const quota = { calls: 3, perSeconds: 60 };
  const taken = await Promise.all(Array.from({ length: 10 }, () => ask.begin({ leaseMs: LEASE, quota })));
  expect(taken.filter(({ allowed }) => allowed)).toHaveLength(3);
  vi.setSystemTime(Date.now() + 60_000);
  expect(await ask.begin({ leaseMs: LEASE, quota })).toMatchObject({ allowed: true });
});
