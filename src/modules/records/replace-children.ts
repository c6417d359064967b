import type { DomainEvent } from "#db/commit";
import type { Write } from "#db/client";
import { changedFields } from "#lib/merge-patch";
import { type Entity, entityNamed } from "#models";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { complete, type Input } from "./draft";
import { recordEvent } from "./events";
import { rulesOf } from "./rules";
import type { Planned } from "./rules-type";
import type { AnyRecord, Stored } from "./shape";
import { deleteRecord, insertRecords, selectChildren, updateRecord } from "./store";

type Pair = { before: Stored | undefined; after: AnyRecord | undefined };

/**
 * What belongs to a record becomes this, in this order: what is there is changed one by one and keeps what is not named,
 * further ones are added, and the rest goes. For a commit of the caller's own.
 * @throws DomainError conflict for more than it can have; invalid_state when the record's rules refuse
 */
export async function replacement(
  ctx: Context,
  child: Entity,
  { record: parent, version }: Stored,
  wanted: readonly Input[],
): Promise<Planned> {
  const { entity = "", field = "", max = 0, collection = "" } = child.parent ?? {};
  if (wanted.length > max) throw new DomainError("conflict", `The ${entity} can have ${max} ${collection}.`);
  const owner = entityNamed(entity);
  const there = await selectChildren(ctx, child, parent.id);
  const pairs = Array.from({ length: Math.max(there.length, wanted.length) }, (_, at): Pair => {
    const [before, input] = [there[at], wanted[at]];
    if (!input) return { before, after: undefined };
    const placed = { ...input, position: at + 1, [field]: parent.id };
    return { before, after: before ? { ...before.record, ...placed } : complete(ctx, child, placed) };
  });
  const changes = changesOf(owner, child, parent, pairs);
  const result = { ...parent, ...changes, updated_at: new Date(ctx.now).toISOString() };
  const previous = Object.fromEntries(Object.keys(changes).map((name) => [name, parent[name]]));
  const each = pairs.map((pair) => one(ctx, child, pair));
  return {
    writes: [...each.flatMap(({ writes }) => writes), ...updateRecord(ctx, owner, parent.id, version, changes)],
    events: [
      ...each.flatMap(({ events }) => events),
      ...(Object.keys(changes).length > 0 ? [recordEvent(owner, "updated", result, previous)] : []),
    ],
    result,
  };
}

const amountOf = (record: AnyRecord | undefined): number => Number(record?.["amount_cents"] ?? 0);
const growth = ({ before, after }: Pair): number => amountOf(after) - amountOf(before?.record);

/** What the parent's rules derive. What grows comes first, so that no sum on the way is less than both ends. */
function changesOf(owner: Entity, child: Entity, parent: AnyRecord, pairs: readonly Pair[]): Record<string, unknown> {
  const derive = rulesOf(owner).onChildChange;
  const after = { ...parent };
  for (const { before, after: changed } of pairs.toSorted((a, b) => growth(b) - growth(a)))
    Object.assign(after, derive?.(after, child, before?.record, changed));
  return Object.fromEntries(changedFields(parent, after).map((name) => [name, after[name]]));
}

function one(ctx: Context, child: Entity, { before, after }: Pair): { writes: Write[]; events: DomainEvent[] } {
  if (!before)
    return after
      ? { writes: insertRecords(ctx, child, [after]), events: [recordEvent(child, "created", after)] }
      : { writes: [], events: [] };
  const { record, version } = before;
  if (!after)
    return {
      writes: deleteRecord(ctx, child, record.id, version),
      events: [recordEvent(child, "deleted", record)],
    };
  const changed = changedFields(record, after);
  if (changed.length === 0) return { writes: [], events: [] };
  const previous = Object.fromEntries([...changed, "updated_at"].map((name) => [name, record[name]]));
  const now = { ...after, updated_at: new Date(ctx.now).toISOString() };
  const set = Object.fromEntries(changed.map((name) => [name, after[name]]));
  return {
    writes: updateRecord(ctx, child, record.id, version, set),
    events: [recordEvent(child, "updated", now, previous)],
  };
}
