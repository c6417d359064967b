CREATE TABLE `idempotency_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`fingerprint` text NOT NULL,
	`claim` text NOT NULL,
	`created_at` integer NOT NULL,
	`result` text
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `idempotency_keys_created_at` ON `idempotency_keys` (`created_at`);--> statement-breakpoint
CREATE TABLE `budget_lines` (
	`builder_id` text NOT NULL,
	`id` text NOT NULL,
	`budget_id` text NOT NULL,
	`cost_code_id` text NOT NULL,
	`description` text,
	`position` integer NOT NULL,
	`budgeted_cents` integer NOT NULL,
	`approved_changes_cents` integer NOT NULL,
	`committed_cents` integer NOT NULL,
	`actual_cents` integer NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `id`),
	FOREIGN KEY (`builder_id`,`budget_id`) REFERENCES `budgets`(`builder_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`builder_id`,`cost_code_id`) REFERENCES `cost_codes`(`builder_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `budget_lines_budget_id` ON `budget_lines` (`builder_id`,`budget_id`);--> statement-breakpoint
CREATE INDEX `budget_lines_cost_code_id` ON `budget_lines` (`builder_id`,`cost_code_id`);--> statement-breakpoint
CREATE TABLE `budgets` (
	`builder_id` text NOT NULL,
	`id` text NOT NULL,
	`project_id` text NOT NULL,
	`name` text NOT NULL,
	`status` text NOT NULL,
	`currency` text NOT NULL,
	`notes` text,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `id`),
	FOREIGN KEY (`builder_id`,`project_id`) REFERENCES `projects`(`builder_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `budgets_project_id` ON `budgets` (`builder_id`,`project_id`);--> statement-breakpoint
CREATE INDEX `budgets_status` ON `budgets` (`builder_id`,`status`);--> statement-breakpoint
CREATE INDEX `budgets_updated_at` ON `budgets` (`builder_id`,`updated_at`);--> statement-breakpoint
CREATE TABLE `change_orders` (
	`builder_id` text NOT NULL,
	`id` text NOT NULL,
	`project_id` text NOT NULL,
	`number` text NOT NULL,
	`title` text NOT NULL,
	`description` text,
	`status` text NOT NULL,
	`amount_cents` integer NOT NULL,
	`currency` text NOT NULL,
	`schedule_days` integer NOT NULL,
	`budget_line_id` text,
	`submitted_at` integer,
	`decided_at` integer,
	`rejection_reason` text,
	`external_reference` text,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `id`),
	FOREIGN KEY (`builder_id`,`project_id`) REFERENCES `projects`(`builder_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`builder_id`,`budget_line_id`) REFERENCES `budget_lines`(`builder_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `change_orders_project_id_number` ON `change_orders` (`builder_id`,`project_id`,`number`);--> statement-breakpoint
CREATE INDEX `change_orders_number` ON `change_orders` (`builder_id`,`number`);--> statement-breakpoint
CREATE INDEX `change_orders_status` ON `change_orders` (`builder_id`,`status`);--> statement-breakpoint
CREATE INDEX `change_orders_budget_line_id` ON `change_orders` (`builder_id`,`budget_line_id`) WHERE "budget_line_id" is not null;--> statement-breakpoint
CREATE INDEX `change_orders_updated_at` ON `change_orders` (`builder_id`,`updated_at`);--> statement-breakpoint
CREATE TABLE `clients` (
	`builder_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`email` text,
	`phone` text,
	`address_line1` text,
	`address_line2` text,
	`city` text,
	`state` text,
	`postal_code` text,
	`notes` text,
	`external_reference` text,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `clients_name` ON `clients` (`builder_id`,`name`);--> statement-breakpoint
CREATE INDEX `clients_email` ON `clients` (`builder_id`,`email`) WHERE "email" is not null;--> statement-breakpoint
CREATE INDEX `clients_updated_at` ON `clients` (`builder_id`,`updated_at`);--> statement-breakpoint
CREATE TABLE `cost_codes` (
	`builder_id` text NOT NULL,
	`id` text NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`division` text,
	`kind` text NOT NULL,
	`is_active` integer NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `cost_codes_code` ON `cost_codes` (`builder_id`,`code`);--> statement-breakpoint
CREATE INDEX `cost_codes_is_active` ON `cost_codes` (`builder_id`,`is_active`);--> statement-breakpoint
CREATE INDEX `cost_codes_updated_at` ON `cost_codes` (`builder_id`,`updated_at`);--> statement-breakpoint
CREATE TABLE `documents` (
	`builder_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`project_id` text,
	`category` text NOT NULL,
	`description` text,
	`status` text NOT NULL,
	`content_type` text,
	`size_bytes` integer,
	`sha256` text,
	`uploaded_at` integer,
	`object_key` text,
	`external_reference` text,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `id`),
	FOREIGN KEY (`builder_id`,`project_id`) REFERENCES `projects`(`builder_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `documents_project_id` ON `documents` (`builder_id`,`project_id`) WHERE "project_id" is not null;--> statement-breakpoint
CREATE INDEX `documents_category` ON `documents` (`builder_id`,`category`);--> statement-breakpoint
CREATE INDEX `documents_updated_at` ON `documents` (`builder_id`,`updated_at`);--> statement-breakpoint
CREATE TABLE `invoice_line_items` (
	`builder_id` text NOT NULL,
	`id` text NOT NULL,
	`invoice_id` text NOT NULL,
	`description` text NOT NULL,
	`position` integer NOT NULL,
	`quantity` real NOT NULL,
	`unit` text,
	`amount_cents` integer NOT NULL,
	`cost_code_id` text,
	`budget_line_id` text,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `id`),
	FOREIGN KEY (`builder_id`,`invoice_id`) REFERENCES `invoices`(`builder_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`builder_id`,`cost_code_id`) REFERENCES `cost_codes`(`builder_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`builder_id`,`budget_line_id`) REFERENCES `budget_lines`(`builder_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `invoice_line_items_invoice_id` ON `invoice_line_items` (`builder_id`,`invoice_id`);--> statement-breakpoint
CREATE INDEX `invoice_line_items_cost_code_id` ON `invoice_line_items` (`builder_id`,`cost_code_id`) WHERE "cost_code_id" is not null;--> statement-breakpoint
CREATE INDEX `invoice_line_items_budget_line_id` ON `invoice_line_items` (`builder_id`,`budget_line_id`) WHERE "budget_line_id" is not null;--> statement-breakpoint
CREATE TABLE `invoices` (
	`builder_id` text NOT NULL,
	`id` text NOT NULL,
	`vendor_id` text NOT NULL,
	`number` text NOT NULL,
	`project_id` text,
	`status` text NOT NULL,
	`invoice_date` text NOT NULL,
	`due_date` text,
	`total_cents` integer NOT NULL,
	`paid_cents` integer NOT NULL,
	`currency` text NOT NULL,
	`memo` text,
	`approved_at` integer,
	`paid_at` integer,
	`voided_at` integer,
	`external_reference` text,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `id`),
	FOREIGN KEY (`builder_id`,`vendor_id`) REFERENCES `vendors`(`builder_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`builder_id`,`project_id`) REFERENCES `projects`(`builder_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `invoices_vendor_id_number` ON `invoices` (`builder_id`,`vendor_id`,`number`);--> statement-breakpoint
CREATE INDEX `invoices_number` ON `invoices` (`builder_id`,`number`);--> statement-breakpoint
CREATE INDEX `invoices_project_id` ON `invoices` (`builder_id`,`project_id`) WHERE "project_id" is not null;--> statement-breakpoint
CREATE INDEX `invoices_status` ON `invoices` (`builder_id`,`status`);--> statement-breakpoint
CREATE INDEX `invoices_due_date` ON `invoices` (`builder_id`,`due_date`) WHERE "due_date" is not null;--> statement-breakpoint
CREATE INDEX `invoices_updated_at` ON `invoices` (`builder_id`,`updated_at`);--> statement-breakpoint
CREATE TABLE `payments` (
	`builder_id` text NOT NULL,
	`id` text NOT NULL,
	`invoice_id` text NOT NULL,
	`amount_cents` integer NOT NULL,
	`currency` text NOT NULL,
	`paid_on` text NOT NULL,
	`method` text NOT NULL,
	`reference` text,
	`external_reference` text,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `id`),
	FOREIGN KEY (`builder_id`,`invoice_id`) REFERENCES `invoices`(`builder_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `payments_invoice_id` ON `payments` (`builder_id`,`invoice_id`);--> statement-breakpoint
CREATE INDEX `payments_paid_on` ON `payments` (`builder_id`,`paid_on`);--> statement-breakpoint
CREATE INDEX `payments_method` ON `payments` (`builder_id`,`method`);--> statement-breakpoint
CREATE INDEX `payments_updated_at` ON `payments` (`builder_id`,`updated_at`);--> statement-breakpoint
CREATE TABLE `projects` (
	`builder_id` text NOT NULL,
	`id` text NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`description` text,
	`status` text NOT NULL,
	`kind` text NOT NULL,
	`client_id` text,
	`address_line1` text,
	`address_line2` text,
	`city` text,
	`state` text,
	`postal_code` text,
	`latitude` real,
	`longitude` real,
	`contract_amount_cents` integer NOT NULL,
	`currency` text NOT NULL,
	`start_date` text,
	`target_end_date` text,
	`completed_date` text,
	`external_reference` text,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `id`),
	FOREIGN KEY (`builder_id`,`client_id`) REFERENCES `clients`(`builder_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `projects_code` ON `projects` (`builder_id`,`code`);--> statement-breakpoint
CREATE INDEX `projects_status` ON `projects` (`builder_id`,`status`);--> statement-breakpoint
CREATE INDEX `projects_client_id` ON `projects` (`builder_id`,`client_id`) WHERE "client_id" is not null;--> statement-breakpoint
CREATE INDEX `projects_updated_at` ON `projects` (`builder_id`,`updated_at`);--> statement-breakpoint
CREATE TABLE `schedule_tasks` (
	`builder_id` text NOT NULL,
	`id` text NOT NULL,
	`schedule_id` text NOT NULL,
	`name` text NOT NULL,
	`phase` text NOT NULL,
	`trade` text,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`start_date` text NOT NULL,
	`end_date` text NOT NULL,
	`percent_complete` integer NOT NULL,
	`vendor_id` text,
	`predecessor_ids` text NOT NULL,
	`notes` text,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `id`),
	FOREIGN KEY (`builder_id`,`schedule_id`) REFERENCES `schedules`(`builder_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`builder_id`,`vendor_id`) REFERENCES `vendors`(`builder_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `schedule_tasks_schedule_id` ON `schedule_tasks` (`builder_id`,`schedule_id`);--> statement-breakpoint
CREATE INDEX `schedule_tasks_vendor_id` ON `schedule_tasks` (`builder_id`,`vendor_id`) WHERE "vendor_id" is not null;--> statement-breakpoint
CREATE TABLE `schedules` (
	`builder_id` text NOT NULL,
	`id` text NOT NULL,
	`project_id` text NOT NULL,
	`name` text NOT NULL,
	`status` text NOT NULL,
	`notes` text,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `id`),
	FOREIGN KEY (`builder_id`,`project_id`) REFERENCES `projects`(`builder_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `schedules_project_id` ON `schedules` (`builder_id`,`project_id`);--> statement-breakpoint
CREATE INDEX `schedules_status` ON `schedules` (`builder_id`,`status`);--> statement-breakpoint
CREATE INDEX `schedules_updated_at` ON `schedules` (`builder_id`,`updated_at`);--> statement-breakpoint
CREATE TABLE `vendors` (
	`builder_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`trade` text,
	`status` text NOT NULL,
	`contact_name` text,
	`email` text,
	`phone` text,
	`address_line1` text,
	`address_line2` text,
	`city` text,
	`state` text,
	`postal_code` text,
	`license_number` text,
	`license_state` text,
	`license_expires_on` text,
	`insurance_expires_on` text,
	`external_reference` text,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `vendors_name` ON `vendors` (`builder_id`,`name`);--> statement-breakpoint
CREATE INDEX `vendors_trade` ON `vendors` (`builder_id`,`trade`) WHERE "trade" is not null;--> statement-breakpoint
CREATE INDEX `vendors_status` ON `vendors` (`builder_id`,`status`);--> statement-breakpoint
CREATE INDEX `vendors_email` ON `vendors` (`builder_id`,`email`) WHERE "email" is not null;--> statement-breakpoint
CREATE INDEX `vendors_updated_at` ON `vendors` (`builder_id`,`updated_at`);--> statement-breakpoint
CREATE TABLE `events` (
	`builder_id` text NOT NULL,
	`id` text NOT NULL,
	`type` text NOT NULL,
	`object_id` text NOT NULL,
	`data` text NOT NULL,
	`previous_attributes` text,
	`created_at` integer NOT NULL,
	`pending_since` integer,
	`test_of` text,
	PRIMARY KEY(`builder_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `events_pending_since` ON `events` (`pending_since`) WHERE "pending_since" is not null;--> statement-breakpoint
CREATE TABLE `notifications` (
	`builder_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`object_id` text,
	`created_at` integer NOT NULL,
	`read_at` integer,
	PRIMARY KEY(`builder_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `webhook_attempts` (
	`subscription_id` text NOT NULL,
	`event_id` text NOT NULL,
	`number` integer NOT NULL,
	`started_at` integer NOT NULL,
	`duration_ms` integer,
	`request_headers` text,
	`response_status` integer,
	`response_headers` text,
	`response_body` text,
	`error` text,
	PRIMARY KEY(`subscription_id`, `event_id`, `number`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `webhook_deliveries` (
	`subscription_id` text NOT NULL,
	`event_id` text NOT NULL,
	`builder_id` text NOT NULL,
	`event_type` text NOT NULL,
	`status` text NOT NULL,
	`attempt_count` integer NOT NULL,
	`failure_count` integer NOT NULL,
	`next_retry_at` integer,
	`lease_until` integer,
	`response_status` integer,
	`delivered_at` integer,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`subscription_id`, `event_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `webhook_deliveries_next_retry_at` ON `webhook_deliveries` (`next_retry_at`) WHERE "next_retry_at" is not null;--> statement-breakpoint
CREATE INDEX `webhook_deliveries_undelivered` ON `webhook_deliveries` (`subscription_id`,`status`) WHERE "status" in ('failed', 'held');--> statement-breakpoint
CREATE TABLE `webhook_secrets` (
	`subscription_id` text NOT NULL,
	`id` text NOT NULL,
	`secret_sealed` text NOT NULL,
	`secret_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	PRIMARY KEY(`subscription_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `webhook_subscriptions` (
	`builder_id` text NOT NULL,
	`id` text NOT NULL,
	`url` text NOT NULL,
	`events` text NOT NULL,
	`description` text,
	`headers_sealed` text,
	`is_active` integer NOT NULL,
	`failure_count` integer NOT NULL,
	`disabled_at` integer,
	`disabled_reason` text,
	`environment` text NOT NULL,
	`lane` text NOT NULL,
	`fast_streak` integer NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`builder_id`, `id`)
) WITHOUT ROWID;
