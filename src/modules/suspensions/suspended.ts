import { prepare } from "#db/client";
import type { Bindings } from "../../bindings";
import { platformOf } from "../../context";

/** Builders that one statement leaves out; what is asked for of others is refused when it is done. */
const MOST = 20_000;

/** Whether nothing is to be done for the builder: it is suspended, or there is none. */
export async function isSuspended(env: Bindings, builderId: string): Promise<boolean> {
  const sql = "select is_active from builders where id = ?1";
  return (await prepare(platformOf(env), sql, builderId).first<{ is_active: number }>())?.is_active !== 1;
}

/**
 * Those for whom jobs do nothing, as a JSON array of ids: what is due of theirs stays so until they are reinstated, and takes
 * nobody's place.
 */
export async function suspendedBuilders(env: Bindings): Promise<string> {
  const sql = `select id from builders where is_active = 0 limit ${MOST}`;
  const { results } = await prepare(platformOf(env), sql).all<{ id: string }>();
  return JSON.stringify(results.map(({ id }) => id));
}
