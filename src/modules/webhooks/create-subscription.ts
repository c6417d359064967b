import { commit } from "#db/commit";
import { newId } from "#lib/ids";
import { newWebhookSecret } from "#lib/webhook-signature";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { refuseBadInput } from "./check-input";
import {
  applicationOf,
  countRows,
  insertRow,
  insertSecret,
  sealHeaders,
  type SubscriptionRow,
  toSubscription,
} from "./subscription-store";
import type { Subscription, SubscriptionInput } from "./types";

/** Subscriptions one builder may have. */
export const MOST_SUBSCRIPTIONS = 100;

/** @returns the subscription with its signing secret, which is shown this once */
export async function createSubscription(
  ctx: Context,
  input: SubscriptionInput,
): Promise<Subscription & { secret: string }> {
  refuseBadInput(ctx, input);
  if ((await countRows(ctx)) >= MOST_SUBSCRIPTIONS) {
    throw new DomainError("conflict", `A builder has at most ${MOST_SUBSCRIPTIONS} webhooks. Delete one first.`);
  }
  const id = newId(ctx.now);
  const secret = newWebhookSecret();
  const row: SubscriptionRow = {
    builder_id: ctx.builderId,
    id,
    url: input.url,
    events: JSON.stringify([...new Set(input.events)]),
    description: input.description ?? null,
    application_id: applicationOf(ctx) ?? null,
    headers_sealed: await sealHeaders(ctx, id, input.headers ?? {}),
    is_active: input.is_active === false ? 0 : 1,
    failure_count: 0,
    disabled_at: null,
    disabled_reason: null,
    environment: ctx.environment,
    lane: "slow",
    fast_streak: 0,
    version: 1,
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  const result = { ...(await toSubscription(ctx, row)), secret };
  return await commit(ctx, { writes: [insertRow(ctx, row), await insertSecret(ctx, id, secret)], result });
}
