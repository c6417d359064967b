import { prepare } from "#db/client";
import { type Entity, entityNamed } from "#models";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { recordEvent } from "./events";
import { findRecord } from "./get-record";
import { rulesOf } from "./rules";
import type { Gathered } from "./rules-type";
import type { AnyRecord } from "./shape";
import { updateRecord } from "./store";

/**
 * What a change of a child does to its parent: the parent's version moves, so its ETag tells, and so do the fields that
 * its rules derive.
 * @throws DomainError not_found without a parent, conflict when it is full, invalid_state when its rules refuse
 */
export async function parentEffects(
  ctx: Context,
  entity: Entity,
  before?: AnyRecord,
  after?: AnyRecord,
): Promise<Gathered> {
  const { parent: link } = entity;
  const record = after ?? before;
  if (!link || !record) return { writes: [], events: [] };
  const parentEntity = entityNamed(link.entity);
  const parent = await findRecord(ctx, parentEntity, String(record[link.field]));
  if (!before) await refuseFull(ctx, entity, parent.record.id);
  const changes = rulesOf(parentEntity).onChildChange?.(parent.record, entity, before, after) ?? {};
  const previous = Object.fromEntries(Object.keys(changes).map((name) => [name, parent.record[name]]));
  const changed = { ...parent.record, ...changes, updated_at: new Date(ctx.now).toISOString() };
  return {
    writes: updateRecord(ctx, parentEntity, parent.record.id, parent.version, changes),
    events: Object.keys(changes).length > 0 ? [recordEvent(parentEntity, "updated", changed, previous)] : [],
  };
}

async function refuseFull(ctx: Context, entity: Entity, parentId: string): Promise<void> {
  const { parent } = entity;
  if (!parent) return;
  const sql = `select count(*) as n from ${entity.plural} where builder_id = ?1 and ${parent.field} = ?2`;
  const row = await prepare(ctx.db, sql, ctx.builderId, parentId).first<{ n: number }>();
  if ((row?.n ?? 0) >= parent.max) {
    throw new DomainError(
      "conflict",
      `The ${parent.entity} already has ${parent.max} ${parent.collection}, the most it can have.`,
    );
  }
}

/** @throws DomainError not_found unless the builder has the parent that a list of children is asked of */
export async function requireParent(ctx: Context, entity: Entity, parentId: string): Promise<void> {
  if (entity.parent) await findRecord(ctx, entityNamed(entity.parent.entity), parentId);
}
