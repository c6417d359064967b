/** What our Worker has asked of others so far, as D1 itself counts rows. */
export type Counts = { databaseCalls: number; objectCalls: number; rowsRead: number; rowsWritten: number };

/** The entry that counts, and the whole of our Worker behind it. */
export const COUNTED = "scripts/bench/workers/counted.ts";

export const readCounts = async (workerUrl: string): Promise<Counts> =>
  (await (await fetch(new URL("/counts", workerUrl))).json()) as Counts;

export const difference = (after: Counts, before: Counts): Counts => ({
  databaseCalls: after.databaseCalls - before.databaseCalls,
  objectCalls: after.objectCalls - before.objectCalls,
  rowsRead: after.rowsRead - before.rowsRead,
  rowsWritten: after.rowsWritten - before.rowsWritten,
});
