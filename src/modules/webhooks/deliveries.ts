import { prepare } from "#db/client";
import { firstIdAt } from "#lib/ids";
import { type Page, page } from "#db/page";
import { choice, eventTypes, type Listable, type ListQuery, time } from "#models";
import { type EventRow, toEvent, type WireEvent } from "#modules/events";
import type { Context } from "../../context";
import { DomainError, notFound } from "../../errors";
import { enqueue, type Lane } from "./enqueue";
import { applicationOf, findRow } from "./subscription-store";
import type { Attempt, Delivery } from "./types";

const DELIVERY_STATUSES = ["pending", "delivered", "failed", "held"] as const;

export const deliveryList: Listable = {
  fields: {
    status: choice({
      description: "How it stands.",
      example: "failed",
      values: DELIVERY_STATUSES,
      required: true,
      filter: true,
    }),
    event_type: choice({
      description: "Type of its event.",
      example: "invoice.approved",
      values: eventTypes.map(({ name }) => name),
      required: true,
      filter: true,
    }),
    created_at: time({
      description: "When its event happened.",
      example: "2026-04-14T08:00:00.000Z",
      required: true,
      filter: true,
      sort: true,
    }),
  },
  defaultSort: "-created_at",
};

const COLUMNS =
  "subscription_id, event_id, event_type, status, attempt_count, response_status, next_retry_at, delivered_at, created_at";

type Row = {
  subscription_id: string;
  event_id: string;
  event_type: string;
  status: Delivery["status"];
  attempt_count: number;
  response_status: number | null;
  next_retry_at: number | null;
  delivered_at: number | null;
  created_at: number;
};

const at = (value: number | null): string | null => (value === null ? null : new Date(value).toISOString());

const toDelivery = (row: Row): Delivery => ({
  id: row.event_id,
  subscription_id: row.subscription_id,
  event_type: row.event_type,
  status: row.status,
  attempt_count: row.attempt_count,
  response_status: row.response_status,
  next_retry_at: at(row.next_retry_at),
  delivered_at: at(row.delivered_at),
  created_at: new Date(row.created_at).toISOString(),
});

export async function listDeliveries(ctx: Context, subscriptionId: string, query: ListQuery): Promise<Page<Delivery>> {
  await findRow(ctx, subscriptionId);
  const source = {
    table: "webhook_deliveries",
    columns: COLUMNS,
    fixed: { subscription_id: subscriptionId },
    idColumn: "event_id",
  };
  const { data, nextCursor } = await page(ctx, ctx.db, source, query);
  return { data: data.map((row) => toDelivery(row as Row)), nextCursor };
}

const ONE = `select ${COLUMNS} from webhook_deliveries where subscription_id = ?1 and event_id = ?2 and builder_id = ?3
 and (?4 is null or exists (select 1 from webhook_subscriptions s where s.builder_id = ?3 and s.id = ?1 and s.application_id = ?4))`;
const ATTEMPT = "started_at, duration_ms, request_headers, response_status, response_headers, response_body, error";
/** The latest lies with the delivery itself, and is none before it has ended. */
const ATTEMPTS = `select attempt_count as number, ${ATTEMPT} from webhook_deliveries
 where subscription_id = ?1 and event_id = ?2 and started_at is not null and (duration_ms is not null or coalesce(lease_until, 0) <= ?3)
union all select number, ${ATTEMPT} from webhook_attempts where subscription_id = ?1 and event_id = ?2
order by number desc limit 100`;
const INTERRUPTED = "The attempt was interrupted; whether it arrived is not known.";
const EVENT =
  "select id, type, data, previous_attributes, created_at, test_of from events where builder_id = ?1 and id = ?2";

type AttemptRow = Omit<Attempt, "started_at" | "request_headers" | "response_headers"> & {
  started_at: number;
  request_headers: string | null;
  response_headers: string | null;
};

const headers = (text: string | null) => (text === null ? null : (JSON.parse(text) as Record<string, string>));

/** A delivery with its last 100 attempts, newest first, and what was sent. */
export async function getDelivery(
  ctx: Context,
  subscriptionId: string,
  eventId: string,
): Promise<Delivery & { attempts: Attempt[]; event: WireEvent | null }> {
  const results = await ctx.db.$client.batch([
    prepare(ctx.db, ONE, subscriptionId, eventId, ctx.builderId, applicationOf(ctx) ?? null),
    prepare(ctx.db, ATTEMPTS, subscriptionId, eventId, ctx.now),
    prepare(ctx.db, EVENT, ctx.builderId, eventId),
  ]);
  const row = results[0]?.results[0] as Row | undefined;
  if (!row) throw notFound("delivery");
  const event = results[2]?.results[0] as EventRow | undefined;
  const attempts = ((results[1]?.results ?? []) as AttemptRow[]).map((attempt) => ({
    number: attempt.number,
    started_at: new Date(attempt.started_at).toISOString(),
    duration_ms: attempt.duration_ms,
    request_headers: headers(attempt.request_headers),
    response_status: attempt.duration_ms === null ? null : attempt.response_status,
    response_headers: headers(attempt.response_headers),
    response_body: attempt.response_body,
    error: attempt.duration_ms === null ? INTERRUPTED : attempt.error,
  }));
  return { ...toDelivery(row), attempts, event: event ? toEvent(event, ctx.environment) : null };
}

const AGAIN = "status = 'pending', failure_count = 0, next_retry_at = ?1, lease_until = null";

/**
 * Sends a delivery once more, with the same `webhook-id`, on a schedule that starts anew.
 * @throws DomainError invalid_state while it is pending, or while its subscription is off
 */
export async function replayDelivery(ctx: Context, subscriptionId: string, eventId: string): Promise<Delivery> {
  const subscription = await findRow(ctx, subscriptionId);
  refuseOff(subscription.is_active);
  const sql = `update webhook_deliveries set ${AGAIN} where subscription_id = ?2 and event_id = ?3 and builder_id = ?4 and status <> 'pending' returning ${COLUMNS}`;
  const row = await prepare(ctx.db, sql, ctx.now, subscriptionId, eventId, ctx.builderId).first<Row>();
  if (!row) {
    const known = await prepare(ctx.db, ONE, subscriptionId, eventId, ctx.builderId, null).first<Row>();
    if (!known) throw notFound("delivery");
    const next = at(known.next_retry_at);
    throw new DomainError(
      "invalid_state",
      `The delivery is pending: its next attempt is ${next === null ? "under way" : `due at ${next}`}.`,
    );
  }
  await enqueueAll(ctx, subscription.lane as Lane, [row]);
  return toDelivery(row);
}

export type ReplayRequest = { since: number; statuses: readonly ("failed" | "held")[]; dryRun: boolean };

const A_BATCH = 1000;
/** Deliveries one request replays; another request goes on. */
const MOST_BATCHES = 10;

/** Sends all that failed or was held since a time, oldest first; with `dryRun` only counts them. */
export async function replayDeliveries(
  ctx: Context,
  subscriptionId: string,
  request: ReplayRequest,
): Promise<{ matched: number; replayed: number }> {
  const subscription = await findRow(ctx, subscriptionId);
  const statuses = JSON.stringify(request.statuses);
  const matching =
    "subscription_id = ?2 and builder_id = ?3 and status in (select value from json_each(?4)) and status in ('failed', 'held') and event_id >= ?5";
  const params = [ctx.now, subscriptionId, ctx.builderId, statuses, firstIdAt(request.since)] as const;
  const counted = await prepare(
    ctx.db,
    `select count(*) as n from webhook_deliveries where ?1 > 0 and ${matching}`,
    ...params,
  ).first<{ n: number }>();
  const matched = counted?.n ?? 0;
  if (request.dryRun) return { matched, replayed: 0 };
  refuseOff(subscription.is_active);
  let replayed = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const some = `select subscription_id, event_id from webhook_deliveries where ${matching} order by event_id limit ${A_BATCH}`;
    const sql = `update webhook_deliveries set ${AGAIN} where (subscription_id, event_id) in (${some}) returning ${COLUMNS}`;
    const { results } = await prepare(ctx.db, sql, ...params).all<Row>();
    await enqueueAll(ctx, subscription.lane as Lane, results);
    replayed += results.length;
    if (results.length < A_BATCH) break;
  }
  return { matched, replayed };
}

function refuseOff(isActive: number): void {
  if (isActive === 1) return;
  throw new DomainError("invalid_state", "The webhook is switched off. Switch it on before replaying.");
}

const enqueueAll = (ctx: Context, lane: Lane, rows: readonly Row[]): Promise<void> =>
  enqueue(
    ctx.env,
    rows.map((row) => ({
      lane,
      due: {
        shard: ctx.shard,
        subscriptionId: row.subscription_id,
        eventId: row.event_id,
        attempt: row.attempt_count,
      },
    })),
  );
