import { prepare } from "#db/client";
import type { Bindings, EventMessage } from "../../bindings";
import { shardOf } from "../../context";
import { enqueue, type Lane } from "./enqueue";

/** Events whose deliveries one statement writes. */
const A_BATCH = 200;

/** Keys of a statement, as `[[builder, event], …]`. */
const KEYS = "(select value->>0, value->>1 from json_each(?1))";

/**
 * Matches events that are still pending with the subscriptions of their builder, and writes one delivery for each pair;
 * a subscription that is off gets it held. Written twice it changes nothing.
 */
const WRITE = `insert into webhook_deliveries
 (subscription_id, event_id, builder_id, event_type, status, attempt_count, failure_count, next_retry_at, created_at)
select s.id, e.id, e.builder_id, e.type, iif(s.is_active = 1, 'pending', 'held'), 0, 0, iif(s.is_active = 1, ?2, null), ?2
from events e join webhook_subscriptions s on s.builder_id = e.builder_id
where (e.builder_id, e.id) in ${KEYS} and e.pending_since is not null and e.test_of is null
 and exists (select 1 from json_each(s.events) pattern where e.type glob pattern.value)
on conflict do nothing
returning subscription_id, event_id, status,
 (select lane from webhook_subscriptions s where s.builder_id = webhook_deliveries.builder_id and s.id = webhook_deliveries.subscription_id) as lane`;

const DONE = `update events set pending_since = null where (builder_id, id) in ${KEYS} and pending_since is not null`;

type Written = { subscription_id: string; event_id: string; status: string; lane: Lane };

/**
 * Turns events into deliveries, all of a batch in one transaction, and puts those on the queue.
 * @param work.isDone false for events that something else has yet to learn from: they stay pending
 */
export async function fanOut(
  env: Bindings,
  messages: readonly EventMessage[],
  now: number,
  { isDone } = { isDone: true },
): Promise<void> {
  const byShard = Map.groupBy(
    messages.flatMap(({ shard, builderId, eventIds }) => eventIds.map((id) => ({ shard, key: [builderId, id] }))),
    ({ shard }) => shard,
  );
  for (const [shard, events] of byShard) {
    const db = shardOf(env, shard);
    for (let at = 0; at < events.length; at += A_BATCH) {
      const keys = JSON.stringify(events.slice(at, at + A_BATCH).map(({ key }) => key));
      const done = isDone ? [prepare(db, DONE, keys)] : [];
      const [written] = await db.$client.batch<Written>([prepare(db, WRITE, keys, now), ...done]);
      const pending = (written?.results ?? []).filter(({ status }) => status === "pending");
      await enqueue(
        env,
        pending.map(({ subscription_id: subscriptionId, event_id: eventId, lane }) => ({
          lane,
          due: { shard, subscriptionId, eventId, attempt: 0 },
        })),
      );
    }
  }
}
