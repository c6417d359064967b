import { changedFields } from "#lib/merge-patch";
import { commit, isConstraintFailure } from "#db/commit";
import type { Entity } from "#models";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { gather } from "./budget-effects";
import { explain } from "./constraints";
import { faultsOf, type Input, refuseFaults } from "./draft";
import { recordEvent } from "./events";
import { findRecord } from "./get-record";
import { parentEffects } from "./parent";
import { retryLostRaces } from "./races";
import { rulesOf } from "./rules";
import type { Planned } from "./rules-type";
import type { AnyRecord, Stored } from "./shape";
import { updateRecord } from "./store";

type Options = { parentId?: string | undefined; ifMatch?: Precondition | undefined };

/** Versions of the representation the caller has seen, or any. */
export type Precondition = "*" | readonly number[];

export const requireMatch = (version: number, ifMatch: Precondition | undefined): void => {
  if (ifMatch === undefined || ifMatch === "*" || ifMatch.includes(version)) return;
  throw new DomainError("precondition_failed", "The record has changed since it was read. Read it again.");
};

/**
 * Changes fields of a record. A patch without effect writes nothing and emits nothing.
 * @param patch already checked against the entity's update schema; null empties a field
 * @throws DomainError precondition_failed when ifMatch names another version; conflict when others keep winning the race
 */
export const updateRecordFields = (
  ctx: Context,
  entity: Entity,
  id: string,
  patch: Input,
  options: Options = {},
): Promise<Stored> =>
  retryLostRaces(async () => {
    const before = await findRecord(ctx, entity, id, options.parentId);
    requireMatch(before.version, options.ifMatch);
    return await apply(ctx, entity, before, patch);
  });

/** What a change of fields writes and tells, for a commit of the caller's own. @throws DomainError as updateRecordFields */
export async function revision(ctx: Context, entity: Entity, before: Stored, patch: Input): Promise<Planned<Stored>> {
  const after: AnyRecord = { ...before.record, ...patch };
  refuseFaults(faultsOf(entity, { record: after, children: {}, sent: patch }));
  const effects = await gather(ctx, [(await rulesOf(entity).onUpdate?.(ctx, before, after)) ?? {}]);
  const changed = changedFields(before.record, after);
  if (changed.length === 0) return { writes: [], events: [], result: before };
  const above = await parentEffects(ctx, entity, before.record, after);
  after.updated_at = new Date(ctx.now).toISOString();
  const previous = Object.fromEntries([...changed, "updated_at"].map((name) => [name, before.record[name]]));
  const set = Object.fromEntries(changed.map((name) => [name, after[name]]));
  return {
    writes: [...updateRecord(ctx, entity, after.id, before.version, set), ...effects.writes, ...above.writes],
    events: [recordEvent(entity, "updated", after, previous), ...effects.events, ...above.events],
    result: { record: after, version: before.version + 1 },
  };
}

async function apply(ctx: Context, entity: Entity, before: Stored, patch: Input): Promise<Stored> {
  const planned = await revision(ctx, entity, before, patch);
  if (planned.writes.length === 0) return before;
  try {
    return await commit(ctx, planned);
  } catch (error) {
    if (!isConstraintFailure(error)) throw error;
    throw await explain(ctx, error, [{ entity, records: [planned.result.record], pointer: () => "" }]);
  }
}
