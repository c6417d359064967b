import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { groupCommit } from "#lib/group-commit";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A write that ends when it is told to. */
function controlled() {
  const groups: number[][] = [];
  const ends: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  const write = (items: number[]) => {
    groups.push(items);
    return new Promise<void>((resolve, reject) => ends.push({ resolve, reject }));
  };
  return { groups, ends, write };
}

test("a group is written as soon as all that are expected have come", () => {
  const { groups, write } = controlled();
  const commit = groupCommit(3, 1000, write);
  void commit(1);
  void commit(2);
  expect(groups).toEqual([]);
  void commit(3);
  expect(groups).toEqual([[1, 2, 3]]);
});

test("a group does not wait for ever for who is missing", async () => {
  const { groups, ends, write } = controlled();
  const commit = groupCommit(3, 1000, write);
  void commit(1);
  await vi.advanceTimersByTimeAsync(999);
  void commit(2);
  expect(groups).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(groups).toEqual([[1, 2]]);
  ends[0]?.resolve();
  await vi.advanceTimersByTimeAsync(0);
  // The last one has nobody to wait for.
  void commit(3);
  expect(groups).toEqual([[1, 2], [3]]);
});

test("what arrives during a write is written with the next", async () => {
  const { groups, ends, write } = controlled();
  const commit = groupCommit(4, 1000, write);
  void commit(1);
  await vi.advanceTimersByTimeAsync(1000);
  void commit(2);
  void commit(3);
  expect(groups).toEqual([[1]]);
  ends[0]?.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(groups).toEqual([[1], [2, 3]]);
});

test("nobody is told before the write of his own group has ended", async () => {
  const { ends, write } = controlled();
  const commit = groupCommit(1, 10, write);
  const told: number[] = [];
  void commit(1).then(() => told.push(1));
  void commit(2).then(() => told.push(2));
  await vi.advanceTimersByTimeAsync(100);
  expect(told).toEqual([]);
  ends[0]?.resolve();
  await vi.advanceTimersByTimeAsync(100);
  expect(told).toEqual([1]);
  ends[1]?.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual([1, 2]);
});

test("a failed write fails its group and no other", async () => {
  const { groups, ends, write } = controlled();
  const commit = groupCommit(2, 10, write);
  const failing = Promise.allSettled([commit(1), commit(2)]);
  const fine = commit(3);
  ends[0]?.reject(new Error("overloaded"));
  expect((await failing).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await vi.advanceTimersByTimeAsync(0);
  ends[1]?.resolve();
  await expect(fine).resolves.toBeUndefined();
  expect(groups).toEqual([[1, 2], [3]]);
});

test("every item is written once, whatever was expected and whenever it comes", async () => {
  const arrivals = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(
      arrivals,
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 0, max: 20 }),
      async (waits, expected, took) => {
        const written: number[] = [];
        const commit = groupCommit<number>(expected, 5, async (items) => {
          await new Promise((resolve) => setTimeout(resolve, took));
          written.push(...items);
        });
        const all = Promise.all(
          waits.map(async (wait, item) => {
            await new Promise((resolve) => setTimeout(resolve, wait));
            await commit(item);
            expect(written).toContain(item);
          }),
        );
        await vi.runAllTimersAsync();
        await all;
        expect(written.toSorted((a, b) => a - b)).toEqual(waits.map((_, item) => item));
      },
    ),
  );
});
