import { prepare } from "#db/client";
import { canonicalRecords, type RecordModel } from "#models";
import type { z } from "@hono/zod-openapi";
import type { Context } from "../../context";

const SQL = `select data from synced_records where builder_id = ?1 and install_id = ?2 and model = ?3 and external_id >= ?4
 and external_id < ?5 and deleted_at is null order by external_id limit ?6`;

/** Records that an install has brought and that are still there, whose id at the upstream begins so. */
export async function readSynced<M extends RecordModel>(
  ctx: Context,
  installId: string,
  model: M,
  prefix: string,
  most: number,
): Promise<z.output<ReturnType<(typeof canonicalRecords)[M]>>[]> {
  const { results } = await prepare(
    ctx.db,
    SQL,
    ctx.builderId,
    installId,
    model,
    prefix,
    `${prefix}\u{10FFFF}`,
    most,
  ).all<{ data: string }>();
  return results.map(({ data }) => canonicalRecords[model]().parse(JSON.parse(data)) as never);
}
