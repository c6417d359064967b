import { and, eq } from "drizzle-orm";
import { mustChange } from "#db/commit";
import { prepare, statement, type Write } from "#db/client";
import { installs } from "#db/schema/tenant/integrations";
import type { Context } from "../../context";
import { notFound } from "../../errors";

export type InstallRow = typeof installs.$inferSelect;

const own = (ctx: Context, id: string) => and(eq(installs.builder_id, ctx.builderId), eq(installs.id, id));

/** @throws DomainError not_found */
export async function findInstall(ctx: Context, id: string): Promise<InstallRow> {
  const row = await ctx.db.select().from(installs).where(own(ctx, id)).get();
  if (!row) throw notFound("install");
  return row;
}

/** The builder's install of an integration, also one that was uninstalled. */
export const findBySlug = async (ctx: Context, slug: string): Promise<InstallRow | undefined> =>
  await ctx.db
    .select()
    .from(installs)
    .where(and(eq(installs.builder_id, ctx.builderId), eq(installs.slug, slug)))
    .get();

export const insertInstall = (ctx: Context, row: InstallRow): Write =>
  statement(ctx.db, ctx.db.insert(installs).values(row));

/** Sets columns if the row still is as it was read; else the commit is a lost race. */
export const updateInstall = (ctx: Context, row: InstallRow, set: Partial<InstallRow>): Write[] =>
  mustChange(
    ctx.db,
    statement(
      ctx.db,
      ctx.db
        .update(installs)
        .set({ ...set, version: row.version + 1, updated_at: ctx.now })
        .where(and(own(ctx, row.id), eq(installs.version, row.version))),
    ),
  );

/** Has every sync of an install run at a time, or none by itself. */
export const scheduleAll = (ctx: Context, installId: string, at: number | null): Write =>
  prepare(
    ctx.db,
    "update install_syncs set next_due_at = ?3 where builder_id = ?1 and install_id = ?2",
    ctx.builderId,
    installId,
    at,
  );

const PUT_SYNCS = `insert into install_syncs (builder_id, install_id, sync, every_minutes, next_due_at, failures, allowed_deletions)
 select ?1, ?2, value->>'$.name', value->>'$.every', ?4, 0, 0 from json_each(?3) where true
 on conflict (builder_id, install_id, sync) do update set next_due_at = excluded.next_due_at, failures = 0`;

/** The syncs of an install, due at once; those it has keep their rhythm and their place. */
export const putSyncs = (
  ctx: Context,
  installId: string,
  syncs: readonly { name: string; everyMinutes: number }[],
): Write => {
  const rows = JSON.stringify(syncs.map(({ name, everyMinutes }) => ({ name, every: everyMinutes })));
  return prepare(ctx.db, PUT_SYNCS, ctx.builderId, installId, rows, ctx.now);
};

export type SyncRow = {
  sync: string;
  every_minutes: number;
  next_due_at: number | null;
  last_success_at: number | null;
};

export async function listSyncs(
  ctx: Context,
  installIds: readonly string[],
): Promise<(SyncRow & { install_id: string })[]> {
  const sql = `select install_id, sync, every_minutes, next_due_at, last_success_at from install_syncs
 where builder_id = ?1 and install_id in (select value from json_each(?2)) order by install_id, sync`;
  const { results } = await prepare(ctx.db, sql, ctx.builderId, JSON.stringify(installIds)).all<
    SyncRow & { install_id: string }
  >();
  return results;
}
