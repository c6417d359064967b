import { type Db, prepare } from "#db/client";
import { firstIdAt } from "#lib/ids";

const RETENTION_MS = 30 * 86_400_000;
const A_BATCH = 500;

/** The oldest events of each builder, found by stepping from one builder to the next over the key. */
const PURGE = `with recursive builder(id) as (
  select min(builder_id) from events
  union all
  select (select min(builder_id) from events where builder_id > builder.id) from builder where builder.id is not null
)
delete from events where (builder_id, id) in (
  select e.builder_id, e.id from builder join events e on e.builder_id = builder.id and e.id < ?1 limit ${A_BATCH}
)`;

/** Deletes events older than 30 days, one bounded batch. @returns how many were deleted */
export async function purgeEvents(db: Db, now: number): Promise<number> {
  const { meta } = await prepare(db, PURGE, firstIdAt(now - RETENTION_MS)).run();
  return meta.changes;
}
