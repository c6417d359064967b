import { type Db, prepare } from "#db/client";
import { listSql } from "#db/list-sql";
import type { Page } from "#db/page";
import { decodeCursor, encodeCursor } from "#lib/cursor";
import type { ListQuery } from "#models";
import type { Context, UserContext } from "../../context";
import { invalid } from "../../errors";
import { mutedKinds } from "./preferences";
import { COLUMNS, type Notification, type NotificationRow, toNotification } from "./shape";

type Source = { db: Db; table: string; column: string; value: string };
type Reader = Pick<UserContext, "platform" | "env">;

/** Pages that are read on when a person has muted most of what is on them. */
const MOST_READS = 10;

type Found = NotificationRow & { source: Source };

async function readOne(source: Source, query: ListQuery, after: string | undefined): Promise<Found[]> {
  const { db, table, column, value } = source;
  const spec = { table, columns: COLUMNS, fixed: { [column]: value }, idColumn: "id" };
  const { sql, params } = listSql(spec, query, after === undefined ? undefined : [after]);
  const { results } = await prepare(db, sql, ...params).all<NotificationRow>();
  return results.map((row) => ({ ...row, source }));
}

/** Ids order by creation in every table, so several lists become one by them. */
async function readMerged(sources: readonly Source[], query: ListQuery, after: string | undefined) {
  const rows = (await Promise.all(sources.map((source) => readOne(source, query, after)))).flat();
  const first = query.sort.descending ? 1 : -1;
  return rows.toSorted((a, b) => (a.id < b.id ? first : -first)).slice(0, query.limit + 1);
}

async function positionOf(env: Context["env"], scope: string, cursor: string | undefined) {
  if (cursor === undefined) return undefined;
  const position = await decodeCursor(env.CURSOR_SECRET, scope, cursor);
  if (typeof position?.[0] === "string") return position[0];
  throw invalid([
    { pointer: "?cursor", detail: "The cursor does not belong to this list with these filters and this sort." },
  ]);
}

/** One page of what a person is told from several tables, without the kinds they muted on the site. */
async function listFor(
  ctx: Reader,
  userId: string,
  sources: readonly Source[],
  query: ListQuery,
): Promise<Page<Found>> {
  const muted = (await mutedKinds(ctx.platform, [userId], "site"))(userId);
  const scope = JSON.stringify(["notices", userId, query.sort, query.filters]);
  let after = await positionOf(ctx.env, scope, query.cursor);
  const shown: Found[] = [];
  for (let read = 0; read < MOST_READS; read += 1) {
    const rows = await readMerged(sources, query, after);
    shown.push(...rows.slice(0, query.limit).filter(({ kind }) => !muted.has(kind)));
    if (rows.length <= query.limit) {
      after = undefined;
      break;
    }
    after = rows[query.limit - 1]?.id;
    if (shown.length >= query.limit) break;
  }
  if (shown.length > query.limit) after = shown[query.limit - 1]?.id;
  return {
    data: shown.slice(0, query.limit),
    nextCursor: after === undefined ? undefined : await encodeCursor(ctx.env.CURSOR_SECRET, scope, [after]),
  };
}

const ownSource = (ctx: Pick<UserContext, "platform">, userId: string): Source => ({
  db: ctx.platform,
  table: "user_notifications",
  column: "user_id",
  value: userId,
});

/** The builder's notices with the person's own marks, and what the person alone is told. */
export async function listForMember(ctx: Context, userId: string, query: ListQuery): Promise<Page<Notification>> {
  const builder = { db: ctx.db, table: "notifications", column: "builder_id", value: ctx.builderId };
  const page = await listFor(ctx, userId, [builder, ownSource(ctx, userId)], query);
  const builders = page.data.filter(({ source }) => source === builder).map(({ id }) => id);
  const marks = await readMarks(ctx.db, ctx.builderId, userId, builders);
  return {
    data: page.data.map((row) =>
      toNotification(row.source === builder ? { ...row, read_at: marks.get(row.id) ?? null } : row),
    ),
    nextCursor: page.nextCursor,
  };
}

/** What a person alone is told, whatever builders they belong to. */
export async function listOwn(ctx: UserContext, query: ListQuery): Promise<Page<Notification>> {
  const { data, nextCursor } = await listFor(ctx, ctx.user.id, [ownSource(ctx, ctx.user.id)], query);
  return { data: data.map((row) => toNotification(row)), nextCursor };
}

const READ = `select value as id, coalesce(r.read_at, case when value <= m.read_until then m.read_at end) as read_at from json_each(?3)
 left join notification_reads r on r.builder_id = ?1 and r.user_id = ?2 and r.notification_id = value
 left join notification_marks m on m.builder_id = ?1 and m.user_id = ?2`;

/** When a member read each of these notices of the builder's: by itself, or with all that there were. */
export async function readMarks(db: Db, builderId: string, userId: string, ids: readonly string[]) {
  const { results } = await prepare(db, READ, builderId, userId, JSON.stringify(ids)).all<{
    id: string;
    read_at: number | null;
  }>();
  return new Map(results.flatMap(({ id, read_at: at }) => (at === null ? [] : [[id, at] as const])));
}
