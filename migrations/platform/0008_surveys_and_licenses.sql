CREATE TABLE `license_files` (
	`state` text PRIMARY KEY NOT NULL,
	`etag` text NOT NULL,
	`published_at` integer NOT NULL,
	`import_id` text NOT NULL,
	`status` text NOT NULL,
	`error` text,
	`offset` integer NOT NULL,
	`rows` integer NOT NULL,
	`former_rows` integer NOT NULL,
	`complete_at` integer
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `license_rolls` (
	`state` text NOT NULL,
	`number` text NOT NULL,
	`import_id` text NOT NULL,
	`license` text NOT NULL,
	PRIMARY KEY(`state`, `number`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `license_rolls_import_id` ON `license_rolls` (`state`,`import_id`);