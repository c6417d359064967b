import { isoTime } from "#lib/time";
import type { Survey } from "#models";
import { newestSurvey } from "#modules/surveys";
import type { Context } from "../../context";
import { absent, guarded, type Part } from "./part";

/** The newest survey, and where its drawing is, below our origin. */
export type SiteSurvey = Omit<Survey, "id" | "project_id"> & { survey_id: string; overlay_path: string };

const SURVEY = { source: "The surveyor's file", slug: null } as const;

/** What the surveyor's file says; it is as old as its import. */
export const survey = (ctx: Context, projectId: string): Promise<Part<SiteSurvey>> =>
  guarded(SURVEY, async () => {
    const newest = await newestSurvey(ctx, projectId);
    if (!newest) return absent(SURVEY, "No survey was imported.");
    const { id, project_id: _projectId, ...said } = newest;
    const at = Date.parse(newest.created_at);
    return {
      status: "available",
      is_degraded: false,
      detail: newest.finding_count === 0 ? null : "Something in the file does not agree, or was not read.",
      ...SURVEY,
      checked_at: isoTime(at),
      age_seconds: Math.max(0, Math.floor((ctx.now - at) / 1000)),
      data: { survey_id: id, ...said, overlay_path: `/api/v1/projects/${projectId}/surveys/${id}/overlay.svg` },
    };
  });
