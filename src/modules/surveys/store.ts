import { prepare, type Write } from "#db/client";
import type { Survey } from "#models";
import type { Context } from "../../context";
import { notFound } from "../../errors";
import type { SurveyDetail } from "./measure/drawing";
import type { Geometry } from "./measure/geometry";

/** What lists and events have of a survey. */
export const COLUMNS =
  "id, project_id, document_id, document_sha256, kind, format, unit, lot_area_sq_ft, lot_perimeter_ft, parcel_count, point_count, elevation_min_ft, elevation_max_ft, finding_count, created_at";

export type SurveyRow = Omit<Survey, "created_at"> & { created_at: number };

export const toSurvey = ({ created_at: at, ...row }: SurveyRow): Survey => ({
  ...row,
  created_at: new Date(at).toISOString(),
});

const INSERT = `insert into surveys (builder_id, detail, geometry, ${COLUMNS})
 select ?1, ?2, ?3, ${COLUMNS.split(", ")
   .map((column) => `?4->>'$.${column}'`)
   .join(", ")}`;

export const insertSurvey = (ctx: Context, row: SurveyRow, detail: SurveyDetail, geometry: Geometry): Write =>
  prepare(ctx.db, INSERT, ctx.builderId, JSON.stringify(detail), JSON.stringify(geometry), JSON.stringify(row));

const ONE = "from surveys where builder_id = ?1 and id = ?2 and project_id = ?3";

/** @param columns of the table, as SQL */
async function select<T>(ctx: Context, projectId: string, id: string, columns: string): Promise<T> {
  const row = await prepare(ctx.db, `select ${columns} ${ONE}`, ctx.builderId, id, projectId).first<T>();
  if (!row) throw notFound("survey");
  return row;
}

/** @throws DomainError not_found */
export const findSurvey = async (ctx: Context, projectId: string, id: string): Promise<Survey> =>
  toSurvey(await select<SurveyRow>(ctx, projectId, id, COLUMNS));

/** @throws DomainError not_found */
export async function findDetail(ctx: Context, projectId: string, id: string): Promise<Survey & SurveyDetail> {
  const { detail, ...row } = await select<SurveyRow & { detail: string }>(ctx, projectId, id, `${COLUMNS}, detail`);
  return { ...toSurvey(row), ...(JSON.parse(detail) as SurveyDetail) };
}

/** @throws DomainError not_found */
export async function findGeometry(ctx: Context, projectId: string, id: string): Promise<Geometry> {
  const { geometry } = await select<{ geometry: string }>(ctx, projectId, id, "geometry");
  return JSON.parse(geometry) as Geometry;
}

export const deleteRow = (ctx: Context, id: string): Write =>
  prepare(ctx.db, "delete from surveys where builder_id = ?1 and id = ?2", ctx.builderId, id);

/** The survey that was made of the same content for the same purpose. */
export async function findSame(ctx: Context, documentId: string, sha256: string, kind: string): Promise<string | null> {
  const sql =
    "select id from surveys where builder_id = ?1 and document_id = ?2 and document_sha256 = ?3 and kind = ?4";
  const row = await prepare(ctx.db, sql, ctx.builderId, documentId, sha256, kind).first<{ id: string }>();
  return row?.id ?? null;
}
