import { type Db, prepare } from "#db/client";
import { KEEP_MS } from "./lifetimes";

const A_BATCH = 500;

const some = (table: string, key: string): string =>
  `delete from ${table} where ${key} in (select ${key} from ${table} where expires_at < ?1 limit ${A_BATCH})`;

const AUTHORIZATIONS = `delete from oauth_authorizations where id in
 (select id from oauth_authorizations where refresh_expires_at < ?1 limit ${A_BATCH})`;

/**
 * Deletes what has expired, one bounded batch of each kind: consents at once, exchanged refresh tokens when they would have
 * expired, codes and authorizations a month later.
 * @returns how many were deleted
 */
export async function purgeOauth(platform: Db, now: number): Promise<number> {
  const results = await platform.$client.batch([
    prepare(platform, some("oauth_consents", "handle_hash"), now),
    prepare(platform, some("oauth_refresh_history", "refresh_token_hash"), now),
    prepare(platform, some("oauth_codes", "code_hash"), now - KEEP_MS),
    prepare(platform, AUTHORIZATIONS, now - KEEP_MS),
  ]);
  return results.reduce((sum, { meta }) => sum + meta.changes, 0);
}
