import { LostRace, mustChange } from "#db/commit";
import { prepare } from "#db/client";
import type { CallFailure } from "#connectors/sdk";
import { firstIdAt } from "#lib/ids";
import { DAY_MS } from "#lib/time";
import { recordMisfits } from "#modules/contract-alerts";
import { type InstallRow, needAttention } from "#modules/installs";
import type { Notice } from "#modules/notifications";
import type { Context } from "../../context";
import type { Outcome } from "./outcome";
import { settle, type Work } from "./settle";
import { type ActionRow, keyOf, OF_ATTEMPT, REACTION } from "./store";

const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 3_600_000;
/** An attempt that our own breaker holds back at the deadline gets so much longer. */
const GRACE_MS = 7_200_000;

const FAIL = `update action_requests set status = ?5, error_class = ?6, error = ?7, next_attempt_at = ?8, lease_until = null,
 updated_at = ?9 ${OF_ATTEMPT} and status = 'pending'`;

/** How long to wait after so many attempts: a minute, then twice as long each time, up to an hour. */
const waitAfter = (attempts: number, retryAfterMs: number | undefined): number =>
  Math.max(Math.min(FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 12), LONGEST_WAIT_MS), retryAfterMs ?? 0);

/** What does not fit or is refused will not do better later, unless it is not even known whether it was done. */
const isFinal = ({ class: kind, ambiguous, rejected }: Judged): boolean =>
  rejected || (kind === "contract" && !ambiguous);

type Judged = Pick<CallFailure, "class" | "ambiguous" | "rejected" | "refused" | "retryAfterMs">;

/**
 * When it is tried next; null when it is given up. The last attempt is made when the time is up. One that our own breaker
 * holds back then, since many wait for an upstream that is just back, is no attempt: it waits for its turn a little longer.
 * @param random from 0 to 1: many that were refused at once are not to come back at once
 */
export function nextAttempt(
  { attempts, expires_at: end }: Pick<ActionRow, "attempts" | "expires_at">,
  failure: Judged,
  now: number,
  random: () => number,
): number | null {
  if (isFinal(failure)) return null;
  const { refused, retryAfterMs } = failure;
  if (now < end) {
    const wait = waitAfter(attempts, retryAfterMs);
    return Math.min(now + Math.round(refused ? wait * (1 + random()) : wait), end);
  }
  return refused && now < end + GRACE_MS ? now + Math.max(FIRST_WAIT_MS, retryAfterMs ?? 0) : null;
}

const isReaction = ({ key }: ActionRow): boolean => key.startsWith(REACTION);

/** Writes down that an attempt failed, when the next one is due if there is one, and who is to know. */
export async function fail(work: Work, failure: CallFailure): Promise<void> {
  const { ctx, install, row } = work;
  const now = Date.now();
  await alert(work, failure, now);
  const next = nextAttempt(row, failure, now, Math.random);
  const isOver = next === null;
  const message = failure.message.slice(0, 500);
  const ended = [isOver ? "failed" : "pending", failure.class, message, next, now] as const;
  const write = prepare(ctx.db, FAIL, ...keyOf(ctx, row), ...ended);
  try {
    if (isReaction(row) && failure.class === "config" && !failure.rejected) {
      const why = { reason: message, consequence: "What happens is told when it is put right within a day." };
      await needAttention(ctx, install, why, mustChange(ctx.db, write), now);
    } else {
      const outcome: Outcome = { kind: isOver ? "failed" : "delayed", failure, isFirst: row.error === null };
      await settle(work, write, outcome, await noticeOf(ctx, install, row, { message, isOver, now }));
    }
  } catch (error) {
    // It was given up meanwhile.
    if (!(error instanceof LostRace)) throw error;
  }
}

/** What did not fit as it came was told with its call. */
async function alert({ ctx, install, row }: Work, failure: CallFailure, now: number): Promise<void> {
  if (failure.class !== "contract" || failure.status !== null || install.environment !== "live") return;
  const { id: installId, slug, connector_version: version } = install;
  const misfit = { endpoint: row.action, at: now, differences: failure.differences };
  await recordMisfits(ctx, { slug, version, installId }, [misfit]);
}

const TOLD = `select 1 as told from notifications where builder_id = ?1 and id > ?2 and kind = 'action_failed' and object_id = ?3 limit 1`;

type Failed = { message: string; isOver: boolean; now: number };

/** Who asked is told at the first failure and at the last. Many events may fail for one reason: of those once a day. */
async function noticeOf(
  ctx: Context,
  install: InstallRow,
  row: ActionRow,
  { message, isOver, now }: Failed,
): Promise<Notice | undefined> {
  if (!isOver && (isReaction(row) || row.error !== null)) return undefined;
  const notice = noticeFor(install, row, message, isOver);
  if (!isReaction(row)) return notice;
  const told = await prepare(ctx.db, TOLD, ctx.builderId, firstIdAt(now - DAY_MS), install.id).first();
  return told === null ? notice : undefined;
}

function noticeFor({ slug }: InstallRow, row: ActionRow, why: string, isOver: boolean): Notice {
  const what = row.action.replaceAll("_", " ");
  return {
    kind: isOver ? "action_failed" : "action_delayed",
    title: isOver ? `${slug} could not ${what}` : `${slug} cannot ${what} at the moment`,
    body: isOver
      ? `${why} It is not tried any more.`
      : `${why} It is tried again by itself for 24 hours, and never done twice.`,
    objectId: isReaction(row) ? row.install_id : row.id,
  };
}
