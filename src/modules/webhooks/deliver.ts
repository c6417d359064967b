import { prepare, type Db } from "#db/client";
import { groupCommit } from "#lib/group-commit";
import { limitConcurrency } from "#lib/limit-concurrency";
import { describe, log } from "#lib/log";
import { parseRetrySchedule } from "#lib/retry-schedule";
import type { Bindings, DeliveryMessage } from "../../bindings";
import { shardOf } from "../../context";
import { claim, type Claimed } from "./claim";
import { disable } from "./disable";
import { enqueue, type Lane } from "./enqueue";
import { type Finished, record } from "./record";
import { createResolver, type Resolver, send } from "./send";
import { judge, QUICK_MS } from "./verdict";

/** Requests to one subscription at a time, in one invocation; an invocation has six connections. */
const A_SUBSCRIPTION = 5;
/** A batch of the slow lane is waited for so long; what is still open then goes on without it. */
const SLOW_PATIENCE_MS = 2000;
/** Waits up to here are set on the queue; longer ones are left to the sweep. */
const QUEUE_DELAY_MS = 3_600_000;
const RECORD_TRIES = 3;

type Waiter = { waitUntil: (work: Promise<unknown>) => void };
type Run = { env: Bindings; execution: Waiter; lane: Lane; resolve: Resolver; schedule: readonly number[] };

/**
 * Makes the next attempt of each message's delivery. Returns when all have been recorded, or when the lane's patience is
 * over: an attempt that is still open then is neither cut short nor waited for, and its lease covers it meanwhile.
 */
export async function deliver(
  env: Bindings,
  execution: Waiter,
  lane: Lane,
  messages: readonly DeliveryMessage[],
): Promise<void> {
  const run: Run = {
    env,
    execution,
    lane,
    resolve: createResolver(env),
    schedule: parseRetrySchedule(env.WEBHOOK_RETRY_SCHEDULE),
  };
  const attempts: Promise<void>[] = [];
  for (const [shard, group] of Map.groupBy(messages, (message) => message.shard)) {
    const db = shardOf(env, shard);
    const { claimed, elsewhere } = await claim(env, db, shard, lane, group, Date.now());
    await enqueue(
      env,
      elsewhere.map((message) => ({ lane: lane === "fast" ? "slow" : "fast", message })),
    );
    attempts.push(...attemptAll(run, db, claimed));
  }
  const all = Promise.all(attempts);
  execution.waitUntil(all);
  await Promise.race([all, scheduler.wait(lane === "fast" ? QUICK_MS : SLOW_PATIENCE_MS)]);
}

function attemptAll(run: Run, db: Db, claimed: readonly Claimed[]): Promise<void>[] {
  const write = groupCommit<Finished>((finished) => retry(() => record(db, finished)));
  const gates = new Map<string, <T>(work: () => Promise<T>) => Promise<T>>();
  return claimed.map(async (item) => {
    const gate = gates.get(item.target.id) ?? limitConcurrency(A_SUBSCRIPTION);
    gates.set(item.target.id, gate);
    try {
      await gate(() => attempt(run, db, item, write));
    } catch (error) {
      // The lease runs out and the sweep takes the delivery up again.
      log("error", "attempt not recorded", { subscription: item.target.id, event: item.eventId, ...describe(error) });
    }
  });
}

async function attempt(
  run: Run,
  db: Db,
  claimed: Claimed,
  write: (finished: Finished) => Promise<void>,
): Promise<void> {
  const demotion =
    run.lane === "fast" ? setTimeout(() => run.execution.waitUntil(demote(db, claimed)), QUICK_MS) : undefined;
  const outcome = await send(run.env, claimed, run.resolve, Date.now());
  if (demotion !== undefined) clearTimeout(demotion);
  const now = Date.now();
  const verdict = judge(claimed, outcome, run.schedule, now, Math.random);
  await write({ claimed, outcome, verdict });
  const { target } = claimed;
  if (verdict.disable !== undefined) await disable(run.env, run.execution, claimed.shard, target, verdict.disable, now);
  if (verdict.nextRetryAt === null || verdict.nextRetryAt - now > QUEUE_DELAY_MS) return;
  const message = {
    shard: claimed.shard,
    subscriptionId: target.id,
    eventId: claimed.eventId,
    attempt: claimed.attempt,
  };
  const delaySeconds = Math.max(0, Math.ceil((verdict.nextRetryAt - now) / 1000));
  await enqueue(run.env, [{ lane: target.lane, message, delaySeconds }]);
}

/** At the first sign of slowness, not at its end: what is behind this delivery in the fast lane need not wait as well. */
async function demote(db: Db, { target }: Claimed): Promise<void> {
  target.lane = "slow";
  const sql =
    "update webhook_subscriptions set lane = 'slow', fast_streak = 0 where builder_id = ?1 and id = ?2 and lane = 'fast'";
  await prepare(db, sql, target.builderId, target.id).run();
}

async function retry(work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === RECORD_TRIES) throw error;
      await scheduler.wait(50 * tries);
    }
  }
}
