import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** When an integration as a whole did not work, or was switched off. */
export const integrationIncidents = sqliteTable(
  "integration_incidents",
  {
    id: text().primaryKey(),
    slug: text().notNull(),
    /** breaker or kill_switch */
    cause: text().notNull(),
    title: text().notNull(),
    opened_at: integer().notNull(),
    closed_at: integer(),
    /** When builders are to be told of the opening or the closing; null once they have been. */
    notice_due_at: integer(),
  },
  (table) => [
    uniqueIndex("integration_incidents_open")
      .on(table.slug)
      .where(sql`"closed_at" is null`),
    index("integration_incidents_slug").on(table.slug, table.id),
    index("integration_incidents_notice_due_at")
      .on(table.notice_due_at)
      .where(sql`"notice_due_at" is not null`),
  ],
);
