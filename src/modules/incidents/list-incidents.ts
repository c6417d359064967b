import { prepare } from "#db/client";
import { firstIdAt } from "#lib/ids";
import { type Page, page } from "#db/page";
import { boolean, type Listable, type ListQuery, text, time } from "#models";
import type { OpenContext } from "../../context";
import { notFound } from "../../errors";
import { listOpenIncidents } from "./incidents";
import { COLUMNS, type PublicIncident, type IncidentRow, SOURCE, toIncident } from "./shape";

export const incidentList: Listable = {
  fields: {
    integration: text({ description: "Name of the integration in paths.", example: "xero", max: 100, filter: true }),
    is_open: boolean({ description: "Whether it goes on.", example: true, filter: true }),
    created_at: time({
      description: "When it was opened.",
      example: "2026-11-24T08:00:00.000Z",
      required: true,
      filter: true,
      sort: true,
    }),
  },
  defaultSort: "-created_at",
};

/** Incidents of all integrations, newest first. */
export async function listIncidents(ctx: OpenContext, query: ListQuery): Promise<Page<PublicIncident>> {
  // Everybody's list; a list needs a condition.
  const source = { table: SOURCE, columns: COLUMNS, fixed: { "'incidents'": "incidents" }, idColumn: "id" };
  const { data, nextCursor } = await page(ctx, ctx.platform, source, query);
  return { data: data.map((row) => toIncident(row as IncidentRow, ctx.now)), nextCursor };
}

/** The last ten of an integration, newest first. */
export async function recentIncidents(ctx: OpenContext, slug: string): Promise<PublicIncident[]> {
  const sql = `select ${COLUMNS} from ${SOURCE} where integration = ?1 order by id desc limit 10`;
  const { results } = await prepare(ctx.platform, sql, slug).all<IncidentRow>();
  return results.map((row) => toIncident(row, ctx.now));
}

/** Incidents that are told at once. */
const MOST_TOLD = 100;

/** Those that are open, however old, and those that began since then; newest first. */
export async function incidentsSince(ctx: OpenContext, since: number): Promise<PublicIncident[]> {
  const recent = `select ${COLUMNS} from ${SOURCE} where id >= ?1 order by id desc limit ${MOST_TOLD}`;
  const { results } = await prepare(ctx.platform, recent, firstIdAt(since)).all<IncidentRow>();
  const known = new Set(results.map(({ id }) => id));
  const older = (await listOpenIncidents(ctx)).filter(({ id }) => !known.has(id)).slice(0, MOST_TOLD);
  return [
    ...results.map((row) => toIncident(row, ctx.now)),
    ...(await Promise.all(older.map(({ id }) => getIncident(ctx, id)))),
  ].toSorted((a, b) => (a.id < b.id ? 1 : -1));
}

/** @throws DomainError not_found */
export async function getIncident(ctx: Pick<OpenContext, "platform" | "now">, id: string): Promise<PublicIncident> {
  const row = await prepare(ctx.platform, `select ${COLUMNS} from ${SOURCE} where id = ?1`, id).first<IncidentRow>();
  if (!row) throw notFound("incident");
  return toIncident(row, ctx.now);
}
