import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, unique, uniqueIndex } from "drizzle-orm/sqlite-core";

/** What an application's developer means to publish; submitting takes a copy. */
export const appListings = sqliteTable("app_listings", {
  application_id: text().primaryKey(),
  /** JSON, complete or not. */
  listing: text().notNull(),
  updated_at: integer().notNull(),
});

/** One row a submission. */
export const appReviews = sqliteTable(
  "app_reviews",
  {
    id: text().primaryKey(),
    application_id: text().notNull(),
    /** Which submission of the application this is, from 1. */
    round: integer().notNull(),
    /** submitted, in_review, changes_requested, approved, rejected, withdrawn */
    state: text().notNull(),
    /** JSON: the listing as submitted. */
    listing: text().notNull(),
    /** JSON: the report of the automated checks at that moment. */
    checks: text().notNull(),
    submitted_by: text().notNull(),
    submitted_at: integer().notNull(),
    due_at: integer().notNull(),
    claimed_by: text(),
    in_review_at: integer(),
    decided_by: text(),
    decided_at: integer(),
    /** What the developer is told of the decision. */
    decision_note: text(),
    /** UTC day of the last notice that it is overdue. */
    overdue_notified_on: text(),
  },
  (table) => [
    unique("app_reviews_round").on(table.application_id, table.round),
    uniqueIndex("app_reviews_open")
      .on(table.application_id)
      .where(sql`"state" in ('submitted', 'in_review')`),
    index("app_reviews_state").on(table.state, table.id),
    index("app_reviews_due")
      .on(table.due_at)
      .where(sql`"state" in ('submitted', 'in_review')`),
  ],
);

export const appReviewComments = sqliteTable(
  "app_review_comments",
  {
    review_id: text().notNull(),
    id: text().notNull(),
    author_id: text().notNull(),
    /** Whether the developer sees it. */
    is_internal: integer().notNull(),
    body: text().notNull(),
    created_at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.review_id, table.id] })],
);

/** Logos and screenshots, in the file store. */
export const appAssets = sqliteTable(
  "app_assets",
  {
    id: text().primaryKey(),
    application_id: text().notNull(),
    /** logo or screenshot */
    kind: text().notNull(),
    object_key: text().notNull(),
    content_type: text().notNull(),
    size_bytes: integer().notNull(),
    width: integer().notNull(),
    height: integer().notNull(),
    /** Lower-case hex. */
    sha256: text().notNull(),
    created_at: integer().notNull(),
  },
  (table) => [index("app_assets_application_id").on(table.application_id, table.kind, table.id)],
);

/** The last test of whether an application's receiver tells a good signature from a bad one. */
export const appWebhookTests = sqliteTable("app_webhook_tests", {
  application_id: text().primaryKey(),
  url: text().notNull(),
  passed: integer().notNull(),
  /** JSON: the statuses the receiver answered with. */
  detail: text().notNull(),
  tested_at: integer().notNull(),
});
