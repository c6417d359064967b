CREATE TABLE `integration_health` (
	`slug` text NOT NULL,
	`version` text NOT NULL,
	`width` integer NOT NULL,
	`start` integer NOT NULL,
	`calls` integer DEFAULT 0 NOT NULL,
	`failed_config` integer DEFAULT 0 NOT NULL,
	`failed_transient` integer DEFAULT 0 NOT NULL,
	`failed_contract` integer DEFAULT 0 NOT NULL,
	`failed_system` integer DEFAULT 0 NOT NULL,
	`last_success_at` integer,
	`ms_50` integer DEFAULT 0 NOT NULL,
	`ms_100` integer DEFAULT 0 NOT NULL,
	`ms_200` integer DEFAULT 0 NOT NULL,
	`ms_350` integer DEFAULT 0 NOT NULL,
	`ms_500` integer DEFAULT 0 NOT NULL,
	`ms_750` integer DEFAULT 0 NOT NULL,
	`ms_1000` integer DEFAULT 0 NOT NULL,
	`ms_1500` integer DEFAULT 0 NOT NULL,
	`ms_2500` integer DEFAULT 0 NOT NULL,
	`ms_5000` integer DEFAULT 0 NOT NULL,
	`ms_10000` integer DEFAULT 0 NOT NULL,
	`ms_15000` integer DEFAULT 0 NOT NULL,
	`ms_more` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`slug`, `version`, `width`, `start`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `integration_health_start` ON `integration_health` (`width`,`start`);--> statement-breakpoint
CREATE TABLE `incident_updates` (
	`incident_id` text NOT NULL,
	`id` text NOT NULL,
	`author_id` text NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`incident_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `integration_incidents` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`cause` text NOT NULL,
	`title` text NOT NULL,
	`opened_at` integer NOT NULL,
	`closed_at` integer,
	`notice_due_at` integer
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `integration_incidents_open` ON `integration_incidents` (`slug`) WHERE "closed_at" is null;--> statement-breakpoint
CREATE INDEX `integration_incidents_slug` ON `integration_incidents` (`slug`,`id`);--> statement-breakpoint
CREATE INDEX `integration_incidents_notice_due_at` ON `integration_incidents` (`notice_due_at`) WHERE "notice_due_at" is not null;--> statement-breakpoint
CREATE TABLE `integration_follows` (
	`slug` text NOT NULL,
	`user_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`slug`, `user_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `integration_follows_user_id` ON `integration_follows` (`user_id`,`slug`);--> statement-breakpoint
CREATE TABLE `integration_installations` (
	`builder_id` text NOT NULL,
	`slug` text NOT NULL,
	`installed_at` integer,
	`uninstalled_at` integer,
	`first_success_at` integer,
	`is_installed` integer DEFAULT 0 NOT NULL,
	`last_event_id` text DEFAULT '' NOT NULL,
	PRIMARY KEY(`builder_id`, `slug`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `integration_installations_slug` ON `integration_installations` (`slug`,`is_installed`,`builder_id`);--> statement-breakpoint
CREATE TABLE `integration_review_reports` (
	`review_id` text NOT NULL,
	`user_id` text NOT NULL,
	`reason` text NOT NULL,
	`note` text,
	`created_at` integer NOT NULL,
	`resolved_at` integer,
	PRIMARY KEY(`review_id`, `user_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `integration_reviews` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`builder_id` text NOT NULL,
	`user_id` text NOT NULL,
	`rating` integer NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`answer` text,
	`answered_by` text,
	`answered_at` integer,
	`hidden_at` integer,
	`hidden_reason` text,
	`open_reports` integer DEFAULT 0 NOT NULL,
	CONSTRAINT "integration_reviews_rating_range" CHECK(rating between 1 and 5)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `integration_reviews_slug` ON `integration_reviews` (`slug`,`id`);--> statement-breakpoint
CREATE INDEX `integration_reviews_rating` ON `integration_reviews` (`slug`,`rating`,`id`);--> statement-breakpoint
CREATE INDEX `integration_reviews_reported` ON `integration_reviews` (`id`) WHERE "open_reports" > 0;--> statement-breakpoint
CREATE INDEX `integration_reviews_hidden` ON `integration_reviews` (`id`) WHERE "hidden_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `integration_reviews_builder` ON `integration_reviews` (`builder_id`,`slug`);--> statement-breakpoint
CREATE TABLE `notification_digests` (
	`user_id` text PRIMARY KEY NOT NULL,
	`day` text NOT NULL,
	`covered_until` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `notification_preferences` (
	`user_id` text NOT NULL,
	`kind` text NOT NULL,
	`channel` text NOT NULL,
	`is_enabled` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `kind`, `channel`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `user_notifications` (
	`user_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`object_id` text,
	`created_at` integer NOT NULL,
	`read_at` integer,
	PRIMARY KEY(`user_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `user_notifications_id` ON `user_notifications` (`id`);--> statement-breakpoint
ALTER TABLE `integration_listings` ADD `kind` text DEFAULT 'live_api' NOT NULL;--> statement-breakpoint
ALTER TABLE `integration_listings` ADD `status` text DEFAULT 'available' NOT NULL;--> statement-breakpoint
ALTER TABLE `integration_listings` ADD `listed_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `integration_listings` ADD `announce_pending` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `integration_listings` ADD `keywords` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `integration_listings` ADD `setup_guide` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `integration_listings` ADD `permissions` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `integration_listings` ADD `data_read` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `integration_listings` ADD `data_written` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `integration_listings` ADD `pricing_note` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `integration_listings` ADD `versions` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `integration_listings` ADD `rating_score` integer DEFAULT 35000 NOT NULL;--> statement-breakpoint
ALTER TABLE `integration_listings` ADD `review_count` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `integration_listings` ADD `rating_sum` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `integration_listings` ADD `rating_1` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `integration_listings` ADD `rating_2` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `integration_listings` ADD `rating_3` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `integration_listings` ADD `rating_4` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `integration_listings` ADD `rating_5` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `integration_listings` ADD `search_id` integer;--> statement-breakpoint
CREATE UNIQUE INDEX `integration_listings_search_id_unique` ON `integration_listings` (`search_id`);--> statement-breakpoint
CREATE INDEX `integration_listings_popularity` ON `integration_listings` (`is_active`,install_count desc,name collate nocase,`id`);--> statement-breakpoint
CREATE INDEX `integration_listings_rating` ON `integration_listings` (`is_active`,rating_score desc,name collate nocase,`id`);--> statement-breakpoint
CREATE INDEX `integration_listings_newest` ON `integration_listings` (`is_active`,listed_at desc,name collate nocase,`id`);--> statement-breakpoint
CREATE INDEX `integration_listings_name` ON `integration_listings` (`is_active`,name collate nocase,`id`);--> statement-breakpoint
CREATE INDEX `integration_listings_announce_pending` ON `integration_listings` (`id`) WHERE "announce_pending" = 1;