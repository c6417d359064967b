import { surveyPlacementSample, surveyPlacementShape, surveySample, surveyShape } from "#models";
import { z } from "@hono/zod-openapi";
import type { Said } from "./said";

const survey: Said = {
  sample: surveySample,
  schema: () => z.object(surveyShape()).openapi({ description: "The survey." }),
};

const placement: Said = {
  sample: { id: surveyPlacementSample.survey_id, ...surveyPlacementSample },
  schema: () => {
    const shape = surveyPlacementShape();
    return z.object({ id: shape.survey_id, ...shape }).openapi({ description: "The placement." });
  },
};

/** What events about surveys carry. */
export const surveyEvents: Readonly<Record<string, Said>> = {
  "survey.deleted": survey,
  "survey.imported": survey,
  "survey.placed": { ...placement, previous: { rotation_degrees: 1.5, placed_at: "2026-03-02T08:00:00.000Z" } },
  "survey.placement_removed": placement,
};
