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
CREATE INDEX `connect_requests_expires_at` ON `connect_requests` (`expires_at`);--> statement-breakpoint
CREATE TABLE `integration_incidents` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`cause` text NOT NULL,
	`title` text NOT NULL,
	`opened_at` integer NOT NULL,
	`closed_at` integer,
	`notice_due_at` integer
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `integration_incidents_open` ON `integration_incidents` (`slug`) WHERE "closed_at" is null;--> statement-breakpoint
CREATE INDEX `integration_incidents_slug` ON `integration_incidents` (`slug`,`id`);--> statement-breakpoint
CREATE INDEX `integration_incidents_notice_due_at` ON `integration_incidents` (`notice_due_at`) WHERE "notice_due_at" is not null;