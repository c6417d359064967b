import { prepare, type Write } from "#db/client";
import { isoTime } from "#lib/time";
import type { Setbacks } from "#models";
import type { Context } from "../../context";

const COLUMNS =
  "project_id, version, front_ft, rear_ft, left_ft, right_ft, waterfront_ft, reference, lot, entered_by, entered_at";

type Row = Omit<Setbacks, "lot" | "entered_at"> & { version: number; lot: string | null; entered_at: number };

/** Version 0 is that of what was never entered. */
export type StoredSetbacks = { setbacks: Setbacks; version: number };

const toSetbacks = ({ version: _version, ...row }: Row): Setbacks => ({
  // Over the row's own values, whose order stays that of the columns.
  ...row,
  lot: row.lot === null ? null : (JSON.parse(row.lot) as Setbacks["lot"]),
  entered_at: isoTime(row.entered_at),
});

const NOTHING: Omit<Setbacks, "project_id"> = {
  front_ft: null,
  rear_ft: null,
  left_ft: null,
  right_ft: null,
  waterfront_ft: null,
  reference: null,
  lot: null,
  entered_by: null,
  entered_at: null,
};

export async function selectSetbacks(ctx: Context, projectId: string): Promise<StoredSetbacks> {
  const sql = `select ${COLUMNS} from setbacks where builder_id = ?1 and project_id = ?2`;
  const row = await prepare(ctx.db, sql, ctx.builderId, projectId).first<Row>();
  if (!row) return { setbacks: { project_id: projectId, ...NOTHING }, version: 0 };
  return { setbacks: toSetbacks(row), version: row.version };
}

const GIVEN = COLUMNS.split(", ").slice(2, -1);
const VALUES = GIVEN.map((column) => `?5->>'$.${column}'`).join(", ");
const CHANGED = ["version", ...GIVEN, "entered_at"].map((column) => `${column} = excluded.${column}`).join(", ");
/** Changes no row when what it replaces is not the version it was made from. */
const PUT = `insert into setbacks (builder_id, ${COLUMNS}) select ?1, ?2, ?3 + 1, ${VALUES}, ?4
 where ?3 = coalesce((select version from setbacks where builder_id = ?1 and project_id = ?2), 0)
 on conflict (builder_id, project_id) do update set ${CHANGED}`;

/** @param version that is replaced */
export const putRow = (ctx: Context, setbacks: Setbacks, version: number): Write =>
  prepare(ctx.db, PUT, ctx.builderId, setbacks.project_id, version, ctx.now, JSON.stringify(setbacks));
