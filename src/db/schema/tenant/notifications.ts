import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What the platform tells a builder's members. */
export const notifications = sqliteTable(
  "notifications",
  {
    builder_id: text().notNull(),
    id: text().notNull(),
    kind: text().notNull(),
    title: text().notNull(),
    body: text().notNull(),
    /** Id of the record it is about. */
    object_id: text(),
    created_at: integer().notNull(),
    /** When a program marked it; people have marks of their own. */
    read_at: integer(),
  },
  (table) => [primaryKey({ columns: [table.builder_id, table.id] }), index("notifications_id").on(table.id)],
);

/** Up to where a member has marked all as read. */
export const notificationMarks = sqliteTable(
  "notification_marks",
  {
    builder_id: text().notNull(),
    user_id: text().notNull(),
    /** Notices whose ids are not greater count as read. */
    read_until: text().notNull(),
    read_at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.builder_id, table.user_id] })],
);

/** Which member has read which notice. */
export const notificationReads = sqliteTable(
  "notification_reads",
  {
    builder_id: text().notNull(),
    user_id: text().notNull(),
    notification_id: text().notNull(),
    read_at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.builder_id, table.user_id, table.notification_id] })],
);
