import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** The address at which calendars read a project's dates. */
export const calendarFeeds = sqliteTable(
  "calendar_feeds",
  {
    builder_id: text().notNull(),
    project_id: text().notNull(),
    /** SHA-256 of the token in the address, lower-case hex. */
    token_hash: text().notNull(),
    created_at: integer().notNull(),
    /** When the address was last replaced. */
    rotated_at: integer(),
  },
  (table) => [
    primaryKey({ columns: [table.builder_id, table.project_id] }),
    uniqueIndex("calendar_feeds_token").on(table.builder_id, table.token_hash),
  ],
);

/** How often something beyond a task changed its events: its schedule came into force or left it, its project moved. */
export const calendarTurns = sqliteTable(
  "calendar_turns",
  {
    builder_id: text().notNull(),
    /** A schedule or a project. */
    record_id: text().notNull(),
    turns: integer().notNull(),
    turned_at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.builder_id, table.record_id] })],
);

/** Events that calendars may hold and that are no more; kept 30 days. */
export const calendarCancellations = sqliteTable(
  "calendar_cancellations",
  {
    builder_id: text().notNull(),
    project_id: text().notNull(),
    uid: text().notNull(),
    summary: text().notNull(),
    /** First and last day, YYYY-MM-DD. */
    starts_on: text().notNull(),
    ends_on: text().notNull(),
    sequence: integer().notNull(),
    created_at: integer().notNull(),
    cancelled_at: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.builder_id, table.project_id, table.uid] }),
    index("calendar_cancellations_at").on(table.cancelled_at),
  ],
);
