CREATE TABLE `contract_alert_installs` (
	`slug` text NOT NULL,
	`version` text NOT NULL,
	`endpoint` text NOT NULL,
	`day` text NOT NULL,
	`install_id` text NOT NULL,
	PRIMARY KEY(`slug`, `version`, `endpoint`, `day`, `install_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `contract_alerts` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`version` text NOT NULL,
	`endpoint` text NOT NULL,
	`day` text NOT NULL,
	`differences` text NOT NULL,
	`calls` integer NOT NULL,
	`installs` integer NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`notice_due_at` integer,
	`resolved_at` integer,
	`resolved_by` text
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `contract_alerts_what` ON `contract_alerts` (`slug`,`version`,`endpoint`,`day`);--> statement-breakpoint
CREATE INDEX `contract_alerts_notice_due_at` ON `contract_alerts` (`notice_due_at`) WHERE "notice_due_at" is not null;