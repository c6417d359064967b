type Waiting<T> = { item: T; resolve: () => void; reject: (error: unknown) => void };

/** How long the first item of a group waits for company, in ms. */
const GATHER_MS = 3;

/**
 * Writes items together that arrive together: while one group is being written the next one gathers.
 * @returns a function that resolves when its item has been written, and rejects as its group's write did
 */
export function groupCommit<T>(write: (items: T[]) => Promise<void>): (item: T) => Promise<void> {
  let waiting: Waiting<T>[] = [];
  let running = false;
  async function run(): Promise<void> {
    running = true;
    await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        await write(group.map(({ item }) => item));
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    running = false;
  }
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!running) void run();
    });
}
