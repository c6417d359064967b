import fc from "fast-check";
import { expect, test } from "vitest";
import { limitConcurrency } from "#lib/limit-concurrency";

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

test("never more than so many run at once, and all of them run, in their order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.record({ ms: fc.integer({ min: 0, max: 3 }), fails: fc.boolean() }), { maxLength: 25 }),
      async (most, works) => {
        const gate = limitConcurrency(most);
        const started: number[] = [];
        let running = 0;
        let peak = 0;
        const results = await Promise.allSettled(
          works.map(({ ms, fails }, at) =>
            gate(async () => {
              started.push(at);
              running += 1;
              peak = Math.max(peak, running);
              await pause(ms);
              running -= 1;
              if (fails) throw new Error(`work ${at}`);
              return at;
            }),
          ),
        );
        expect(peak).toBeLessThanOrEqual(most);
        expect(peak).toBe(Math.min(most, works.length));
        expect(started).toEqual(works.map((_, at) => at));
        expect(results.map(({ status }) => status)).toEqual(
          works.map(({ fails }) => (fails ? "rejected" : "fulfilled")),
        );
      },
    ),
    { numRuns: 30 },
  );
});

test("a result and a failure come back to who asked", async () => {
  const gate = limitConcurrency(1);
  const failing = gate(() => Promise.reject(new Error("no")));
  const fine = gate(() => Promise.resolve("yes"));
  await expect(failing).rejects.toThrow("no");
  await expect(fine).resolves.toBe("yes");
});
