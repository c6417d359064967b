import { commit } from "#db/commit";
import type { Entity } from "#models";
import type { Context } from "../../context";
import { gather } from "./budget-effects";
import { recordEvent } from "./events";
import { findRecord } from "./get-record";
import { retryLostRaces } from "./races";
import { refuseState } from "./rules/state";
import type { Effects, Planned } from "./rules-type";
import type { AnyRecord, Stored } from "./shape";
import { updateRecord } from "./store";
import { type Precondition, requireMatch } from "./update-record";

export type Transition = {
  /** Past participle: names the event, and the action in a refusal. */
  name: string;
  from: readonly string[];
  changes: (ctx: Context, record: AnyRecord) => Record<string, unknown>;
  effects?: (ctx: Context, stored: Stored) => Promise<Effects>;
};

/**
 * Moves a record from one state to another: guarded by its version, with what else the move brings about, in one commit.
 * @throws DomainError invalid_state when the record is not in a state to start from
 */
export const transitionRecord = (
  ctx: Context,
  entity: Entity,
  id: string,
  transition: Transition,
  ifMatch?: Precondition,
): Promise<Stored> =>
  retryLostRaces(async () => {
    const before = await findRecord(ctx, entity, id);
    requireMatch(before.version, ifMatch);
    return await commit(ctx, await move(ctx, entity, before, transition));
  });

/** What a transition writes and tells, for a commit of the caller's own. @throws DomainError as transitionRecord */
export async function move(
  ctx: Context,
  entity: Entity,
  before: Stored,
  transition: Transition,
): Promise<Planned<Stored>> {
  refuseState(entity.name.replaceAll("_", " "), before.record, transition.from, transition.name);
  const changes = transition.changes(ctx, before.record);
  const effects = await gather(ctx, [(await transition.effects?.(ctx, before)) ?? {}]);
  const after = { ...before.record, ...changes, updated_at: new Date(ctx.now).toISOString() };
  const previous = Object.fromEntries(Object.keys(changes).map((name) => [name, before.record[name]]));
  return {
    writes: [...updateRecord(ctx, entity, before.record.id, before.version, changes), ...effects.writes],
    events: [
      recordEvent(entity, "updated", after, previous),
      recordEvent(entity, transition.name, after, previous),
      ...effects.events,
    ],
    result: { record: after, version: before.version + 1 },
  };
}
