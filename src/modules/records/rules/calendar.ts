import { prepare, type Write } from "#db/client";
import type { Context } from "../../../context";
import type { AnyRecord, Stored } from "../shape";

/**
 * What calendars that subscribe to a project have to be told, written down in the commit that changes it. Where there is
 * no feed, none of it writes a row.
 */

const HAS_FEED = "exists (select 1 from calendar_feeds f where f.builder_id = ?1 and f.project_id = ?3)";

const TURN = `insert into calendar_turns (builder_id, record_id, turns, turned_at) select ?1, ?2, 1, ?4 where ${HAS_FEED}
 on conflict (builder_id, record_id) do update set turns = turns + 1, turned_at = excluded.turned_at`;

const turn = (ctx: Context, recordId: string, projectId: string): Write =>
  prepare(ctx.db, TURN, ctx.builderId, recordId, projectId, ctx.now);

/** A schedule that comes into force, or leaves it, takes all of its tasks along. */
export const scheduleTurns = (ctx: Context, before: AnyRecord, after: AnyRecord): Write[] =>
  before["status"] === after["status"] ? [] : [turn(ctx, after.id, String(after["project_id"]))];

/** An update replaces what an earlier cancellation of the same event said. */
const CANCEL = `insert into calendar_cancellations
 (builder_id, project_id, uid, summary, starts_on, ends_on, sequence, created_at, cancelled_at)`;
const AGAIN = `on conflict (builder_id, project_id, uid) do update set summary = excluded.summary, starts_on = excluded.starts_on,
 ends_on = excluded.ends_on, sequence = excluded.sequence, cancelled_at = excluded.cancelled_at`;

/** Of schedules that are in force, or have been while there was a feed. */
const cancelTasks = (tasks: string): string => `${CANCEL}
select t.builder_id, s.project_id, t.id, t.name, t.start_date, t.end_date,
 t.version + coalesce(u.turns, 0) + coalesce(p.turns, 0), t.created_at, ?3
from schedule_tasks t ${tasks} join schedules s on s.builder_id = t.builder_id and s.id = t.schedule_id
join calendar_feeds f on f.builder_id = s.builder_id and f.project_id = s.project_id
left join calendar_turns u on u.builder_id = s.builder_id and u.record_id = s.id
left join calendar_turns p on p.builder_id = s.builder_id and p.record_id = s.project_id
where t.builder_id = ?1 and (s.status = 'active' or u.turns is not null)`;

const CANCEL_TASK = `${cancelTasks("")} and t.id = ?2 ${AGAIN}`;
const CANCEL_SCHEDULE = `${cancelTasks("indexed by schedule_tasks_schedule_id")} and t.schedule_id = ?2 ${AGAIN}`;

export const taskCancelled = (ctx: Context, id: string): Write =>
  prepare(ctx.db, CANCEL_TASK, ctx.builderId, id, ctx.now);

export const scheduleCancelled = (ctx: Context, id: string): Write =>
  prepare(ctx.db, CANCEL_SCHEDULE, ctx.builderId, id, ctx.now);

/** Dates of a project that have events of their own: what ends their uid, and what they are called. */
export const PROJECT_DATES = [
  ["start_date", "start", "Start"],
  ["target_end_date", "target", "Planned completion"],
  ["completed_date", "completed", "Completed"],
] as const;

const CANCEL_DATE = `${CANCEL} select ?1, ?3, ?4, ?5, ?6, ?6, ?7, ?8, ?2 where ${HAS_FEED} ${AGAIN}`;

const PLACE = ["address_line1", "address_line2", "city", "state", "postal_code"];
const isCancelled = ({ status }: AnyRecord): boolean => status === "cancelled";

/** Its tasks show where it is, and go with it; a date that is taken back is cancelled. */
export function projectTurns(ctx: Context, { record: before, version }: Stored, after: AnyRecord): Write[] {
  const moves = PLACE.some((name) => before[name] !== after[name]) || isCancelled(before) !== isCancelled(after);
  const gone = PROJECT_DATES.filter(([name]) => before[name] !== null && after[name] === null);
  return [
    ...(moves ? [turn(ctx, after.id, after.id)] : []),
    ...gone.map(([name, suffix, title]) =>
      prepare(
        ctx.db,
        CANCEL_DATE,
        ctx.builderId,
        ctx.now,
        after.id,
        `${after.id}-${suffix}`,
        `${title}: ${String(before["name"])}`,
        String(before[name]),
        version,
        Date.parse(before.created_at),
      ),
    ),
  ];
}

const ENDS = ["calendar_feeds", "calendar_cancellations"];

/** A project that is gone has no calendar. */
export const calendarEnded = (ctx: Context, projectId: string): Write[] =>
  ENDS.map((table) =>
    prepare(ctx.db, `delete from ${table} where builder_id = ?1 and project_id = ?2`, ctx.builderId, projectId),
  );
