import { withMethods } from "./direct";

export type Recorded = { sql: string; params: unknown[] };

/** A database that notes what it is asked. */
export function recordSql(db: D1Database): { db: D1Database; statements: Recorded[] } {
  const statements: Recorded[] = [];
  const prepare = (sql: string): D1PreparedStatement => {
    const statement = db.prepare(sql);
    return withMethods(statement, {
      bind: (...params: unknown[]) => {
        statements.push({ sql, params });
        return statement.bind(...params);
      },
    });
  };
  return { db: withMethods(db, { prepare }), statements };
}

/** The steps of a statement's plan, as SQLite tells them. */
export async function planOf(db: D1Database, { sql, params }: Recorded): Promise<string[]> {
  const { results } = await db
    .prepare(`explain query plan ${sql}`)
    .bind(...params)
    .all<{ detail: string }>();
  return results.map(({ detail }) => detail);
}

/** How many rows the statement reads when it is run again. */
export async function rowsReadBy(db: D1Database, { sql, params }: Recorded): Promise<number> {
  const { meta } = await db
    .prepare(sql)
    .bind(...params)
    .all();
  return meta.rows_read;
}
