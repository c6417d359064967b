CREATE TABLE `documentation_feedback` (
	`id` text PRIMARY KEY NOT NULL,
	`page` text NOT NULL,
	`day` text NOT NULL,
	`visitor` text,
	`is_helpful` integer NOT NULL,
	`comment` text,
	`created_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `documentation_feedback_visitor` ON `documentation_feedback` (`page`,`day`,`visitor`);--> statement-breakpoint
CREATE INDEX `documentation_feedback_comments` ON `documentation_feedback` (`page`,`id`) WHERE "comment" is not null;--> statement-breakpoint
CREATE INDEX `documentation_feedback_visitors` ON `documentation_feedback` (`day`) WHERE "visitor" is not null;--> statement-breakpoint
CREATE TABLE `documentation_totals` (
	`page` text PRIMARY KEY NOT NULL,
	`helpful` integer DEFAULT 0 NOT NULL,
	`unhelpful` integer DEFAULT 0 NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `audit_log_subject_id` ON `audit_log` (`subject_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_log_subject_type` ON `audit_log` (`subject_type`,`id`);--> statement-breakpoint
CREATE INDEX `audit_log_actor` ON `audit_log` (`actor_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_log_action` ON `audit_log` (`action`,`id`);--> statement-breakpoint
CREATE INDEX `user_notifications_unread` ON `user_notifications` (`user_id`,`id`) WHERE "read_at" is null;