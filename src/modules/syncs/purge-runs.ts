import { type Db, prepare } from "#db/client";
import { deleteOldest } from "#db/delete-oldest";
import { firstIdAt } from "#lib/ids";

const KEPT_MS = 90 * 86_400_000;

const OLD = deleteOldest("sync_runs", "c.id < ?1 and c.status <> 'stopped'");

/** Deletes runs of more than 90 days ago. @returns how many; there may be more */
export async function purgeRuns(db: Db, now: number): Promise<number> {
  return (await prepare(db, OLD, firstIdAt(now - KEPT_MS)).run()).meta.changes;
}
