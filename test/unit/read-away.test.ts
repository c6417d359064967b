import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readAway } from "../../src/api/read-away";

const PART = new Uint8Array(1_048_576);

/** A body in so many parts of a mebibyte, which tells how many were taken; `after` stands for what follows them. */
function bodyOf(parts: number, after: (controller: ReadableStreamDefaultController) => unknown = (it) => it.close()) {
  let taken = 0;
  const body = new ReadableStream(
    {
      pull: (controller) => {
        if (taken === parts) return after(controller) as undefined;
        taken += 1;
        controller.enqueue(PART);
        return undefined;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, taken: () => taken };
}
const asked = (body: ReadableStream, length?: number) => ({
  body,
  headers: new Headers(length === undefined ? {} : { "content-length": String(length) }),
});

/** The runtime's own, which Node.js has not. */
beforeEach(() =>
  vi.stubGlobal("scheduler", {
    wait: (ms: number, { signal }: { signal: AbortSignal }) =>
      new Promise<void>((done, fail) => {
        const timer = setTimeout(done, ms);
        signal.addEventListener("abort", () => {
          clearTimeout(timer);
          fail(signal.reason as Error);
        });
      }),
  }),
);
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a body is read to its end, and let go of", async () => {
  const { body, taken } = bodyOf(3);
  await readAway(asked(body));
  expect([taken(), body.locked]).toEqual([3, false]);
});

test("of one that is longer than it says no more than four mebibytes are read", async () => {
  const { body, taken } = bodyOf(100);
  await readAway(asked(body, 10));
  expect(taken()).toBe(4);
});

test("one that says it is larger is left, and so is one that somebody else reads", async () => {
  const large = bodyOf(9);
  await readAway(asked(large.body, 4_194_305));
  const read = bodyOf(9);
  read.body.getReader();
  await readAway(asked(read.body));
  expect([large.taken(), read.taken()]).toEqual([0, 0]);
});

test("one that stops coming is waited for two seconds, and one that breaks off not at all", async () => {
  vi.useFakeTimers();
  const stuck = bodyOf(1, () => new Promise(() => undefined));
  let isDone = false;
  const reading = readAway(asked(stuck.body)).then(() => (isDone = true));
  await vi.advanceTimersByTimeAsync(1999);
  expect(isDone).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await reading;
  const broken = bodyOf(1, () => Promise.reject(new Error("gone")));
  await readAway(asked(broken.body));
  expect([stuck.taken(), broken.taken(), broken.body.locked]).toEqual([1, 1, false]);
  expect(vi.getTimerCount()).toBe(0);
});

test("without a body there is nothing to do", async () => {
  await expect(readAway({ body: null, headers: new Headers() })).resolves.toBeUndefined();
});
