import fc from "fast-check";
import { expect, test } from "vitest";
import { add, blockSize, emptyRing, type Ring, take, WINDOW_MS } from "#lib/sliding-window";

const START = 1_790_000_000_000;

/** The most admissions that any span of a whole window holds, wherever it begins. */
function busiest(admitted: readonly number[]): number {
  let most = 0;
  let from = 0;
  for (const [at, time] of admitted.entries()) {
    while ((admitted[from] ?? 0) <= time - WINDOW_MS) from += 1;
    most = Math.max(most, at - from + 1);
  }
  return most;
}

const limits = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constantFrom(100, 500, 2000));
/** Waits before each request, in ms: bursts, trickles, whole seconds and minutes, and the edges of the window. */
const waits = fc.array(
  fc.oneof(
    fc.constantFrom(0, 0, 0, 1, 999, 1000, 1001, 59_000, 59_999, 60_000, 60_001, 61_000, 122_000),
    fc.integer({ min: 0, max: 3000 }),
  ),
  { minLength: 1, maxLength: 400 },
);

test("no span of sixty seconds ever holds more than the limit", () => {
  fc.assert(
    fc.property(limits, waits, fc.nat(WINDOW_MS), (limit, steps, offset) => {
      const ring = emptyRing();
      let now = START + offset;
      const admitted: number[] = [];
      for (const step of steps) {
        now += step;
        if (take(ring, limit, now).allowed) admitted.push(now);
      }
      expect(busiest(admitted)).toBeLessThanOrEqual(limit);
      expect(admitted.length).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});

type Stored = { ring: Ring; ahead: number };

/** A limiter as the object runs it: one write pays for a block of admissions, and a crash forgets what memory held. */
class Limiter {
  stored: Stored = { ring: emptyRing(), ahead: 0 };
  ring = emptyRing();
  ahead = 0;
  writes = 0;

  crash(now: number): void {
    const { ring, ahead } = structuredClone(this.stored);
    this.ring = ring;
    if (ahead > 0) add(this.ring, now, ahead);
    this.ahead = 0;
  }

  take(limit: number, now: number): boolean {
    if (!take(this.ring, limit, now).allowed) return false;
    if (this.ahead > 0) {
      this.ahead -= 1;
      return true;
    }
    this.ahead = blockSize(limit) - 1;
    this.stored = structuredClone({ ring: this.ring, ahead: this.ahead });
    this.writes += 1;
    return true;
  }
}

const steps = fc.array(
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({ wait: fc.integer({ min: 0, max: 2500 }), burst: fc.integer({ min: 1, max: 60 }) }),
    },
    { weight: 1, arbitrary: fc.constant("crash" as const) },
  ),
  { minLength: 1, maxLength: 120 },
);

test("the same holds across crashes that forget what memory held", () => {
  fc.assert(
    fc.property(fc.constantFrom(1, 5, 100, 500, 1000), steps, (limit, script) => {
      const limiter = new Limiter();
      let now = START;
      const admitted: number[] = [];
      for (const step of script) {
        if (step === "crash") limiter.crash(now);
        else {
          now += step.wait;
          for (let at = 0; at < step.burst; at += 1) if (limiter.take(limit, now)) admitted.push(now);
        }
      }
      expect(busiest(admitted)).toBeLessThanOrEqual(limit);
    }),
    { numRuns: 200 },
  );
});

test("a crash costs at most one block of admissions, and not for longer than a window", () => {
  for (const limit of [1, 99, 100, 500, 2000]) {
    const limiter = new Limiter();
    for (let at = 0; at < Math.floor(limit / 2); at += 1) limiter.take(limit, START);
    limiter.crash(START + 1);
    let admitted = Math.floor(limit / 2);
    while (limiter.take(limit, START + 2)) admitted += 1;
    expect(admitted).toBeGreaterThan(limit - blockSize(limit));
    expect(admitted).toBeLessThanOrEqual(limit);
    limiter.crash(START + 3);
    let later = 0;
    while (limiter.take(limit, START + 3 + WINDOW_MS)) later += 1;
    expect(later).toBe(limit);
  }
});

test("what a cell counted a window ago does not come back with a crash", () => {
  const limiter = new Limiter();
  // One hundred requests, and a while later two more: the block written beforehand waits for a crash.
  for (let at = 0; at < 100; at += 1) limiter.take(200, START);
  limiter.crash(START + 61_000);
  let admitted = 0;
  while (limiter.take(200, START + 61_000)) admitted += 1;
  expect(admitted).toBeGreaterThanOrEqual(199);
});

test.each([1.5, 2, 5, 50])("at %f times the limit at least 99 %% of it is admitted", (factor) => {
  for (const limit of [60, 100, 500, 2000]) {
    const ring = emptyRing();
    const minutes = 20;
    let admitted = 0;
    for (let time = 0; time < minutes * WINDOW_MS; time += WINDOW_MS / (limit * factor)) {
      if (take(ring, limit, Math.floor(START + 137 + time)).allowed) admitted += 1;
    }
    expect(admitted / (limit * minutes)).toBeGreaterThanOrEqual(0.99);
  }
});

test("at the very limit at least 98 % is admitted", () => {
  for (const limit of [60, 100, 500, 2000]) {
    const ring = emptyRing();
    let admitted = 0;
    for (let time = 0; time < 20 * WINDOW_MS; time += WINDOW_MS / limit) {
      if (take(ring, limit, Math.floor(START + time)).allowed) admitted += 1;
    }
    expect(admitted / (limit * 20)).toBeGreaterThanOrEqual(0.98);
  }
});

test("a denial is certain for as long as it says, and no longer", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 60 }),
      (limit, gaps) => {
        const ring = emptyRing();
        let now = START;
        for (const gap of gaps) take(ring, limit, (now += gap));
        const full = { ...structuredClone(ring) };
        let decision = take(full, limit, now);
        while (decision.allowed) decision = take(full, limit, now);
        const { retryAfterMs } = decision;
        expect(retryAfterMs).toBeGreaterThan(0);
        expect(retryAfterMs).toBeLessThanOrEqual(WINDOW_MS);
        expect(take(structuredClone(full), limit, now + retryAfterMs - 1).allowed).toBe(false);
        expect(take(structuredClone(full), limit, now + retryAfterMs).allowed).toBe(true);
        const whole = take(structuredClone(full), limit, now + decision.resetMs);
        expect(whole).toMatchObject({ allowed: true, remaining: limit - 1 });
      },
    ),
  );
});

test("what remains is told with each admission", () => {
  const ring = emptyRing();
  const told = Array.from({ length: 4 }, () => take(ring, 3, START));
  expect(told.map(({ allowed, remaining }) => [allowed, remaining])).toEqual([
    [true, 2],
    [true, 1],
    [true, 0],
    [false, 0],
  ]);
});

test("a limit that was lowered holds at once", () => {
  const ring = emptyRing();
  for (let at = 0; at < 10; at += 1) take(ring, 10, START);
  expect(take(ring, 5, START + 59_999).allowed).toBe(false);
  expect(take(ring, 5, START + 60_000)).toMatchObject({ allowed: true, remaining: 4 });
});

test("a clock that is set back admits nothing twice", () => {
  const ring = emptyRing();
  for (let at = 0; at < 5; at += 1) take(ring, 5, START);
  expect(take(ring, 5, START - 3_600_000).allowed).toBe(false);
  expect(take(ring, 5, START + WINDOW_MS).allowed).toBe(true);
});

test("a ring is plain data", () => {
  const ring = emptyRing();
  take(ring, 5, START);
  const restored = JSON.parse(JSON.stringify(ring)) as Ring;
  expect(take(restored, 5, START + 1)).toEqual(take(ring, 5, START + 1));
});

test.each([
  [1, 1],
  [99, 1],
  [100, 1],
  [500, 5],
  [2000, 20],
])("with a limit of %i one write pays for %i", (limit, block) => {
  expect(blockSize(limit)).toBe(block);
  const limiter = new Limiter();
  for (let at = 0; at < limit; at += 1) limiter.take(limit, START);
  expect(limiter.writes).toBe(Math.ceil(limit / block));
});
