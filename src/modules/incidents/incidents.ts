import { prepare } from "#db/client";
import { newId } from "#lib/ids";
import type { Context } from "../../context";

export type Cause = "breaker" | "kill_switch";

type Ctx = Pick<Context, "platform" | "now">;

/** An integration has one open incident at most; a kill switch takes over what the breaker began. */
const OPEN = `insert into integration_incidents (id, slug, cause, title, opened_at, notice_due_at) values (?1, ?2, ?3, ?4, ?5, ?5)
 on conflict (slug) where closed_at is null do update set cause = excluded.cause
 where excluded.cause = 'kill_switch' and integration_incidents.cause <> 'kill_switch'`;
const CLOSE = `update integration_incidents set closed_at = ?2, notice_due_at = ?2
 where slug = ?1 and closed_at is null and (?3 is null or cause = ?3)`;

/**
 * An integration as a whole does not work from now on. Said again while the incident is open, it changes nothing.
 * Builders who have it installed are told by `sendNotices`.
 * @param said.message one line for them
 */
export async function openIncident(ctx: Ctx, said: { slug: string; cause: Cause; message: string }): Promise<void> {
  await prepare(ctx.platform, OPEN, newId(ctx.now), said.slug, said.cause, said.message, ctx.now).run();
}

/** It works again. @param said.cause closes only an incident that has this cause */
export async function closeIncident(ctx: Ctx, said: { slug: string; cause?: Cause }): Promise<void> {
  await prepare(ctx.platform, CLOSE, said.slug, ctx.now, said.cause ?? null).run();
}

export type Incident = {
  id: string;
  slug: string;
  cause: Cause;
  title: string;
  openedAt: number;
  closedAt: number | null;
};

type Row = {
  id: string;
  slug: string;
  cause: Cause;
  title: string;
  opened_at: number;
  closed_at: number | null;
};

const toIncident = ({ opened_at: openedAt, closed_at: closedAt, ...row }: Row): Incident => ({
  ...row,
  openedAt,
  closedAt,
});

const COLUMNS = "id, slug, cause, title, opened_at, closed_at";

/** Incidents that are open now; an integration has one at most. */
export async function listOpenIncidents(ctx: Pick<Ctx, "platform">): Promise<Incident[]> {
  // Any slug: it makes of the index of open ones a range to search.
  const sql = `select ${COLUMNS} from integration_incidents where closed_at is null and slug > '' order by slug limit 1000`;
  return (await prepare(ctx.platform, sql).all<Row>()).results.map(toIncident);
}

/** Incidents whose opening or closing builders have not been told of, oldest first. */
export async function listUnannounced(ctx: Ctx, most: number): Promise<Incident[]> {
  const sql = `select ${COLUMNS} from integration_incidents where notice_due_at <= ?1 order by notice_due_at limit ${most}`;
  return (await prepare(ctx.platform, sql, ctx.now).all<Row>()).results.map(toIncident);
}

/** Everyone has been told of the incident as it stood; if it has been closed meanwhile, that is still to be told. */
export async function markAnnounced(ctx: Pick<Ctx, "platform">, { id, closedAt }: Incident): Promise<void> {
  const sql = "update integration_incidents set notice_due_at = null where id = ?1 and closed_at is ?2";
  await prepare(ctx.platform, sql, id, closedAt).run();
}
