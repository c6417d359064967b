import { type Page, page } from "#db/page";
import type { Values } from "#lib/merge-fields";
import type { Listable, ListQuery } from "#models";
import { findInstall } from "#modules/installs";
import type { Context } from "../../context";

/** As on the wire. */
export type RecordLink = {
  id: string;
  model: string;
  /** Null: it is not there yet. */
  external_id: string | null;
  entity: string;
  /** Null: unmatched. */
  record_id: string | null;
  remote: Values;
  conflicts: number;
  /** Why it is not at both sides. */
  problem: string | null;
  updated_at: string;
};

type Row = Omit<RecordLink, "external_id" | "remote" | "updated_at"> & {
  external_id: string;
  remote: string;
  updated_at: number;
};

export const linkList: Listable = { fields: {}, defaultSort: "created_at" };

/** What an install's records are in ours, those without a match included, oldest first. */
export async function listLinks(ctx: Context, installId: string, query: ListQuery): Promise<Page<RecordLink>> {
  await findInstall(ctx, installId);
  const source = {
    table: "record_links",
    columns: "id, model, external_id, entity, record_id, remote, conflicts, problem, updated_at",
    fixed: { builder_id: ctx.builderId, install_id: installId },
    idColumn: "id",
  };
  const { data, nextCursor } = await page(ctx, ctx.db, source, query);
  return {
    data: (data as Row[]).map((row) => ({
      ...row,
      external_id: row.external_id || null,
      remote: JSON.parse(row.remote) as Values,
      updated_at: new Date(row.updated_at).toISOString(),
    })),
    nextCursor,
  };
}
