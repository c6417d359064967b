import { prepare, type Db } from "#db/client";
import { groupCommit } from "#lib/group-commit";
import { allBut } from "#lib/all-but";
import { limitConcurrency } from "#lib/limit-concurrency";
import { describe, log } from "#lib/log";
import { parseRetrySchedule } from "#lib/retry-schedule";
import type { Bindings, DueDelivery } from "../../bindings";
import { shardOf } from "../../context";
import { claim, type Claimed, renew } from "./claim";
import { noteOpen, openTo, openToAll, partCrowd } from "./crowd";
import { disable } from "./disable";
import { enqueue, type Lane } from "./enqueue";
import { type Finished, record } from "./record";
import { createResolver, type Outcome, type Resolver, send } from "./send";
import { judge, QUICK_MS } from "./verdict";

/** Requests to one subscription at a time, in one invocation; an invocation has six connections. */
const A_SUBSCRIPTION = 5;
/** Of a batch that goes well so many are not waited for: the next one is claimed while they are on their way. */
const OVERLAP = 5;
/** With so many requests open in the isolate every batch is waited for, a slow one longer, so that there are not ever more. */
const MANY_OPEN = 100;
const LONG_PATIENCE_MS = 2000;
/** An attempt that begins so long after its claim renews it: the lease covers one request and no wait before it. */
const LATE_MS = 3000;
/** Waits up to here are set on the queue; longer ones are left to the sweep. */
const QUEUE_DELAY_MS = 3_600_000;
/** Outcomes wait so long for those of the rest of their batch, to be written together. */
const GATHER_MS = 50;
const RECORD_TRIES = 3;

type Waiter = { waitUntil: (work: Promise<unknown>) => void };
type Run = {
  env: Bindings;
  execution: Waiter;
  lane: Lane;
  resolve: Resolver;
  schedule: readonly number[];
  /** Resolves for each attempt that is worth waiting for when its receiver has answered or failed to. */
  answered: Promise<unknown>[];
  /** Attempts whose receiver has not answered yet. */
  open: Set<Claimed>;
};

/**
 * Makes the next attempt of each delivery. Returns when most receivers have answered, or when the lane's
 * patience is over: an attempt that is still open then is neither cut short nor waited for. What is left, at least
 * writing down how it went, is covered by the lease, and overlaps with the batch that comes next.
 */
export async function deliver(
  env: Bindings,
  execution: Waiter,
  lane: Lane,
  due: readonly DueDelivery[],
): Promise<void> {
  const run: Run = {
    env,
    execution,
    lane,
    resolve: createResolver(env),
    schedule: parseRetrySchedule(env.WEBHOOK_RETRY_SCHEDULE),
    answered: [],
    open: new Set(),
  };
  const attempts: Promise<void>[] = [];
  const failures: unknown[] = [];
  for (const [shard, group] of Map.groupBy(due, ({ shard }) => shard)) {
    try {
      attempts.push(...(await begin(run, shard, group)));
    } catch (error) {
      failures.push(error);
    }
  }
  execution.waitUntil(Promise.all(attempts));
  await patiently(run);
  // The batch comes again, and finds the attempts taken that did begin.
  if (failures.length > 0) throw new Error("deliveries were not claimed", { cause: failures[0] });
}

async function begin(run: Run, shard: number, due: readonly DueDelivery[]): Promise<Promise<void>[]> {
  const db = shardOf(run.env, shard);
  const now = Date.now();
  const { ready, putOff } = run.lane === "slow" ? partCrowd(due, now, Math.random) : { ready: due, putOff: [] };
  const { claimed, elsewhere } =
    ready.length > 0 ? await claim(run.env, db, shard, run.lane, ready, now) : { claimed: [], elsewhere: [] };
  const attempts = attemptAll(run, db, claimed);
  await enqueue(run.env, [
    ...elsewhere.map((one) => ({ lane: run.lane === "fast" ? ("slow" as const) : ("fast" as const), due: one })),
    ...putOff.map((item) => ({ lane: "slow" as const, ...item })),
  ]);
  return attempts;
}

function attemptAll(run: Run, db: Db, claimed: readonly Claimed[]): Promise<void>[] {
  const write = groupCommit<Finished>(claimed.length, GATHER_MS, (finished) => retry(() => record(db, finished)));
  const claimedAt = Date.now();
  // In the slow lane, whoever has kept an earlier batch waiting is not waited for again.
  const slow = run.lane === "slow" ? claimed.filter(({ target }) => openTo(target.id, claimedAt) > 0) : [];
  const silent = new Set(slow.map(({ target }) => target.id));
  const gates = new Map<string, <T>(work: () => Promise<T>) => Promise<T>>();
  return claimed.map(async (item) => {
    const gate = gates.get(item.target.id) ?? limitConcurrency(A_SUBSCRIPTION);
    gates.set(item.target.id, gate);
    const { promise, resolve: answered } = Promise.withResolvers<void>();
    if (!silent.has(item.target.id)) run.answered.push(promise);
    const ended = noteOpen(item.target.id, claimedAt);
    const over = () => {
      ended();
      answered();
    };
    try {
      const outcome = await gate(async () => {
        const ours = Date.now() - claimedAt < LATE_MS || (await renew(db, item, Date.now()));
        return ours ? await sendOne(run, item) : undefined;
      });
      over();
      if (outcome) await settle(run, item, outcome, write);
    } catch (error) {
      // The lease runs out and the sweep takes the delivery up again.
      log("error", "attempt not recorded", { subscription: item.target.id, event: item.eventId, ...describe(error) });
    } finally {
      over();
    }
  });
}

async function sendOne(run: Run, claimed: Claimed): Promise<Outcome> {
  run.open.add(claimed);
  try {
    return await send(run.env, claimed, run.resolve, Date.now());
  } finally {
    run.open.delete(claimed);
  }
}

/** Writes down how an attempt went, and sees to what follows from it. */
async function settle(
  run: Run,
  claimed: Claimed,
  outcome: Outcome,
  write: (finished: Finished) => Promise<void>,
): Promise<void> {
  const now = Date.now();
  const verdict = judge(claimed, outcome, run.schedule, now, Math.random);
  const { target } = claimed;
  const why = verdict.disable;
  // First, so that a worker that dies in between leaves a delivery to be held and not a subscription to be forgotten.
  if (why !== undefined) await retry(() => disable(run.env, run.execution, claimed.shard, target, why, now));
  await write({ claimed, outcome, verdict });
  if (verdict.nextRetryAt === null || verdict.nextRetryAt - now > QUEUE_DELAY_MS) return;
  const due = {
    shard: claimed.shard,
    subscriptionId: target.id,
    eventId: claimed.eventId,
    attempt: claimed.attempt,
  };
  const delaySeconds = Math.max(0, Math.ceil((verdict.nextRetryAt - now) / 1000));
  await enqueue(run.env, [{ lane: target.lane, due, delaySeconds }]);
}

async function patiently(run: Run): Promise<void> {
  const crowded = openToAll(Date.now()) >= MANY_OPEN;
  if (run.lane === "slow") return await answeredOr(run, 0, crowded ? LONG_PATIENCE_MS : QUICK_MS);
  run.execution.waitUntil(demoteSilent(run));
  await answeredOr(run, crowded ? 0 : OVERLAP, QUICK_MS);
}

/** Resolves when at most so many attempts are still unanswered, or after so many milliseconds. */
async function answeredOr(run: Run, unanswered: number, patienceMs: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  await Promise.race([allBut(unanswered, run.answered), over]);
  clearTimeout(timer);
}

async function demoteSilent(run: Run): Promise<void> {
  await answeredOr(run, 0, QUICK_MS);
  await Promise.all([...run.open].map((claimed) => demote(run.env, claimed)));
}

/** At the first sign of slowness, not at its end: what is behind this delivery in the fast lane need not wait as well. */
async function demote(env: Bindings, { shard, target }: Claimed): Promise<void> {
  const db = shardOf(env, shard);
  target.lane = "slow";
  const sql =
    "update webhook_subscriptions set lane = 'slow', fast_streak = 0 where builder_id = ?1 and id = ?2 and lane = 'fast'";
  await prepare(db, sql, target.builderId, target.id)
    .run()
    .catch((error: unknown) =>
      log("warn", "subscription not demoted", { subscription: target.id, ...describe(error) }),
    );
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
