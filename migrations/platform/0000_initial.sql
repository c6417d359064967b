CREATE TABLE `idempotency_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`fingerprint` text NOT NULL,
	`claim` text NOT NULL,
	`created_at` integer NOT NULL,
	`result` text
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `idempotency_keys_created_at` ON `idempotency_keys` (`created_at`);--> statement-breakpoint
CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`builder_id` text NOT NULL,
	`name` text NOT NULL,
	`key_hash` text NOT NULL,
	`key_prefix` text NOT NULL,
	`scopes` text NOT NULL,
	`rate_limit` integer NOT NULL,
	`last_used_at` integer,
	`expires_at` integer,
	`is_active` integer NOT NULL,
	`created_by` text,
	`rolled_from` text,
	`created_at` integer NOT NULL,
	`revoked_at` integer
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_key_hash_unique` ON `api_keys` (`key_hash`);--> statement-breakpoint
CREATE INDEX `api_keys_builder_id` ON `api_keys` (`builder_id`,`id`);--> statement-breakpoint
CREATE TABLE `builders` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`plan` text NOT NULL,
	`custom_rate_limit` integer,
	`environment` text NOT NULL,
	`sandbox_of` text,
	`shard` integer NOT NULL,
	`is_active` integer NOT NULL,
	`created_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `builders_sandbox_of` ON `builders` (`sandbox_of`);--> statement-breakpoint
CREATE TABLE `api_usage` (
	`builder_id` text NOT NULL,
	`day` text NOT NULL,
	`principal_id` text NOT NULL,
	`operation` text NOT NULL,
	`status` integer NOT NULL,
	`calls` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `day`, `principal_id`, `operation`, `status`)
) WITHOUT ROWID;
