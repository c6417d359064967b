import { type Page, page } from "#db/page";
import { type Listable, type ListQuery, text, time } from "#models";
import type { Context } from "../../context";
import { hookPath } from "./hook-token";
import { manifestOf } from "./open-connector";
import { type Install, toInstall } from "./shape";
import { findInstall, type InstallRow, listSyncs } from "./store";

async function show(ctx: Context, rows: readonly InstallRow[]): Promise<Install[]> {
  const syncs = Map.groupBy(
    await listSyncs(
      ctx,
      rows.map(({ id }) => id),
    ),
    ({ install_id: id }) => id,
  );
  return await Promise.all(
    rows.map(async (row) => {
      const manifest = await manifestOf(row.slug);
      return toInstall(row, manifest, syncs.get(row.id) ?? [], manifest.webhooks ? await hookPath(ctx, row) : null);
    }),
  );
}

/** @throws DomainError not_found */
export async function getInstall(ctx: Context, id: string): Promise<{ install: Install; version: number }> {
  const row = await findInstall(ctx, id);
  const [install] = await show(ctx, [row]);
  return { install: install as Install, version: row.version };
}

export const readInstall = async (ctx: Context, id: string): Promise<Install> => (await getInstall(ctx, id)).install;

export const installList: Listable = {
  fields: {
    slug: text({ description: "The integration.", example: "noaa-weather", required: true, max: 100, filter: true }),
    created_at: time({
      description: "When it was first installed.",
      example: "2026-04-14T08:00:00.000Z",
      required: true,
      filter: true,
      sort: true,
    }),
  },
  defaultSort: "-created_at",
};

/** The builder's integrations, also those that were uninstalled. */
export async function listInstalls(ctx: Context, query: ListQuery): Promise<Page<Install>> {
  const source = {
    table: "installs",
    columns: "*",
    fixed: { builder_id: ctx.builderId },
    idColumn: "id",
    indexes: { slug: "installs_slug" },
  };
  const { data, nextCursor } = await page(ctx, ctx.db, source, query);
  return { data: await show(ctx, data as InstallRow[]), nextCursor };
}
