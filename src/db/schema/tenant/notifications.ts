import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

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
    read_at: integer(),
  },
  (table) => [primaryKey({ columns: [table.builder_id, table.id] })],
);
