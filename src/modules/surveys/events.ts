import type { DomainEvent } from "#db/commit";
import type { Survey } from "#models";

export const surveyEvent = (what: "imported" | "deleted", survey: Survey): DomainEvent => ({
  type: `survey.${what}`,
  objectId: survey.id,
  data: survey,
});
