import { type Page, page } from "#db/page";
import type { Source } from "#db/list-sql";
import { type Entity, type Field, indexesOf, type ListQuery } from "#models";
import type { Context } from "../../context";
import { type AnyRecord, shapeOf } from "./shape";

/** @param parentId for a child entity, whose list is always that of one parent */
export async function listRecords(
  ctx: Context,
  entity: Entity,
  query: ListQuery,
  parentId?: string,
): Promise<Page<AnyRecord>> {
  const { fromRow } = shapeOf(entity);
  const fixed = {
    builder_id: ctx.builderId,
    ...(entity.parent && parentId ? { [entity.parent.field]: parentId } : {}),
  };
  const { data, nextCursor } = await page(ctx, ctx.db, { ...listed(entity), fixed }, query);
  return { data: data.map(fromRow), nextCursor };
}

type Listed = Omit<Source, "fixed">;
const known = new WeakMap<Entity, Listed>();

/** How likely one value of a field singles out few records: the first is the best. */
const SELECTIVE: readonly Field["kind"][] = [
  "text",
  "ref",
  "date",
  "number",
  "integer",
  "time",
  "list",
  "choice",
  "boolean",
];

/** What the entity's list is taken from, all but whose records they are. */
export function listed(entity: Entity): Listed {
  const made = known.get(entity);
  if (made) return made;
  const rank = (name: string) => SELECTIVE.indexOf(entity.fields[name]?.kind ?? "time");
  const byField = indexesOf(entity)
    .filter(({ columns }) => columns.length === 1)
    .map(({ name, columns: [field = ""] }) => [field, name] as const)
    .toSorted(([a], [b]) => rank(a) - rank(b));
  const indexes = Object.fromEntries(byField);
  const list: Listed = {
    table: entity.plural,
    columns: shapeOf(entity).select,
    idColumn: "id",
    indexes,
    index: entity.parent ? indexes[entity.parent.field] : undefined,
  };
  known.set(entity, list);
  return list;
}
