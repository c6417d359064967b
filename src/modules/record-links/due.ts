import { prepare, type Write } from "#db/client";
import type { RecordModel } from "#models";
import type { Context } from "../../context";

/**
 * Links that are to be looked at. Whoever learns something says so here; the revision moves with it, so that a look that
 * did not know of it yet is a lost race.
 */
const DUE = "set due_at = ?2, revision = revision + 1";

type Of = Pick<Context, "db" | "builderId"> & { now: number };

const OF_RECORDS = `update record_links indexed by record_links_record ${DUE}
 where builder_id = ?1 and entity = ?3 and record_id in (select value from json_each(?4)) and record_id is not null returning install_id`;

/** The links of records of ours that have changed. @returns the installs they are of */
export const recordsDue = async (of: Of, entity: string, ids: readonly string[]): Promise<string[]> =>
  await installsOf(prepare(of.db, OF_RECORDS, of.builderId, of.now, entity, JSON.stringify(ids)));

const BY_MATCH_KEY = `update record_links indexed by record_links_match_key ${DUE}
 where builder_id = ?1 and model = ?3 and match_key in (select value from json_each(?4)) and record_id is null returning install_id`;
const BY_OTHER_KEY = `update record_links indexed by record_links_other_key ${DUE}
 where builder_id = ?1 and model = ?3 and other_key in (select value from json_each(?4)) and record_id is null returning install_id`;

/** What may be records of ours that are new or are called otherwise now. @returns the installs they are of */
export async function unmatchedDue(
  of: Of,
  model: RecordModel,
  { matchKeys = [], otherKeys = [] }: { matchKeys?: readonly string[]; otherKeys?: readonly string[] },
): Promise<string[]> {
  const asked = async (sql: string, keys: readonly string[]) =>
    keys.length === 0 ? [] : await installsOf(prepare(of.db, sql, of.builderId, of.now, model, JSON.stringify(keys)));
  return [...(await asked(BY_MATCH_KEY, matchKeys)), ...(await asked(BY_OTHER_KEY, otherKeys))];
}

const DEPENDENTS = `update record_links indexed by record_links_other_key ${DUE}
 where builder_id = ?1 and model = ?3 and other_key in (select value from json_each(?4)) and install_id = ?5
 and (record_id is null or external_id = '')`;

/** How a link that is being written names what it belongs to, which may not be there yet either. */
export const ofRecord = (id: string): string => `record:${id}`;

type Parent = { install_id: string; external_id: string; record_id: string | null };

/** What waits for its parent to be known at both sides. */
export function dependentsDue(ctx: Context, model: RecordModel, parent: Parent): Write {
  const keys = [parent.external_id, ...(parent.record_id === null ? [] : [ofRecord(parent.record_id)])];
  return prepare(ctx.db, DEPENDENTS, ctx.builderId, ctx.now, model, JSON.stringify(keys), parent.install_id);
}

async function installsOf(update: Write): Promise<string[]> {
  const { results } = await update.all<{ install_id: string }>();
  return [...new Set(results.map(({ install_id: id }) => id))];
}

const WAITING = `select id from record_links indexed by record_links_due
 where builder_id = ?1 and install_id = ?2 and model = ?3 and id > ?4 and due_at is not null order by id limit ?5`;
const ANY = `select model from record_links indexed by record_links_due
 where builder_id = ?1 and install_id = ?2 and due_at is not null limit 1`;

export const isAnyDue = async (ctx: Context, installId: string): Promise<boolean> =>
  (await prepare(ctx.db, ANY, ctx.builderId, installId).first()) !== null;

/** @returns their ids, from one on */
export const dueLinks = async (
  ctx: Context,
  installId: string,
  model: string,
  { after, most }: { after: string; most: number },
): Promise<string[]> => {
  const asked = prepare(ctx.db, WAITING, ctx.builderId, installId, model, after, most);
  return (await asked.all<{ id: string }>()).results.map(({ id }) => id);
};
