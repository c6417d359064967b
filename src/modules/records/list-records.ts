import { type Page, page } from "#db/page";
import type { Entity, ListQuery } from "#models";
import type { Context } from "../../context";
import { type AnyRecord, shapeOf } from "./shape";

/** @param parentId for a child entity, whose list is always that of one parent */
export async function listRecords(
  ctx: Context,
  entity: Entity,
  query: ListQuery,
  parentId?: string,
): Promise<Page<AnyRecord>> {
  const { select, fromRow } = shapeOf(entity);
  const fixed = {
    builder_id: ctx.builderId,
    ...(entity.parent && parentId ? { [entity.parent.field]: parentId } : {}),
  };
  const { data, nextCursor } = await page(
    ctx,
    ctx.db,
    { table: entity.plural, columns: select, fixed, idColumn: "id" },
    query,
  );
  return { data: data.map(fromRow), nextCursor };
}
