import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * What happened, kept 30 days; at the same time the outbox: `pending_since` is set until the deliveries of the event
 * have been written.
 */
export const events = sqliteTable(
  "events",
  {
    builder_id: text().notNull(),
    id: text().notNull(),
    type: text().notNull(),
    /** Id of the record it is about. */
    object_id: text().notNull(),
    /** JSON: the record as it stood afterwards. */
    data: text().notNull(),
    /** JSON: former values of what an update changed. */
    previous_attributes: text(),
    created_at: integer().notNull(),
    pending_since: integer(),
    /** Set on an event made by hand to try one subscription out; no other subscription hears of it. */
    test_of: text(),
  },
  (table) => [
    primaryKey({ columns: [table.builder_id, table.id] }),
    index("events_pending_since")
      .on(table.pending_since)
      .where(sql`"pending_since" is not null`),
  ],
);
