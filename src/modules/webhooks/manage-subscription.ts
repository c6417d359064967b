import { commit } from "#db/commit";
import { type Page, page } from "#db/page";
import { prepare } from "#db/client";
import { newWebhookSecret } from "#lib/webhook-signature";
import { boolean, type Listable, type ListQuery, time } from "#models";
import { retryLostRaces } from "#modules/records";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { refuseBadInput } from "./check-input";
import {
  applicationOf,
  deleteRows,
  endSecrets,
  findRow,
  insertSecret,
  sealHeaders,
  type SubscriptionRow,
  toSubscription,
  updateRow,
} from "./subscription-store";
import type { Subscription, SubscriptionPatch } from "./types";

export const subscriptionList: Listable = {
  fields: {
    is_active: boolean({ description: "Whether it is switched on.", example: true, required: true, filter: true }),
    created_at: time({
      description: "When it was created.",
      example: "2026-04-14T08:00:00.000Z",
      required: true,
      filter: true,
      sort: true,
    }),
  },
  defaultSort: "-created_at",
};

export type VersionedSubscription = { subscription: Subscription; version: number };

export async function listSubscriptions(ctx: Context, query: ListQuery): Promise<Page<Subscription>> {
  const application = applicationOf(ctx);
  const fixed = {
    builder_id: ctx.builderId,
    ...(application === undefined ? {} : { application_id: application }),
  };
  const source = { table: "webhook_subscriptions", columns: "*", fixed, idColumn: "id" };
  const { data, nextCursor } = await page(ctx, ctx.db, source, query);
  return { data: await Promise.all(data.map((row) => toSubscription(ctx, row as SubscriptionRow))), nextCursor };
}

export async function getSubscription(ctx: Context, id: string): Promise<VersionedSubscription> {
  const row = await findRow(ctx, id);
  return { subscription: await toSubscription(ctx, row), version: row.version };
}

/**
 * Changes what is sent. Switching it on again clears what switched it off; what was held meanwhile stays held until it
 * is replayed.
 * @param match the versions the caller has seen; any when undefined
 */
export async function updateSubscription(
  ctx: Context,
  id: string,
  input: SubscriptionPatch,
  match: (version: number) => void,
): Promise<VersionedSubscription> {
  refuseBadInput(ctx, input);
  return await retryLostRaces(() => update(ctx, id, input, match));
}

async function update(
  ctx: Context,
  id: string,
  input: SubscriptionPatch,
  match: (version: number) => void,
): Promise<VersionedSubscription> {
  const row = await findRow(ctx, id);
  match(row.version);
  const set: Partial<SubscriptionRow> = {};
  if (input.url !== undefined && input.url !== row.url)
    Object.assign(set, { url: input.url, lane: "slow", fast_streak: 0 });
  if (input.events) set.events = JSON.stringify([...new Set(input.events)]);
  if (input.description !== undefined) set.description = input.description;
  if (input.headers) set.headers_sealed = await sealHeaders(ctx, id, input.headers);
  if (input.is_active === true && row.is_active === 0) {
    Object.assign(set, { is_active: 1, disabled_at: null, disabled_reason: null, failure_count: 0 });
  }
  if (input.is_active === false) set.is_active = 0;
  const after = { ...row, ...set, updated_at: ctx.now };
  const result = { subscription: await toSubscription(ctx, after), version: row.version + 1 };
  return await commit(ctx, { writes: updateRow(ctx, row, set), result });
}

/** Deliveries deleted at once with their subscription; the rest goes with the next purge. */
const AT_ONCE = 500;

export const deleteSubscription = (ctx: Context, id: string, match: (version: number) => void): Promise<void> =>
  retryLostRaces(() => remove(ctx, id, match));

async function remove(ctx: Context, id: string, match: (version: number) => void): Promise<void> {
  const row = await findRow(ctx, id);
  match(row.version);
  const some = `(select subscription_id, event_id from webhook_deliveries where subscription_id = ?1 limit ${AT_ONCE})`;
  await commit(ctx, {
    writes: [
      ...deleteRows(ctx, row),
      prepare(ctx.db, `delete from webhook_attempts where (subscription_id, event_id) in ${some}`, id),
      prepare(ctx.db, `delete from webhook_deliveries where (subscription_id, event_id) in ${some}`, id),
    ],
    result: undefined,
  });
}

const OVERLAP_MS = 86_400_000;
/** Secrets that sign at the same time. */
const MOST_SECRETS = 10;

/** A new signing secret, shown this once. The old one goes on signing beside it for 24 hours. */
export async function rotateSecret(
  ctx: Context,
  id: string,
): Promise<Subscription & { secret: string; previous_secret_expires_at: string }> {
  const row = await findRow(ctx, id);
  const live =
    "select count(*) as n from webhook_secrets where subscription_id = ?1 and (expires_at is null or expires_at > ?2)";
  const { n } = (await prepare(ctx.db, live, id, ctx.now).first<{ n: number }>()) ?? { n: 0 };
  if (n >= MOST_SECRETS)
    throw new DomainError("conflict", `${n} secrets are in force already. Wait until one has expired.`);
  const secret = newWebhookSecret();
  const ends = ctx.now + OVERLAP_MS;
  return await commit(ctx, {
    writes: [
      ...updateRow(ctx, row, {}),
      prepare(ctx.db, "delete from webhook_secrets where subscription_id = ?1 and expires_at <= ?2", id, ctx.now),
      endSecrets(ctx, id, ends),
      await insertSecret(ctx, id, secret),
    ],
    result: {
      ...(await toSubscription(ctx, { ...row, updated_at: ctx.now })),
      secret,
      previous_secret_expires_at: new Date(ends).toISOString(),
    },
  });
}
