import type { DomainEvent } from "#db/commit";
import { changedFields } from "#lib/merge-patch";
import type { SurveyPlacement } from "#models";

const about = (placement: SurveyPlacement) => ({ id: placement.survey_id, ...placement });

/** @param before null where the survey did not lie on this picture yet */
export const placedEvent = (after: SurveyPlacement, before: SurveyPlacement | null): DomainEvent => ({
  type: "survey.placed",
  objectId: after.survey_id,
  data: about(after),
  previousAttributes:
    before === null
      ? {}
      : Object.fromEntries(changedFields(before, after).map((name) => [name, before[name as keyof SurveyPlacement]])),
});

export const removedEvent = (placement: SurveyPlacement): DomainEvent => ({
  type: "survey.placement_removed",
  objectId: placement.survey_id,
  data: about(placement),
});
