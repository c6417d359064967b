ALTER TABLE `webhook_deliveries` ADD `started_at` integer;--> statement-breakpoint
ALTER TABLE `webhook_deliveries` ADD `duration_ms` integer;--> statement-breakpoint
ALTER TABLE `webhook_deliveries` ADD `request_headers` text;--> statement-breakpoint
ALTER TABLE `webhook_deliveries` ADD `response_headers` text;--> statement-breakpoint
ALTER TABLE `webhook_deliveries` ADD `response_body` text;--> statement-breakpoint
ALTER TABLE `webhook_deliveries` ADD `error` text;