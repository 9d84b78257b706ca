CREATE TABLE `alerts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`facts` text NOT NULL,
	`since` integer NOT NULL,
	`told_at` integer,
	`until` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `alerts_open` ON `alerts` (`id`) WHERE "alerts"."until" IS NULL;