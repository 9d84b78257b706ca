ALTER TABLE `accounts` ADD `used_at` integer;--> statement-breakpoint
CREATE INDEX `copies_message` ON `copies` (`message`,`channel`);