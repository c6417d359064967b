CREATE TABLE `notification_marks` (
	`builder_id` text NOT NULL,
	`user_id` text NOT NULL,
	`read_until` text NOT NULL,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `user_id`)
) WITHOUT ROWID;
