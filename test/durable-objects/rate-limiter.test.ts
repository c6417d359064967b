import { env, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { sha256Hex } from "#lib/digest";
import { objectNamed } from "#lib/object-call";
import type { RateLimiterStub, Verdict } from "#lib/rate-limiter-protocol";
import { emptyRing, WINDOW_MS } from "#lib/sliding-window";
import { newBuilder, newKey } from "../support/harness";

let names = 0;
/** A limiter object of its own, with its id. */
function limiter(name = `test:${(names += 1)}`) {
  const stub = env.RATE_LIMITER.get(env.RATE_LIMITER.idFromName(name));
  return { stub, ask: objectNamed<RateLimiterStub>(env.RATE_LIMITER, name) };
}
const keyLimiter = async (key: string) => {
  const hash = await sha256Hex(key);
  return { hash, ...limiter(`key:${hash}`) };
};

const allowed = (verdicts: readonly Verdict[]) => verdicts.filter(({ outcome }) => outcome === "allowed").length;
const takes = (ask: RateLimiterStub, count: number, limit: number) =>
  Promise.all(Array.from({ length: count }, () => ask.takeAnonymous(limit)));

type Stored = { ring: { counts: number[]; lasts: number[] }; ahead: number };
const stored = (stub: DurableObjectStub) =>
  runInDurableObject(stub, async (_, state) => [...(await state.storage.list<Stored>()).values()][0]);

test("of fifty at once exactly as many get through as the limit says", async () => {
  for (const limit of [1, 30, 49]) {
    const { ask } = limiter();
    const verdicts = await takes(ask, 50, limit);
    expect(allowed(verdicts)).toBe(limit);
    const remaining = verdicts.flatMap((verdict) => (verdict.outcome === "allowed" ? [verdict.remaining] : []));
    expect(new Set(remaining)).toEqual(new Set(Array.from({ length: limit }, (_, at) => at)));
    for (const verdict of verdicts.filter(({ outcome }) => outcome === "limited"))
      expect(verdict).toMatchObject({ limit, retryAfterMs: expect.any(Number) as number });
  }
});

test("what was admitted is remembered by an object that was put away", async () => {
  const { stub, ask } = limiter();
  expect(allowed(await takes(ask, 7, 10))).toBe(7);
  await evictDurableObject(stub);
  expect(allowed(await takes(ask, 10, 10))).toBe(3);
  await evictDurableObject(stub);
  expect(allowed(await takes(ask, 10, 10))).toBe(0);
});

test("one write pays for a block, and an object put away in the middle of it loses no more than the block", async () => {
  const limit = 1000;
  const { stub, ask } = limiter();
  expect(allowed(await takes(ask, 25, limit))).toBe(25);
  // Blocks of ten: three were written, of the last one five are used.
  const kept = await stored(stub);
  expect(kept?.ahead).toBe(9);
  expect(kept?.ring.counts.reduce((sum, count) => sum + count, 0)).toBe(21);
  await evictDurableObject(stub);
  const [verdict] = await takes(ask, 1, limit);
  expect(verdict).toMatchObject({ outcome: "allowed", remaining: limit - 31 });
});

test("an object whose window has passed starts anew", async () => {
  const { stub, ask } = limiter();
  await takes(ask, 5, 5);
  await runInDurableObject(stub, async (_, state) => {
    const entries = await state.storage.list<Stored>();
    for (const [name, { ring, ahead }] of entries) {
      const lasts = ring.lasts.map((last) => (last > 0 ? last - WINDOW_MS : 0));
      await state.storage.put(name, { ring: { ...ring, lasts }, ahead });
    }
  });
  await evictDurableObject(stub);
  expect(allowed(await takes(ask, 10, 5))).toBe(5);
});

test("one call tells who has the key, and takes one of its requests", async () => {
  const builderId = await newBuilder({ shard: 1, plan: "starter" });
  const { id, key } = await newKey(builderId, { scopes: ["read:projects"], rateLimit: 3 });
  const { hash, ask } = await keyLimiter(key);
  const verdicts = await Promise.all(Array.from({ length: 5 }, () => ask.takeKey(hash)));
  expect(allowed(verdicts)).toBe(3);
  expect(verdicts[0]).toMatchObject({
    outcome: "allowed",
    key: { id, builderId, shard: 1, environment: "live", plan: "starter", scopes: ["read:projects"], rateLimit: 3 },
  });
  expect(JSON.stringify(verdicts)).not.toContain(key);
});

test("a key that nobody has is unknown, and so is one that was revoked", async () => {
  const { hash, ask } = await keyLimiter("ross_live_nobody");
  expect(await ask.takeKey(hash)).toEqual({ outcome: "unknown" });
  const builderId = await newBuilder();
  const made = await newKey(builderId);
  const revoked = await keyLimiter(made.key);
  expect(await revoked.ask.takeKey(revoked.hash)).toMatchObject({ outcome: "allowed" });
  await env.PLATFORM_DB.prepare("update api_keys set is_active = 0 where id = ?").bind(made.id).run();
  // Past the API the change is seen after a minute; told of it, at once.
  expect(await revoked.ask.takeKey(revoked.hash)).toMatchObject({ outcome: "allowed" });
  await revoked.ask.forget();
  const holder = { kind: "api_key", id: made.id, applicationId: null, builderId };
  expect(await revoked.ask.takeKey(revoked.hash)).toEqual({ outcome: "unknown", holder });
});

test("a key of a suspended builder is told from one that is dead", async () => {
  const builderId = await newBuilder();
  const { id, key } = await newKey(builderId);
  const { hash, ask } = await keyLimiter(key);
  const set = (active: number) =>
    env.PLATFORM_DB.prepare("update builders set is_active = ? where id = ?").bind(active, builderId).run();
  await set(0);
  const holder = { kind: "api_key", id, applicationId: null, builderId };
  expect(await ask.takeKey(hash)).toEqual({ outcome: "suspended", holder });
  await set(1);
  await ask.forget();
  expect(await ask.takeKey(hash)).toMatchObject({ outcome: "allowed" });
});

test("a change that is told while the key is being read is not missed", async () => {
  const made = await newKey(await newBuilder());
  const { hash, ask } = await keyLimiter(made.key);
  const verdicts = await Promise.all([
    ...Array.from({ length: 10 }, () => ask.takeKey(hash)),
    env.PLATFORM_DB.prepare("update api_keys set is_active = 0 where id = ?")
      .bind(made.id)
      .run()
      .then(() => ask.forget()),
  ]);
  expect(verdicts.at(-1)).toEqual({ forgotten: true });
  expect(await ask.takeKey(hash)).toMatchObject({ outcome: "unknown", holder: { id: made.id } });
});

test("an expired key costs none of its requests", async () => {
  const builderId = await newBuilder();
  const { id, key } = await newKey(builderId, { expiresAt: Date.now() - 1 });
  const { hash, ask, stub } = await keyLimiter(key);
  const holder = { kind: "api_key", id, applicationId: null, builderId };
  expect(await ask.takeKey(hash)).toEqual({ outcome: "expired", holder });
  expect(await stored(stub)).toBeUndefined();
});

test("an object keeps counts and nothing of the key", async () => {
  const { key } = await newKey(await newBuilder());
  const { hash, ask, stub } = await keyLimiter(key);
  await ask.takeKey(hash);
  const kept = await stored(stub);
  expect(Object.keys(kept ?? {}).toSorted()).toEqual(["ahead", "ring"]);
  expect(kept?.ring.counts).toHaveLength(emptyRing().counts.length);
});

test("what is no method of the object is refused, and its properties are none", async () => {
  const { stub } = limiter();
  for (const name of ["ring", "persist", "constructor", "toString", ""]) {
    const response = await stub.fetch(`https://object/${encodeURIComponent(JSON.stringify([name]))}`);
    expect(response.status).toBe(404);
  }
});
