import { prepare, type Write } from "#db/client";
import { newId } from "#lib/ids";
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

/** A notice to one person, as part of a commit to the platform database. */
export const notifyUser = (ctx: Pick<Context, "platform" | "now">, userId: string, notice: Notice): Write =>
  prepare(ctx.platform, INSERT_OWN, userId, newId(ctx.now), ...columnsOf(notice), ctx.now);
