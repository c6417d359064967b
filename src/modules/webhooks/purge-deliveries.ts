import { type Db, prepare } from "#db/client";
import { firstIdAt } from "#lib/ids";

const DAY_MS = 86_400_000;
const RETENTION_MS = 30 * DAY_MS;
const HELD_RETENTION_MS = 14 * DAY_MS;
const A_BATCH = 500;

/** The subscriptions that have deliveries, found by stepping from one to the next over the key. */
const SUBSCRIPTIONS = `with recursive subscription(id) as (
  select min(subscription_id) from webhook_deliveries
  union all
  select (select min(subscription_id) from webhook_deliveries where subscription_id > subscription.id) from subscription where subscription.id is not null
)`;

/** Too old (an event's id tells its time), held too long, or of a subscription that is gone. */
const OLD = `${SUBSCRIPTIONS} select d.subscription_id, d.event_id from subscription join webhook_deliveries d on d.subscription_id = subscription.id and d.event_id < ?1 limit ${A_BATCH}`;
const HELD = `${SUBSCRIPTIONS} select d.subscription_id, d.event_id from subscription join webhook_deliveries d
 on d.subscription_id = subscription.id and d.status = 'held' and d.event_id < ?1 limit ${A_BATCH}`;
const ORPHANED = `${SUBSCRIPTIONS}, gone(id) as (
  select id from subscription where id is not null and not exists (
    select 1 from webhook_deliveries d join webhook_subscriptions s on s.builder_id = d.builder_id and s.id = d.subscription_id
    where d.subscription_id = subscription.id limit 1)
) select d.subscription_id, d.event_id from gone join webhook_deliveries d on d.subscription_id = gone.id where ?1 = ?1 limit ${A_BATCH}`;

/** Deletes deliveries past their time with their attempts, one bounded batch a kind. @returns how many were deleted */
export async function purgeDeliveries(db: Db, now: number): Promise<number> {
  let deleted = 0;
  for (const [which, before] of [
    [OLD, now - RETENTION_MS],
    [HELD, now - HELD_RETENTION_MS],
    [ORPHANED, now],
  ] as const) {
    const { results } = await prepare(db, which, firstIdAt(before)).all<{
      subscription_id: string;
      event_id: string;
    }>();
    if (results.length === 0) continue;
    const keys = JSON.stringify(
      results.map(({ subscription_id: subscription, event_id: event }) => [subscription, event]),
    );
    const these = "(subscription_id, event_id) in (select value->>0, value->>1 from json_each(?1))";
    await db.$client.batch([
      prepare(db, `delete from webhook_attempts where ${these}`, keys),
      prepare(db, `delete from webhook_deliveries where ${these}`, keys),
    ]);
    deleted += results.length;
  }
  return deleted;
}
