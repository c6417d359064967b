import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Third-party applications, each owned by the developer that registered it. */
export const oauthApplications = sqliteTable(
  "oauth_applications",
  {
    id: text().primaryKey(),
    /** The user who owns it. */
    developer_id: text().notNull(),
    name: text().notNull(),
    description: text().notNull(),
    client_id: text().notNull().unique(),
    /** public or confidential */
    type: text().notNull(),
    /** SHA-256, lower-case hex; null for a public application. */
    client_secret_hash: text(),
    /** The secret before the last rotation, accepted until `previous_secret_expires_at`. */
    previous_secret_hash: text(),
    previous_secret_expires_at: integer(),
    /** JSON list. */
    redirect_uris: text().notNull(),
    /** JSON list: the most it may ask for. */
    scopes: text().notNull(),
    logo_url: text(),
    homepage_url: text(),
    /** Lifetimes of its tokens in seconds; null, or at most those of the deployment. */
    access_ttl: integer(),
    refresh_ttl: integer(),
    /** draft, submitted, in_review, changes_requested, approved, rejected */
    status: text().notNull(),
    is_published: integer().notNull().default(0),
    is_approved: integer().notNull().default(0),
    install_count: integer().notNull().default(0),
    created_at: integer().notNull(),
    updated_at: integer().notNull(),
  },
  (table) => [index("oauth_applications_developer_id").on(table.developer_id, table.id)],
);

/** What a member of a builder allowed an application, with the one pair of tokens that is good for it. */
export const oauthAuthorizations = sqliteTable(
  "oauth_authorizations",
  {
    id: text().primaryKey(),
    builder_id: text().notNull(),
    application_id: text().notNull(),
    /** Who authorized. */
    user_id: text().notNull(),
    /** JSON list. */
    scopes_granted: text().notNull(),
    /** JSON list: those of the present access token, a part of what was granted. */
    access_scopes: text().notNull(),
    /** SHA-256, lower-case hex; null until the code is redeemed. */
    access_token_hash: text(),
    refresh_token_hash: text(),
    access_expires_at: integer(),
    refresh_expires_at: integer(),
    last_used_at: integer(),
    revoked_at: integer(),
    created_at: integer().notNull(),
  },
  (table) => [
    index("oauth_authorizations_builder_id").on(table.builder_id, table.application_id, table.id),
    index("oauth_authorizations_application_id").on(table.application_id, table.id),
    index("oauth_authorizations_user_id").on(table.user_id, table.builder_id),
    index("oauth_authorizations_refresh_expires_at").on(table.refresh_expires_at),
  ],
);

/** Authorization codes, each good once for a minute. */
export const oauthCodes = sqliteTable(
  "oauth_codes",
  {
    /** SHA-256, lower-case hex. */
    code_hash: text().primaryKey(),
    authorization_id: text().notNull(),
    application_id: text().notNull(),
    redirect_uri: text().notNull(),
    /** base64url of the verifier's SHA-256 (RFC 7636). */
    challenge: text().notNull(),
    expires_at: integer().notNull(),
    used_at: integer(),
  },
  (table) => [index("oauth_codes_expires_at").on(table.expires_at)],
);

/** Refresh tokens that were exchanged: who presents one of them holds a copy. */
export const oauthRefreshHistory = sqliteTable(
  "oauth_refresh_history",
  {
    /** SHA-256, lower-case hex. */
    refresh_token_hash: text().primaryKey(),
    authorization_id: text().notNull(),
    consumed_at: integer().notNull(),
    /** When the token would have expired; from then on it is good for nothing and need not be known. */
    expires_at: integer().notNull(),
  },
  (table) => [index("oauth_refresh_history_expires_at").on(table.expires_at)],
);

/** Consent screens that wait for their decision: a form carries only the handle. */
export const oauthConsents = sqliteTable(
  "oauth_consents",
  {
    /** SHA-256 of the handle, lower-case hex. */
    handle_hash: text().primaryKey(),
    /** The session that may answer it. */
    session_id: text().notNull(),
    user_id: text().notNull(),
    application_id: text().notNull(),
    redirect_uri: text().notNull(),
    /** JSON list. */
    scopes: text().notNull(),
    state: text(),
    challenge: text().notNull(),
    expires_at: integer().notNull(),
  },
  (table) => [index("oauth_consents_expires_at").on(table.expires_at)],
);
