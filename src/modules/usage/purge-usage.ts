import { type Db, prepare } from "#db/client";
import { DAY_MS } from "#lib/time";

/** Thirteen months and a little, so that a month can be compared with that of the year before. `GET /usage` promises it. */
export const KEPT_DAYS = 400;
const A_BATCH = 500;

/** The oldest days of each builder, found by stepping from one builder to the next over the key. */
const PURGE = `with recursive builder(id) as (
  select min(builder_id) from api_usage
  union all
  select (select min(builder_id) from api_usage where builder_id > builder.id) from builder where builder.id is not null
)
delete from api_usage where (builder_id, day, principal_id, operation, status) in (
  select u.builder_id, u.day, u.principal_id, u.operation, u.status from builder
  join api_usage u on u.builder_id = builder.id and u.day < ?1 limit ${A_BATCH}
)`;

/** Deletes counts of days that are kept no longer, one bounded batch. @returns how many were deleted */
export async function purgeUsage(platform: Db, now: number): Promise<number> {
  const first = new Date(now - KEPT_DAYS * DAY_MS).toISOString().slice(0, 10);
  return (await prepare(platform, PURGE, first).run()).meta.changes;
}
