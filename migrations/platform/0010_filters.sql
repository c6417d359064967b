DROP INDEX `jurisdictions_platform`;--> statement-breakpoint
CREATE INDEX `jurisdictions_county` ON `jurisdictions` (`county`,`name_key`,`id`);--> statement-breakpoint
CREATE INDEX `jurisdictions_kind` ON `jurisdictions` (`kind`,`name_key`,`id`);--> statement-breakpoint
CREATE INDEX `jurisdictions_api_status` ON `jurisdictions` (`api_status`,`name_key`,`id`);--> statement-breakpoint
CREATE INDEX `jurisdictions_platform` ON `jurisdictions` (`platform`,`name_key`,`id`);--> statement-breakpoint
DROP INDEX `integration_reviews_reported`;--> statement-breakpoint
DROP INDEX `integration_reviews_hidden`;--> statement-breakpoint
CREATE INDEX `integration_reviews_reported` ON `integration_reviews` (("open_reports" > 0),`id`);--> statement-breakpoint
CREATE INDEX `integration_reviews_hidden` ON `integration_reviews` (("hidden_at" is not null),`id`);--> statement-breakpoint
CREATE INDEX `contract_alerts_slug` ON `contract_alerts` (`slug`,`id`);--> statement-breakpoint
CREATE INDEX `contract_alerts_open` ON `contract_alerts` (("resolved_at" is null),`id`);--> statement-breakpoint
CREATE INDEX `integration_incidents_is_open` ON `integration_incidents` (("closed_at" is null),`id`);--> statement-breakpoint
CREATE INDEX `jurisdiction_reports_kind` ON `jurisdiction_reports` (`kind`,`id`);