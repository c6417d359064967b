import { type Db, prepare } from "#db/client";
import { readAddressToken } from "#lib/address-token";
import { sha256Base64Url, sha256Hex } from "#lib/digest";
import { PROJECT_DATES } from "#modules/records";
import { isSuspended } from "#modules/suspensions";
import type { Bindings } from "../../bindings";
import { SHARD_COUNT, shardOf } from "../../context";
import { SLUG } from "./manage-feed";
import { TOLD_MS } from "./purge-cancellations";
import { type CalendarEvent, renderCalendar } from "./render-calendar";

/** Tasks of one calendar; of more, those that end last. */
const MOST_TASKS = 10_000;
const MOST_CANCELLED = 5000;

const PROJECT = `select p.id, p.code, p.name, p.status, p.address_line1, p.address_line2, p.city, p.state, p.postal_code,
 p.start_date, p.target_end_date, p.completed_date, p.version, p.created_at, p.updated_at, coalesce(u.turns, 0) as turns, u.turned_at
from calendar_feeds f join projects p on p.builder_id = f.builder_id and p.id = f.project_id
left join calendar_turns u on u.builder_id = p.builder_id and u.record_id = p.id
where f.builder_id = ?1 and f.token_hash = ?2
 and exists (select 1 from installs i where i.builder_id = ?1 and i.slug = '${SLUG}' and i.status = 'active')`;

type ProjectRow = {
  id: string;
  code: string;
  name: string;
  status: string;
  version: number;
  created_at: number;
  updated_at: number;
  turns: number;
  turned_at: number | null;
} & Record<string, string | number | null>;

const TASKS = `select t.id, t.name, t.phase, t.trade, t.status, t.start_date, t.end_date, t.percent_complete, t.notes, t.version,
 t.created_at, t.updated_at, s.status as schedule_status, coalesce(u.turns, 0) as turns, u.turned_at
from schedules s indexed by schedules_project_id
cross join schedule_tasks t indexed by schedule_tasks_schedule_id on t.builder_id = s.builder_id and t.schedule_id = s.id
left join calendar_turns u on u.builder_id = s.builder_id and u.record_id = s.id
where s.builder_id = ?1 and s.project_id = ?2 and (s.status = 'active' or u.turned_at > ?3)
order by t.end_date desc, t.id desc limit ${MOST_TASKS}`;

type TaskRow = {
  id: string;
  name: string;
  phase: string;
  trade: string | null;
  status: string;
  start_date: string;
  end_date: string;
  percent_complete: number;
  notes: string | null;
  version: number;
  created_at: number;
  updated_at: number;
  schedule_status: string;
  turns: number;
  turned_at: number | null;
};

const CANCELLED = `select uid, summary, starts_on, ends_on, sequence, created_at, cancelled_at from calendar_cancellations
 where builder_id = ?1 and project_id = ?2 and cancelled_at > ?3 order by uid limit ${MOST_CANCELLED}`;

type CancelledRow = {
  uid: string;
  summary: string;
  starts_on: string;
  ends_on: string;
  sequence: number;
  created_at: number;
  cancelled_at: number;
};

export type Calendar = { text: string; etag: string; fileName: string };

/** @returns whether calls of the integration are switched off, or its builder is suspended */
async function isStopped(env: Bindings, builderId: string): Promise<boolean> {
  const [killed, isIdle] = await Promise.all([env.KILL_SWITCHES.get(`kill:${SLUG}`), isSuspended(env, builderId)]);
  return killed !== null || isIdle;
}

/** What the address of a calendar shows. @returns undefined for an address that is none, or none any more */
export async function readCalendar(env: Bindings, token: string, now: number): Promise<Calendar | undefined> {
  const owner = readAddressToken(token);
  if (!owner || owner.shard >= SHARD_COUNT) return undefined;
  const { builderId } = owner;
  const db = shardOf(env, owner.shard);
  const project = await prepare(db, PROJECT, builderId, await sha256Hex(token)).first<ProjectRow>();
  if (!project || (await isStopped(env, builderId))) return undefined;
  const name = `${project.code} ${project.name}`;
  const text = renderCalendar({ name }, await eventsOf(db, builderId, project, now));
  return { text, etag: `"${(await sha256Base64Url(text)).slice(0, 22)}"`, fileName: `${project.code}.ics` };
}

async function eventsOf(db: Db, builderId: string, project: ProjectRow, now: number): Promise<CalendarEvent[]> {
  const since = now - TOLD_MS;
  const [tasks, cancelled] = await db.$client.batch([
    prepare(db, TASKS, builderId, project.id, since),
    prepare(db, CANCELLED, builderId, project.id, since),
  ]);
  const isOver = project.status === "cancelled";
  // What was cancelled longer ago is told no more.
  const isTold = !isOver || (project.turned_at ?? 0) > since;
  const live = isTold
    ? [...datesOf(project), ...((tasks?.results ?? []) as TaskRow[]).map((row) => taskEvent(row, project))]
    : [];
  const known = new Set(live.map(({ uid }) => uid));
  const gone = ((cancelled?.results ?? []) as CancelledRow[]).filter(({ uid }) => !known.has(uid)).map(goneEvent);
  return [...live, ...gone];
}

const placeOf = (project: ProjectRow): string =>
  [
    project["address_line1"],
    project["address_line2"],
    project["city"],
    [project["state"], project["postal_code"]].filter(Boolean).join(" "),
  ]
    .filter(Boolean)
    .join(", ");

const spoken = (value: string): string => value.replaceAll("_", " ");

function taskEvent(row: TaskRow, project: ProjectRow): CalendarEvent {
  const done = row.percent_complete === 0 ? "" : `, ${row.percent_complete} %`;
  const lines = [row.trade === null ? "" : `Trade: ${row.trade}`, `Status: ${spoken(row.status)}${done}`, row.notes];
  return {
    uid: row.id,
    summary: row.name,
    description: lines.filter(Boolean).join("\n"),
    location: placeOf(project),
    category: spoken(row.phase),
    startsOn: row.start_date,
    endsOn: row.end_date,
    sequence: row.version - 1 + row.turns + project.turns,
    createdAt: row.created_at,
    modifiedAt: Math.max(row.updated_at, row.turned_at ?? 0, project.turned_at ?? 0),
    isCancelled: row.schedule_status !== "active" || project.status === "cancelled",
  };
}

const datesOf = (project: ProjectRow): CalendarEvent[] =>
  PROJECT_DATES.flatMap(([name, suffix, title]) => {
    const day = project[name];
    if (typeof day !== "string") return [];
    return {
      uid: `${project.id}-${suffix}`,
      summary: `${title}: ${project.name}`,
      description: "",
      location: placeOf(project),
      category: null,
      startsOn: day,
      endsOn: day,
      sequence: project.version - 1,
      createdAt: project.created_at,
      modifiedAt: project.updated_at,
      isCancelled: project.status === "cancelled",
    };
  });

const goneEvent = (row: CancelledRow): CalendarEvent => ({
  uid: row.uid,
  summary: row.summary,
  description: "",
  location: "",
  category: null,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  sequence: row.sequence,
  createdAt: row.created_at,
  modifiedAt: row.cancelled_at,
  isCancelled: true,
});
