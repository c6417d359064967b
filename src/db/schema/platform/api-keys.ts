import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const apiKeys = sqliteTable(
  "api_keys",
  {
    id: text().primaryKey(),
    builder_id: text().notNull(),
    name: text().notNull(),
    /** SHA-256 of the whole key, lower-case hex. */
    key_hash: text().notNull().unique(),
    key_prefix: text().notNull(),
    /** JSON list. */
    scopes: text().notNull(),
    /** Requests a minute. */
    rate_limit: integer().notNull(),
    last_used_at: integer(),
    expires_at: integer(),
    is_active: integer().notNull(),
    /** The key that made it, if a key did. */
    created_by: text(),
    /** The key it replaces. */
    rolled_from: text(),
    created_at: integer().notNull(),
    revoked_at: integer(),
  },
  (table) => [index("api_keys_builder_id").on(table.builder_id, table.id)],
);
