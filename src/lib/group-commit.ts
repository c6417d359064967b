type Waiting<T> = { item: T; resolve: () => void; reject: (error: unknown) => void };

/**
 * Writes items together that arrive together: a group is written when all that are expected have come, or so long after
 * its first one; while it is being written the next one gathers.
 * @param expected how many items will come in all, if nothing keeps them
 * @param gatherMs how long the first of a group waits for company
 * @returns a function that resolves when its item has been written, and rejects as its group's write did
 */
export function groupCommit<T>(
  expected: number,
  gatherMs: number,
  write: (items: T[]) => Promise<void>,
): (item: T) => Promise<void> {
  let waiting: Waiting<T>[] = [];
  let outstanding = expected;
  let writing = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function flush(): Promise<void> {
    if (timer !== undefined) clearTimeout(timer);
    timer = undefined;
    writing = true;
    const group = waiting;
    waiting = [];
    outstanding -= group.length;
    try {
      await write(group.map(({ item }) => item));
      for (const { resolve } of group) resolve();
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
    writing = false;
    if (waiting.length > 0) await flush();
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (writing) return;
      if (waiting.length >= outstanding) void flush();
      else timer ??= setTimeout(() => void flush(), gatherMs);
    });
}
