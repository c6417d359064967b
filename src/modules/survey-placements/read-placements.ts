import { commit, mustChange } from "#db/commit";
import { type Page, page } from "#db/page";
import type { Listable, ListQuery, SurveyPlacement } from "#models";
import { type Precondition, requireMatch } from "#modules/records";
import { findSurvey } from "#modules/surveys";
import type { Context } from "../../context";
import { notFound } from "../../errors";
import { removedEvent } from "./events";
import { COLUMNS, deleteRow, type Row, selectPlacement, type StoredPlacement, toPlacement } from "./store";

export const placementList: Listable = { fields: {}, defaultSort: "-created_at" };

/** On which pictures a survey lies, that of the newest document first. @throws DomainError not_found for the survey */
export async function listPlacements(
  ctx: Context,
  projectId: string,
  surveyId: string,
  query: ListQuery,
): Promise<Page<SurveyPlacement>> {
  await findSurvey(ctx, projectId, surveyId);
  const source = {
    table: "survey_placements",
    columns: COLUMNS,
    fixed: { builder_id: ctx.builderId, survey_id: surveyId },
    idColumn: "document_id",
  };
  const { data, nextCursor } = await page(ctx, ctx.db, source, query);
  return { data: data.map((row) => toPlacement(row as Row).placement), nextCursor };
}

/** @throws DomainError not_found */
export async function getPlacement(
  ctx: Context,
  projectId: string,
  surveyId: string,
  documentId: string,
): Promise<StoredPlacement> {
  const found = await selectPlacement(ctx, projectId, surveyId, documentId);
  if (!found) throw notFound("placement");
  return found;
}

/** The survey and the picture stay. @throws DomainError not_found, precondition_failed */
export async function removePlacement(
  ctx: Context,
  where: { projectId: string; surveyId: string; documentId: string },
  ifMatch?: Precondition,
): Promise<void> {
  const found = await getPlacement(ctx, where.projectId, where.surveyId, where.documentId);
  requireMatch(found.version, ifMatch);
  await commit(ctx, {
    writes: mustChange(ctx.db, deleteRow(ctx, found)),
    events: [removedEvent(found.placement)],
    result: undefined,
  });
}
