import { commit, isConstraintFailure } from "#db/commit";
import { childrenOf, type Entity } from "#models";
import type { Context } from "../../context";
import { gather } from "./budget-effects";
import { explain } from "./constraints";
import { draft, faultsOf, type Input, present, refuseFaults } from "./draft";
import { recordEvent } from "./events";
import { parentEffects } from "./parent";
import { retryLostRaces } from "./races";
import { rulesOf } from "./rules";
import type { Planned } from "./rules-type";
import type { AnyRecord } from "./shape";
import { insertRecords } from "./store";

/**
 * Creates a record, and what belongs to it, in one commit.
 * @param input already checked against the entity's create schema
 * @throws DomainError invalid_request for a broken rule or a reference to nothing, already_exists for a taken value
 */
export const createRecord = (ctx: Context, entity: Entity, input: Input): Promise<AnyRecord> =>
  retryLostRaces(() => create(ctx, entity, input));

/** What the creation of a record writes and tells, for a commit of the caller's own. @throws DomainError as createRecord */
export const creation = async (ctx: Context, entity: Entity, input: Input): Promise<Planned> =>
  (await plan(ctx, entity, input)).planned;

async function plan(ctx: Context, entity: Entity, input: Input) {
  const made = draft(ctx, entity, input);
  refuseFaults(faultsOf(entity, made));
  const above = await parentEffects(ctx, entity, undefined, made.record);
  const effects = await gather(ctx, [(await rulesOf(entity).onCreate?.(ctx, made)) ?? {}]);
  const result = present(entity, made);
  const children = childrenOf(entity).map((child) => ({
    child,
    records: made.children[child.parent?.collection ?? ""] ?? [],
  }));
  const planned: Planned = {
    writes: [
      ...insertRecords(ctx, entity, [made.record]),
      ...children.flatMap(({ child, records }) => insertRecords(ctx, child, records)),
      ...effects.writes,
      ...above.writes,
    ],
    events: [recordEvent(entity, "created", result), ...effects.events, ...above.events],
    result,
  };
  return { planned, made, children };
}

async function create(ctx: Context, entity: Entity, input: Input): Promise<AnyRecord> {
  const { planned, made, children } = await plan(ctx, entity, input);
  try {
    return await commit(ctx, planned);
  } catch (error) {
    if (!isConstraintFailure(error)) throw error;
    throw await explain(ctx, error, [
      { entity, records: [made.record], pointer: () => "" },
      ...children.map(({ child, records }) => ({
        entity: child,
        records,
        pointer: (index: number) => `/${child.parent?.collection ?? ""}/${index}`,
      })),
    ]);
  }
}
