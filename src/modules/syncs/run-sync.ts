import { commit } from "#db/commit";
import { prepare } from "#db/client";
import type { Page, Sync } from "#connectors/sdk";
import { newId } from "#lib/ids";
import { syncOperations, type SyncName } from "#models";
import { enqueueSyncs, findInstall, type InstallRow, openConnector, type Opened } from "#modules/installs";
import type { SyncMessage } from "../../bindings";
import type { Context } from "../../context";
import { commitMissing, commitPage, type RunState, type Sinks } from "./commit-page";
import { endFailed, endStopped, endSucceeded, endUnfinished, forgetPages } from "./end-run";
import { goneByAbsence, goneByName, TooManyDeletions } from "./guard-deletions";
import { isDue, type Lease, takeLease } from "./lease";
import { ownData } from "./sites";

/** An invocation has fifteen minutes; a run that needs longer goes on in another one. */
const A_TURN_MS = 480_000;
/** A snapshot that was broken off longer ago than this begins anew: what it has seen may be gone. */
const STALE_SNAPSHOT_MS = 3_600_000;

type Message = Pick<SyncMessage, "installId" | "sync" | "trigger">;
type AnySync = Sync<Record<string, unknown>, unknown>;

/**
 * Runs a sync that is due, one run at a time: page by page, each committed with its cursor. However it ends, its end is
 * written down, and when it runs again.
 * @param ctx of the builder; `now` is when the run begins
 * @param sinks what records mean to records of ours
 */
export async function runSync(ctx: Context, { installId, sync, trigger }: Message, sinks: Sinks): Promise<void> {
  const install = await findInstall(ctx, installId);
  const runId = newId(ctx.now);
  const version = install.connector_version;
  const lease = await takeLease(ctx, { installId, sync, runId, version, trigger });
  if (!lease) return;
  const held = { installId, sync, runId };
  let opened: Opened | undefined;
  try {
    opened = await openConnector(ctx, install);
    const spec = opened.version.syncs?.[sync as SyncName] as AnySync | undefined;
    if (!spec) throw new Error(`version ${version} of ${install.slug} has no sync ${sync}`);
    const isDone = await readPages(ctx, { install, held, lease, opened, spec, sinks });
    await (isDone ? endSucceeded(ctx, install, held, lease, spec.mode) : endUnfinished(ctx, held, lease));
  } catch (error) {
    if (error instanceof TooManyDeletions) await endStopped(ctx, install, held, lease, error);
    else await endFailed(ctx, install, held, lease, error);
  } finally {
    await opened?.flush();
  }
  // Whose turn was over, or for whom somebody has asked meanwhile: the message of that found this run in its way.
  if (await isDue(ctx, held)) enqueueSyncs(ctx, installId, [sync], "schedule");
}

type Work = {
  install: InstallRow;
  held: { installId: string; sync: string; runId: string };
  lease: Lease;
  opened: Opened;
  spec: AnySync;
  sinks: Sinks;
};

/** @returns whether the sync came to its end, or only its turn did */
async function readPages(ctx: Context, { install, held, lease, opened, spec, sinks }: Work): Promise<boolean> {
  const cursor = await startFrom(ctx, held, lease, spec.mode);
  const leave = { expected: spec.deletionsExpected ?? false, allowed: lease.allowed_deletions };
  const model = syncOperations[held.sync as SyncName];
  const run: RunState = {
    ...held,
    slug: install.slug,
    model,
    sink: sinks[model],
    mode: spec.mode,
    pagesSeen: spec.mode === "snapshot" && cursor !== null ? await countPages(ctx, held) : 0,
    deleted: 0,
  };
  const { call, config } = opened;
  const endsAt = Date.now() + A_TURN_MS;
  const given = { call, config, cursor, now: new Date(ctx.now) };
  const pages = spec.run({ ...given, ...ownData(ctx, install.slug) });
  let last: string | null = null;
  for await (const page of pages) {
    const kept = page.anew ? await anew(ctx, held, run, page) : page;
    await commitPage(ctx, run, kept, await goneByName(ctx, run, page.deleted ?? [], leave));
    await opened.flush();
    if (Date.now() > endsAt) return false;
    last = page.cursor;
  }
  if (run.mode === "incremental") return true;
  // What an incremental sync expects to be gone, its upstream names.
  const isSnapshot = spec.mode === "snapshot";
  const gone = await goneByAbsence(ctx, run, isSnapshot ? leave : { ...leave, expected: false });
  await commitMissing(ctx, run, gone, isSnapshot ? null : last);
  return true;
}

/** From here on it is noted what the run shows, so that what is missing is known at its end; its cursor waits until then. */
async function anew<T>(ctx: Context, held: Work["held"], run: RunState, page: Page<T>): Promise<Page<T>> {
  if (run.mode === "incremental") {
    await commit(ctx, { writes: [forgetPages(ctx, held)], result: undefined });
    run.mode = "snapshot";
    run.pagesSeen = 0;
  }
  return { ...page, cursor: null };
}

const OF_SYNC = "where builder_id = ?1 and install_id = ?2 and sync = ?3";

const countPages = async (ctx: Context, { installId, sync }: Work["held"]): Promise<number> =>
  (
    await prepare(
      ctx.db,
      `select coalesce(max(number) + 1, 0) as n from sync_pages ${OF_SYNC}`,
      ctx.builderId,
      installId,
      sync,
    ).first<{ n: number }>()
  )?.n ?? 0;

/** The cursor to go on from; what is left of an older snapshot is put away. */
async function startFrom(
  ctx: Context,
  held: Work["held"],
  { cursor, cursor_at: at }: Lease,
  mode: AnySync["mode"],
): Promise<string | null> {
  if (mode === "incremental") return cursor;
  if (cursor !== null && at !== null && ctx.now - at < STALE_SNAPSHOT_MS) return cursor;
  await commit(ctx, { writes: [forgetPages(ctx, held)], result: undefined });
  return null;
}
