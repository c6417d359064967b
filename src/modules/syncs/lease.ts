import { prepare, type Write } from "#db/client";
import { mustChange } from "#db/commit";
import type { Context } from "../../context";

/** A run that writes nothing for so long is taken to be dead. A call takes a minute at most, retries included. */
export const LEASE_MS = 180_000;

export type Lease = {
  run_id: string;
  cursor: string | null;
  cursor_at: number | null;
  every_minutes: number;
  failures: number;
  allowed_deletions: number;
  /** When it was due as the run began: somebody who asks for another run meanwhile changes it. */
  next_due_at: number;
};

const KEY = "builder_id = ?1 and install_id = ?2 and sync = ?3";

const INTERRUPTED = `update sync_runs set status = 'failed', error_class = 'system', error = 'The run was interrupted.', finished_at = ?4
 where builder_id = ?1 and install_id = ?2 and status = 'running'
 and id = (select run_id from install_syncs where ${KEY} and lease_until <= ?4)`;

const TAKE = `update install_syncs set run_id = ?5, lease_until = ?4 + ${LEASE_MS}
 where ${KEY} and next_due_at <= ?4 and (lease_until is null or lease_until <= ?4)
 and exists (select 1 from installs i where i.builder_id = ?1 and i.id = ?2 and i.status = 'active')
 returning run_id, cursor, cursor_at, every_minutes, failures, allowed_deletions, next_due_at`;

const BEGIN = `insert into sync_runs (builder_id, install_id, id, sync, connector_version, trigger, status, pages, records_read,
 created_count, updated_count, unchanged_count, deleted_count, started_at)
 select ?1, ?2, ?5, ?3, ?6, ?7, 'running', 0, 0, 0, 0, 0, 0, ?4 from install_syncs where ${KEY} and run_id = ?5`;

type Wanted = { installId: string; sync: string; runId: string; version: string; trigger: string };

/** Begins a run, unless one is under way, or none is due any more. One whose worker died is written off. */
export async function takeLease(
  ctx: Context,
  { installId, sync, runId, version, trigger }: Wanted,
): Promise<Lease | undefined> {
  const { db, builderId, now } = ctx;
  const [, taken] = await db.$client.batch<Lease>([
    prepare(db, INTERRUPTED, builderId, installId, sync, now),
    prepare(db, TAKE, builderId, installId, sync, now, runId),
    prepare(db, BEGIN, builderId, installId, sync, now, runId, version, trigger),
  ]);
  return taken?.results[0];
}

const MOVE = `update install_syncs set cursor = ?5, cursor_at = ?6, lease_until = ?6 + ${LEASE_MS}
 where ${KEY} and run_id = ?4 and exists (select 1 from installs i where i.builder_id = ?1 and i.id = ?2 and i.status = 'active')`;

type Held = { installId: string; sync: string; runId: string };

/** Moves the cursor, if the run still holds its lease and the install is still active; else its commit is a lost race. */
export const moveCursor = (
  ctx: Context,
  { installId, sync, runId }: Held,
  cursor: string | null,
  now: number,
): Write[] => mustChange(ctx.db, prepare(ctx.db, MOVE, ctx.builderId, installId, sync, runId, cursor, now));

const END = `update install_syncs set run_id = null, lease_until = null, failures = ?5, cursor = case when ?6 then null else cursor end,
 last_success_at = coalesce(?7, last_success_at), allowed_deletions = 0,
 next_due_at = case when next_due_at is ?9 then ?8 else next_due_at end where ${KEY} and run_id = ?4`;

export type Ending = {
  failures: number;
  /** The next run begins at the beginning. */
  startsAnew: boolean;
  succeededAt: number | null;
  nextDueAt: number | null;
  wasDueAt: number;
};

const IS_DUE = `select 1 from install_syncs where ${KEY} and next_due_at <= ?4 and lease_until is null
 and exists (select 1 from installs i where i.builder_id = ?1 and i.id = ?2 and i.status = 'active')`;

/** Whether a run may begin now. */
export async function isDue(ctx: Context, { installId, sync }: Held): Promise<boolean> {
  const due = prepare(ctx.db, IS_DUE, ctx.builderId, installId, sync, Date.now());
  return (await due.all()).results.length > 0;
}

/** Gives the lease back. Whoever has asked for a run meanwhile gets one. */
export const endLease = (ctx: Context, { installId, sync, runId }: Held, ending: Ending): Write =>
  prepare(
    ctx.db,
    END,
    ctx.builderId,
    installId,
    sync,
    runId,
    ending.failures,
    ending.startsAnew ? 1 : 0,
    ending.succeededAt,
    ending.nextDueAt,
    ending.wasDueAt,
  );
