import { drizzle } from "drizzle-orm/d1";
import type { Query } from "drizzle-orm";

export type Db = ReturnType<typeof drizzle> & { $client: D1Database };

const opened = new WeakMap<D1Database, Db>();

/** One drizzle instance a binding: it holds no state of a request. */
export function openDb(d1: D1Database): Db {
  const known = opened.get(d1);
  if (known) return known;
  const db = drizzle(d1);
  opened.set(d1, db);
  return db;
}

export type Write = D1PreparedStatement;

/** A drizzle query as a statement of the batch that `commit` sends. */
export function statement(db: Db, query: { toSQL(): Query }): Write {
  const { sql, params } = query.toSQL();
  return db.$client.prepare(sql).bind(...params);
}

export type Row = Record<string, unknown>;

/** What becomes of a row, given the names of its columns. */
export type RowReader<T> = (names: readonly string[]) => (values: readonly unknown[]) => T;

/** A row as an object. */
export const rowReader: RowReader<Row> = (names) => (values) => {
  const row: Row = {};
  for (const [at, name] of names.entries()) row[name] = values[at];
  return row;
};

/** All rows of a statement, as values. D1's own row objects cost a third more to make, to read and to write as JSON. */
export async function selectValues(statement: D1PreparedStatement): Promise<{ names: string[]; rows: unknown[][] }> {
  const [names, ...rows] = await statement.raw({ columnNames: true });
  return { names, rows };
}

/** A statement from SQL text; for what is generated from entity definitions or goes beyond the query builder. */
export const prepare = (db: Db, sql: string, ...params: readonly (string | number | null)[]): D1PreparedStatement =>
  db.$client.prepare(sql).bind(...params);
