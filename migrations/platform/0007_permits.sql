CREATE TABLE `jurisdiction_reports` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`jurisdiction_id` text,
	`facts` text NOT NULL,
	`note` text,
	`builder_id` text NOT NULL,
	`user_id` text,
	`status` text NOT NULL,
	`decision_note` text,
	`decided_by` text,
	`decided_at` integer,
	`created_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `jurisdiction_reports_status` ON `jurisdiction_reports` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `jurisdiction_reports_builder` ON `jurisdiction_reports` (`builder_id`,`status`,`id`);--> statement-breakpoint
CREATE TABLE `jurisdictions` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`state` text NOT NULL,
	`county` text,
	`county_geoid` text,
	`kind` text NOT NULL,
	`platform` text NOT NULL,
	`connector` text,
	`agency_code` text,
	`portal_url` text,
	`permit_types` text NOT NULL,
	`api_status` text NOT NULL,
	`email_domains` text NOT NULL,
	`source_url` text,
	`verified_at` integer,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `jurisdictions_place` ON `jurisdictions` (`state`,`name_key`,`kind`);--> statement-breakpoint
CREATE INDEX `jurisdictions_name` ON `jurisdictions` (`name_key`,`id`);--> statement-breakpoint
CREATE INDEX `jurisdictions_platform` ON `jurisdictions` (`platform`,`id`);