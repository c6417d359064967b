import { vi } from "vitest";

/** No wait of ours is longer but for an answer. */
const LONGEST_PAUSE_MS = 5000;

/**
 * Does the work with an upstream that can be silent: whoever waits for its answer is out of patience at once.
 * @param work gets what answers in silence
 */
export async function withSilence<T>(work: (silence: () => Promise<Response>) => Promise<T>): Promise<T> {
  const waiting = new Map<number, () => void>();
  const [set, clear] = [globalThis.setTimeout, globalThis.clearTimeout];
  const patience = (run: () => void, ms = 0) => {
    if (ms <= LONGEST_PAUSE_MS) return set(run, ms);
    const id = -1 - waiting.size;
    waiting.set(id, run);
    return id;
  };
  const spies = [
    vi.spyOn(globalThis, "setTimeout").mockImplementation(patience as unknown as typeof setTimeout),
    vi.spyOn(globalThis, "clearTimeout").mockImplementation((id) => {
      if (!waiting.delete(Number(id))) clear(id);
    }),
  ];
  const silence = () =>
    new Promise<Response>(() => {
      for (const [id, late] of waiting) {
        waiting.delete(id);
        late();
      }
    });
  try {
    return await work(silence);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
