import { prepare } from "#db/client";
import type { Context } from "../../context";

/** How a sync has fared lately. */
export type SyncState = {
  every_minutes: number;
  /** Epoch ms. */
  last_success_at: number | null;
  /** Failed runs in a row. */
  failures: number;
  /** What the last run failed of; null unless it did. */
  error: string | null;
};

const SQL = `select every_minutes, last_success_at, failures, case when failures > 0 then
 (select error from sync_runs r where r.builder_id = ?1 and r.install_id = ?2 and r.sync = ?3 and r.status = 'failed'
 order by r.id desc limit 1) end as error
 from install_syncs where builder_id = ?1 and install_id = ?2 and sync = ?3`;

/** @returns null when the install does not have the sync, as one that was uninstalled */
export const syncState = (ctx: Context, installId: string, sync: string): Promise<SyncState | null> =>
  prepare(ctx.db, SQL, ctx.builderId, installId, sync).first<SyncState>();
