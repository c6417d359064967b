import { decodeCursor, encodeCursor } from "#lib/cursor";
import type { ListQuery } from "#models";
import type { Context } from "../context";
import { invalid } from "../errors";
import { type Db, prepare, type Row, selectRows } from "./client";
import { listSql } from "./list-sql";

export type Page<T> = { data: T[]; nextCursor: string | undefined };

type Source = Parameters<typeof listSql>[0];

/**
 * One page of a list, by one query.
 * @throws DomainError invalid_request when the cursor was not made by this very list, with these filters and this sort
 */
export async function page(ctx: Pick<Context, "env">, db: Db, source: Source, query: ListQuery): Promise<Page<Row>> {
  const secret = ctx.env.CURSOR_SECRET;
  const scope = JSON.stringify([source.table, source.fixed, query.sort, query.filters]);
  const position = query.cursor === undefined ? undefined : await decodeCursor(secret, scope, query.cursor);
  if (query.cursor !== undefined && !position) {
    throw invalid([
      { pointer: "?cursor", detail: "The cursor does not belong to this list with these filters and this sort." },
    ]);
  }
  const { sql, params } = listSql(source, query, position);
  const results = await selectRows(prepare(db, sql, ...params));
  const last = results.length > query.limit ? results[query.limit - 1] : undefined;
  if (!last) return { data: results, nextCursor: undefined };
  const id = last[source.idColumn] as string;
  const key = query.sort.field === "created_at" ? [id] : [last[query.sort.field] as string | number, id];
  return { data: results.slice(0, query.limit), nextCursor: await encodeCursor(secret, scope, key) };
}
