import { prepare, type Write } from "#db/client";
import { isoTime } from "#lib/time";
import type { PlacedPoint, SurveyPlacement } from "#models";
import type { Context } from "../../context";
import { type Lie, lieOf } from "./placement";

const KEPT =
  "project_id, survey_id, document_id, document_sha256, width_px, height_px, points, version, placed_by, placed_at";
/** Whether the document is still the project's, with the same content. */
const CURRENT = `(select documents.project_id is survey_placements.project_id and documents.sha256 is survey_placements.document_sha256
 from documents where documents.builder_id = survey_placements.builder_id and documents.id = survey_placements.document_id)`;

export const COLUMNS = `${KEPT}, ${CURRENT} as is_current`;

export type Row = Omit<SurveyPlacement, keyof Lie | "points" | "is_current" | "placed_at"> & {
  version: number;
  points: string;
  is_current: number;
  placed_at: number;
};

export type StoredPlacement = { placement: SurveyPlacement; version: number };

/** @throws Error for points that no placement is kept of */
export function toPlacement({ version, ...row }: Row): StoredPlacement {
  const points = JSON.parse(row.points) as PlacedPoint[];
  const lie = lieOf(points);
  if (!lie) throw new Error(`the placement of ${row.survey_id} has points that fit nothing`);
  const { placed_by, placed_at, is_current, ...said } = row;
  const by = { is_current: is_current === 1, placed_by, placed_at: isoTime(placed_at) };
  return { placement: { ...said, points, ...lie, ...by }, version };
}

/** @returns null where the survey does not lie on this document */
export async function selectPlacement(
  ctx: Context,
  projectId: string,
  surveyId: string,
  documentId: string,
): Promise<StoredPlacement | null> {
  const sql = `select ${COLUMNS} from survey_placements where builder_id = ?1 and survey_id = ?2 and document_id = ?3 and project_id = ?4`;
  const row = await prepare(ctx.db, sql, ctx.builderId, surveyId, documentId, projectId).first<Row>();
  return row ? toPlacement(row) : null;
}

const GIVEN = ["project_id", "document_sha256", "width_px", "height_px", "points", "placed_by"];
const VALUES = GIVEN.map((column) => `?6->>'$.${column}'`).join(", ");
const CHANGED = ["version", ...GIVEN, "placed_at"].map((column) => `${column} = excluded.${column}`).join(", ");
/** Changes no row when what it replaces is not the version it was made from. */
const PUT = `insert into survey_placements (builder_id, survey_id, document_id, version, placed_at, ${GIVEN.join(", ")})
 select ?1, ?2, ?3, ?4 + 1, ?5, ${VALUES}
 where ?4 = coalesce((select version from survey_placements where builder_id = ?1 and survey_id = ?2 and document_id = ?3), 0)
 on conflict (builder_id, survey_id, document_id) do update set ${CHANGED}`;

/** @param version that is replaced */
export const putRow = (ctx: Context, placement: SurveyPlacement, version: number): Write => {
  const { survey_id: survey, document_id: document } = placement;
  return prepare(ctx.db, PUT, ctx.builderId, survey, document, version, ctx.now, JSON.stringify(placement));
};

/** Deletes no row when it has changed. */
export const deleteRow = (ctx: Context, { placement, version }: StoredPlacement): Write => {
  const sql =
    "delete from survey_placements where builder_id = ?1 and survey_id = ?2 and document_id = ?3 and version = ?4";
  return prepare(ctx.db, sql, ctx.builderId, placement.survey_id, placement.document_id, version);
};
