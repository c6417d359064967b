import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What the platform tells one person. What it tells a builder is in the builder's database. */
export const userNotifications = sqliteTable(
  "user_notifications",
  {
    user_id: text().notNull(),
    id: text().notNull(),
    kind: text().notNull(),
    title: text().notNull(),
    body: text().notNull(),
    /** Id of what it is about. */
    object_id: text(),
    created_at: integer().notNull(),
    read_at: integer(),
  },
  (table) => [
    primaryKey({ columns: [table.user_id, table.id] }),
    index("user_notifications_id").on(table.id),
    index("user_notifications_unread")
      .on(table.user_id, table.id)
      .where(sql`"read_at" is null`),
  ],
);

/** What a person chose for a kind of notice and a channel; without a row, the kind's default holds. */
export const notificationPreferences = sqliteTable(
  "notification_preferences",
  {
    user_id: text().notNull(),
    kind: text().notNull(),
    /** site or email */
    channel: text().notNull(),
    is_enabled: integer().notNull(),
    updated_at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.user_id, table.kind, table.channel] })],
);

/** The last daily mail of each person. */
export const notificationDigests = sqliteTable("notification_digests", {
  user_id: text().primaryKey(),
  /** UTC day it was sent for. */
  day: text().notNull(),
  /** Epoch ms: notices made before this were in it, or in one before it. */
  covered_until: integer().notNull(),
});
