CREATE TABLE `record_links` (
	`builder_id` text NOT NULL,
	`install_id` text NOT NULL,
	`id` text NOT NULL,
	`model` text NOT NULL,
	`external_id` text NOT NULL,
	`entity` text NOT NULL,
	`record_id` text,
	`base` text NOT NULL,
	`remote` text NOT NULL,
	`remote_at` integer NOT NULL,
	`pushed` text NOT NULL,
	`request_id` text,
	`conflicts` integer NOT NULL,
	`revision` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `install_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `record_links_external` ON `record_links` (`builder_id`,`install_id`,`model`,`external_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `record_links_record` ON `record_links` (`builder_id`,`entity`,`record_id`,`install_id`) WHERE "record_id" is not null;--> statement-breakpoint
CREATE TABLE `sync_conflicts` (
	`builder_id` text NOT NULL,
	`install_id` text NOT NULL,
	`id` text NOT NULL,
	`link_id` text NOT NULL,
	`model` text NOT NULL,
	`external_id` text NOT NULL,
	`entity` text NOT NULL,
	`record_id` text NOT NULL,
	`field` text NOT NULL,
	`base` text,
	`local` text,
	`remote` text,
	`status` text NOT NULL,
	`kept` text,
	`decided_by` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `install_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `sync_conflicts_status` ON `sync_conflicts` (`builder_id`,`install_id`,`status`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `sync_conflicts_open` ON `sync_conflicts` (`builder_id`,`install_id`,`link_id`,`field`) WHERE "status" = 'open';