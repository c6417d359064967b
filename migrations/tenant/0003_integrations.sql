CREATE TABLE `action_requests` (
	`builder_id` text NOT NULL,
	`install_id` text NOT NULL,
	`id` text NOT NULL,
	`action` text NOT NULL,
	`key` text NOT NULL,
	`input_hash` text NOT NULL,
	`input` text NOT NULL,
	`status` text NOT NULL,
	`attempts` integer NOT NULL,
	`next_attempt_at` integer,
	`lease_until` integer,
	`output` text,
	`error_class` text,
	`error` text,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `install_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `action_requests_key` ON `action_requests` (`builder_id`,`install_id`,`action`,`key`);--> statement-breakpoint
CREATE INDEX `action_requests_next_attempt_at` ON `action_requests` (`next_attempt_at`) WHERE "next_attempt_at" is not null;--> statement-breakpoint
CREATE TABLE `connections` (
	`builder_id` text NOT NULL,
	`install_id` text NOT NULL,
	`credentials_sealed` text NOT NULL,
	`generation` integer NOT NULL,
	`expires_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `install_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `inbound_webhooks` (
	`builder_id` text NOT NULL,
	`install_id` text NOT NULL,
	`id` text NOT NULL,
	`syncs` text NOT NULL,
	`body` text NOT NULL,
	`received_at` integer NOT NULL,
	`pending_since` integer,
	PRIMARY KEY(`builder_id`, `install_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `inbound_webhooks_pending_since` ON `inbound_webhooks` (`pending_since`) WHERE "pending_since" is not null;--> statement-breakpoint
CREATE TABLE `install_syncs` (
	`builder_id` text NOT NULL,
	`install_id` text NOT NULL,
	`sync` text NOT NULL,
	`every_minutes` integer NOT NULL,
	`next_due_at` integer,
	`cursor` text,
	`cursor_at` integer,
	`run_id` text,
	`lease_until` integer,
	`failures` integer NOT NULL,
	`last_success_at` integer,
	`allowed_deletions` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `install_id`, `sync`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `install_syncs_next_due_at` ON `install_syncs` (`next_due_at`) WHERE "next_due_at" is not null;--> statement-breakpoint
CREATE TABLE `installs` (
	`builder_id` text NOT NULL,
	`id` text NOT NULL,
	`slug` text NOT NULL,
	`connector_version` text NOT NULL,
	`previous_version` text,
	`status` text NOT NULL,
	`status_reason` text,
	`environment` text NOT NULL,
	`config` text NOT NULL,
	`permissions` text NOT NULL,
	`hook_token_hash` text NOT NULL,
	`hook_token_sealed` text NOT NULL,
	`bad_signatures` integer NOT NULL,
	`installed_at` integer,
	`first_synced_at` integer,
	`uninstalled_at` integer,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `installs_slug` ON `installs` (`builder_id`,`slug`);--> statement-breakpoint
CREATE INDEX `installs_of_slug` ON `installs` (`slug`,`builder_id`);--> statement-breakpoint
CREATE TABLE `sync_pages` (
	`builder_id` text NOT NULL,
	`install_id` text NOT NULL,
	`sync` text NOT NULL,
	`number` integer NOT NULL,
	`ids` text NOT NULL,
	PRIMARY KEY(`builder_id`, `install_id`, `sync`, `number`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `sync_runs` (
	`builder_id` text NOT NULL,
	`install_id` text NOT NULL,
	`id` text NOT NULL,
	`sync` text NOT NULL,
	`connector_version` text NOT NULL,
	`trigger` text NOT NULL,
	`status` text NOT NULL,
	`pages` integer NOT NULL,
	`records_read` integer NOT NULL,
	`created_count` integer NOT NULL,
	`updated_count` integer NOT NULL,
	`unchanged_count` integer NOT NULL,
	`deleted_count` integer NOT NULL,
	`total` integer,
	`pending_deletions` integer,
	`error_class` text,
	`error` text,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	PRIMARY KEY(`builder_id`, `install_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `synced_records` (
	`builder_id` text NOT NULL,
	`install_id` text NOT NULL,
	`model` text NOT NULL,
	`external_id` text NOT NULL,
	`content_hash` text NOT NULL,
	`data` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	PRIMARY KEY(`builder_id`, `install_id`, `model`, `external_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `upstream_calls` (
	`builder_id` text NOT NULL,
	`install_id` text NOT NULL,
	`id` text NOT NULL,
	`connector_version` text NOT NULL,
	`endpoint` text NOT NULL,
	`method` text NOT NULL,
	`url` text NOT NULL,
	`status` integer,
	`duration_ms` integer NOT NULL,
	`bytes` integer NOT NULL,
	`error_class` text,
	`error` text,
	PRIMARY KEY(`builder_id`, `install_id`, `id`)
) WITHOUT ROWID;
