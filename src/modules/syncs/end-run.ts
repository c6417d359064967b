import { commit, LostRace } from "#db/commit";
import { prepare, type Write } from "#db/client";
import { CallFailure, type FailureClass } from "#connectors/sdk";
import { describe, log } from "#lib/log";
import { commitUse, type InstallRow, manifestOf, needAttention } from "#modules/installs";
import { recordMisfits } from "#modules/contract-alerts";
import { notify } from "#modules/notifications";
import type { Context } from "../../context";
import type { TooManyDeletions } from "./guard-deletions";
import { endLease, type Lease } from "./lease";
import { nextRun, nextTry } from "./next-run";

type Held = { installId: string; sync: string; runId: string };

const END_RUN = `update sync_runs set status = ?4, finished_at = ?5, error_class = ?6, error = ?7, pending_deletions = ?8
 where builder_id = ?1 and install_id = ?2 and id = ?3 and status = 'running'`;

type Told = { errorClass?: FailureClass; error?: string; pendingDeletions?: number };

const endRun = (ctx: Context, { installId, runId }: Held, status: string, now: number, told: Told = {}): Write =>
  prepare(
    ctx.db,
    END_RUN,
    ctx.builderId,
    installId,
    runId,
    status,
    now,
    told.errorClass ?? null,
    told.error?.slice(0, 500) ?? null,
    told.pendingDeletions ?? null,
  );

/** What a snapshot has shown so far counts no more. */
export const forgetPages = (ctx: Context, { installId, sync }: Held): Write =>
  prepare(
    ctx.db,
    "delete from sync_pages where builder_id = ?1 and install_id = ?2 and sync = ?3",
    ctx.builderId,
    installId,
    sync,
  );

export async function endSucceeded(
  ctx: Context,
  install: InstallRow,
  held: Held,
  lease: Lease,
  mode: "incremental" | "snapshot",
): Promise<void> {
  const now = Date.now();
  const ending = {
    failures: 0,
    startsAnew: mode === "snapshot",
    succeededAt: now,
    nextDueAt: nextRun(lease.every_minutes, now, Math.random),
    wasDueAt: lease.next_due_at,
  };
  const writes = [endLease(ctx, held, ending), forgetPages(ctx, held), endRun(ctx, held, "succeeded", now)];
  await commitUse(ctx, install, { writes }, now);
}

/** Its turn is over, and not its work: another run, due at once, goes on from its cursor. */
export async function endUnfinished(ctx: Context, held: Held, lease: Lease): Promise<void> {
  const now = Date.now();
  const ending = { failures: 0, startsAnew: false, succeededAt: null, nextDueAt: now, wasDueAt: lease.next_due_at };
  await commit(ctx, {
    writes: [endLease(ctx, held, ending), endRun(ctx, held, "continued", now)],
    result: undefined,
  });
}

/** It waits for the builder's word; what it has committed so far stays. */
export async function endStopped(
  ctx: Context,
  install: InstallRow,
  held: Held,
  lease: Lease,
  why: TooManyDeletions,
): Promise<void> {
  const now = Date.now();
  const { name } = await manifestOf(install.slug);
  const ending = {
    failures: 0,
    startsAnew: true,
    succeededAt: null,
    nextDueAt: null,
    wasDueAt: lease.next_due_at,
  };
  await commit(ctx, {
    writes: [
      endLease(ctx, held, ending),
      forgetPages(ctx, held),
      endRun(ctx, held, "stopped", now, { error: why.message, pendingDeletions: why.count }),
      notify(ctx, {
        kind: "sync_stopped",
        title: `${name} would delete ${why.count} of ${why.total} records`,
        body: `The sync ${held.sync} has stopped and waits. If the records are really gone, confirm the run; if not, look into ${name} first.`,
        objectId: held.installId,
      }),
    ],
    result: undefined,
  });
}

export async function endFailed(
  ctx: Context,
  install: InstallRow,
  held: Held,
  lease: Lease,
  error: unknown,
): Promise<void> {
  const now = Date.now();
  const failure = asFailure(error, install, held);
  if (failure.class === "contract" && failure.status === null) await alert(ctx, install, held, failure);
  const failures = lease.failures + 1;
  const wait = {
    class: failure.class,
    failures,
    retryAfterMs: failure.retryAfterMs,
    refused: failure.refused,
    everyMinutes: lease.every_minutes,
  };
  const ending = {
    failures,
    startsAnew: false,
    succeededAt: null,
    nextDueAt: nextTry(wait, now, Math.random),
    wasDueAt: lease.next_due_at,
  };
  const writes = [
    endLease(ctx, held, ending),
    endRun(ctx, held, "failed", now, { errorClass: failure.class, error: failure.message }),
  ];
  if (failure.class === "config") {
    const why = { reason: failure.message, consequence: "Nothing is synced until it is put right." };
    await needAttention(ctx, install, why, writes, now);
  } else await commit(ctx, { writes, result: undefined });
}

/** What a call brought and yet does not fit; what did not fit as it came was told with the call. */
async function alert(ctx: Context, install: InstallRow, { sync }: Held, { differences }: CallFailure): Promise<void> {
  const { id: installId, slug, connector_version: version, environment } = install;
  if (environment === "live")
    await recordMisfits(ctx, { slug, version, installId }, [{ endpoint: sync, at: Date.now(), differences }]);
}

function asFailure(
  error: unknown,
  { slug, connector_version: version }: InstallRow,
  { installId, sync }: Held,
): CallFailure {
  if (error instanceof LostRace)
    return new CallFailure({
      class: "transient",
      message: "The run was ended: the install was paused, changed or removed.",
    });
  if (error instanceof CallFailure) {
    if (error.class === "contract")
      log("error", "contract broken", { slug, version, install: installId, sync, detail: error.message });
    return error;
  }
  log("error", "sync failed on our side", { slug, version, install: installId, sync, ...describe(error) });
  return new CallFailure({ class: "system", message: "The sync failed on our side." });
}
