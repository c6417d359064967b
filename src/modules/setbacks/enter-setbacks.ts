import { commit, mustChange } from "#db/commit";
import { canonicalJson } from "#lib/canonical-json";
import { isoTime } from "#lib/time";
import { type EnteredSetbacks, projects, type Setbacks } from "#models";
import { findRecord, type Precondition, requireMatch, retryLostRaces } from "#modules/records";
import { actorName, type Context } from "../../context";
import { setbacksEvent } from "./events";
import { refuseImpossible } from "./refuse-impossible";
import { putRow, selectSetbacks, type StoredSetbacks } from "./store";

/** What was entered; all is empty where nothing was. @throws DomainError not_found for the project */
export async function getSetbacks(ctx: Context, projectId: string): Promise<StoredSetbacks> {
  await findRecord(ctx, projects, projectId);
  return await selectSetbacks(ctx, projectId);
}

/**
 * Keeps what zoning asks of a project's lot, in the place of what was entered before. The same again changes nothing.
 * @throws DomainError not_found for the project, invalid_request, precondition_failed
 */
export const enterSetbacks = (
  ctx: Context,
  projectId: string,
  entered: EnteredSetbacks,
  ifMatch?: Precondition,
): Promise<StoredSetbacks> =>
  retryLostRaces(async () => {
    const { record } = await findRecord(ctx, projects, projectId);
    const before = await selectSetbacks(ctx, projectId);
    requireMatch(before.version, ifMatch);
    await refuseImpossible(ctx, projectId, entered);
    const by = { entered_by: actorName(ctx.actor), entered_at: isoTime(ctx.now) };
    const setbacks = { project_id: projectId, ...entered, ...by };
    if (isSame(before.setbacks, setbacks)) return before;
    return await commit(ctx, {
      writes: mustChange(ctx.db, putRow(ctx, setbacks, before.version)),
      events: [setbacksEvent(String(record["name"]), setbacks, before.setbacks)],
      result: { setbacks, version: before.version + 1 },
    });
  });

/** Whoever entered it. */
function isSame(a: Setbacks, b: Setbacks): boolean {
  const content = ({ entered_by: _by, entered_at: _at, ...rest }: Setbacks) => canonicalJson(rest);
  return content(a) === content(b);
}
