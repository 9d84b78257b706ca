CREATE TABLE `accounts` (
	`platform` text NOT NULL,
	`id` text NOT NULL,
	`person` text NOT NULL,
	`name` text NOT NULL,
	`address` text,
	`address_verified` integer NOT NULL,
	`timezone` text NOT NULL,
	`locale` text NOT NULL,
	`standing` text NOT NULL,
	`admin` integer NOT NULL,
	`status` text,
	`status_until` integer,
	`unreachable` integer DEFAULT false NOT NULL,
	`seen_at` integer NOT NULL,
	`human` text NOT NULL,
	`agreed` text,
	`parted` integer DEFAULT false NOT NULL,
	`used_at` integer,
	`asked` text,
	`language` text,
	`muted` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`platform`, `id`),
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE INDEX `accounts_person` ON `accounts` (`person`);--> statement-breakpoint
CREATE INDEX `accounts_address` ON `accounts` (`address`);--> statement-breakpoint
CREATE INDEX `accounts_human` ON `accounts` (`human`);--> statement-breakpoint
CREATE TABLE `alerts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`facts` text NOT NULL,
	`since` integer NOT NULL,
	`told_at` integer,
	`until` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `alerts_open` ON `alerts` (`id`) WHERE "alerts"."until" IS NULL;--> statement-breakpoint
CREATE TABLE `audit_events` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`type` text NOT NULL,
	`actor` text,
	`target` text,
	`feed` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `audit_events_at` ON `audit_events` (`at`);--> statement-breakpoint
CREATE INDEX `audit_events_feed` ON `audit_events` (`feed`);--> statement-breakpoint
CREATE TABLE `drafts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`person` text NOT NULL,
	`values` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE TABLE `instance` (
	`id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`created_at` integer NOT NULL,
	`copied_at` integer,
	`probe` integer DEFAULT 0 NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`request` integer NOT NULL,
	`address` text NOT NULL,
	`role` text NOT NULL,
	`status` text NOT NULL,
	`since` integer NOT NULL,
	`evidence` text,
	`sent_at` integer,
	`mistral_id` text,
	`failure` text,
	`invitee` text,
	`digest` integer,
	`until` integer,
	FOREIGN KEY (`request`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`invitee`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE INDEX `invitations_request` ON `invitations` (`request`);--> statement-breakpoint
CREATE INDEX `invitations_address` ON `invitations` (`address`);--> statement-breakpoint
CREATE INDEX `invitations_status` ON `invitations` (`status`);--> statement-breakpoint
CREATE INDEX `invitations_invitee` ON `invitations` (`invitee`) WHERE "invitations"."invitee" is not null;--> statement-breakpoint
CREATE INDEX `invitations_digest` ON `invitations` (`digest`) WHERE "invitations"."digest" is not null;--> statement-breakpoint
CREATE INDEX `invitations_until` ON `invitations` (`until`) WHERE "invitations"."until" is not null;--> statement-breakpoint
CREATE TABLE `members` (
	`address` text PRIMARY KEY NOT NULL,
	`name` text,
	`role` text,
	`mistral_id` text NOT NULL,
	`seen_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`merged_into` text
) STRICT;
--> statement-breakpoint
CREATE TABLE `record` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`event` text NOT NULL,
	`subject` text NOT NULL,
	`data` text NOT NULL,
	`previous` text NOT NULL,
	`hash` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `requests` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`requester` text NOT NULL,
	`role` text NOT NULL,
	`seats` text NOT NULL,
	`workspaces` text NOT NULL,
	`reason` text NOT NULL,
	`until` integer,
	`extends` text NOT NULL,
	`state` text NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`decided_for` text,
	`decided_rule` integer,
	`decision_reason` text,
	`created_at` integer NOT NULL,
	`approvals` text NOT NULL,
	`escalated_at` integer,
	`escalated_for` text,
	`held_by` text,
	`held_at` integer,
	`held_ask` text,
	`held_reason` text,
	FOREIGN KEY (`requester`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`decided_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`decided_for`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`held_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE INDEX `requests_open` ON `requests` (`id`) WHERE "requests"."state" = 'open';--> statement-breakpoint
CREATE INDEX `requests_requester` ON `requests` (`requester`,`id`);--> statement-breakpoint
CREATE INDEX `requests_rule` ON `requests` (`decided_rule`,`decided_at`) WHERE "requests"."decided_rule" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `setup` (
	`id` integer PRIMARY KEY NOT NULL,
	`owner` text NOT NULL,
	`started_at` integer NOT NULL,
	`completed_at` integer,
	`organization` text,
	`billing` text,
	`key_works` text,
	`steps` text NOT NULL,
	`settings` text NOT NULL,
	`observed` text NOT NULL,
	FOREIGN KEY (`owner`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE TABLE `tasks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`assignee` text NOT NULL,
	`role` text,
	`invitations` text NOT NULL,
	`workspace` integer,
	`state` text NOT NULL,
	`reason` text,
	`created_at` integer NOT NULL,
	`closed_at` integer,
	`closed_by` text,
	FOREIGN KEY (`assignee`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`workspace`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`closed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE INDEX `tasks_open` ON `tasks` (`id`) WHERE "tasks"."state" = 'open';--> statement-breakpoint
CREATE TABLE `workspaces` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`state` text NOT NULL,
	`mistral_id` text,
	`evidence` text,
	`trouble` text
) STRICT;
--> statement-breakpoint
CREATE TABLE `conversation_references` (
	`platform` text NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	`data` text NOT NULL,
	PRIMARY KEY(`platform`, `kind`, `id`)
) STRICT;
--> statement-breakpoint
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
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`payload` text NOT NULL,
	`key` text NOT NULL,
	`group` text NOT NULL,
	`collapse` integer NOT NULL,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	`unknown_since` integer,
	`last_error` text,
	`lane` text NOT NULL,
	`request` text
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_key` ON `jobs` (`key`) WHERE "jobs"."collapse" = 0 or "jobs"."state" = 'ready';--> statement-breakpoint
CREATE INDEX `jobs_due` ON `jobs` (`due_at`,`id`) WHERE "jobs"."state" = 'ready';--> statement-breakpoint
CREATE INDEX `jobs_lane` ON `jobs` (`lane`,`due_at`,`id`) WHERE "jobs"."state" = 'ready';--> statement-breakpoint
CREATE INDEX `jobs_waiting` ON `jobs` (`group`,`id`) WHERE "jobs"."state" = 'ready';--> statement-breakpoint
CREATE INDEX `jobs_running` ON `jobs` (`group`) WHERE "jobs"."state" = 'running';--> statement-breakpoint
CREATE INDEX `jobs_dead` ON `jobs` (`id`) WHERE "jobs"."state" = 'dead';--> statement-breakpoint
CREATE TABLE `posted_messages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`platform` text NOT NULL,
	`channel` text NOT NULL,
	`message` text NOT NULL,
	`subject` text NOT NULL,
	`person` text,
	`drawn` text,
	`opened_at` integer,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE INDEX `posted_messages_subject` ON `posted_messages` (`subject`,`platform`,`channel`);--> statement-breakpoint
CREATE INDEX `posted_messages_message` ON `posted_messages` (`message`,`channel`);--> statement-breakpoint
CREATE TABLE `processed_requests` (
	`key` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `processed_requests_at` ON `processed_requests` (`at`);--> statement-breakpoint
CREATE TRIGGER `record_no_update` BEFORE UPDATE ON `record` BEGIN SELECT raise(abort, 'the record is append-only'); END;--> statement-breakpoint
CREATE TRIGGER `record_no_delete` BEFORE DELETE ON `record` BEGIN SELECT raise(abort, 'the record is append-only'); END;
