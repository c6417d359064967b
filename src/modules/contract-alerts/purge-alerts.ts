import { type Db, prepare } from "#db/client";
import { firstIdAt } from "#lib/ids";

const KEPT_MS = 180 * 86_400_000;
const A_BATCH = 500;

const OLD = `delete from contract_alerts where id in (select id from contract_alerts where id < ?1 order by id limit ${A_BATCH})
 returning slug, version, endpoint, day`;
const INSTALLS = `delete from contract_alert_installs where (slug, version, endpoint, day) in
 (select value->>'$.slug', value->>'$.version', value->>'$.endpoint', value->>'$.day' from json_each(?1))`;

/** Deletes alerts of more than 180 days ago, with what is known of their installs. @returns how many; there may be more */
export async function purgeAlerts(platform: Db, now: number): Promise<number> {
  const { results } = await prepare(platform, OLD, firstIdAt(now - KEPT_MS)).all();
  if (results.length > 0) await prepare(platform, INSTALLS, JSON.stringify(results)).run();
  return results.length;
}
