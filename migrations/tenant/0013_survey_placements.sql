CREATE TABLE `survey_placements` (
	`builder_id` text NOT NULL,
	`survey_id` text NOT NULL,
	`document_id` text NOT NULL,
	`project_id` text NOT NULL,
	`version` integer NOT NULL,
	`document_sha256` text NOT NULL,
	`width_px` integer NOT NULL,
	`height_px` integer NOT NULL,
	`points` text NOT NULL,
	`placed_by` text NOT NULL,
	`placed_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `survey_id`, `document_id`),
	FOREIGN KEY (`builder_id`,`survey_id`) REFERENCES `surveys`(`builder_id`,`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`builder_id`,`document_id`) REFERENCES `documents`(`builder_id`,`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `survey_placements_document` ON `survey_placements` (`builder_id`,`document_id`);