import { type Page, pageOf } from "#db/page";
import { rowReader, type RowReader } from "#db/client";
import type { Source } from "#db/list-sql";
import { type Entity, type Field, indexesOf, type ListQuery } from "#models";
import type { Context } from "../../context";
import { type AnyRecord, shapeOf } from "./shape";

/** @param parentId for a child entity, whose list is always that of one parent */
export function listRecords(
  ctx: Context,
  entity: Entity,
  query: ListQuery,
  parentId?: string,
): Promise<Page<AnyRecord>> {
  const { fromRow } = shapeOf(entity);
  const reader: RowReader<AnyRecord> = (names) => {
    const read = rowReader(names);
    return (values) => fromRow(read(values));
  };
  return pageOf(ctx, ctx.db, source(ctx, entity, parentId), query, reader);
}

/** The same, each record as its JSON. */
export const listRecordsAsJson = (
  ctx: Context,
  entity: Entity,
  query: ListQuery,
  parentId?: string,
): Promise<Page<string>> => pageOf(ctx, ctx.db, source(ctx, entity, parentId), query, () => shapeOf(entity).toJson);

const source = (ctx: Context, entity: Entity, parentId: string | undefined): Source => ({
  ...listed(entity),
  fixed: { builder_id: ctx.builderId, ...(entity.parent && parentId ? { [entity.parent.field]: parentId } : {}) },
});

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
