import { commit, mustChange } from "#db/commit";
import { prepare } from "#db/client";
import { type Page, page } from "#db/page";
import { newAddressToken } from "#lib/address-token";
import { sha256Hex } from "#lib/digest";
import { type Listable, type ListQuery, projects, ref, sampleId } from "#models";
import { findBySlug } from "#modules/installs";
import { findRecord } from "#modules/records";
import type { Context } from "../../context";
import { DomainError, notFound } from "../../errors";

export const SLUG = "ical";

/** As on the wire. */
export type Feed = { project_id: string; created_at: string; rotated_at: string | null };
export type NewFeed = Feed & { url: string };

type Row = { created_at: number; rotated_at: number | null };

export const feedList: Listable = {
  fields: {
    project_id: ref({
      description: "The project.",
      example: sampleId(projects),
      to: "projects",
      required: true,
      filter: true,
    }),
  },
  defaultSort: "-created_at",
};

const OF_PROJECT = "builder_id = ?1 and project_id = ?2";

async function find(ctx: Context, projectId: string): Promise<Row | null> {
  await findRecord(ctx, projects, projectId);
  const sql = `select created_at, rotated_at from calendar_feeds where ${OF_PROJECT}`;
  return await prepare(ctx.db, sql, ctx.builderId, projectId).first<Row>();
}

const at = (ms: number): string => new Date(ms).toISOString();

const toFeed = (projectId: string, { created_at: createdAt, rotated_at: rotatedAt }: Row): Feed => ({
  project_id: projectId,
  created_at: at(createdAt),
  rotated_at: rotatedAt === null ? null : at(rotatedAt),
});

/** @throws DomainError not_found also when the project has no feed */
export async function getFeed(ctx: Context, projectId: string): Promise<Feed> {
  const row = await find(ctx, projectId);
  if (!row) throw notFound("calendar feed");
  return toFeed(projectId, row);
}

/** The feeds of the builder's projects, that of the newest project first. */
export async function listFeeds(ctx: Context, query: ListQuery): Promise<Page<Feed>> {
  const source = {
    table: "calendar_feeds",
    columns: "project_id, created_at, rotated_at",
    fixed: { builder_id: ctx.builderId },
    idColumn: "project_id",
  };
  const { data, nextCursor } = await page(ctx, ctx.db, source, query);
  return { data: data.map((row) => toFeed(String(row["project_id"]), row as Row)), nextCursor };
}

const PUT = `insert into calendar_feeds (builder_id, project_id, token_hash, created_at, rotated_at) values (?1, ?2, ?3, ?4, null)
 on conflict (builder_id, project_id) do update set token_hash = excluded.token_hash, rotated_at = ?4`;

/**
 * Gives a project an address for calendars, or a new one: the former is dead at once. It is shown this once.
 * @throws DomainError not_found; invalid_state while iCal is not installed
 */
export async function createFeed(ctx: Context, projectId: string): Promise<NewFeed> {
  const before = await find(ctx, projectId);
  if ((await findBySlug(ctx, SLUG))?.status !== "active")
    throw new DomainError("invalid_state", "iCal feeds are not installed, or paused. Install or resume them first.");
  const token = newAddressToken(ctx);
  const row = { created_at: before?.created_at ?? ctx.now, rotated_at: before ? ctx.now : null };
  const write = prepare(ctx.db, PUT, ctx.builderId, projectId, await sha256Hex(token), ctx.now);
  const url = `${ctx.env.PUBLIC_URL}/calendar/${token}.ics`;
  return await commit(ctx, { writes: [write], result: { ...toFeed(projectId, row), url } });
}

/** Ends the address of a project's calendar at once. @throws DomainError not_found */
export async function deleteFeed(ctx: Context, projectId: string): Promise<void> {
  if (!(await find(ctx, projectId))) throw notFound("calendar feed");
  const sql = `delete from calendar_feeds where ${OF_PROJECT}`;
  await commit(ctx, { writes: mustChange(ctx.db, prepare(ctx.db, sql, ctx.builderId, projectId)), result: undefined });
}
