import { commit, LostRace, mustChange } from "#db/commit";
import { prepare, type Write } from "#db/client";
import type { CallFailure } from "#connectors/sdk";
import { firstIdAt } from "#lib/ids";
import { DAY_MS } from "#lib/time";
import { recordMisfits } from "#modules/contract-alerts";
import { type InstallRow, needAttention } from "#modules/installs";
import { notify } from "#modules/notifications";
import type { Context } from "../../context";
import { type ActionRow, OF_ATTEMPT, REACTION } from "./store";

const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 3_600_000;

const FAIL = `update action_requests set status = ?5, error_class = ?6, error = ?7, next_attempt_at = ?8, lease_until = null,
 updated_at = ?9 ${OF_ATTEMPT}`;

/** How long to wait after so many attempts: a minute, then twice as long each time, up to an hour. */
const waitAfter = (attempts: number, { retryAfterMs, refused }: CallFailure): number => {
  const wait = Math.max(Math.min(FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 12), LONGEST_WAIT_MS), retryAfterMs ?? 0);
  // Many that were refused at once are not to come back at once.
  return Math.round(refused ? wait * (1 + Math.random()) : wait);
};

/** What does not fit or is refused will not do better later, unless it is not even known whether it was done. */
const isFinal = ({ class: kind, ambiguous, rejected }: CallFailure): boolean =>
  rejected || (kind === "contract" && !ambiguous);

const isReaction = ({ key }: ActionRow): boolean => key.startsWith(REACTION);

/** Writes down that an attempt failed, when the next one is due if there is one, and who is to know. */
export async function fail(ctx: Context, install: InstallRow, row: ActionRow, failure: CallFailure): Promise<void> {
  const now = Date.now();
  // What did not fit as it came was told with its call.
  if (failure.class === "contract" && failure.status === null && install.environment === "live") {
    const { id: installId, slug, connector_version: version } = install;
    const misfit = { endpoint: row.action, at: now, differences: failure.differences };
    await recordMisfits(ctx, { slug, version, installId }, [misfit]);
  }
  const next = now + waitAfter(row.attempts, failure);
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
  const guarded = mustChange(ctx.db, write);
  try {
    if (isReaction(row) && failure.class === "config" && !failure.rejected) {
      const why = { reason: message, consequence: "What happens is told when it is put right within a day." };
      await needAttention(ctx, install, why, guarded, now);
    } else {
      const notices = await noticesOf(ctx, install, row, { message, isOver, now });
      await commit(ctx, { writes: [...guarded, ...notices], result: undefined });
    }
  } catch (error) {
    // It was given up meanwhile.
    if (!(error instanceof LostRace)) throw error;
  }
}

const TOLD = `select 1 as told from notifications where builder_id = ?1 and id > ?2 and kind = 'action_failed' and object_id = ?3 limit 1`;

type Failed = { message: string; isOver: boolean; now: number };

/** Who asked is told at the first failure and at the last. Many events may fail for one reason: of those once a day. */
async function noticesOf(ctx: Context, install: InstallRow, row: ActionRow, failed: Failed): Promise<Write[]> {
  const { message, isOver, now } = failed;
  if (!isOver && (isReaction(row) || row.attempts > 1)) return [];
  if (!isReaction(row)) return [notice(ctx, install, row, message, isOver)];
  const told = await prepare(ctx.db, TOLD, ctx.builderId, firstIdAt(now - DAY_MS), install.id).first();
  return told === null ? [notice(ctx, install, row, message, isOver)] : [];
}

function notice(ctx: Context, { slug }: InstallRow, row: ActionRow, why: string, isOver: boolean): Write {
  const what = row.action.replaceAll("_", " ");
  return notify(ctx, {
    kind: isOver ? "action_failed" : "action_delayed",
    title: isOver ? `${slug} could not ${what}` : `${slug} cannot ${what} at the moment`,
    body: isOver
      ? `${why} It is not tried any more.`
      : `${why} It is tried again by itself for 24 hours, and never done twice.`,
    objectId: isReaction(row) ? row.install_id : row.id,
  });
}
