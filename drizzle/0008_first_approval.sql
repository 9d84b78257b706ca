ALTER TABLE `requests` ADD `first_approved_by` text REFERENCES people(id);--> statement-breakpoint
ALTER TABLE `requests` ADD `first_approved_at` integer;