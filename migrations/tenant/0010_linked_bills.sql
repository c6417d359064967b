DROP INDEX `record_links_external`;--> statement-breakpoint
ALTER TABLE `record_links` ADD `match_key` text;--> statement-breakpoint
ALTER TABLE `record_links` ADD `other_key` text;--> statement-breakpoint
ALTER TABLE `record_links` ADD `refusal` text;--> statement-breakpoint
ALTER TABLE `record_links` ADD `problem` text;--> statement-breakpoint
ALTER TABLE `record_links` ADD `due_at` integer;--> statement-breakpoint
ALTER TABLE `record_links` ADD `gone_at` integer;--> statement-breakpoint
CREATE INDEX `record_links_due` ON `record_links` (`builder_id`,`install_id`,`model`,`id`) WHERE "due_at" is not null;--> statement-breakpoint
CREATE INDEX `record_links_match_key` ON `record_links` (`builder_id`,`model`,`match_key`) WHERE "record_id" is null;--> statement-breakpoint
CREATE INDEX `record_links_other_key` ON `record_links` (`builder_id`,`model`,`other_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `record_links_external` ON `record_links` (`builder_id`,`install_id`,`model`,`external_id`) WHERE "external_id" <> '';--> statement-breakpoint
ALTER TABLE `sync_conflicts` ADD `reason` text;