CREATE TABLE `app_assets` (
	`id` text PRIMARY KEY NOT NULL,
	`application_id` text NOT NULL,
	`kind` text NOT NULL,
	`object_key` text NOT NULL,
	`content_type` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`sha256` text NOT NULL,
	`created_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `app_assets_application_id` ON `app_assets` (`application_id`,`kind`,`id`);--> statement-breakpoint
CREATE TABLE `app_listings` (
	`application_id` text PRIMARY KEY NOT NULL,
	`listing` text NOT NULL,
	`updated_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `app_review_comments` (
	`review_id` text NOT NULL,
	`id` text NOT NULL,
	`author_id` text NOT NULL,
	`is_internal` integer NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`review_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `app_reviews` (
	`id` text PRIMARY KEY NOT NULL,
	`application_id` text NOT NULL,
	`round` integer NOT NULL,
	`state` text NOT NULL,
	`listing` text NOT NULL,
	`checks` text NOT NULL,
	`submitted_by` text NOT NULL,
	`submitted_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`claimed_by` text,
	`in_review_at` integer,
	`decided_by` text,
	`decided_at` integer,
	`decision_note` text,
	`overdue_notified_on` text
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `app_reviews_open` ON `app_reviews` (`application_id`) WHERE "state" in ('submitted', 'in_review');--> statement-breakpoint
CREATE INDEX `app_reviews_state` ON `app_reviews` (`state`,`id`);--> statement-breakpoint
CREATE INDEX `app_reviews_due` ON `app_reviews` (`due_at`) WHERE "state" in ('submitted', 'in_review');--> statement-breakpoint
CREATE UNIQUE INDEX `app_reviews_round` ON `app_reviews` (`application_id`,`round`);--> statement-breakpoint
CREATE TABLE `app_webhook_tests` (
	`application_id` text PRIMARY KEY NOT NULL,
	`url` text NOT NULL,
	`passed` integer NOT NULL,
	`detail` text NOT NULL,
	`tested_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `audit_log` (
	`id` text PRIMARY KEY NOT NULL,
	`actor_id` text,
	`action` text NOT NULL,
	`subject_type` text NOT NULL,
	`subject_id` text NOT NULL,
	`detail` text NOT NULL,
	`created_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `audit_log_subject` ON `audit_log` (`subject_type`,`subject_id`,`id`);--> statement-breakpoint
CREATE TABLE `integration_listings` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`slug` text NOT NULL,
	`category` text NOT NULL,
	`tagline` text,
	`description` text NOT NULL,
	`long_description` text NOT NULL,
	`screenshots` text NOT NULL,
	`setup_guide_url` text NOT NULL,
	`support_email` text,
	`support_url` text,
	`developer_id` text,
	`application_id` text,
	`pricing_type` text NOT NULL,
	`price_monthly_cents` integer,
	`install_count` integer DEFAULT 0 NOT NULL,
	`avg_rating` integer DEFAULT 0 NOT NULL,
	`is_featured` integer DEFAULT 0 NOT NULL,
	`is_active` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `integration_listings_slug_unique` ON `integration_listings` (`slug`);--> statement-breakpoint
CREATE UNIQUE INDEX `integration_listings_application_id_unique` ON `integration_listings` (`application_id`);--> statement-breakpoint
CREATE INDEX `integration_listings_category` ON `integration_listings` (`is_active`,`category`,`id`);--> statement-breakpoint
CREATE INDEX `api_usage_principal_id` ON `api_usage` (`principal_id`,`day`);