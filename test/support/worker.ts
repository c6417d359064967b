/** The Worker under test, which knows what it has under way: a file of tests begins when that has ended. */
import type { Bindings } from "../../src/bindings";
import worker from "../../src/worker";

export { CircuitBreaker, RateLimiter, RefreshLock } from "../../src/worker";

type Work = { of: string };
const underWay = new Set<Work>();

/** Has the file that comes next wait for what goes on after an answer. @param of whose work it is */
export async function watch(of: string, work: Promise<unknown>): Promise<void> {
  const one = { of };
  underWay.add(one);
  try {
    await work;
  } finally {
    underWay.delete(one);
  }
}

/** What the runtime cuts off never ends, so nothing is waited for longer than this. */
const LONGEST_MS = 5000;

/** Messages up to here are of files that have ended. */
let begun = 0;

/** Resolves when nothing is under way. What is still on its way in queues by then is dropped when it arrives. */
export async function atRest(): Promise<void> {
  const end = Date.now() + LONGEST_MS;
  while (underWay.size > 0 && Date.now() < end) await scheduler.wait(10);
  // oxlint-disable-next-line no-console -- to be seen when a later file fails
  for (const { of } of underWay) console.warn(`work of ${of} has not ended`);
  underWay.clear();
  begun = Date.now();
}

export default {
  ...worker,
  queue: (batch, env, execution) => {
    if (batch.messages.every(({ timestamp }) => timestamp.getTime() <= begun)) return;
    const watched = {
      waitUntil: (work: Promise<unknown>) => execution.waitUntil(watch(batch.queue, work)),
      passThroughOnException: () => execution.passThroughOnException(),
    };
    return watch(batch.queue, worker.queue(batch, env, watched as ExecutionContext));
  },
} satisfies ExportedHandler<Bindings>;
