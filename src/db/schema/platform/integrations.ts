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
    index("integration_incidents_is_open").on(sql`("closed_at" is null)`, table.id),
    index("integration_incidents_notice_due_at")
      .on(table.notice_due_at)
      .where(sql`"notice_due_at" is not null`),
  ],
);

/** Ways to an upstream's consent screen that wait for the user to come back. */
export const connectRequests = sqliteTable(
  "connect_requests",
  {
    /** SHA-256 of the state, lower-case hex. */
    state_hash: text().primaryKey(),
    builder_id: text().notNull(),
    shard: integer().notNull(),
    install_id: text().notNull(),
    /** Who began it, and alone may end it. */
    user_id: text().notNull(),
    /** PKCE (RFC 7636), sealed. */
    verifier_sealed: text().notNull(),
    expires_at: integer().notNull(),
  },
  (table) => [index("connect_requests_expires_at").on(table.expires_at)],
);
