import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { goesWith } from "../goes-with";
import { vendors } from "./entities";

/** What was found out about vendors' licenses. A look-up that finds what was known moves the time of the last one. */
export const licenseChecks = sqliteTable(
  "license_checks",
  {
    builder_id: text().notNull(),
    vendor_id: text().notNull(),
    id: text().notNull(),
    state: text().notNull(),
    number: text().notNull(),
    standing: text().notNull(),
    /** The slug of the integration, `file`, or `manual`. */
    source: text().notNull(),
    source_url: text(),
    /** Who asked; null for the daily look-up. */
    checked_by: text(),
    note: text(),
    /** JSON: what the source says. */
    license: text().notNull(),
    created_at: integer().notNull(),
    checked_at: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.builder_id, table.vendor_id, table.id] }),
    goesWith(vendors, [table.builder_id, table.vendor_id]),
  ],
);

/** When a vendor's license is looked up next, and when its builder is told next that it ends. */
export const licenseWatches = sqliteTable(
  "license_watches",
  {
    builder_id: text().notNull(),
    vendor_id: text().notNull(),
    environment: text().notNull(),
    expires_on: text(),
    next_check_at: integer(),
    next_alert_at: integer(),
  },
  (table) => [
    primaryKey({ columns: [table.builder_id, table.vendor_id] }),
    index("license_watches_next_check_at")
      .on(table.next_check_at)
      .where(sql`"next_check_at" is not null`),
    index("license_watches_next_alert_at")
      .on(table.next_alert_at)
      .where(sql`"next_alert_at" is not null`),
    goesWith(vendors, [table.builder_id, table.vendor_id]),
  ],
);
