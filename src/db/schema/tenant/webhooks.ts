import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const webhookSubscriptions = sqliteTable(
  "webhook_subscriptions",
  {
    builder_id: text().notNull(),
    id: text().notNull(),
    url: text().notNull(),
    /** JSON list of event types, `<entity>.*` or `*`. */
    events: text().notNull(),
    description: text(),
    /** The third-party application that made it: it ends with the application's authorization. */
    application_id: text(),
    /** JSON object of headers sent with every attempt, sealed. */
    headers_sealed: text(),
    is_active: integer().notNull(),
    /** Failed attempts in a row, over all deliveries. */
    failure_count: integer().notNull(),
    /** Set when the platform, not its owner, switched it off. */
    disabled_at: integer(),
    disabled_reason: text(),
    /** live or sandbox, as its builder: the delivery says so without asking the platform database. */
    environment: text().notNull(),
    /** Which queue its deliveries take: `fast` or `slow`. */
    lane: text().notNull(),
    /** Quick answers in a row while in the slow lane. */
    fast_streak: integer().notNull(),
    version: integer().notNull(),
    created_at: integer().notNull(),
    updated_at: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.builder_id, table.id] }),
    index("webhook_subscriptions_application_id")
      .on(table.application_id, table.builder_id)
      .where(sql`"application_id" is not null`),
  ],
);

/** Signing secrets: the newest signs, older ones sign too until they expire. A hash cannot sign, so they are sealed. */
export const webhookSecrets = sqliteTable(
  "webhook_secrets",
  {
    subscription_id: text().notNull(),
    id: text().notNull(),
    secret_sealed: text().notNull(),
    secret_hash: text().notNull(),
    created_at: integer().notNull(),
    expires_at: integer(),
  },
  (table) => [primaryKey({ columns: [table.subscription_id, table.id] })],
);

/**
 * One event for one subscription. `next_retry_at` is the truth about when it is due; a queue message is only the alarm
 * clock. An attempt is claimed by raising `attempt_count` from the value the message names, so a message delivered
 * twice sends once.
 */
export const webhookDeliveries = sqliteTable(
  "webhook_deliveries",
  {
    subscription_id: text().notNull(),
    event_id: text().notNull(),
    builder_id: text().notNull(),
    event_type: text().notNull(),
    /** pending, delivered, failed (retries exhausted), held (the subscription was off). */
    status: text().notNull(),
    /** Attempts begun. */
    attempt_count: integer().notNull(),
    /** Failed attempts of the running schedule; a replay starts it anew. */
    failure_count: integer().notNull(),
    next_retry_at: integer(),
    /** Until then a claimed attempt is taken to be under way. */
    lease_until: integer(),
    response_status: integer(),
    delivered_at: integer(),
    created_at: integer().notNull(),
    /** From here on the latest attempt; null before the first. */
    started_at: integer(),
    /** null until it has ended; when its lease has run out it was interrupted. */
    duration_ms: integer(),
    request_headers: text(),
    response_headers: text(),
    response_body: text(),
    error: text(),
  },
  (table) => [
    primaryKey({ columns: [table.subscription_id, table.event_id] }),
    index("webhook_deliveries_next_retry_at")
      .on(table.next_retry_at)
      .where(sql`"next_retry_at" is not null`),
    index("webhook_deliveries_undelivered")
      .on(table.subscription_id, table.status)
      .where(sql`"status" in ('failed', 'held')`),
  ],
);

/** Attempts before the latest one, which lies with its delivery: most deliveries have no other. */
export const webhookAttempts = sqliteTable(
  "webhook_attempts",
  {
    subscription_id: text().notNull(),
    event_id: text().notNull(),
    number: integer().notNull(),
    started_at: integer().notNull(),
    duration_ms: integer(),
    request_headers: text(),
    response_status: integer(),
    response_headers: text(),
    response_body: text(),
    error: text(),
  },
  (table) => [primaryKey({ columns: [table.subscription_id, table.event_id, table.number] })],
);
