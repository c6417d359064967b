import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** Which record at the other side of an install is which record of ours, and what both were known to be. */
export const recordLinks = sqliteTable(
  "record_links",
  {
    builder_id: text().notNull(),
    install_id: text().notNull(),
    id: text().notNull(),
    model: text().notNull(),
    /** Empty while it is not there yet: it is being written. */
    external_id: text().notNull(),
    entity: text().notNull(),
    /** Null while no record of ours is the same. */
    record_id: text(),
    /** What a record of ours is found by: the name of a contact, the number of a bill. */
    match_key: text(),
    /** What else counts: a contact's e-mail address; the id of what it belongs to at the other side. */
    other_key: text(),
    /** JSON: the fields both sides last agreed on. */
    base: text().notNull(),
    /** JSON: the fields as the other side last told them, in our form. */
    remote: text().notNull(),
    /** When the other side had them so. */
    remote_at: integer().notNull(),
    /** JSON: the fields that are on their way to the other side. */
    pushed: text().notNull(),
    /** The request that carries them. */
    request_id: text(),
    /** Why the other side has refused what is in `pushed`; it is asked for again when that changes. */
    refusal: text(),
    /** Why there is no record of ours, or none at the other side, where our rules or theirs do not allow it. */
    problem: text(),
    /** Since when something is known that has not been looked at; null when the two sides are settled. */
    due_at: integer(),
    /** When it was deleted at the other side. */
    gone_at: integer(),
    /** Fields in conflict. */
    conflicts: integer().notNull(),
    /** Moves with each change of the link. */
    revision: integer().notNull(),
    updated_at: integer().notNull(),
    /** How the two sides stand, for lists: conflict, unmatched, unwritten, linked. */
    state: text().generatedAlwaysAs(
      sql`case when "conflicts" > 0 then 'conflict' when "record_id" is null then 'unmatched' when "external_id" = '' then 'unwritten' else 'linked' end`,
      { mode: "virtual" },
    ),
  },
  (table) => [
    primaryKey({ columns: [table.builder_id, table.install_id, table.id] }),
    index("record_links_state").on(table.builder_id, table.install_id, table.state, table.id),
    index("record_links_model").on(table.builder_id, table.install_id, table.model, table.id),
    uniqueIndex("record_links_external")
      .on(table.builder_id, table.install_id, table.model, table.external_id)
      .where(sql`"external_id" <> ''`),
    uniqueIndex("record_links_record")
      .on(table.builder_id, table.entity, table.record_id, table.install_id)
      .where(sql`"record_id" is not null`),
    index("record_links_due")
      .on(table.builder_id, table.install_id, table.model, table.id)
      .where(sql`"due_at" is not null`),
    index("record_links_match_key")
      .on(table.builder_id, table.model, table.match_key)
      .where(sql`"record_id" is null`),
    index("record_links_other_key").on(table.builder_id, table.model, table.other_key),
  ],
);

/** Fields that both sides have changed, each in its own way, or of which one side refuses what the other has. An open one keeps both until somebody decides. */
export const syncConflicts = sqliteTable(
  "sync_conflicts",
  {
    builder_id: text().notNull(),
    install_id: text().notNull(),
    id: text().notNull(),
    link_id: text().notNull(),
    model: text().notNull(),
    external_id: text().notNull(),
    entity: text().notNull(),
    record_id: text().notNull(),
    field: text().notNull(),
    /** Text, or null for an empty field. */
    base: text(),
    local: text(),
    remote: text(),
    /** Why it is not settled by itself, where a side has refused it; null where both sides have changed it. */
    reason: text(),
    /** open, resolved */
    status: text().notNull(),
    /** local, remote; null while it is open, and where the sides came to agree by themselves. */
    kept: text(),
    /** The user, key or application that decided. */
    decided_by: text(),
    created_at: integer().notNull(),
    updated_at: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.builder_id, table.install_id, table.id] }),
    index("sync_conflicts_status").on(table.builder_id, table.install_id, table.status, table.id),
    uniqueIndex("sync_conflicts_open")
      .on(table.builder_id, table.install_id, table.link_id, table.field)
      .where(sql`"status" = 'open'`),
  ],
);
