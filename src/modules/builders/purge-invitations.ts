import { type Db, prepare } from "#db/client";
import { DAY_MS } from "#lib/time";

const A_BATCH = 500;
/** For so long an expired invitation can be seen, so that who sent it knows to repeat it. */
const KEPT_MS = 30 * DAY_MS;

/** Deletes long expired invitations, one bounded batch. @returns how many were deleted */
export async function purgeInvitations(db: Db, now: number): Promise<number> {
  const sql = `delete from invitations where id in (select id from invitations where expires_at < ?1 limit ${A_BATCH})`;
  const { meta } = await prepare(db, sql, now - KEPT_MS).run();
  return meta.changes;
}
