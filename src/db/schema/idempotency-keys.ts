import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * One row a key sent with a POST, for 24 hours. It is claimed before the work, and completed in the very batch that
 * does the work, so an answer is stored if and only if the work was done.
 */
export const idempotencyKeys = sqliteTable(
  "idempotency_keys",
  {
    /** SHA-256 over who sent it and the key. */
    id: text().primaryKey(),
    /** SHA-256 over method, path and body. */
    fingerprint: text().notNull(),
    /** Names the request that holds the claim. */
    claim: text().notNull(),
    created_at: integer().notNull(),
    /** Sealed JSON of the operation's result; null while it runs. */
    result: text(),
  },
  (table) => [index("idempotency_keys_created_at").on(table.created_at)],
);
