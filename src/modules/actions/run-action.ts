import { commit, type DomainEvent, mustChange, LostRace } from "#db/commit";
import { prepare, type Write } from "#db/client";
import { CallFailure } from "#connectors/sdk";
import { describe, log } from "#lib/log";
import { actionOperations, type ActionName } from "#models";
import { findInstall, type InstallRow, type Opened, openConnector } from "#modules/installs";
import { type Notice, notify } from "#modules/notifications";
import type { ActionMessage } from "../../bindings";
import type { Context } from "../../context";
import { nextAttempt } from "./next-attempt";
import type { Meaning, Outcome, Outcomes } from "./outcome";
import { type ActionRow, COLUMNS } from "./store";

const LEASE_MS = 180_000;
const MOST_RACES = 5;

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
 * @param outcomes what the outcomes of actions mean to the records they are done for
 */
export async function runAction(
  ctx: Context,
  { installId, requestId }: Omit<ActionMessage, "shard" | "builderId">,
  outcomes: Outcomes = {},
): Promise<void> {
  const row = await prepare(ctx.db, TAKE, ctx.builderId, installId, requestId, ctx.now).first<ActionRow>();
  if (!row) return;
  const install = await findInstall(ctx, installId);
  const work = { ctx, install, row, outcomes };
  let opened: Opened | undefined;
  try {
    opened = await openConnector(ctx, install);
    await succeed(work, await attempt(ctx, row, opened));
  } catch (error) {
    if (error instanceof LostRace) return;
    await fail(work, asFailure(error, install, row));
  } finally {
    await opened?.flush();
  }
}

type Work = { ctx: Context; install: InstallRow; row: ActionRow; outcomes: Outcomes };

async function attempt(ctx: Context, row: ActionRow, { version, call, config }: Opened): Promise<unknown> {
  const name = row.action as ActionName;
  const action = version.actions?.[name] as AnyAction | undefined;
  if (!action) throw new CallFailure({ class: "contract", message: "The version has no such action." });
  const since = new Date(row.created_at);
  const run = { call, config, now: new Date(ctx.now), input: JSON.parse(row.input) as unknown, key: row.key, since };
  const isRepeated = row.attempts > 1;
  const before = isRepeated && action.repeat === "reconcile" ? await action.find?.(run) : undefined;
  const output = before ?? (await action.run(run));
  const parsed = actionOperations[name].output.safeParse(output);
  if (parsed.success) return parsed.data;
  throw new CallFailure(
    { class: "contract", message: `The outcome does not fit: ${parsed.error.issues[0]?.message ?? ""}` },
    { ambiguous: true },
  );
}

const OF_ATTEMPT = "where builder_id = ?1 and install_id = ?2 and id = ?3 and attempts = ?4";
/** What an attempt has brought about is so, also when the request was cancelled meanwhile. */
const SUCCEED = `update action_requests set status = 'succeeded', output = ?5, error_class = null, error = null, next_attempt_at = null,
 lease_until = null, updated_at = ?6 ${OF_ATTEMPT} and status in ('pending', 'cancelled')`;
const FAIL = `update action_requests set status = ?5, error_class = ?6, error = ?7, next_attempt_at = ?8, lease_until = null,
 updated_at = ?9 ${OF_ATTEMPT} and status = 'pending'`;

const keyOf = ({ ctx, row }: Work) => [ctx.builderId, row.install_id, row.id, row.attempts] as const;

async function meaningOf({ ctx, install, row, outcomes }: Work, outcome: Outcome): Promise<Meaning> {
  const { id, install_id, key } = row;
  return (await outcomes[row.action]?.(ctx, { id, install_id, slug: install.slug, key }, outcome)) ?? {};
}

/** Commits an outcome with what it means. A record that somebody changes at the same time is read again. */
async function settle(work: Work, write: Write, outcome: Outcome, usual?: Notice): Promise<void> {
  const { ctx } = work;
  for (let race = 1; ; race += 1) {
    const { writes = [], events = [], notice = usual } = await meaningOf(work, outcome);
    const told = notice ? [notify(ctx, notice)] : [];
    const all: { writes: Write[]; events: readonly DomainEvent[] } = {
      writes: [...mustChange(ctx.db, write), ...writes, ...told],
      events,
    };
    try {
      return await commit(ctx, { ...all, result: undefined });
    } catch (error) {
      if (!(error instanceof LostRace) || writes.length === 0 || race === MOST_RACES) throw error;
    }
  }
}

async function succeed(work: Work, output: unknown): Promise<void> {
  const write = prepare(work.ctx.db, SUCCEED, ...keyOf(work), JSON.stringify(output), Date.now());
  await settle(work, write, { kind: "succeeded", output });
}

async function fail(work: Work, failure: CallFailure): Promise<void> {
  const { ctx, install, row } = work;
  const now = Date.now();
  const next = nextAttempt(row, failure, now);
  const isOver = next === null;
  const message = failure.message.slice(0, 500);
  const ended = [isOver ? "failed" : "pending", failure.class, message, next, now] as const;
  const write = prepare(ctx.db, FAIL, ...keyOf(work), ...ended);
  const isFirst = row.error === null;
  const outcome: Outcome = { kind: isOver ? "failed" : "delayed", failure, isFirst };
  try {
    await settle(work, write, outcome, isOver || isFirst ? noticeOf(install, row, message, isOver) : undefined);
  } catch (error) {
    // It was given up meanwhile.
    if (!(error instanceof LostRace)) throw error;
  }
}

function noticeOf({ slug }: InstallRow, row: ActionRow, why: string, isOver: boolean): Notice {
  const what = row.action.replaceAll("_", " ");
  return {
    kind: isOver ? "action_failed" : "action_delayed",
    title: isOver ? `${slug} could not ${what}` : `${slug} cannot ${what} at the moment`,
    body: isOver
      ? `${why} It is not tried any more.`
      : `${why} It is tried again by itself for 24 hours, and never done twice.`,
    objectId: row.id,
  };
}

function asFailure(error: unknown, { slug }: InstallRow, { id, action }: ActionRow): CallFailure {
  if (error instanceof CallFailure) return error;
  log("error", "action failed on our side", { slug, action, request: id, ...describe(error) });
  return new CallFailure({ class: "system", message: "The action failed on our side." }, { ambiguous: true });
}
