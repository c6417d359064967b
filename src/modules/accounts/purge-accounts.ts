import { type Db, prepare } from "#db/client";

const A_BATCH = 500;

/** Deletes expired sessions and verifications, one bounded batch of each. @returns how many were deleted */
export async function purgeAccounts(db: Db, now: number): Promise<number> {
  const results = await db.$client.batch(
    ["sessions", "verifications"].map((table) =>
      prepare(
        db,
        `delete from ${table} where id in (select id from ${table} where expires_at < ?1 limit ${A_BATCH})`,
        now,
      ),
    ),
  );
  return results.reduce((sum, { meta }) => sum + meta.changes, 0);
}
