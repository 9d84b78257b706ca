CREATE TABLE `file_offers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`person` text NOT NULL,
	`platform` text NOT NULL,
	`content` text NOT NULL,
	`name` text NOT NULL,
	`size` integer NOT NULL,
	`state` text NOT NULL,
	`place` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "file_offers_platform" CHECK("file_offers"."platform" in ('slack', 'teams')),
	CONSTRAINT "file_offers_state" CHECK("file_offers"."state" in ('offered', 'accepted', 'declined', 'put', 'failed', 'unsure'))
) STRICT;
