import { integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** What became known of a permit's status, and from where. */
export const permitStatuses = sqliteTable(
  "permit_statuses",
  {
    builder_id: text().notNull(),
    permit_id: text().notNull(),
    id: text().notNull(),
    /** A stage of BLDS; null for words that are not known. */
    status: text(),
    /** The jurisdiction's own words. */
    status_text: text().notNull(),
    /** Since when: a day or a time, as it was told. */
    at: text().notNull(),
    /** submission, api, email, manual */
    source: text().notNull(),
    /** The sender of a mail, or the note of who entered it. */
    detail: text(),
    /** The mail it was read from, as text. */
    raw: text(),
    /** The same status told again is the same row. */
    fingerprint: text().notNull(),
    received_at: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.builder_id, table.permit_id, table.id] }),
    uniqueIndex("permit_statuses_fingerprint").on(table.builder_id, table.permit_id, table.fingerprint),
  ],
);
