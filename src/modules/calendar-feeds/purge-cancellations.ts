import { type Db, prepare } from "#db/client";
import { DAY_MS } from "#lib/time";

/** For so long an event that is no more is told to be cancelled; most calendars look again within a day. */
export const TOLD_MS = 30 * DAY_MS;

const A_BATCH = 1000;
const OLD = `delete from calendar_cancellations where (builder_id, project_id, uid) in
 (select builder_id, project_id, uid from calendar_cancellations where cancelled_at < ?1 limit ${A_BATCH})`;

/** @returns how many it deleted; there may be more */
export const purgeCancellations = async (db: Db, now: number): Promise<number> =>
  (await prepare(db, OLD, now - TOLD_MS).run()).meta.changes;
