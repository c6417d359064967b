import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const builders = sqliteTable(
  "builders",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    /** starter, professional, business, enterprise */
    plan: text().notNull(),
    /** Requests a minute an enterprise builder has agreed on. */
    custom_rate_limit: integer(),
    /** live or sandbox */
    environment: text().notNull(),
    /** The live builder a sandbox belongs to. */
    sandbox_of: text(),
    /** Number of the tenant database that holds its records; never changes. */
    shard: integer().notNull(),
    is_active: integer().notNull(),
    created_at: integer().notNull(),
  },
  (table) => [index("builders_sandbox_of").on(table.sandbox_of)],
);
