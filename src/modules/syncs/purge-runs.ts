import { type Db, prepare } from "#db/client";
import { firstIdAt } from "#lib/ids";

const KEPT_MS = 90 * 86_400_000;

// A cross join keeps its order: each install's oldest runs are looked up, and no run is looked at in vain.
const OLD = `delete from sync_runs where (builder_id, install_id, id) in (select r.builder_id, r.install_id, r.id
 from installs i cross join sync_runs r on r.builder_id = i.builder_id and r.install_id = i.id and r.id < ?1
 where r.status <> 'stopped' limit 1000)`;

/** Deletes runs of more than 90 days ago. @returns how many; there may be more */
export async function purgeRuns(db: Db, now: number): Promise<number> {
  return (await prepare(db, OLD, firstIdAt(now - KEPT_MS)).run()).meta.changes;
}
