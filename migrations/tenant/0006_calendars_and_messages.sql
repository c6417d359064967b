CREATE TABLE `calendar_cancellations` (
	`builder_id` text NOT NULL,
	`project_id` text NOT NULL,
	`uid` text NOT NULL,
	`summary` text NOT NULL,
	`starts_on` text NOT NULL,
	`ends_on` text NOT NULL,
	`sequence` integer NOT NULL,
	`created_at` integer NOT NULL,
	`cancelled_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `project_id`, `uid`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `calendar_cancellations_at` ON `calendar_cancellations` (`cancelled_at`);--> statement-breakpoint
CREATE TABLE `calendar_feeds` (
	`builder_id` text NOT NULL,
	`project_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`rotated_at` integer,
	PRIMARY KEY(`builder_id`, `project_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `calendar_feeds_token` ON `calendar_feeds` (`builder_id`,`token_hash`);--> statement-breakpoint
CREATE TABLE `calendar_turns` (
	`builder_id` text NOT NULL,
	`record_id` text NOT NULL,
	`turns` integer NOT NULL,
	`turned_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `record_id`)
) WITHOUT ROWID;
