import { decodeCursor, encodeCursor } from "#lib/cursor";
import type { ListQuery } from "#models";
import type { Context } from "../context";
import { invalid } from "../errors";
import { type Db, prepare, type Row, rowReader, type RowReader, selectValues } from "./client";
import { listSql } from "./list-sql";

export type Page<T> = { data: T[]; nextCursor: string | undefined };

type Source = Parameters<typeof listSql>[0];

/**
 * One page of a list, by one query.
 * @throws DomainError invalid_request when the cursor was not made by this very list, with these filters and this sort
 */
export const page = (ctx: Pick<Context, "env">, db: Db, source: Source, query: ListQuery): Promise<Page<Row>> =>
  pageOf(ctx, db, source, query, rowReader);

/**
 * The same, its rows read another way.
 * @throws DomainError invalid_request as `page` does
 */
export async function pageOf<T>(
  ctx: Pick<Context, "env">,
  db: Db,
  source: Source,
  query: ListQuery,
  reader: RowReader<T>,
): Promise<Page<T>> {
  const secret = ctx.env.CURSOR_SECRET;
  const scope = JSON.stringify([source.table, source.fixed, query.sort, query.filters]);
  const from = query.cursor === undefined ? undefined : await decodeCursor(secret, scope, query.cursor);
  if (query.cursor !== undefined && !from) {
    throw invalid([
      { pointer: "?cursor", detail: "The cursor does not belong to this list with these filters and this sort." },
    ]);
  }
  const { sql, params } = listSql(source, query, from);
  const { names, rows } = await selectValues(prepare(db, sql, ...params));
  const data = rows.slice(0, query.limit).map(reader(names));
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined;
  if (!last) return { data, nextCursor: undefined };
  const key = (query.sort.field === "created_at" ? [] : [query.sort.field]).concat(source.idColumn);
  const position = key.map((name) => last[names.indexOf(name)] as string | number);
  return { data, nextCursor: await encodeCursor(secret, scope, position) };
}
