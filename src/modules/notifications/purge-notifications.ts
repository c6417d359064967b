import { type Db, prepare } from "#db/client";
import { firstIdAt } from "#lib/ids";
import { DAY_MS } from "#lib/time";

const KEPT_MS = 365 * DAY_MS;
const A_BATCH = 500;

const OLD = `delete from notifications where (builder_id, id) in (select builder_id, id from notifications indexed by notifications_id
 where id < ?1 order by id limit ${A_BATCH}) returning builder_id, id`;
/** Who has read them. */
const READS = `delete from notification_reads where builder_id in (select value->>'$.builder_id' from json_each(?1))
 and notification_id in (select value->>'$.id' from json_each(?1))`;

/** Deletes what builders were told more than a year ago, one bounded batch. @returns how many; there may be more */
export async function purgeNotifications(db: Db, now: number): Promise<number> {
  const { results } = await prepare(db, OLD, firstIdAt(now - KEPT_MS)).all();
  if (results.length > 0) await prepare(db, READS, JSON.stringify(results)).run();
  return results.length;
}

const OLD_OWN = `delete from user_notifications where (user_id, id) in (select user_id, id from user_notifications
 indexed by user_notifications_id where id < ?1 order by id limit ${A_BATCH})`;

/** The same of what people alone were told. */
export const purgeOwnNotifications = async (platform: Db, now: number): Promise<number> =>
  (await prepare(platform, OLD_OWN, firstIdAt(now - KEPT_MS)).run()).meta.changes;
