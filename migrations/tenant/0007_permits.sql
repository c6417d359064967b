CREATE TABLE `permits` (
	`builder_id` text NOT NULL,
	`id` text NOT NULL,
	`project_id` text NOT NULL,
	`title` text NOT NULL,
	`description` text,
	`jurisdiction_id` text,
	`record_type` text,
	`status` text NOT NULL,
	`status_text` text,
	`status_at` text,
	`filing` text,
	`number` text,
	`authority_id` text,
	`install_id` text,
	`request_id` text,
	`submission_error` text,
	`parcel_number` text,
	`location_id` text,
	`job_value_cents` integer,
	`applicant_name` text,
	`applicant_email` text,
	`applicant_phone` text,
	`contractor_license` text,
	`forms` text,
	`fees_due_cents` integer,
	`submitted_at` integer,
	`issued_on` text,
	`expires_on` text,
	`withdrawn_at` integer,
	`notes` text,
	`external_reference` text,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `id`),
	FOREIGN KEY (`builder_id`,`project_id`) REFERENCES `projects`(`builder_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `permits_project_id` ON `permits` (`builder_id`,`project_id`);--> statement-breakpoint
CREATE INDEX `permits_jurisdiction_id` ON `permits` (`builder_id`,`jurisdiction_id`) WHERE "jurisdiction_id" is not null;--> statement-breakpoint
CREATE INDEX `permits_status` ON `permits` (`builder_id`,`status`);--> statement-breakpoint
CREATE INDEX `permits_number` ON `permits` (`builder_id`,`number`) WHERE "number" is not null;--> statement-breakpoint
CREATE INDEX `permits_authority_id` ON `permits` (`builder_id`,`authority_id`) WHERE "authority_id" is not null;--> statement-breakpoint
CREATE INDEX `permits_updated_at` ON `permits` (`builder_id`,`updated_at`);--> statement-breakpoint
CREATE TABLE `permit_statuses` (
	`builder_id` text NOT NULL,
	`permit_id` text NOT NULL,
	`id` text NOT NULL,
	`status` text,
	`status_text` text NOT NULL,
	`at` text NOT NULL,
	`source` text NOT NULL,
	`detail` text,
	`raw` text,
	`fingerprint` text NOT NULL,
	`received_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `permit_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `permit_statuses_fingerprint` ON `permit_statuses` (`builder_id`,`permit_id`,`fingerprint`);--> statement-breakpoint
ALTER TABLE `upstream_calls` ADD `account` text;--> statement-breakpoint
CREATE INDEX `upstream_calls_account` ON `upstream_calls` (`builder_id`,`install_id`,`account`,`id`) WHERE "account" is not null;