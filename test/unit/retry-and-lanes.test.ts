import fc from "fast-check";
import { expect, test } from "vitest";
import { groupCommit } from "#lib/group-commit";
import { limitConcurrency } from "#lib/limit-concurrency";
import type { Lane } from "../../src/modules/webhooks/enqueue";
import { laneAfter, QUICK_MS } from "../../src/modules/webhooks/verdict";

type State = { lane: Lane; fastStreak: number };
const after = (durations: readonly number[], from: State = { lane: "slow", fastStreak: 0 }): State =>
  durations.reduce<State>(laneAfter, from);
const durations = () => fc.array(fc.integer({ min: 0, max: 15_000 }), { maxLength: 30 });

test("five quick answers in a row promote, four do not", () => {
  expect(after([1, 2, 3, QUICK_MS])).toEqual({ lane: "slow", fastStreak: 4 });
  expect(after([1, 2, 3, 4, QUICK_MS])).toEqual({ lane: "fast", fastStreak: 0 });
});

test("a slow answer starts the run anew", () => {
  expect(after([1, 2, 3, 4, QUICK_MS + 1, 1, 2, 3, 4])).toEqual({ lane: "slow", fastStreak: 4 });
});

test("one slow answer demotes, from any state", () => {
  fc.assert(
    fc.property(durations(), fc.integer({ min: QUICK_MS + 1, max: 15_000 }), (before, slow) => {
      expect(after([...before, slow])).toEqual({ lane: "slow", fastStreak: 0 });
    }),
  );
});

test("an endpoint is in the fast lane exactly when its last slow answer is followed by five quick ones", () => {
  fc.assert(
    fc.property(durations(), (all) => {
      const quick = all.length - 1 - all.findLastIndex((duration) => duration > QUICK_MS);
      expect(after(all).lane).toBe(quick >= 5 ? "fast" : "slow");
    }),
  );
});

test("quick answers in the fast lane change nothing, so nothing is written for them", () => {
  const fast: State = { lane: "fast", fastStreak: 0 };
  expect(laneAfter(fast, 10)).toBe(fast);
});

test("a gate lets so many through at a time, in their order, and a failure frees its place", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }),
      async (most, fates) => {
        const gate = limitConcurrency(most);
        let running = 0;
        let peak = 0;
        const begun: number[] = [];
        const results = await Promise.allSettled(
          fates.map((fails, index) =>
            gate(async () => {
              running += 1;
              peak = Math.max(peak, running);
              begun.push(index);
              await new Promise((done) => setImmediate(done));
              running -= 1;
              if (fails) throw new Error("refused");
              return index;
            }),
          ),
        );
        expect(peak).toBe(Math.min(most, fates.length));
        expect(begun).toEqual(fates.map((_, index) => index));
        expect(results.map(({ status }) => status === "rejected")).toEqual(fates);
      },
    ),
    { numRuns: 50 },
  );
});

const after5ms = () => new Promise((done) => setTimeout(done, 5));

test("what is recorded at the same time is written together, and nobody's write is lost or doubled", async () => {
  const writes: number[][] = [];
  const write = groupCommit<number>(9, 3, async (items) => {
    writes.push(items);
    await after5ms();
  });
  const late = after5ms().then(() => Promise.all([10, 11].map(write)));
  await Promise.all([...[1, 2, 3].map(write), late]);
  expect(writes).toEqual([
    [1, 2, 3],
    [10, 11],
  ]);
});

test("when all that are expected have come, nobody waits for more", async () => {
  const writes: number[][] = [];
  const write = groupCommit<number>(3, 60_000, async (items) => {
    writes.push(items);
  });
  await Promise.all([1, 2, 3].map(write));
  expect(writes).toEqual([[1, 2, 3]]);
});

test("a write that fails fails those it was for, and the next goes on", async () => {
  let tries = 0;
  const write = groupCommit<number>(3, 3, async () => {
    tries += 1;
    if (tries === 1) throw new Error("lost");
  });
  const first = await Promise.allSettled([write(1), write(2)]);
  expect(first.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await expect(write(3)).resolves.toBeUndefined();
});
