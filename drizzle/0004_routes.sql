CREATE TABLE `routes` (
	`platform` text NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	`data` text NOT NULL,
	`seen_at` integer NOT NULL,
	PRIMARY KEY(`platform`, `kind`, `id`),
	CONSTRAINT "routes_platform" CHECK("routes"."platform" in ('slack', 'teams'))
) STRICT;