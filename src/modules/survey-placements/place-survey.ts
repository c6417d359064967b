import { commit, isConstraintFailure, LostRace, mustChange } from "#db/commit";
import { canonicalJson } from "#lib/canonical-json";
import { isoTime } from "#lib/time";
import type { PlacedPoint, SurveyPlacement } from "#models";
import { type Precondition, requireMatch, retryLostRaces } from "#modules/records";
import { surveySize } from "#modules/surveys";
import { actorName, type Context } from "../../context";
import { placedEvent } from "./events";
import { readPicture } from "./picture";
import { requireLie } from "./placement";
import { putRow, selectPlacement, type StoredPlacement } from "./store";

type Where = { projectId: string; surveyId: string; documentId: string };

/**
 * Keeps how a survey lies on a picture of the site plan, in the place of how it lay there before. The same again changes
 * nothing.
 * @throws DomainError not_found for the project, the survey or the document, invalid_request, payload_too_large,
 * precondition_failed
 */
export const placeSurvey = (
  ctx: Context,
  { projectId, surveyId, documentId }: Where,
  points: PlacedPoint[],
  ifMatch?: Precondition,
): Promise<StoredPlacement> =>
  retryLostRaces(async () => {
    const [widthFt, heightFt] = await surveySize(ctx, projectId, surveyId);
    const { width, height, sha256 } = await readPicture(ctx, projectId, documentId);
    const before = await selectPlacement(ctx, projectId, surveyId, documentId);
    const version = before?.version ?? 0;
    requireMatch(version, ifMatch);
    const lie = requireLie(points, { widthFt, heightFt, longestPx: Math.max(width, height) });
    const placement: SurveyPlacement = {
      project_id: projectId,
      survey_id: surveyId,
      document_id: documentId,
      document_sha256: sha256,
      width_px: width,
      height_px: height,
      points,
      ...lie,
      is_current: true,
      placed_by: actorName(ctx.actor),
      placed_at: isoTime(ctx.now),
    };
    if (before && isSame(before.placement, placement)) return before;
    try {
      return await commit(ctx, {
        writes: mustChange(ctx.db, putRow(ctx, placement, version)),
        events: [placedEvent(placement, before?.placement ?? null)],
        result: { placement, version: version + 1 },
      });
    } catch (error) {
      // The survey or the document was deleted meanwhile.
      throw isConstraintFailure(error) ? new LostRace() : error;
    }
  });

/** Whoever placed it. */
function isSame(a: SurveyPlacement, b: SurveyPlacement): boolean {
  const content = ({ placed_by: _by, placed_at: _at, ...rest }: SurveyPlacement) => canonicalJson(rest);
  return content(a) === content(b);
}
