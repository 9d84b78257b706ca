PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_members` (
	`address` text PRIMARY KEY NOT NULL,
	`name` text,
	`role` text,
	`mistral_id` text NOT NULL,
	`seen_at` integer NOT NULL,
	CONSTRAINT "members_role" CHECK("__new_members"."role" in ('admin', 'billing', 'member')),
	CONSTRAINT "members_address_lower" CHECK("__new_members"."address" = lower("__new_members"."address"))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_members`("address", "name", "role", "mistral_id", "seen_at") SELECT "address", "name", "role", "mistral_id", "seen_at" FROM `members`;--> statement-breakpoint
DROP TABLE `members`;--> statement-breakpoint
ALTER TABLE `__new_members` RENAME TO `members`;--> statement-breakpoint
PRAGMA foreign_keys=ON;