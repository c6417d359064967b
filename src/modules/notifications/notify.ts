import { prepare, type Write } from "#db/client";
import { newId } from "#lib/ids";
import type { Context } from "../../context";
import type { NoticeKind } from "./kinds";

const INSERT =
  "insert into notifications (builder_id, id, kind, title, body, object_id, created_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
const INSERT_OWN =
  "insert into user_notifications (user_id, id, kind, title, body, object_id, created_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

export type Notice = { kind: NoticeKind; title: string; body: string; objectId: string | null };

/** A notice to the builder's members, as part of the commit of what it tells of. */
export const notify = (ctx: Context, { kind, title, body, objectId }: Notice): Write =>
  prepare(ctx.db, INSERT, ctx.builderId, newId(ctx.now), kind, title, body, objectId, ctx.now);

/** A notice to one person, as part of a commit to the platform database. */
export const notifyUser = (
  ctx: Pick<Context, "platform" | "now">,
  userId: string,
  { kind, title, body, objectId }: Notice,
): Write => prepare(ctx.platform, INSERT_OWN, userId, newId(ctx.now), kind, title, body, objectId, ctx.now);
