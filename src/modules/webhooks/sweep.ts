import { type Db, prepare } from "#db/client";
import { describe, log } from "#lib/log";
import type { Bindings } from "../../bindings";
import { SHARD_COUNT, shardOf } from "../../context";
import { enqueue, type Lane } from "./enqueue";

/** What is due for longer than this has lost its message, or waits in a queue that is long; a copy then does no harm. */
const GRACE_MS = 20_000;
/** The same when nothing waits in the queues, as after a crash that took them along. */
const SHORT_GRACE_MS = 3000;
const A_BATCH = 1000;
/** Batches of one sweep; the next one goes on. */
const MOST_BATCHES = 20;

/** Taking them pushes them back, so that two sweeps never take the same. */
const LOST_EVENTS = `update events set pending_since = ?1 where (builder_id, id) in
 (select builder_id, id from events where pending_since <= ?2 order by pending_since limit ${A_BATCH}) returning builder_id, id`;

const OVERDUE = `select subscription_id, event_id from webhook_deliveries
 where next_retry_at <= ?2 and (lease_until is null or lease_until <= ?1) order by next_retry_at limit ${A_BATCH}`;

/** An attempt whose lease ran out died with its worker. Those of a deleted subscription are due no more, and wait for the purge. */
const LOST_DELIVERIES = `update webhook_deliveries set lease_until = null, next_retry_at = (select ?1 from webhook_subscriptions s
 where s.builder_id = webhook_deliveries.builder_id and s.id = webhook_deliveries.subscription_id) where (subscription_id, event_id) in (${OVERDUE})
 returning subscription_id, event_id, attempt_count,
 (select lane from webhook_subscriptions s where s.builder_id = webhook_deliveries.builder_id and s.id = webhook_deliveries.subscription_id) as lane`;

type EventKey = { builder_id: string; id: string };
type Due = { subscription_id: string; event_id: string; attempt_count: number; lane: Lane | null };

/** Announces again what a lost message, a dead worker or a long wait left behind. */
export async function sweep(env: Bindings, now: number): Promise<void> {
  const before = now - (await graceOf(env));
  for (let shard = 0; shard < SHARD_COUNT; shard += 1) {
    const db = shardOf(env, shard);
    await inBatches(shard, () => sweepEvents(env, db, shard, now, before));
    await inBatches(shard, () => sweepDeliveries(env, db, shard, now, before));
  }
}

/** What fails here is left to the next sweep, and holds up nothing else of this one. */
async function inBatches(shard: number, work: () => Promise<number>): Promise<void> {
  try {
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) if ((await work()) < A_BATCH) return;
  } catch (error) {
    log("warn", "sweep not finished", { shard, ...describe(error) });
  }
}

async function graceOf(env: Bindings): Promise<number> {
  try {
    const queues = [env.EVENTS, env.WEBHOOK_DELIVERIES, env.WEBHOOK_DELIVERIES_SLOW];
    const backlogs = await Promise.all(queues.map((queue) => queue.metrics()));
    return backlogs.every(({ backlogCount }) => backlogCount === 0) ? SHORT_GRACE_MS : GRACE_MS;
  } catch {
    // A queue that cannot say how long it is, is taken to be long.
    return GRACE_MS;
  }
}

async function sweepEvents(env: Bindings, db: Db, shard: number, now: number, before: number): Promise<number> {
  const { results } = await prepare(db, LOST_EVENTS, now, before).all<EventKey>();
  const messages = [...Map.groupBy(results, ({ builder_id: id }) => id)].map(([builderId, keys]) => ({
    body: { shard, builderId, eventIds: keys.map(({ id }) => id) },
  }));
  for (let at = 0; at < messages.length; at += 100) await env.EVENTS.sendBatch(messages.slice(at, at + 100));
  if (results.length > 0) log("info", "events announced again", { shard, count: results.length });
  return results.length;
}

async function sweepDeliveries(env: Bindings, db: Db, shard: number, now: number, before: number): Promise<number> {
  const { results: due } = await prepare(db, LOST_DELIVERIES, now, before).all<Due>();
  await enqueue(
    env,
    due.flatMap(({ subscription_id: subscriptionId, event_id: eventId, attempt_count: attempt, lane }) =>
      lane === null ? [] : [{ lane, due: { shard, subscriptionId, eventId, attempt } }],
    ),
  );
  if (due.length > 0) log("info", "deliveries enqueued again", { shard, count: due.length });
  return due.length;
}
