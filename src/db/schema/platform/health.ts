import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

const count = () => integer().notNull().default(0);

/**
 * Calls to the other side, counted by integration, version and time. Every call is in two rows: one of 5 minutes, kept
 * 2 days, and one of an hour, kept 32 days.
 */
export const integrationHealth = sqliteTable(
  "integration_health",
  {
    slug: text().notNull(),
    version: text().notNull(),
    /** Length in seconds: 300 or 3600. */
    width: integer().notNull(),
    /** Epoch ms of its start, a multiple of its width. */
    start: integer().notNull(),
    calls: count(),
    failed_config: count(),
    failed_transient: count(),
    failed_contract: count(),
    failed_system: count(),
    last_success_at: integer(),
    /** Calls that took at most 50 ms; each further column at most so many, and more than the one before it. */
    ms_50: count(),
    ms_100: count(),
    ms_200: count(),
    ms_350: count(),
    ms_500: count(),
    ms_750: count(),
    ms_1000: count(),
    ms_1500: count(),
    ms_2500: count(),
    ms_5000: count(),
    ms_10000: count(),
    ms_15000: count(),
    /** Longer than 15 s. */
    ms_more: count(),
  },
  (table) => [
    primaryKey({ columns: [table.slug, table.version, table.width, table.start] }),
    index("integration_health_start").on(table.width, table.start),
  ],
);
