import { commit, isConstraintFailure } from "#db/commit";
import { childrenOf, type Entity } from "#models";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { gather } from "./budget-effects";
import { recordEvent } from "./events";
import { findRecord } from "./get-record";
import { parentEffects } from "./parent";
import { retryLostRaces } from "./races";
import { rulesOf } from "./rules";
import type { Planned } from "./rules-type";
import type { Stored } from "./shape";
import { deleteChildren, deleteRecord, type Reference, referencesTo, selectChildren } from "./store";
import { type Precondition, requireMatch } from "./update-record";

type Options = { parentId?: string | undefined; ifMatch?: Precondition | undefined };

/**
 * Deletes a record with all that belongs to it.
 * @throws DomainError in_use, naming what refers to it
 */
export const removeRecord = (ctx: Context, entity: Entity, id: string, options: Options = {}): Promise<void> =>
  retryLostRaces(() => remove(ctx, entity, id, options));

async function remove(ctx: Context, entity: Entity, id: string, options: Options): Promise<void> {
  const before = await findRecord(ctx, entity, id, options.parentId);
  requireMatch(before.version, options.ifMatch);
  const planned = await removal(ctx, entity, before);
  try {
    await commit(ctx, planned);
  } catch (error) {
    if (!isConstraintFailure(error)) throw error;
    await refuseReferenced(ctx, entity, id);
    throw error;
  }
}

/** What a deletion writes and tells, for a commit of the caller's own. @throws DomainError as removeRecord */
export async function removal(ctx: Context, entity: Entity, before: Stored): Promise<Planned<undefined>> {
  const { id } = before.record;
  await refuseReferenced(ctx, entity, id);
  const above = await parentEffects(ctx, entity, before.record);
  const effects = await gather(ctx, [(await rulesOf(entity).onRemove?.(ctx, before)) ?? {}]);
  return {
    writes: [
      ...effects.writes,
      ...childrenOf(entity).map((child) => deleteChildren(ctx, child, id)),
      ...deleteRecord(ctx, entity, id, before.version),
      ...above.writes,
    ],
    events: [recordEvent(entity, "deleted", before.record), ...effects.events, ...above.events],
    result: undefined,
  };
}

async function refuseReferenced(ctx: Context, entity: Entity, id: string): Promise<void> {
  const targets = new Map([[entity.name, { ids: [id] }]]);
  for (const child of childrenOf(entity)) {
    const ids = (await selectChildren(ctx, child, id)).map(({ record }) => record.id);
    targets.set(child.name, { ids });
  }
  const references = await referencesTo(ctx, targets);
  if (references.length === 0) return;
  const said = references.map(sentence);
  throw new DomainError("in_use", `It cannot be deleted: ${said.join(" and ")} refer to it.`, {
    errors: references.map((reference, at) => ({
      pointer: `/${reference.field}`,
      detail: `${said[at] ?? ""} refer to it by ${reference.field}.`,
    })),
  });
}

const sentence = ({ entity, count }: Reference): string =>
  `${count >= 100 ? "100 or more" : count} ${(count === 1 ? entity.name : entity.plural).replaceAll("_", " ")}`;
