CREATE TABLE `routes` (
	`platform` text NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	`data` text NOT NULL,
	`seen_at` integer NOT NULL,
	PRIMARY KEY(`platform`, `kind`, `id`),
	CONSTRAINT "routes_platform" CHECK("routes"."platform" in ('slack', 'teams'))
) STRICT;--> statement-breakpoint
ALTER TABLE `accounts` ADD `human` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `accounts` ADD `agreed` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `parted` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `accounts_human` ON `accounts` (`human`);--> statement-breakpoint
ALTER TABLE `people` ADD `merged_into` text;--> statement-breakpoint
UPDATE `accounts` SET `human` = `person`;--> statement-breakpoint
ALTER TABLE `accounts` ADD `used_at` integer;--> statement-breakpoint
CREATE INDEX `copies_message` ON `copies` (`message`,`channel`);--> statement-breakpoint
ALTER TABLE `accounts` ADD `asked` text;