import { commit, mustChange } from "#db/commit";
import { type Page, page } from "#db/page";
import { choice, type Listable, type ListQuery, projects, type Survey, SURVEY_KINDS, time } from "#models";
import { findRecord } from "#modules/records";
import type { Context } from "../../context";
import { surveyEvent } from "./events";
import { type Lot, lotOf } from "./measure/lot";
import { overlayOf } from "./overlay";
import { COLUMNS, deleteRow, findGeometry, findSurvey, type SurveyRow, toSurvey } from "./store";

export const surveyList: Listable = {
  fields: {
    kind: choice({
      description: "What it is for.",
      example: "boundary",
      values: SURVEY_KINDS,
      required: true,
      filter: true,
    }),
    created_at: time({
      description: "When it was imported.",
      example: "2026-04-14T08:00:00.000Z",
      required: true,
      filter: true,
      sort: true,
    }),
  },
  defaultSort: "-created_at",
};

/** The surveys of a project, newest first. @throws DomainError not_found for the project */
export async function listSurveys(ctx: Context, projectId: string, query: ListQuery): Promise<Page<Survey>> {
  await findRecord(ctx, projects, projectId);
  const source = {
    table: "surveys",
    columns: COLUMNS,
    fixed: { builder_id: ctx.builderId, project_id: projectId },
    idColumn: "id",
    index: "surveys_project",
  };
  const { data, nextCursor } = await page(ctx, ctx.db, source, query);
  return { data: data.map((row) => toSurvey(row as SurveyRow)), nextCursor };
}

/**
 * An SVG image of it.
 * @param setbacks in feet, one for each course of its lot; what they leave is shown
 * @throws DomainError not_found
 */
export const drawSurvey = async (
  ctx: Context,
  projectId: string,
  id: string,
  setbacks: readonly number[] | null,
): Promise<string> => overlayOf(await findGeometry(ctx, projectId, id), setbacks);

/** The largest parcel of a survey; null where it has none. @throws DomainError not_found */
export const findLot = async (ctx: Context, projectId: string, id: string): Promise<Lot | null> =>
  lotOf(await findGeometry(ctx, projectId, id));

/** How wide and how high its drawing is, in feet. @throws DomainError not_found */
export const surveySize = async (ctx: Context, projectId: string, id: string): Promise<[number, number]> =>
  (await findGeometry(ctx, projectId, id)).size;

/** @returns null where a project has none */
export async function newestSurvey(ctx: Context, projectId: string): Promise<Survey | null> {
  const query: ListQuery = {
    limit: 1,
    cursor: undefined,
    sort: { field: "created_at", descending: true },
    filters: [],
  };
  return (await listSurveys(ctx, projectId, query)).data[0] ?? null;
}

/** The document it was read from stays. @throws DomainError not_found */
export async function deleteSurvey(ctx: Context, projectId: string, id: string): Promise<void> {
  const survey = await findSurvey(ctx, projectId, id);
  await commit(ctx, {
    writes: mustChange(ctx.db, deleteRow(ctx, id)),
    events: [surveyEvent("deleted", survey)],
    result: undefined,
  });
}
