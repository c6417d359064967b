import { commit, mustChange } from "#db/commit";
import { prepare } from "#db/client";
import { type Page, page } from "#db/page";
import type { FailureClass } from "#connectors/sdk";
import { type Listable, type ListQuery, type RecordModel, time } from "#models";
import { enqueueSyncs, findInstall } from "#modules/installs";
import type { Context } from "../../context";
import { DomainError, notFound } from "../../errors";

/** As on the wire. */
export type Run = {
  id: string;
  sync: string;
  version: string;
  trigger: string;
  status: "running" | "succeeded" | "continued" | "failed" | "stopped" | "confirmed";
  pages: number;
  records_read: number;
  created: number;
  updated: number;
  unchanged: number;
  deleted: number;
  /** Records there are in all, where that is known. */
  total: number | null;
  pending_deletions: number | null;
  error_class: FailureClass | null;
  error: string | null;
  started_at: string;
  finished_at: string | null;
};

const COLUMNS = `id, sync, connector_version as version, trigger, status, pages, records_read, created_count as created,
 updated_count as updated, unchanged_count as unchanged, deleted_count as deleted, total, pending_deletions, error_class,
 error, started_at, finished_at`;

type Row = Omit<Run, "started_at" | "finished_at"> & { started_at: number; finished_at: number | null };

const toRun = ({ started_at: startedAt, finished_at: finishedAt, ...row }: Row): Run => ({
  ...row,
  started_at: new Date(startedAt).toISOString(),
  finished_at: finishedAt === null ? null : new Date(finishedAt).toISOString(),
});

export const runList: Listable = {
  fields: {
    created_at: time({
      description: "When it began.",
      example: "2026-04-14T08:00:00.000Z",
      required: true,
      filter: true,
      sort: true,
    }),
  },
  defaultSort: "-created_at",
};

/** What the syncs of an install have done, newest first; also those that run now. */
export async function listRuns(ctx: Context, installId: string, query: ListQuery): Promise<Page<Run>> {
  await findInstall(ctx, installId);
  const fixed = { builder_id: ctx.builderId, install_id: installId };
  const source = { table: "sync_runs", columns: COLUMNS, fixed, idColumn: "id" };
  const { data, nextCursor } = await page(ctx, ctx.db, source, query);
  return { data: data.map((row) => toRun(row as Row)), nextCursor };
}

const CONFIRM = `update sync_runs set status = 'confirmed' where builder_id = ?1 and install_id = ?2
 and id = ?3 and status = 'stopped'`;
/** One that does not run by itself at the moment runs when it does again. */
const ALLOW = `update install_syncs set allowed_deletions = ?4, next_due_at = case when exists
 (select 1 from installs i where i.builder_id = ?1 and i.id = ?2 and i.status = 'active') then ?5 end
 where builder_id = ?1 and install_id = ?2 and sync = ?3`;

/**
 * Agrees to the deletions a run has stopped before. The sync runs again, and may delete so many.
 * @throws DomainError invalid_state unless the run is waiting
 */
export async function confirmRun(ctx: Context, installId: string, runId: string): Promise<Run> {
  await findInstall(ctx, installId);
  const sql = `select ${COLUMNS} from sync_runs where builder_id = ?1 and install_id = ?2 and id = ?3`;
  const row = await prepare(ctx.db, sql, ctx.builderId, installId, runId).first<Row>();
  if (!row) throw notFound("run");
  if (row.status !== "stopped")
    throw new DomainError("invalid_state", `The run is ${row.status}; it waits for nothing.`);
  const result = toRun({ ...row, status: "confirmed" });
  await commit(ctx, {
    writes: [
      ...mustChange(ctx.db, prepare(ctx.db, CONFIRM, ctx.builderId, installId, runId)),
      prepare(ctx.db, ALLOW, ctx.builderId, installId, row.sync, row.pending_deletions ?? 0, ctx.now),
    ],
    result,
  });
  enqueueSyncs(ctx, installId, [row.sync], "manual");
  return result;
}

export type SyncedRecord = {
  external_id: string;
  data: unknown;
  created_at: string;
  updated_at: string;
  deleted_at: string | null;
};

export const recordList: Listable = { fields: {}, defaultSort: "created_at" };

type RecordRow = {
  external_id: string;
  data: string;
  created_at: number;
  updated_at: number;
  deleted_at: number | null;
};

/** The records of one model that an install has brought, by their ids at the upstream. */
export async function listSyncedRecords(
  ctx: Context,
  installId: string,
  model: RecordModel,
  query: ListQuery,
): Promise<Page<SyncedRecord>> {
  await findInstall(ctx, installId);
  const source = {
    table: "synced_records",
    columns: "external_id, data, created_at, updated_at, deleted_at",
    fixed: { builder_id: ctx.builderId, install_id: installId, model },
    idColumn: "external_id",
  };
  const { data, nextCursor } = await page(ctx, ctx.db, source, query);
  return {
    data: (data as RecordRow[]).map((row) => ({
      external_id: row.external_id,
      data: JSON.parse(row.data) as unknown,
      created_at: new Date(row.created_at).toISOString(),
      updated_at: new Date(row.updated_at).toISOString(),
      deleted_at: row.deleted_at === null ? null : new Date(row.deleted_at).toISOString(),
    })),
    nextCursor,
  };
}
