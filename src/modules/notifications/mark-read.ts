import { prepare } from "#db/client";
import type { Context } from "../../context";
import { notFound } from "../../errors";
import { COLUMNS, type Notification, type NotificationRow, toNotification } from "./shape";

const READ = `update notifications set read_at = coalesce(read_at, ?3) where builder_id = ?1 and id = ?2 returning ${COLUMNS}`;

/** Marks a notification as read; marking it again changes nothing. */
export async function markRead(ctx: Context, id: string): Promise<Notification> {
  const row = await prepare(ctx.db, READ, ctx.builderId, id, ctx.now).first<NotificationRow>();
  if (!row) throw notFound("notification");
  return toNotification(row);
}
