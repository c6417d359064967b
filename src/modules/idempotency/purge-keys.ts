import { type Db, prepare } from "#db/client";

/** For so long a key is remembered. */
export const KEPT_MS = 86_400_000;
const A_BATCH = 500;

/** Deletes keys older than 24 hours, one bounded batch. @returns how many were deleted */
export async function purgeKeys(db: Db, now: number): Promise<number> {
  const sql = `delete from idempotency_keys where id in (select id from idempotency_keys where created_at < ?1 limit ${A_BATCH})`;
  const { meta } = await prepare(db, sql, now - KEPT_MS).run();
  return meta.changes;
}
