import { childrenOf, type Entity } from "#models";
import type { Context } from "../../context";
import { notFound } from "../../errors";
import type { AnyRecord, Stored } from "./shape";
import { selectChildren, selectOne } from "./store";

/**
 * One record with all that belongs to it.
 * @throws DomainError not_found, also for another builder's record
 */
export async function getRecord(ctx: Context, entity: Entity, id: string): Promise<Stored> {
  const found = await findRecord(ctx, entity, id);
  const children = await Promise.all(
    childrenOf(entity).map(async (child) => [
      child.parent?.collection ?? "",
      (await selectChildren(ctx, child, id)).map(({ record }) => record),
    ]),
  );
  return { version: found.version, record: { ...found.record, ...Object.fromEntries(children) } as AnyRecord };
}

/** The record alone. */
export async function findRecord(ctx: Context, entity: Entity, id: string, parentId?: string): Promise<Stored> {
  const found = await selectOne(ctx, entity, id);
  const elsewhere = parentId !== undefined && entity.parent && found?.record[entity.parent.field] !== parentId;
  if (!found || elsewhere) throw notFound(entity.name.replaceAll("_", " "));
  return found;
}
