CREATE TABLE `license_checks` (
	`builder_id` text NOT NULL,
	`vendor_id` text NOT NULL,
	`id` text NOT NULL,
	`state` text NOT NULL,
	`number` text NOT NULL,
	`standing` text NOT NULL,
	`source` text NOT NULL,
	`source_url` text,
	`checked_by` text,
	`note` text,
	`license` text NOT NULL,
	`created_at` integer NOT NULL,
	`checked_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `vendor_id`, `id`),
	FOREIGN KEY (`builder_id`,`vendor_id`) REFERENCES `vendors`(`builder_id`,`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `license_watches` (
	`builder_id` text NOT NULL,
	`vendor_id` text NOT NULL,
	`environment` text NOT NULL,
	`expires_on` text,
	`next_check_at` integer,
	`next_alert_at` integer,
	PRIMARY KEY(`builder_id`, `vendor_id`),
	FOREIGN KEY (`builder_id`,`vendor_id`) REFERENCES `vendors`(`builder_id`,`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `license_watches_next_check_at` ON `license_watches` (`next_check_at`) WHERE "next_check_at" is not null;--> statement-breakpoint
CREATE INDEX `license_watches_next_alert_at` ON `license_watches` (`next_alert_at`) WHERE "next_alert_at" is not null;--> statement-breakpoint
CREATE TABLE `surveys` (
	`builder_id` text NOT NULL,
	`id` text NOT NULL,
	`project_id` text NOT NULL,
	`document_id` text NOT NULL,
	`document_sha256` text NOT NULL,
	`kind` text NOT NULL,
	`format` text NOT NULL,
	`unit` text NOT NULL,
	`lot_area_sq_ft` real,
	`lot_perimeter_ft` real,
	`parcel_count` integer NOT NULL,
	`point_count` integer NOT NULL,
	`elevation_min_ft` real,
	`elevation_max_ft` real,
	`finding_count` integer NOT NULL,
	`created_at` integer NOT NULL,
	`detail` text NOT NULL,
	`geometry` text NOT NULL,
	PRIMARY KEY(`builder_id`, `id`),
	FOREIGN KEY (`builder_id`,`document_id`) REFERENCES `documents`(`builder_id`,`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`builder_id`,`project_id`) REFERENCES `projects`(`builder_id`,`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `surveys_project` ON `surveys` (`builder_id`,`project_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `surveys_content` ON `surveys` (`builder_id`,`document_id`,`document_sha256`,`kind`);