CREATE TABLE `reminders` (
	`builder_id` text NOT NULL,
	`project_id` text NOT NULL,
	`environment` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`due_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `project_id`, `kind`, `subject`),
	FOREIGN KEY (`builder_id`,`project_id`) REFERENCES `projects`(`builder_id`,`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `reminders_due_at` ON `reminders` (`due_at`);--> statement-breakpoint
CREATE TABLE `setbacks` (
	`builder_id` text NOT NULL,
	`project_id` text NOT NULL,
	`version` integer NOT NULL,
	`front_ft` real,
	`rear_ft` real,
	`left_ft` real,
	`right_ft` real,
	`waterfront_ft` real,
	`reference` text,
	`lot` text,
	`entered_by` text NOT NULL,
	`entered_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `project_id`),
	FOREIGN KEY (`builder_id`,`project_id`) REFERENCES `projects`(`builder_id`,`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `record_links` ADD `state` text GENERATED ALWAYS AS (case when "conflicts" > 0 then 'conflict' when "record_id" is null then 'unmatched' when "external_id" = '' then 'unwritten' else 'linked' end) VIRTUAL;--> statement-breakpoint
CREATE INDEX `record_links_state` ON `record_links` (`builder_id`,`install_id`,`state`,`id`);--> statement-breakpoint
CREATE INDEX `record_links_model` ON `record_links` (`builder_id`,`install_id`,`model`,`id`);