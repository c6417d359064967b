import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";

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
    /** The user a developer's own sandbox belongs to. */
    sandbox_of_user: text(),
    /** Number of the tenant database that holds its records; never changes. */
    shard: integer().notNull(),
    is_active: integer().notNull(),
    created_at: integer().notNull(),
    /** Of the builder's own details; becomes the ETag. */
    version: integer().notNull().default(1),
    updated_at: integer(),
  },
  (table) => [
    unique("builders_sandbox_of").on(table.sandbox_of),
    unique("builders_sandbox_of_user").on(table.sandbox_of_user),
    index("builders_suspended")
      .on(table.is_active)
      .where(sql`"is_active" = 0`),
  ],
);
