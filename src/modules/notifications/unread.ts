import { prepare } from "#db/client";
import { newId } from "#lib/ids";
import type { Context } from "../../context";
import { mutedKinds } from "./preferences";

/** Counting ends here. */
export const MOST_COUNTED = 100;
/** Notices of the builder's that are looked at, the newest. */
const MOST_READ = 500;

const UNREAD = `select u.id from (select id, kind from notifications where builder_id = ?1 and id > coalesce(
 (select read_until from notification_marks where builder_id = ?1 and user_id = ?2), '') order by id desc limit ${MOST_READ}) u
 where u.kind not in (select value from json_each(?3)) and not exists
 (select 1 from notification_reads r where r.builder_id = ?1 and r.user_id = ?2 and r.notification_id = u.id) limit ${MOST_COUNTED}`;
const UNREAD_OWN = `select id from user_notifications indexed by user_notifications_unread where user_id = ?1 and read_at is null
 and kind not in (select value from json_each(?2)) limit ${MOST_COUNTED}`;

/** How many notices a member has not read, of the kinds they want on the site; 100 stands for that many or more. */
export async function countUnread(ctx: Context, userId: string): Promise<number> {
  const muted = JSON.stringify([...(await mutedKinds(ctx.platform, [userId], "site"))(userId)]);
  const [builders, own] = await Promise.all([
    prepare(ctx.db, UNREAD, ctx.builderId, userId, muted).all(),
    prepare(ctx.platform, UNREAD_OWN, userId, muted).all(),
  ]);
  return Math.min(builders.results.length + own.results.length, MOST_COUNTED);
}

const MARK = `insert into notification_marks (builder_id, user_id, read_until, read_at) values (?1, ?2, ?3, ?4)
 on conflict (builder_id, user_id) do update set read_until = max(read_until, excluded.read_until), read_at = excluded.read_at`;
const MARK_OWN =
  "update user_notifications indexed by user_notifications_unread set read_at = ?2 where user_id = ?1 and read_at is null and id <= ?3";

/** Marks all that a member has been told until now as read. What comes in the meantime stays unread. */
export async function markAllRead(ctx: Context, userId: string): Promise<void> {
  const until = newId(ctx.now);
  await prepare(ctx.platform, MARK_OWN, userId, ctx.now, until).run();
  await prepare(ctx.db, MARK, ctx.builderId, userId, until, ctx.now).run();
}
