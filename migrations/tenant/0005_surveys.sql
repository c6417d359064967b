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