ALTER TABLE `accounts` ADD `human` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `accounts` ADD `agreed` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `parted` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `accounts_human` ON `accounts` (`human`);--> statement-breakpoint
ALTER TABLE `people` ADD `merged_into` text;--> statement-breakpoint
UPDATE `accounts` SET `human` = `person`;
