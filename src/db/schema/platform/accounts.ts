import { index, integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";

const moment = () => integer({ mode: "timestamp_ms" });

/** People. Shared with better-auth, which reads and writes times as Date. */
export const users = sqliteTable("users", {
  id: text().primaryKey(),
  name: text().notNull(),
  /** Lower case. */
  email: text().notNull().unique(),
  email_verified: integer({ mode: "boolean" }).notNull(),
  image: text(),
  is_platform_admin: integer({ mode: "boolean" }).notNull().default(false),
  created_at: moment().notNull(),
  updated_at: moment().notNull(),
});

export const sessions = sqliteTable(
  "sessions",
  {
    id: text().primaryKey(),
    user_id: text().notNull(),
    /** SHA-256 of the token in the cookie, lower-case hex. */
    token: text().notNull().unique(),
    expires_at: moment().notNull(),
    ip_address: text(),
    user_agent: text(),
    created_at: moment().notNull(),
    updated_at: moment().notNull(),
  },
  (table) => [index("sessions_user_id").on(table.user_id), index("sessions_expires_at").on(table.expires_at)],
);

/** Ways a user signs in: a password, or an account at an OpenID Connect issuer. An issuer's tokens are not kept. */
export const accounts = sqliteTable(
  "accounts",
  {
    id: text().primaryKey(),
    user_id: text().notNull(),
    /** `credential` for a password. */
    provider_id: text().notNull(),
    /** The user's id there. */
    account_id: text().notNull(),
    access_token: text(),
    refresh_token: text(),
    id_token: text(),
    access_token_expires_at: moment(),
    refresh_token_expires_at: moment(),
    scope: text(),
    /** As src/modules/accounts/password.ts writes it. */
    password: text(),
    created_at: moment().notNull(),
    updated_at: moment().notNull(),
  },
  (table) => [
    index("accounts_user_id").on(table.user_id),
    unique("accounts_provider_account").on(table.provider_id, table.account_id),
  ],
);

/** What waits to be proven: password resets and sign-ins under way at an issuer. Identifiers are hashed. */
export const verifications = sqliteTable(
  "verifications",
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expires_at: moment().notNull(),
    created_at: moment().notNull(),
    updated_at: moment().notNull(),
  },
  (table) => [
    index("verifications_identifier").on(table.identifier),
    index("verifications_expires_at").on(table.expires_at),
  ],
);
