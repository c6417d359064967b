import { commit } from "#db/commit";
import { prepare } from "#db/client";
import { newId } from "#lib/ids";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { enqueue, type Lane } from "./enqueue";
import { findRow } from "./subscription-store";
import type { Delivery } from "./types";
import { sampleEvent } from "./catalogue";

const EVENT = `insert into events (builder_id, id, type, object_id, data, previous_attributes, created_at, test_of) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`;
const DELIVERY = `insert into webhook_deliveries (subscription_id, event_id, builder_id, event_type, status, attempt_count, failure_count, next_retry_at, created_at)
 values (?1, ?2, ?3, ?4, 'pending', 0, 0, ?5, ?5)`;

/**
 * Sends a sample event of the catalogue to one subscription, marked `test: true`, along the very way of a real one.
 * @throws DomainError invalid_state when the subscription is off
 */
export async function sendTestEvent(ctx: Context, subscriptionId: string, type: string): Promise<Delivery> {
  const subscription = await findRow(ctx, subscriptionId);
  if (subscription.is_active !== 1)
    throw new DomainError("invalid_state", "The webhook is switched off. Switch it on first.");
  const id = newId(ctx.now);
  const sample = sampleEvent(type);
  const delivery: Delivery = {
    id,
    subscription_id: subscriptionId,
    event_type: type,
    status: "pending",
    attempt_count: 0,
    response_status: null,
    next_retry_at: new Date(ctx.now).toISOString(),
    delivered_at: null,
    created_at: new Date(ctx.now).toISOString(),
  };
  const previous = sample.previous_attributes ? JSON.stringify(sample.previous_attributes) : null;
  const result = await commit(ctx, {
    writes: [
      prepare(
        ctx.db,
        EVENT,
        ctx.builderId,
        id,
        type,
        sample.data.id,
        JSON.stringify(sample.data),
        previous,
        ctx.now,
        subscriptionId,
      ),
      prepare(ctx.db, DELIVERY, subscriptionId, id, ctx.builderId, type, ctx.now),
    ],
    result: delivery,
  });
  await enqueue(ctx.env, [
    { lane: subscription.lane as Lane, due: { shard: ctx.shard, subscriptionId, eventId: id, attempt: 0 } },
  ]);
  return result;
}
