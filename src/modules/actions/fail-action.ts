import { LostRace, mustChange } from "#db/commit";
import { prepare } from "#db/client";
import type { CallFailure } from "#connectors/sdk";
import { firstIdAt } from "#lib/ids";
import { DAY_MS } from "#lib/time";
import { recordMisfits } from "#modules/contract-alerts";
import { type InstallRow, manifestOf, needAttention } from "#modules/installs";
import type { Notice } from "#modules/notifications";
import type { Context } from "../../context";
import { nextAttempt } from "./next-attempt";
import type { Outcome } from "./outcome";
import { settle, type Work } from "./settle";
import { type ActionRow, keyOf, OF_ATTEMPT, REACTION } from "./store";

const FAIL = `update action_requests set status = ?5, error_class = ?6, error = ?7, next_attempt_at = ?8, lease_until = null,
 updated_at = ?9 ${OF_ATTEMPT} and status = 'pending'`;

const isReaction = ({ key }: ActionRow): boolean => key.startsWith(REACTION);

/**
 * Writes down that an attempt failed, when the next one is due if there is one, and who is to know.
 * @param mayDouble another attempt may do it twice: none is made after an answer, however it does not fit
 */
export async function fail(work: Work, failure: CallFailure, mayDouble: boolean): Promise<void> {
  const { ctx, install, row } = work;
  const now = Date.now();
  await alert(work, failure, now);
  const isAnswered = mayDouble && failure.class === "contract";
  const next = isAnswered ? null : nextAttempt(row, failure, now, Math.random);
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
      await settle(work, write, outcome, await noticeOf(ctx, install, row, { failure, isOver, now, mayDouble }));
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

type Failed = { failure: CallFailure; isOver: boolean; now: number; mayDouble: boolean };

/** Who asked is told at the first failure and at the last. Many events may fail for one reason: of those once a day. */
async function noticeOf(
  ctx: Context,
  install: InstallRow,
  row: ActionRow,
  failed: Failed,
): Promise<Notice | undefined> {
  const { isOver, now } = failed;
  if (!isOver && (isReaction(row) || row.error !== null)) return undefined;
  const { name } = await manifestOf(install.slug);
  const notice = noticeFor(name, row, failed);
  if (!isReaction(row)) return notice;
  const told = await prepare(ctx.db, TOLD, ctx.builderId, firstIdAt(now - DAY_MS), install.id).first();
  return told === null ? notice : undefined;
}

/** What is done of itself follows settings: what the upstream refuses of it is corrected there. @param name of the integration */
function noticeFor(name: string, row: ActionRow, { failure, isOver, mayDouble }: Failed): Notice {
  const { message: why, rejected } = failure;
  const again = mayDouble ? "If it got through already, it is then done twice." : "It is never done twice.";
  const what = row.action.replaceAll("_", " ");
  const where = isReaction(row) && rejected ? ` Correct the settings of ${name}.` : "";
  return {
    kind: isOver ? "action_failed" : "action_delayed",
    title: isOver ? `${name} could not ${what}` : `${name} cannot ${what} at the moment`,
    body: isOver
      ? `${why} It is not tried any more.${where}`
      : `${why} It is tried again by itself for 24 hours. ${again}`,
    objectId: isReaction(row) ? row.install_id : row.id,
  };
}
