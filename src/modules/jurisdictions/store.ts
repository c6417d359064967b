import { type Db, prepare } from "#db/client";
import { notFound } from "../../errors";
import { COLUMNS, type Jurisdiction, type JurisdictionRow, toJurisdiction } from "./shape";

/** @returns undefined when there is no such jurisdiction */
export async function selectJurisdiction(platform: Db, id: string): Promise<JurisdictionRow | undefined> {
  const sql = `select ${COLUMNS} from jurisdictions where id = ?1`;
  return (await prepare(platform, sql, id).first<JurisdictionRow>()) ?? undefined;
}

/** @throws DomainError not_found */
export async function getJurisdiction({ platform }: { platform: Db }, id: string): Promise<Jurisdiction> {
  const row = await selectJurisdiction(platform, id);
  if (!row) throw notFound("jurisdiction");
  return toJurisdiction(row);
}

/** Those of these ids that there are, by id. */
export async function jurisdictionsOf(
  { platform }: { platform: Db },
  ids: readonly string[],
): Promise<Map<string, Jurisdiction>> {
  if (ids.length === 0) return new Map();
  const sql = `select ${COLUMNS} from jurisdictions where id in (select value from json_each(?1))`;
  const { results } = await prepare(platform, sql, JSON.stringify(ids)).all<JurisdictionRow>();
  return new Map(results.map((row) => [row.id, toJurisdiction(row)]));
}
