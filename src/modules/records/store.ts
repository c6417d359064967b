import { mustChange } from "#db/commit";
import { prepare, type Write } from "#db/client";
import { type Entity, entities, indexesOf } from "#models";
import type { Context } from "../../context";
import { type AnyRecord, shapeOf, type Stored, toColumn } from "./shape";

type Row = Record<string, unknown>;

export async function selectOne(ctx: Context, entity: Entity, id: string): Promise<Stored | undefined> {
  const { select, fromRow } = shapeOf(entity);
  const sql = `select ${select}, version from ${entity.plural} where builder_id = ?1 and id = ?2`;
  const row = await prepare(ctx.db, sql, ctx.builderId, id).first<Row>();
  if (!row) return undefined;
  const { version, ...rest } = row;
  return { record: fromRow(rest), version: version as number };
}

/** By their ids; those that are gone are missing. */
export async function selectSome(
  ctx: Context,
  entity: Entity,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AnyRecord>> {
  const { select, fromRow } = shapeOf(entity);
  const sql = `select ${select} from ${entity.plural} where builder_id = ?1 and id in (select value from json_each(?2))`;
  const { results } = await prepare(ctx.db, sql, ctx.builderId, JSON.stringify(ids)).all<Row>();
  return new Map(results.map((row) => fromRow(row)).map((record) => [record.id, record]));
}

export async function selectInternal(ctx: Context, entity: Entity, id: string, column: string): Promise<string | null> {
  const sql = `select ${column} as value from ${entity.plural} where builder_id = ?1 and id = ?2`;
  return (await prepare(ctx.db, sql, ctx.builderId, id).first<{ value: string | null }>())?.value ?? null;
}

/** All records of a child entity under one parent, in their order. */
export async function selectChildren(ctx: Context, child: Entity, parentId: string): Promise<Stored[]> {
  if (!child.parent) throw new TypeError(`${child.name} has no parent`);
  const { select, fromRow } = shapeOf(child);
  const order = "position" in child.fields ? "position, id" : "id";
  const sql = `select ${select}, version from ${ofOneParent(child)} order by ${order} limit ${child.parent.max + 1}`;
  const { results } = await prepare(ctx.db, sql, ctx.builderId, parentId).all<Row>();
  return results.map(({ version, ...row }) => ({ record: fromRow(row), version: version as number }));
}

/** The index is named: without statistics SQLite takes the key, and looks at all that the builder has. */
function ofOneParent(child: Entity): string {
  const field = child.parent?.field ?? "id";
  const index = indexesOf(child).find(({ columns: [first] }) => first === field);
  return `${child.plural} indexed by ${index?.name ?? ""} where builder_id = ?1 and ${field} = ?2`;
}

/** One statement for any number of records. */
export function insertRecords(
  ctx: Pick<Context, "db" | "builderId">,
  entity: Entity,
  records: readonly AnyRecord[],
): Write[] {
  if (records.length === 0) return [];
  const { columns } = shapeOf(entity);
  const rows = records.map((record) =>
    columns.map((column) =>
      column === "version" ? 1 : toColumn(entity.fields[column] ?? TIME[column] ?? TEXT, record[column]),
    ),
  );
  const values = columns.map((_, at) => `value->>${at}`).join(", ");
  const sql = `insert into ${entity.plural} (builder_id, ${columns.join(", ")}) select ?1, ${values} from json_each(?2)`;
  return [prepare(ctx.db, sql, ctx.builderId, JSON.stringify(rows))];
}

const TEXT = { kind: "text", max: 36, description: "", example: "" } as const;
const TIMESTAMP = { kind: "time", description: "", example: "" } as const;
const TIME: Readonly<Record<string, typeof TIMESTAMP>> = { created_at: TIMESTAMP, updated_at: TIMESTAMP };

/** Sets columns of the record if it still has the version that was read; else the commit is a lost race. */
export function updateRecord(
  ctx: Context,
  entity: Entity,
  id: string,
  version: number,
  changes: Readonly<Record<string, unknown>>,
): Write[] {
  const columns = Object.keys(changes);
  const assignments = columns.map((column, at) => `${column} = ?${at + 5}`);
  const sql = `update ${entity.plural} set ${[...assignments, "version = version + 1", "updated_at = ?4"].join(", ")} where builder_id = ?1 and id = ?2 and version = ?3`;
  const values = columns.map((column) => toColumn(entity.fields[column] ?? TEXT, changes[column]));
  return mustChange(ctx.db, prepare(ctx.db, sql, ctx.builderId, id, version, ctx.now, ...values));
}

export const deleteRecord = (ctx: Context, entity: Entity, id: string, version: number): Write[] =>
  mustChange(
    ctx.db,
    prepare(
      ctx.db,
      `delete from ${entity.plural} where builder_id = ?1 and id = ?2 and version = ?3`,
      ctx.builderId,
      id,
      version,
    ),
  );

export const deleteChildren = (ctx: Context, child: Entity, parentId: string): Write =>
  prepare(ctx.db, `delete from ${ofOneParent(child)}`, ctx.builderId, parentId);

/** How many of each kind are counted before the count is left at "or more". */
const MOST = 100;

export type Reference = { entity: Entity; field: string; count: number };

/** What refers to any of the records, without what belongs to them. */
export async function referencesTo(
  ctx: Context,
  targets: ReadonlyMap<string, { ids: string[]; ownedBy?: string }>,
): Promise<Reference[]> {
  const counted: { entity: Entity; field: string; write: D1PreparedStatement }[] = [];
  for (const entity of Object.values(entities)) {
    for (const [field, spec] of Object.entries(entity.fields)) {
      const target = spec.kind === "ref" ? targets.get(spec.to) : undefined;
      if (!target || target.ids.length === 0 || entity.parent?.entity === (spec.kind === "ref" ? spec.to : ""))
        continue;
      const sql = `select count(*) as n from (select 1 from ${entity.plural} where builder_id = ?1 and ${field} in (select value from json_each(?2)) limit ${MOST})`;
      counted.push({ entity, field, write: prepare(ctx.db, sql, ctx.builderId, JSON.stringify(target.ids)) });
    }
  }
  if (counted.length === 0) return [];
  const results = await ctx.db.$client.batch<{ n: number }>(counted.map(({ write }) => write));
  return counted
    .map(({ entity, field }, at) => ({ entity, field, count: results[at]?.results[0]?.n ?? 0 }))
    .filter(({ count }) => count > 0);
}
