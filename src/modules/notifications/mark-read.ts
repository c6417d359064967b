import { type Db, prepare } from "#db/client";
import type { Context, UserContext } from "../../context";
import { notFound } from "../../errors";
import { readMarks } from "./member-list";
import { COLUMNS, type Notification, type NotificationRow, toNotification } from "./shape";

const READ = `update notifications set read_at = coalesce(read_at, ?3) where builder_id = ?1 and id = ?2 returning ${COLUMNS}`;
const READ_OWN = `update user_notifications set read_at = coalesce(read_at, ?3) where user_id = ?1 and id = ?2 returning ${COLUMNS}`;
const MARK = `insert into notification_reads (builder_id, user_id, notification_id, read_at)
 select builder_id, ?2, id, ?4 from notifications where builder_id = ?1 and id = ?3 on conflict do nothing`;

/** Marks a notification as read; marking it again changes nothing. Members have marks of their own. */
export async function markRead(ctx: Context, id: string): Promise<Notification> {
  if (ctx.actor.type === "user") return await markForMember(ctx, ctx.actor.id, id);
  const row = await prepare(ctx.db, READ, ctx.builderId, id, ctx.now).first<NotificationRow>();
  if (!row) throw notFound("notification");
  return toNotification(row);
}

async function markForMember(ctx: Context, userId: string, id: string): Promise<Notification> {
  const [, found] = await ctx.db.$client.batch<NotificationRow>([
    prepare(ctx.db, MARK, ctx.builderId, userId, id, ctx.now),
    prepare(ctx.db, `select ${COLUMNS} from notifications where builder_id = ?1 and id = ?2`, ctx.builderId, id),
  ]);
  const row = found?.results[0];
  if (!row) return await markOwn(ctx.platform, userId, id, ctx.now);
  const marks = await readMarks(ctx.db, ctx.builderId, userId, [id]);
  return toNotification({ ...row, read_at: marks.get(id) ?? null });
}

async function markOwn(platform: Db, userId: string, id: string, now: number): Promise<Notification> {
  const row = await prepare(platform, READ_OWN, userId, id, now).first<NotificationRow>();
  if (!row) throw notFound("notification");
  return toNotification(row);
}

/** The same of what a person alone was told. */
export const markOwnRead = (ctx: UserContext, id: string): Promise<Notification> =>
  markOwn(ctx.platform, ctx.user.id, id, ctx.now);
