import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Calls by day, endpoint and status for an API key or an application's authorization. */
export const apiUsage = sqliteTable(
  "api_usage",
  {
    builder_id: text().notNull(),
    /** UTC day, YYYY-MM-DD. */
    day: text().notNull(),
    /** Id of the API key or the application. */
    principal_id: text().notNull(),
    operation: text().notNull(),
    status: integer().notNull(),
    calls: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.builder_id, table.day, table.principal_id, table.operation, table.status] }),
    index("api_usage_principal_id").on(table.principal_id, table.day),
  ],
);
