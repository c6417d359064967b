import { type Db, prepare, type Write } from "#db/client";
import type { Context, Environment } from "../../context";

/** What a reminder may be of. */
export type Kind = "king_tide" | "storm_surge";

export type Reminder = { projectId: string; kind: Kind; subject: string; dueAt: number };

const PUT = `insert into reminders (builder_id, project_id, environment, kind, subject, due_at) values (?1, ?2, ?3, ?4, ?5, ?6)
 on conflict (builder_id, project_id, kind, subject) do update set due_at = excluded.due_at`;

/** Has a project's members reminded of something that they are being told; the same thing is reminded of once. */
export const putReminder = (ctx: Context, { projectId, kind, subject, dueAt }: Reminder): Write =>
  prepare(ctx.db, PUT, ctx.builderId, projectId, ctx.environment, kind, subject, dueAt);

/** Of one pass on each shard. */
const MOST = 200;

export type Row = {
  builder_id: string;
  project_id: string;
  environment: Environment;
  kind: Kind;
  subject: string;
  due_at: number;
};

const DUE = `select builder_id, project_id, environment, kind, subject, due_at from reminders where due_at <= ?1
 and builder_id not in (select value from json_each(?2)) order by due_at limit ${MOST}`;

/** @param idle builders that are told nothing, as a JSON array */
export const dueReminders = async (db: Db, now: number, idle: string): Promise<Row[]> =>
  (await prepare(db, DUE, now, idle).all<Row>()).results;

const POSTPONE = `update reminders set due_at = ?6
 where builder_id = ?1 and project_id = ?2 and kind = ?3 and subject = ?4 and due_at = ?5`;

/** One that was put anew meanwhile stays as it is. */
export const postponeReminder = async (db: Db, row: Row, dueAt: number): Promise<void> => {
  await prepare(db, POSTPONE, row.builder_id, row.project_id, row.kind, row.subject, row.due_at, dueAt).run();
};

const REMOVE =
  "delete from reminders where builder_id = ?1 and project_id = ?2 and kind = ?3 and subject = ?4 and due_at = ?5";

export const removeReminder = (ctx: Context, row: Row): Write =>
  prepare(ctx.db, REMOVE, row.builder_id, row.project_id, row.kind, row.subject, row.due_at);
