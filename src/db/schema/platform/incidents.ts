import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What platform admins write of an incident while it goes on, and afterwards. */
export const incidentUpdates = sqliteTable(
  "incident_updates",
  {
    incident_id: text().notNull(),
    id: text().notNull(),
    author_id: text().notNull(),
    body: text().notNull(),
    created_at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.incident_id, table.id] })],
);
