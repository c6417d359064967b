import { prepare, type Write } from "#db/client";
import { firstIdAt, newId } from "#lib/ids";
import type { Context } from "../../context";
import type { NoticeKind } from "./kinds";

const INSERT =
  "insert into notifications (builder_id, id, kind, title, body, object_id, created_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
const INSERT_OWN =
  "insert into user_notifications (user_id, id, kind, title, body, object_id, created_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

/** Characters of a notice; what is longer is cut, for it may hold words of others. */
export const LONGEST = { title: 300, body: 2000 };

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** What a row holds of a notice, as its statements name it. */
export const columnsOf = ({ kind, title, body, objectId }: Notice) =>
  [kind, cut(title, LONGEST.title), cut(body, LONGEST.body), objectId] as const;

export type Notice = { kind: NoticeKind; title: string; body: string; objectId: string | null };

/** A notice to the builder's members, as part of the commit of what it tells of. */
export const notify = (ctx: Context, notice: Notice): Write =>
  prepare(ctx.db, INSERT, ctx.builderId, newId(ctx.now), ...columnsOf(notice), ctx.now);

const INSERT_ONCE = `insert into notifications (builder_id, id, kind, title, body, object_id, created_at)
 select ?1, ?2, ?3, ?4, ?5, ?6, ?7 where not exists (select 1 from notifications where builder_id = ?1 and id > ?8
 and kind = ?3 and title = ?4 and object_id is ?6)`;

/** The same, unless the same was given within so many ms. */
export const notifyOnce = (ctx: Context, notice: Notice, withinMs: number): Write =>
  prepare(
    ctx.db,
    INSERT_ONCE,
    ctx.builderId,
    newId(ctx.now),
    ...columnsOf(notice),
    ctx.now,
    firstIdAt(ctx.now - withinMs),
  );

const INSERT_SOME = `insert into notifications (builder_id, id, kind, title, body, object_id, created_at)
 select ?1, ?2, ?3, ?4, ?5, ?6, ?7 where (select count(*) from (select 1 from notifications where builder_id = ?1 and id > ?8
 and kind = ?3 limit ?9)) < ?9`;

/** The same, unless so many of its kind were given within so many ms: it changes no row then. */
export const notifyFew = (
  ctx: Context,
  notice: Notice,
  { most, withinMs }: { most: number; withinMs: number },
): Write =>
  prepare(
    ctx.db,
    INSERT_SOME,
    ctx.builderId,
    newId(ctx.now),
    ...columnsOf(notice),
    ctx.now,
    firstIdAt(ctx.now - withinMs),
    most,
  );

/** A notice to one person, as part of a commit to the platform database. */
export const notifyUser = (ctx: Pick<Context, "platform" | "now">, userId: string, notice: Notice): Write =>
  prepare(ctx.platform, INSERT_OWN, userId, newId(ctx.now), ...columnsOf(notice), ctx.now);
