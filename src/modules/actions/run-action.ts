import { commit, mustChange, LostRace } from "#db/commit";
import { prepare, type Write } from "#db/client";
import { CallFailure } from "#connectors/sdk";
import { describe, log } from "#lib/log";
import { shapeDifferences } from "#lib/shape-difference";
import { actionOperations, type ActionName } from "#models";
import { recordMisfits } from "#modules/contract-alerts";
import { commitUse, findInstall, type InstallRow, type Opened, openConnector } from "#modules/installs";
import { notify } from "#modules/notifications";
import type { ActionMessage } from "../../bindings";
import type { Context } from "../../context";
import { type ActionRow, COLUMNS } from "./store";

const LEASE_MS = 180_000;
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 3_600_000;

const TAKE = `update action_requests set attempts = attempts + 1, lease_until = ?4 + ${LEASE_MS}, updated_at = ?4
 where builder_id = ?1 and install_id = ?2 and id = ?3 and status = 'pending' and next_attempt_at <= ?4
 and (lease_until is null or lease_until <= ?4) returning ${COLUMNS}`;

type AnyAction = {
  repeat: "safe" | "reconcile";
  run: (run: object) => Promise<unknown>;
  find?: (run: object) => Promise<unknown>;
};

/**
 * Makes the next attempt of a request that is due; of many at once, one does. Where it would do harm to do it twice, the
 * upstream is asked first what an earlier attempt has brought about.
 */
export async function runAction(
  ctx: Context,
  { installId, requestId }: Omit<ActionMessage, "shard" | "builderId">,
): Promise<void> {
  const row = await prepare(ctx.db, TAKE, ctx.builderId, installId, requestId, ctx.now).first<ActionRow>();
  if (!row) return;
  const install = await findInstall(ctx, installId);
  let opened: Opened | undefined;
  try {
    opened = await openConnector(ctx, install);
    await succeed(ctx, install, row, await attempt(ctx, row, opened));
  } catch (error) {
    if (error instanceof LostRace) return;
    await fail(ctx, install, row, asFailure(error, install, row));
  } finally {
    await opened?.flush();
  }
}

async function attempt(ctx: Context, row: ActionRow, { version, call, config }: Opened): Promise<unknown> {
  const name = row.action as ActionName;
  const action = version.actions?.[name] as AnyAction | undefined;
  if (!action) throw new CallFailure({ class: "contract", message: "The version has no such action." });
  const run = { call, config, now: new Date(ctx.now), input: JSON.parse(row.input) as unknown, key: row.key };
  const isRepeated = row.attempts > 1;
  const before = isRepeated && action.repeat === "reconcile" ? await action.find?.(run) : undefined;
  const output = before ?? (await action.run(run));
  const parsed = actionOperations[name].output.safeParse(output);
  if (parsed.success) return parsed.data;
  throw new CallFailure(
    { class: "contract", message: `The outcome does not fit: ${parsed.error.issues[0]?.message ?? ""}` },
    { ambiguous: true, differences: shapeDifferences(parsed.error.issues, output) },
  );
}

const OF_ATTEMPT = "where builder_id = ?1 and install_id = ?2 and id = ?3 and attempts = ?4 and status = 'pending'";
const SUCCEED = `update action_requests set status = 'succeeded', output = ?5, error_class = null, error = null, next_attempt_at = null,
 lease_until = null, updated_at = ?6 ${OF_ATTEMPT}`;
const FAIL = `update action_requests set status = ?5, error_class = ?6, error = ?7, next_attempt_at = ?8, lease_until = null,
 updated_at = ?9 ${OF_ATTEMPT}`;

async function succeed(ctx: Context, install: InstallRow, row: ActionRow, output: unknown): Promise<void> {
  const now = Date.now();
  const key = [ctx.builderId, row.install_id, row.id, row.attempts] as const;
  const write = prepare(ctx.db, SUCCEED, ...key, JSON.stringify(output), now);
  await commitUse(ctx, install, mustChange(ctx.db, write), now);
}

/** How long to wait after so many attempts: a minute, then twice as long each time, up to an hour. */
export const waitAfter = (attempts: number, retryAfterMs: number | undefined): number =>
  Math.max(Math.min(FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 12), LONGEST_WAIT_MS), retryAfterMs ?? 0);

/** What does not fit or is refused will not do better later, unless it is not even known whether it was done. */
const isFinal = ({ class: kind, ambiguous, rejected }: CallFailure): boolean =>
  rejected || (kind === "contract" && !ambiguous);

async function fail(ctx: Context, install: InstallRow, row: ActionRow, failure: CallFailure): Promise<void> {
  const now = Date.now();
  // What did not fit as it came was told with its call.
  if (failure.class === "contract" && failure.status === null && install.environment === "live") {
    const { id: installId, slug, connector_version: version } = install;
    const misfit = { endpoint: row.action, at: now, differences: failure.differences };
    await recordMisfits(ctx, { slug, version, installId }, [misfit]);
  }
  const next = now + waitAfter(row.attempts, failure.retryAfterMs);
  const isOver = isFinal(failure) || next >= row.expires_at;
  const message = failure.message.slice(0, 500);
  const write = prepare(
    ctx.db,
    FAIL,
    ctx.builderId,
    row.install_id,
    row.id,
    row.attempts,
    isOver ? "failed" : "pending",
    failure.class,
    message,
    isOver ? null : next,
    now,
  );
  const tells = isOver || row.attempts === 1;
  const writes: Write[] = [
    ...mustChange(ctx.db, write),
    ...(tells ? [notice(ctx, install, row, message, isOver)] : []),
  ];
  try {
    await commit(ctx, { writes, result: undefined });
  } catch (error) {
    // It was given up meanwhile.
    if (!(error instanceof LostRace)) throw error;
  }
}

function notice(ctx: Context, { slug }: InstallRow, row: ActionRow, why: string, isOver: boolean): Write {
  const what = row.action.replaceAll("_", " ");
  return notify(ctx, {
    kind: isOver ? "action_failed" : "action_delayed",
    title: isOver ? `${slug} could not ${what}` : `${slug} cannot ${what} at the moment`,
    body: isOver
      ? `${why} It is not tried any more.`
      : `${why} It is tried again by itself for 24 hours, and never done twice.`,
    objectId: row.id,
  });
}

function asFailure(error: unknown, { slug }: InstallRow, { id, action }: ActionRow): CallFailure {
  if (error instanceof CallFailure) return error;
  log("error", "action failed on our side", { slug, action, request: id, ...describe(error) });
  return new CallFailure({ class: "system", message: "The action failed on our side." }, { ambiguous: true });
}
