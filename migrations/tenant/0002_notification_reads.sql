CREATE TABLE `notification_reads` (
	`builder_id` text NOT NULL,
	`user_id` text NOT NULL,
	`notification_id` text NOT NULL,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `user_id`, `notification_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `events_install_facts` ON `events` (`builder_id`,`id`) WHERE "pending_since" is not null and "type" in ('integration.installed', 'integration.uninstalled', 'integration.first_synced');--> statement-breakpoint
CREATE INDEX `notifications_id` ON `notifications` (`id`);