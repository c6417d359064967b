import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** An integration of a builder's. One that is uninstalled keeps its row, and is the same install when it comes back. */
export const installs = sqliteTable(
  "installs",
  {
    builder_id: text().notNull(),
    id: text().notNull(),
    slug: text().notNull(),
    /** The connector's version it is pinned to. */
    connector_version: text().notNull(),
    /** The version before the last upgrade, to go back to. */
    previous_version: text(),
    /** The last step of its version's end that was taken: version, deadline, and days that were left, `moved` or `stopped`. */
    deadline_step: text(),
    /** pending (not connected yet), active, paused, needs_attention, uninstalled */
    status: text().notNull(),
    /** Why it is paused or needs attention, for people. */
    status_reason: text(),
    /** live or sandbox, as its builder. */
    environment: text().notNull(),
    /** JSON: the values of its form. */
    config: text().notNull(),
    /** JSON list: what was agreed to, as it read. */
    permissions: text().notNull(),
    /** SHA-256 of the token in the address the upstream sends webhooks to, lower-case hex. */
    hook_token_hash: text().notNull(),
    hook_token_sealed: text().notNull(),
    /** Requests to that address whose signature was wrong. */
    bad_signatures: integer().notNull(),
    installed_at: integer(),
    /** When a sync or an action succeeded for the first time. */
    first_synced_at: integer(),
    uninstalled_at: integer(),
    version: integer().notNull(),
    created_at: integer().notNull(),
    updated_at: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.builder_id, table.id] }),
    uniqueIndex("installs_slug").on(table.builder_id, table.slug),
    index("installs_of_slug").on(table.slug, table.builder_id),
  ],
);

/** An install's credentials. */
export const connections = sqliteTable(
  "connections",
  {
    builder_id: text().notNull(),
    install_id: text().notNull(),
    /** JSON, sealed; what it holds depends on the kind of authentication. */
    credentials_sealed: text().notNull(),
    /** Moves with each change of the credentials. */
    generation: integer().notNull(),
    /** When the access token ends. */
    expires_at: integer(),
    created_at: integer().notNull(),
    updated_at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.builder_id, table.install_id] })],
);

/** Each sync of an install: when it is due, how far it has come, and who is at it. */
export const installSyncs = sqliteTable(
  "install_syncs",
  {
    builder_id: text().notNull(),
    install_id: text().notNull(),
    sync: text().notNull(),
    every_minutes: integer().notNull(),
    /** Null: it does not run by itself. */
    next_due_at: integer(),
    /** Where the next run goes on. */
    cursor: text(),
    cursor_at: integer(),
    /** The run that holds the lease. */
    run_id: text(),
    lease_until: integer(),
    /** Failed runs in a row. */
    failures: integer().notNull(),
    last_success_at: integer(),
    /** So many deletions the builder has agreed to, for the next run. */
    allowed_deletions: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.builder_id, table.install_id, table.sync] }),
    index("install_syncs_next_due_at")
      .on(table.next_due_at)
      .where(sql`"next_due_at" is not null`),
  ],
);

export const syncRuns = sqliteTable(
  "sync_runs",
  {
    builder_id: text().notNull(),
    install_id: text().notNull(),
    id: text().notNull(),
    sync: text().notNull(),
    connector_version: text().notNull(),
    /** schedule, manual, webhook or install */
    trigger: text().notNull(),
    /** running, succeeded, continued (by another run), failed, stopped (asks before it deletes), confirmed */
    status: text().notNull(),
    pages: integer().notNull(),
    records_read: integer().notNull(),
    created_count: integer().notNull(),
    updated_count: integer().notNull(),
    unchanged_count: integer().notNull(),
    deleted_count: integer().notNull(),
    /** Records there are in all, where the upstream says so. */
    total: integer(),
    /** Of a stopped run: how many records it would have deleted. */
    pending_deletions: integer(),
    /** config, transient, contract or system */
    error_class: text(),
    error: text(),
    started_at: integer().notNull(),
    finished_at: integer(),
  },
  (table) => [primaryKey({ columns: [table.builder_id, table.install_id, table.id] })],
);

/** The ids a snapshot has shown so far, a row a page; gone when the snapshot is complete. */
export const syncPages = sqliteTable(
  "sync_pages",
  {
    builder_id: text().notNull(),
    install_id: text().notNull(),
    sync: text().notNull(),
    number: integer().notNull(),
    /** JSON list. */
    ids: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.builder_id, table.install_id, table.sync, table.number] })],
);

export const syncedRecords = sqliteTable(
  "synced_records",
  {
    builder_id: text().notNull(),
    install_id: text().notNull(),
    model: text().notNull(),
    /** Its id at the upstream. */
    external_id: text().notNull(),
    /** SHA-256 of the data in canonical form, lower-case hex. */
    content_hash: text().notNull(),
    /** JSON, in the model's canonical form. */
    data: text().notNull(),
    created_at: integer().notNull(),
    updated_at: integer().notNull(),
    deleted_at: integer(),
  },
  (table) => [primaryKey({ columns: [table.builder_id, table.install_id, table.model, table.external_id] })],
);

/** Requests to upstreams, for 14 days. */
export const upstreamCalls = sqliteTable(
  "upstream_calls",
  {
    builder_id: text().notNull(),
    install_id: text().notNull(),
    id: text().notNull(),
    connector_version: text().notNull(),
    endpoint: text().notNull(),
    method: text().notNull(),
    /** Host, path and query, with secrets redacted. */
    url: text().notNull(),
    status: integer(),
    duration_ms: integer().notNull(),
    /** Of the answer's body, as far as it was read. */
    bytes: integer().notNull(),
    error_class: text(),
    error: text(),
    /** Whose service was asked, where one upstream serves many: an agency, a community. */
    account: text(),
  },
  (table) => [
    primaryKey({ columns: [table.builder_id, table.install_id, table.id] }),
    index("upstream_calls_account")
      .on(table.builder_id, table.install_id, table.account, table.id)
      .where(sql`"account" is not null`),
  ],
);

export const actionRequests = sqliteTable(
  "action_requests",
  {
    builder_id: text().notNull(),
    install_id: text().notNull(),
    id: text().notNull(),
    action: text().notNull(),
    /** Names the request; the same key is the same request. */
    key: text().notNull(),
    /** SHA-256 of the input in canonical form. */
    input_hash: text().notNull(),
    input: text().notNull(),
    /** pending, succeeded, failed, cancelled */
    status: text().notNull(),
    /** Attempts begun. */
    attempts: integer().notNull(),
    next_attempt_at: integer(),
    lease_until: integer(),
    output: text(),
    error_class: text(),
    error: text(),
    /** When it is given up. */
    expires_at: integer().notNull(),
    created_at: integer().notNull(),
    updated_at: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.builder_id, table.install_id, table.id] }),
    uniqueIndex("action_requests_key").on(table.builder_id, table.install_id, table.action, table.key),
    index("action_requests_next_attempt_at")
      .on(table.next_attempt_at)
      .where(sql`"next_attempt_at" is not null`),
  ],
);

/** What upstreams sent, once each. */
export const inboundWebhooks = sqliteTable(
  "inbound_webhooks",
  {
    builder_id: text().notNull(),
    install_id: text().notNull(),
    /** The upstream's own id of what it tells. */
    id: text().notNull(),
    /** JSON list of syncs to run. */
    syncs: text().notNull(),
    body: text().notNull(),
    received_at: integer().notNull(),
    /** Null once its syncs were asked for. */
    pending_since: integer(),
  },
  (table) => [
    primaryKey({ columns: [table.builder_id, table.install_id, table.id] }),
    index("inbound_webhooks_pending_since")
      .on(table.pending_since)
      .where(sql`"pending_since" is not null`),
  ],
);
