CREATE TABLE `connect_requests` (
	`state_hash` text PRIMARY KEY NOT NULL,
	`builder_id` text NOT NULL,
	`shard` integer NOT NULL,
	`install_id` text NOT NULL,
	`user_id` text NOT NULL,
	`verifier_sealed` text NOT NULL,
	`expires_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `connect_requests_expires_at` ON `connect_requests` (`expires_at`);