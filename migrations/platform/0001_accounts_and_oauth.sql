CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`account_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `accounts_user_id` ON `accounts` (`user_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_provider_account` ON `accounts` (`provider_id`,`account_id`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`token` text NOT NULL,
	`expires_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_token_unique` ON `sessions` (`token`);--> statement-breakpoint
CREATE INDEX `sessions_user_id` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE INDEX `sessions_expires_at` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer NOT NULL,
	`image` text,
	`is_platform_admin` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email_unique` ON `users` (`email`);--> statement-breakpoint
CREATE TABLE `verifications` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `verifications_identifier` ON `verifications` (`identifier`);--> statement-breakpoint
CREATE INDEX `verifications_expires_at` ON `verifications` (`expires_at`);--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`builder_id` text NOT NULL,
	`email` text NOT NULL,
	`role` text NOT NULL,
	`token_hash` text NOT NULL,
	`invited_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_token_hash_unique` ON `invitations` (`token_hash`);--> statement-breakpoint
CREATE INDEX `invitations_builder_id` ON `invitations` (`builder_id`,`id`);--> statement-breakpoint
CREATE INDEX `invitations_expires_at` ON `invitations` (`expires_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_builder_email` ON `invitations` (`builder_id`,`email`);--> statement-breakpoint
CREATE TABLE `memberships` (
	`id` text PRIMARY KEY NOT NULL,
	`builder_id` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`invited_by` text,
	`created_at` integer NOT NULL,
	`last_used_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `memberships_builder_id` ON `memberships` (`builder_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `memberships_user_builder` ON `memberships` (`user_id`,`builder_id`);--> statement-breakpoint
CREATE TABLE `oauth_applications` (
	`id` text PRIMARY KEY NOT NULL,
	`developer_id` text NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`client_id` text NOT NULL,
	`type` text NOT NULL,
	`client_secret_hash` text,
	`previous_secret_hash` text,
	`previous_secret_expires_at` integer,
	`redirect_uris` text NOT NULL,
	`scopes` text NOT NULL,
	`logo_url` text,
	`homepage_url` text,
	`access_ttl` integer,
	`refresh_ttl` integer,
	`status` text NOT NULL,
	`is_published` integer DEFAULT 0 NOT NULL,
	`is_approved` integer DEFAULT 0 NOT NULL,
	`install_count` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `oauth_applications_client_id_unique` ON `oauth_applications` (`client_id`);--> statement-breakpoint
CREATE INDEX `oauth_applications_developer_id` ON `oauth_applications` (`developer_id`,`id`);--> statement-breakpoint
CREATE TABLE `oauth_authorizations` (
	`id` text PRIMARY KEY NOT NULL,
	`builder_id` text NOT NULL,
	`application_id` text NOT NULL,
	`user_id` text NOT NULL,
	`scopes_granted` text NOT NULL,
	`access_scopes` text NOT NULL,
	`access_token_hash` text,
	`refresh_token_hash` text,
	`access_expires_at` integer,
	`refresh_expires_at` integer,
	`last_used_at` integer,
	`revoked_at` integer,
	`created_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `oauth_authorizations_builder_id` ON `oauth_authorizations` (`builder_id`,`application_id`,`id`);--> statement-breakpoint
CREATE INDEX `oauth_authorizations_application_id` ON `oauth_authorizations` (`application_id`,`id`);--> statement-breakpoint
CREATE INDEX `oauth_authorizations_user_id` ON `oauth_authorizations` (`user_id`,`builder_id`);--> statement-breakpoint
CREATE INDEX `oauth_authorizations_refresh_expires_at` ON `oauth_authorizations` (`refresh_expires_at`);--> statement-breakpoint
CREATE TABLE `oauth_codes` (
	`code_hash` text PRIMARY KEY NOT NULL,
	`authorization_id` text NOT NULL,
	`application_id` text NOT NULL,
	`redirect_uri` text NOT NULL,
	`challenge` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `oauth_codes_expires_at` ON `oauth_codes` (`expires_at`);--> statement-breakpoint
CREATE TABLE `oauth_consents` (
	`handle_hash` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`user_id` text NOT NULL,
	`application_id` text NOT NULL,
	`redirect_uri` text NOT NULL,
	`scopes` text NOT NULL,
	`state` text,
	`challenge` text NOT NULL,
	`expires_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `oauth_consents_expires_at` ON `oauth_consents` (`expires_at`);--> statement-breakpoint
CREATE TABLE `oauth_refresh_history` (
	`refresh_token_hash` text PRIMARY KEY NOT NULL,
	`authorization_id` text NOT NULL,
	`consumed_at` integer NOT NULL,
	`expires_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `oauth_refresh_history_expires_at` ON `oauth_refresh_history` (`expires_at`);--> statement-breakpoint
DROP INDEX `builders_sandbox_of`;--> statement-breakpoint
ALTER TABLE `builders` ADD `sandbox_of_user` text;--> statement-breakpoint
ALTER TABLE `builders` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `builders` ADD `updated_at` integer;--> statement-breakpoint
CREATE UNIQUE INDEX `builders_sandbox_of_user` ON `builders` (`sandbox_of_user`);--> statement-breakpoint
CREATE UNIQUE INDEX `builders_sandbox_of` ON `builders` (`sandbox_of`);