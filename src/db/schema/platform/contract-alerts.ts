import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** An upstream's answers of a day that no longer fit what its connector expects, a row an endpoint. */
export const contractAlerts = sqliteTable(
  "contract_alerts",
  {
    id: text().primaryKey(),
    slug: text().notNull(),
    version: text().notNull(),
    /** The connector's name of what was asked, or of the sync or action whose data did not fit. */
    endpoint: text().notNull(),
    /** UTC, YYYY-MM-DD. */
    day: text().notNull(),
    /** JSON list of {path, expected, received}: of the first answer. */
    differences: text().notNull(),
    calls: integer().notNull(),
    installs: integer().notNull(),
    first_at: integer().notNull(),
    last_at: integer().notNull(),
    /** When admins are to be told; null once they have been. */
    notice_due_at: integer(),
    resolved_at: integer(),
    resolved_by: text(),
  },
  (table) => [
    uniqueIndex("contract_alerts_what").on(table.slug, table.version, table.endpoint, table.day),
    index("contract_alerts_slug").on(table.slug, table.id),
    index("contract_alerts_open").on(sql`("resolved_at" is null)`, table.id),
    index("contract_alerts_notice_due_at")
      .on(table.notice_due_at)
      .where(sql`"notice_due_at" is not null`),
  ],
);

/** Which installs it has happened to. */
export const contractAlertInstalls = sqliteTable(
  "contract_alert_installs",
  {
    slug: text().notNull(),
    version: text().notNull(),
    endpoint: text().notNull(),
    day: text().notNull(),
    install_id: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.slug, table.version, table.endpoint, table.day, table.install_id] })],
);
