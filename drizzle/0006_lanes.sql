ALTER TABLE `jobs` ADD `lane` text;--> statement-breakpoint
CREATE INDEX `jobs_lane` ON `jobs` (`lane`,`due_at`,`id`) WHERE "jobs"."state" = 'ready';