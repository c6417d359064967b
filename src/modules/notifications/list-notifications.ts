import { type Page, page } from "#db/page";
import { type Listable, type ListQuery, time } from "#models";
import type { Context } from "../../context";
import { listForMember } from "./member-list";
import { COLUMNS, type Notification, type NotificationRow, toNotification } from "./shape";

export const notificationList: Listable = {
  fields: {
    created_at: time({
      description: "When it was made.",
      example: "2026-04-14T08:00:00.000Z",
      required: true,
      filter: true,
      sort: true,
    }),
  },
  defaultSort: "-created_at",
};

/** What the platform has told the builder, newest first; a member also sees what they alone were told. */
export async function listNotifications(ctx: Context, query: ListQuery): Promise<Page<Notification>> {
  if (ctx.actor.type === "user") return await listForMember(ctx, ctx.actor.id, query);
  const source = { table: "notifications", columns: COLUMNS, fixed: { builder_id: ctx.builderId }, idColumn: "id" };
  const { data, nextCursor } = await page(ctx, ctx.db, source, query);
  return { data: data.map((row) => toNotification(row as NotificationRow)), nextCursor };
}
