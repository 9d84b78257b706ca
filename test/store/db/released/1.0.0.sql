CREATE TABLE "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
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
CREATE TABLE `alerts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`facts` text NOT NULL,
	`since` integer NOT NULL,
	`told_at` integer,
	`until` integer
) STRICT;
CREATE TABLE `audit_events` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`type` text NOT NULL,
	`actor` text,
	`target` text,
	`feed` integer
) STRICT;
CREATE TABLE `drafts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`person` text NOT NULL,
	`values` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
CREATE TABLE `instance` (
	`id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`created_at` integer NOT NULL,
	`copied_at` integer,
	`probe` integer DEFAULT 0 NOT NULL
) STRICT;
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
CREATE TABLE `members` (
	`address` text PRIMARY KEY NOT NULL,
	`name` text,
	`role` text,
	`mistral_id` text NOT NULL,
	`seen_at` integer NOT NULL
) STRICT;
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`merged_into` text
) STRICT;
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
CREATE TABLE `workspaces` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`state` text NOT NULL,
	`mistral_id` text,
	`evidence` text,
	`trouble` text
) STRICT;
CREATE TABLE `conversation_references` (
	`platform` text NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	`data` text NOT NULL,
	PRIMARY KEY(`platform`, `kind`, `id`)
) STRICT;
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
CREATE TABLE `processed_requests` (
	`key` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
) STRICT;
INSERT INTO "__drizzle_migrations" VALUES (NULL, '52ee1edc38e002dd1d5caba63857be283cda6c39f4b4222b18035968a055ffa0', 1796056873934);
INSERT INTO "accounts" VALUES ('slack', 'ana', 'p_a60bbb2e166b', 'ana', 'ana@lumen.example', 1, 'Europe/Paris', 'en', 'member', 1, NULL, NULL, 0, 1767603600000, 'p_a60bbb2e166b', NULL, 0, 1767603600000, NULL, NULL, 0);
INSERT INTO "accounts" VALUES ('slack', 'ben', 'p_2798865ffddb', 'ben', 'ben@lumen.example', 1, 'Europe/Paris', 'en', 'member', 0, NULL, NULL, 0, 1767603600000, 'p_2798865ffddb', NULL, 0, 1767603780000, NULL, NULL, 0);
INSERT INTO "accounts" VALUES ('teams', 't-ana', 'p_a60bbb2e166b', 'ana', 'ana@lumen.example', 1, 'Europe/Paris', 'en', 'member', 0, NULL, NULL, 0, 1767603600000, 'p_a60bbb2e166b', NULL, 0, NULL, NULL, NULL, 0);
INSERT INTO "accounts" VALUES ('teams', 't-ben', 'p_2798865ffddb', 'ben', 'ben@lumen.example', 1, 'Europe/Paris', 'en', 'member', 0, NULL, NULL, 0, 1767603600000, 'p_2798865ffddb', NULL, 0, NULL, NULL, NULL, 0);
INSERT INTO "accounts" VALUES ('slack', 'chloe', 'p_0ec39ecd4cb6', 'chloe', 'chloe@lumen.example', 1, 'Europe/Paris', 'en', 'member', 0, NULL, NULL, 0, 1767603600000, 'p_0ec39ecd4cb6', NULL, 0, 1767603780000, NULL, NULL, 0);
INSERT INTO "accounts" VALUES ('teams', 't-chloe', 'p_0ec39ecd4cb6', 'chloe', 'chloe@lumen.example', 1, 'Europe/Paris', 'en', 'member', 0, NULL, NULL, 0, 1767603600000, 'p_0ec39ecd4cb6', NULL, 0, NULL, NULL, NULL, 0);
INSERT INTO "alerts" VALUES (1, '{"kind":"left","person":"p_0ec39ecd4cb6"}', 1767603600000, 1767603600000, NULL);
INSERT INTO "audit_events" VALUES ('e1', 1767603600000, 'api_key.created', NULL, NULL, NULL);
INSERT INTO "drafts" VALUES (1, 'p_0ec39ecd4cb6', '{"text":"for later"}', 1767603600000);
INSERT INTO "instance" VALUES (1, 'real', 1767603600000, NULL, 0);
INSERT INTO "invitations" VALUES (1, 1, 'paul@lumen.example', 'member', 'sending', 1767603780000, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "invitations" VALUES (2, 1, 'rosa@lumen.example', 'member', 'sending', 1767603780000, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "invitations" VALUES (3, 2, 'zoe@lumen.example', 'member', 'denied', 1767603780000, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "invitations" VALUES (4, 3, 'max@lumen.example', 'admin', 'proposed', 1767603780000, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "members" VALUES ('kim@lumen.example', 'Kim', 'member', 'm1', 1767603600000);
INSERT INTO "people" VALUES ('p_a60bbb2e166b', NULL);
INSERT INTO "people" VALUES ('p_2798865ffddb', NULL);
INSERT INTO "people" VALUES ('p_0b4891c713f6', 'p_a60bbb2e166b');
INSERT INTO "people" VALUES ('p_373cd5cf6964', 'p_2798865ffddb');
INSERT INTO "people" VALUES ('p_0ec39ecd4cb6', NULL);
INSERT INTO "people" VALUES ('p_2b4d206e01b5', 'p_0ec39ecd4cb6');
INSERT INTO "record" VALUES (1, 1767603600000, 'p_a60bbb2e166b', 'setup.started', 'setup', '{"added":"p_2798865ffddb"}', '0000000000000000000000000000000000000000000000000000000000000000', '71ff85e2d87a516ff190250c283646cd0ff8917f61526679a45128c36cd2c194');
INSERT INTO "record" VALUES (2, 1767603600000, 'p_a60bbb2e166b', 'account.confirmed', 'account:p_0b4891c713f6', '{}', '71ff85e2d87a516ff190250c283646cd0ff8917f61526679a45128c36cd2c194', 'fecb8c20118e6d192dd23f42fa0e8cbeb721a78033e7404281e43d59d844a9c2');
INSERT INTO "record" VALUES (3, 1767603600000, 'p_2798865ffddb', 'account.confirmed', 'account:p_373cd5cf6964', '{}', 'fecb8c20118e6d192dd23f42fa0e8cbeb721a78033e7404281e43d59d844a9c2', 'af9a975c3ac57e88a43a03b0f8a1261eb57df118fc501dff77058696531b50b7');
INSERT INTO "record" VALUES (4, 1767603600000, 'p_0ec39ecd4cb6', 'account.confirmed', 'account:p_2b4d206e01b5', '{}', 'af9a975c3ac57e88a43a03b0f8a1261eb57df118fc501dff77058696531b50b7', 'a579df8254835f4e32e3f2458fb0c5b682cfe9473564952953f17782d9cbbbac');
INSERT INTO "record" VALUES (5, 1767603600000, 'p_a60bbb2e166b', 'billing.confirmed', 'billing', '{"means":"card","plan":"pay-as-you-go","monthlyLimit":null}', 'a579df8254835f4e32e3f2458fb0c5b682cfe9473564952953f17782d9cbbbac', '7af72d1b678ebe2f04159eb8a0134ebc75c0f04e448445ff042762d1d48fdb4f');
INSERT INTO "record" VALUES (6, 1767603600000, 'p_a60bbb2e166b', 'step.closed', 'step:billing', '{"evidence":"confirmed"}', '7af72d1b678ebe2f04159eb8a0134ebc75c0f04e448445ff042762d1d48fdb4f', '1959f4d60756427f203cabdfdfbd970799b1d62c7dcbe39b2bb55fc1ce93dfcf');
INSERT INTO "record" VALUES (7, 1767603780000, 'p_0ec39ecd4cb6', 'request.made', 'request:1', '{"rows":2,"consent":true,"role":"member"}', '1959f4d60756427f203cabdfdfbd970799b1d62c7dcbe39b2bb55fc1ce93dfcf', 'e84844ebdb3a3c37490a5fae8ad9f3b8aa678d59d06e2d1bf6ee337e41e7dbca');
INSERT INTO "record" VALUES (8, 1767603780000, 'p_2798865ffddb', 'request.approved', 'request:1', '{}', 'e84844ebdb3a3c37490a5fae8ad9f3b8aa678d59d06e2d1bf6ee337e41e7dbca', '0c046e52786acc3adf240c1af6b0d49a2db57ad80665499ff91aefac293b13e6');
INSERT INTO "record" VALUES (9, 1767603780000, 'p_2798865ffddb', 'invitation.moved', 'invitation:1', '{"from":"proposed","to":"approved","cause":"approve","evidence":null}', '0c046e52786acc3adf240c1af6b0d49a2db57ad80665499ff91aefac293b13e6', 'd442e5021b177c5edabfc5820e007ba6eeee91c290e779a1276a24f063750bf3');
INSERT INTO "record" VALUES (10, 1767603780000, 'p_2798865ffddb', 'invitation.moved', 'invitation:2', '{"from":"proposed","to":"approved","cause":"approve","evidence":null}', 'd442e5021b177c5edabfc5820e007ba6eeee91c290e779a1276a24f063750bf3', 'a18b05f1c9b5b0bd6218695fb0742e8a1590d7869af468646ab5803d96c553ae');
INSERT INTO "record" VALUES (11, 1767603780000, 'p_2798865ffddb', 'invitation.moved', 'invitation:1', '{"from":"approved","to":"sending","cause":"send","evidence":null}', 'a18b05f1c9b5b0bd6218695fb0742e8a1590d7869af468646ab5803d96c553ae', 'c285d80f2620833514506926b12801cffb9462a899da26c1c395650a2dc25b23');
INSERT INTO "record" VALUES (12, 1767603780000, 'p_2798865ffddb', 'invitation.moved', 'invitation:2', '{"from":"approved","to":"sending","cause":"send","evidence":null}', 'c285d80f2620833514506926b12801cffb9462a899da26c1c395650a2dc25b23', '57c38f9dbb98233d1e5755348fa6ec85c4d53a342573d94e4d9d32ee607d0729');
INSERT INTO "record" VALUES (13, 1767603780000, 'p_0ec39ecd4cb6', 'request.made', 'request:2', '{"rows":1,"consent":true,"role":"member"}', '57c38f9dbb98233d1e5755348fa6ec85c4d53a342573d94e4d9d32ee607d0729', 'f10452ddd8c195ddd6b5b328a259410935545f85c74fb6a6488289018cd48907');
INSERT INTO "record" VALUES (14, 1767603780000, 'p_2798865ffddb', 'request.denied', 'request:2', '{}', 'f10452ddd8c195ddd6b5b328a259410935545f85c74fb6a6488289018cd48907', '8d98167f049634cc203feba36181a69c29c86447b39112bfdc56ff15d9445770');
INSERT INTO "record" VALUES (15, 1767603780000, 'p_2798865ffddb', 'invitation.moved', 'invitation:3', '{"from":"proposed","to":"denied","cause":"deny","evidence":null}', '8d98167f049634cc203feba36181a69c29c86447b39112bfdc56ff15d9445770', '04b0f844dba80687f57ac3a6397950dbcf80821e63d2be7c88ec2f53907a6dfe');
INSERT INTO "record" VALUES (16, 1767603780000, 'p_0ec39ecd4cb6', 'request.made', 'request:3', '{"rows":1,"consent":true,"role":"admin"}', '04b0f844dba80687f57ac3a6397950dbcf80821e63d2be7c88ec2f53907a6dfe', '369a92c8eff41705b7c584c949c4f602434e49d54511bf94d1109cffe3117df0');
INSERT INTO "requests" VALUES (1, 'p_0ec39ecd4cb6', 'member', '[]', '[]', 'for the project', NULL, '[]', 'approved', 'p_2798865ffddb', 1767603780000, NULL, NULL, NULL, 1767603780000, '[]', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "requests" VALUES (2, 'p_0ec39ecd4cb6', 'member', '[]', '[]', 'for the project', NULL, '[]', 'denied', 'p_2798865ffddb', 1767603780000, NULL, NULL, 'not now', 1767603780000, '[]', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "requests" VALUES (3, 'p_0ec39ecd4cb6', 'admin', '[]', '[]', 'for the project', NULL, '[]', 'open', NULL, NULL, NULL, NULL, NULL, 1767603780000, '[]', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "setup" VALUES (1, 'p_a60bbb2e166b', 1767603600000, NULL, NULL, '{"means":"card","plan":"pay-as-you-go","monthlyLimit":null,"confirmedBy":"p_a60bbb2e166b","confirmedAt":1767603600000,"warmUntil":1767603780000}', NULL, '{"organization":{"state":"open","evidence":null,"handedTo":null,"reopenedAt":null},"billing":{"state":"done","evidence":{"kind":"confirmed","by":"p_a60bbb2e166b","at":1767603600000},"handedTo":null,"reopenedAt":null},"workspaces":{"state":"open","evidence":null,"handedTo":null,"reopenedAt":null},"members":{"state":"open","evidence":null,"handedTo":null,"reopenedAt":null},"security":{"state":"open","evidence":null,"handedTo":null,"reopenedAt":null},"verify":{"state":"open","evidence":null,"handedTo":null,"reopenedAt":null}}', '{"approvers":["p_2798865ffddb"],"groups":[],"approvals":[{"platform":"slack","channel":"approvals"}],"news":[{"platform":"slack","channel":"news","level":"everything"}],"feed":[],"domains":[],"seats":[],"language":"en","reminders":true,"remindAfter":4,"adminNeedsTwo":false,"absences":[],"escalation":{"after":null,"to":[]},"rules":[],"workspaceApprovers":[],"review":"off"}', '{"spending":null,"spendingRefused":false,"audit":null,"payment":null,"keyMade":null,"domainVerified":null,"saml":null,"probe":null,"keyOwner":null,"organization":null,"auditLogs":null,"domains":[]}');
INSERT INTO "tasks" VALUES (1, 'invite', 'p_2798865ffddb', 'member', '[1,2]', NULL, 'open', NULL, 1767603780000, NULL, NULL);
INSERT INTO "workspaces" VALUES (1, 'Lab', 'waiting', NULL, NULL, NULL);
INSERT INTO "conversation_references" VALUES ('teams', 'person', 'a', 'Ana', '{"conversation":"c"}');
INSERT INTO "file_offers" VALUES (1, 'p_0ec39ecd4cb6', 'teams', '{"kind":"template"}', 'list.csv', 7, 'put', '{"name":"list.csv","address":null,"link":"https://lumen.sharepoint.com/f1","id":"f1","type":"csv"}', 1767603600000);
INSERT INTO "jobs" VALUES (1, '{"kind":"post","subject":"approver:p_2798865ffddb.1767603600000","to":{"person":"p_2798865ffddb"}}', 'post:approver:p_2798865ffddb.1767603600000>p_2798865ffddb', 'to:p_2798865ffddb', 0, 'done', 1, 1767603600000, 1767603600000, 1767603600000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (2, '{"kind":"refresh-account","platform":"slack","account":"ana"}', 'account:slack:ana', 'account:slack:ana', 1, 'done', 1, 1767603600000, 1767603600000, 1767603600000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (3, '{"kind":"refresh-account","platform":"slack","account":"ben"}', 'account:slack:ben', 'account:slack:ben', 1, 'done', 1, 1767603600000, 1767603600000, 1767603600000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (4, '{"kind":"post","subject":"setup:1","to":{"place":{"platform":"slack","channel":"news"}}}', 'post:setup:1>slack/news', 'to:slack/news', 0, 'done', 1, 1767603600000, 1767603600000, 1767603600000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (5, '{"kind":"drift"}', 'drift', 'drift', 1, 'ready', 0, 1767690000000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (6, '{"kind":"homes"}', 'homes', 'homes', 1, 'done', 1, 1767603600500, 1767603600000, 1767603780000, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (10, '{"kind":"warm","confirmedAt":1767603600000}', 'warm:1767603600000:1767603780000', 'warm:1767603600000', 0, 'done', 1, 1767603780000, 1767603600000, 1767603780000, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (11, '{"kind":"update","copy":1}', 'update:1', 'update:1', 1, 'done', 1, 1767603601500, 1767603600000, 1767603780000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (13, '{"kind":"post","subject":"billing:1.1767603600000","to":{"place":{"platform":"slack","channel":"news"}}}', 'post:billing:1.1767603600000>slack/news', 'to:slack/news', 0, 'done', 1, 1767603780000, 1767603600000, 1767603780000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (14, '{"kind":"update","copy":1}', 'update:1', 'update:1', 1, 'done', 1, 1767603601500, 1767603600000, 1767603780000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (15, '{"kind":"homes"}', 'homes', 'homes', 1, 'done', 1, 1767603600500, 1767603600000, 1767603780000, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (16, '{"kind":"post","subject":"asked:1","to":{"person":"p_0ec39ecd4cb6"}}', 'post:asked:1>p_0ec39ecd4cb6', 'to:p_0ec39ecd4cb6', 0, 'done', 1, 1767603780000, 1767603600000, 1767603780000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (17, '{"kind":"post","subject":"request:1","to":{"place":{"platform":"slack","channel":"approvals"}}}', 'post:request:1>slack/approvals', 'to:slack/approvals', 0, 'done', 1, 1767603780000, 1767603600000, 1767603780000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (18, '{"kind":"remind","of":"request","about":"1","since":1767603780000,"person":"p_a60bbb2e166b","times":1,"hours":4}', 'remind:request-1-1767603780000:p_a60bbb2e166b:1', 'remind:request-1-1767603780000:p_a60bbb2e166b:1', 0, 'ready', 0, 1767618180000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (19, '{"kind":"remind","of":"request","about":"1","since":1767603780000,"person":"p_a60bbb2e166b","times":2,"hours":4}', 'remind:request-1-1767603780000:p_a60bbb2e166b:2', 'remind:request-1-1767603780000:p_a60bbb2e166b:2', 0, 'ready', 0, 1767704580000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (20, '{"kind":"remind","of":"request","about":"1","since":1767603780000,"person":"p_a60bbb2e166b","times":3,"hours":4}', 'remind:request-1-1767603780000:p_a60bbb2e166b:3', 'remind:request-1-1767603780000:p_a60bbb2e166b:3', 0, 'ready', 0, 1767877380000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (21, '{"kind":"remind","of":"request","about":"1","since":1767603780000,"person":"p_2798865ffddb","times":1,"hours":4}', 'remind:request-1-1767603780000:p_2798865ffddb:1', 'remind:request-1-1767603780000:p_2798865ffddb:1', 0, 'ready', 0, 1767618180000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (22, '{"kind":"remind","of":"request","about":"1","since":1767603780000,"person":"p_2798865ffddb","times":2,"hours":4}', 'remind:request-1-1767603780000:p_2798865ffddb:2', 'remind:request-1-1767603780000:p_2798865ffddb:2', 0, 'ready', 0, 1767704580000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (23, '{"kind":"remind","of":"request","about":"1","since":1767603780000,"person":"p_2798865ffddb","times":3,"hours":4}', 'remind:request-1-1767603780000:p_2798865ffddb:3', 'remind:request-1-1767603780000:p_2798865ffddb:3', 0, 'ready', 0, 1767877380000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (24, '{"kind":"lapse","request":1}', 'lapse:1', 'lapse:1', 0, 'ready', 0, 1768208580000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (25, '{"kind":"update","copy":1}', 'update:1', 'update:1', 1, 'done', 1, 1767603601500, 1767603600000, 1767603780000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (26, '{"kind":"homes"}', 'homes', 'homes', 1, 'done', 1, 1767603600500, 1767603600000, 1767603780000, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (27, '{"kind":"post","subject":"task:1","to":{"person":"p_2798865ffddb"}}', 'post:task:1>p_2798865ffddb', 'to:p_2798865ffddb', 0, 'done', 1, 1767603780000, 1767603600000, 1767603780000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (28, '{"kind":"remind","of":"task","about":"1","since":1767603780000,"person":"p_2798865ffddb","times":1,"hours":4}', 'remind:task-1-1767603780000:p_2798865ffddb:1', 'remind:task-1-1767603780000:p_2798865ffddb:1', 0, 'ready', 0, 1767618180000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (29, '{"kind":"remind","of":"task","about":"1","since":1767603780000,"person":"p_2798865ffddb","times":2,"hours":4}', 'remind:task-1-1767603780000:p_2798865ffddb:2', 'remind:task-1-1767603780000:p_2798865ffddb:2', 0, 'ready', 0, 1767704580000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (30, '{"kind":"remind","of":"task","about":"1","since":1767603780000,"person":"p_2798865ffddb","times":3,"hours":4}', 'remind:task-1-1767603780000:p_2798865ffddb:3', 'remind:task-1-1767603780000:p_2798865ffddb:3', 0, 'ready', 0, 1767877380000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (31, '{"kind":"post","subject":"outcome:1","to":{"person":"p_0ec39ecd4cb6"}}', 'post:outcome:1>p_0ec39ecd4cb6', 'to:p_0ec39ecd4cb6', 0, 'done', 1, 1767603780000, 1767603600000, 1767603780000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (32, '{"kind":"update","copy":4}', 'update:4', 'update:4', 1, 'done', 1, 1767603601500, 1767603600000, 1767603780000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (33, '{"kind":"update","copy":5}', 'update:5', 'update:5', 1, 'done', 1, 1767603601500, 1767603600000, 1767603780000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (34, '{"kind":"update","copy":1}', 'update:1', 'update:1', 1, 'done', 1, 1767603601500, 1767603600000, 1767603780000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (35, '{"kind":"homes"}', 'homes', 'homes', 1, 'done', 1, 1767603600500, 1767603600000, 1767603780000, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (36, '{"kind":"post","subject":"asked:2","to":{"person":"p_0ec39ecd4cb6"}}', 'post:asked:2>p_0ec39ecd4cb6', 'to:p_0ec39ecd4cb6', 0, 'done', 1, 1767603780000, 1767603600000, 1767603780000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (37, '{"kind":"post","subject":"request:2","to":{"place":{"platform":"slack","channel":"approvals"}}}', 'post:request:2>slack/approvals', 'to:slack/approvals', 0, 'done', 1, 1767603780000, 1767603600000, 1767603780000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (38, '{"kind":"remind","of":"request","about":"2","since":1767603780000,"person":"p_a60bbb2e166b","times":1,"hours":4}', 'remind:request-2-1767603780000:p_a60bbb2e166b:1', 'remind:request-2-1767603780000:p_a60bbb2e166b:1', 0, 'ready', 0, 1767618180000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (39, '{"kind":"remind","of":"request","about":"2","since":1767603780000,"person":"p_a60bbb2e166b","times":2,"hours":4}', 'remind:request-2-1767603780000:p_a60bbb2e166b:2', 'remind:request-2-1767603780000:p_a60bbb2e166b:2', 0, 'ready', 0, 1767704580000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (40, '{"kind":"remind","of":"request","about":"2","since":1767603780000,"person":"p_a60bbb2e166b","times":3,"hours":4}', 'remind:request-2-1767603780000:p_a60bbb2e166b:3', 'remind:request-2-1767603780000:p_a60bbb2e166b:3', 0, 'ready', 0, 1767877380000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (41, '{"kind":"remind","of":"request","about":"2","since":1767603780000,"person":"p_2798865ffddb","times":1,"hours":4}', 'remind:request-2-1767603780000:p_2798865ffddb:1', 'remind:request-2-1767603780000:p_2798865ffddb:1', 0, 'ready', 0, 1767618180000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (42, '{"kind":"remind","of":"request","about":"2","since":1767603780000,"person":"p_2798865ffddb","times":2,"hours":4}', 'remind:request-2-1767603780000:p_2798865ffddb:2', 'remind:request-2-1767603780000:p_2798865ffddb:2', 0, 'ready', 0, 1767704580000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (43, '{"kind":"remind","of":"request","about":"2","since":1767603780000,"person":"p_2798865ffddb","times":3,"hours":4}', 'remind:request-2-1767603780000:p_2798865ffddb:3', 'remind:request-2-1767603780000:p_2798865ffddb:3', 0, 'ready', 0, 1767877380000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (44, '{"kind":"lapse","request":2}', 'lapse:2', 'lapse:2', 0, 'ready', 0, 1768208580000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (45, '{"kind":"update","copy":1}', 'update:1', 'update:1', 1, 'done', 1, 1767603601500, 1767603600000, 1767603780000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (46, '{"kind":"homes"}', 'homes', 'homes', 1, 'done', 1, 1767603600500, 1767603600000, 1767603780000, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (47, '{"kind":"post","subject":"outcome:2","to":{"person":"p_0ec39ecd4cb6"}}', 'post:outcome:2>p_0ec39ecd4cb6', 'to:p_0ec39ecd4cb6', 0, 'done', 1, 1767603780000, 1767603600000, 1767603780000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (48, '{"kind":"update","copy":8}', 'update:8', 'update:8', 1, 'done', 1, 1767603601500, 1767603600000, 1767603780000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (49, '{"kind":"update","copy":9}', 'update:9', 'update:9', 1, 'done', 1, 1767603601500, 1767603600000, 1767603780000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (50, '{"kind":"update","copy":1}', 'update:1', 'update:1', 1, 'done', 1, 1767603601500, 1767603600000, 1767603780000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (51, '{"kind":"homes"}', 'homes', 'homes', 1, 'done', 1, 1767603600500, 1767603600000, 1767603780000, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (52, '{"kind":"post","subject":"asked:3","to":{"person":"p_0ec39ecd4cb6"}}', 'post:asked:3>p_0ec39ecd4cb6', 'to:p_0ec39ecd4cb6', 0, 'done', 1, 1767603780000, 1767603600000, 1767603780000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (53, '{"kind":"post","subject":"request:3","to":{"place":{"platform":"slack","channel":"approvals"}}}', 'post:request:3>slack/approvals', 'to:slack/approvals', 0, 'done', 1, 1767603780000, 1767603600000, 1767603780000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (54, '{"kind":"remind","of":"request","about":"3","since":1767603780000,"person":"p_a60bbb2e166b","times":1,"hours":4}', 'remind:request-3-1767603780000:p_a60bbb2e166b:1', 'remind:request-3-1767603780000:p_a60bbb2e166b:1', 0, 'ready', 0, 1767618180000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (55, '{"kind":"remind","of":"request","about":"3","since":1767603780000,"person":"p_a60bbb2e166b","times":2,"hours":4}', 'remind:request-3-1767603780000:p_a60bbb2e166b:2', 'remind:request-3-1767603780000:p_a60bbb2e166b:2', 0, 'ready', 0, 1767704580000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (56, '{"kind":"remind","of":"request","about":"3","since":1767603780000,"person":"p_a60bbb2e166b","times":3,"hours":4}', 'remind:request-3-1767603780000:p_a60bbb2e166b:3', 'remind:request-3-1767603780000:p_a60bbb2e166b:3', 0, 'ready', 0, 1767877380000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (57, '{"kind":"remind","of":"request","about":"3","since":1767603780000,"person":"p_2798865ffddb","times":1,"hours":4}', 'remind:request-3-1767603780000:p_2798865ffddb:1', 'remind:request-3-1767603780000:p_2798865ffddb:1', 0, 'ready', 0, 1767618180000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (58, '{"kind":"remind","of":"request","about":"3","since":1767603780000,"person":"p_2798865ffddb","times":2,"hours":4}', 'remind:request-3-1767603780000:p_2798865ffddb:2', 'remind:request-3-1767603780000:p_2798865ffddb:2', 0, 'ready', 0, 1767704580000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (59, '{"kind":"remind","of":"request","about":"3","since":1767603780000,"person":"p_2798865ffddb","times":3,"hours":4}', 'remind:request-3-1767603780000:p_2798865ffddb:3', 'remind:request-3-1767603780000:p_2798865ffddb:3', 0, 'ready', 0, 1767877380000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (60, '{"kind":"lapse","request":3}', 'lapse:3', 'lapse:3', 0, 'ready', 0, 1768208580000, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (61, '{"kind":"update","copy":1}', 'update:1', 'update:1', 1, 'done', 1, 1767603601500, 1767603600000, 1767603780000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (62, '{"kind":"homes"}', 'homes', 'homes', 1, 'done', 1, 1767603600500, 1767603600000, 1767603780000, NULL, NULL, 'mistral', NULL);
INSERT INTO "jobs" VALUES (63, '{"kind":"update","copy":13}', 'update:13', 'update:13', 1, 'done', 1, 1767603780000, 1767603600000, 1767603780000, NULL, NULL, 'slack', NULL);
INSERT INTO "jobs" VALUES (64, '{"kind":"homes"}', 'homes', 'homes', 1, 'ready', 0, 1767603600500, 1767603600000, NULL, NULL, NULL, 'mistral', NULL);
INSERT INTO "posted_messages" VALUES (1, 'slack', 'news', 'm1', 'setup:1', NULL, '3orsM7fyDEg0kJ7bIuW6YIwR+6NhRKBb/0GmWz7QNV8=', NULL);
INSERT INTO "posted_messages" VALUES (2, 'slack', 'dm-ben', 'm2', 'approver:p_2798865ffddb.1767603600000', 'p_2798865ffddb', '96L2qsdpN+mje37IR+N6PTjEjjv4V9V0wsAElUF9ZXM=', NULL);
INSERT INTO "posted_messages" VALUES (3, 'slack', 'news', 'm3', 'billing:1.1767603600000', NULL, 'Ry6h60Wyb9P70+LCxnO2jdO/cA9Uj/sjMsWjiDpS0u0=', NULL);
INSERT INTO "posted_messages" VALUES (4, 'slack', 'approvals', 'm4', 'request:1', NULL, 'BjYUZ8eM6prfVomvvAdlcHxHNA+GjK67BciKFsTvb+8=', NULL);
INSERT INTO "posted_messages" VALUES (5, 'slack', 'dm-chloe', 'm5', 'asked:1', 'p_0ec39ecd4cb6', 'PkT1LRt8UkL1e48n2ibuhtkGUrq4Af8UiNQAE8FcWjE=', NULL);
INSERT INTO "posted_messages" VALUES (6, 'slack', 'dm-ben', 'm6', 'task:1', 'p_2798865ffddb', '26EUIOmZxvDuILbboI9Ce7+272mjJTMYe7xEc2MFWZk=', NULL);
INSERT INTO "posted_messages" VALUES (7, 'slack', 'dm-chloe', 'm7', 'outcome:1', 'p_0ec39ecd4cb6', 'MQQzG8EKmH8Y69hsur9NkvyXWqh+CBlmW1nVb2qkcYM=', NULL);
INSERT INTO "posted_messages" VALUES (8, 'slack', 'approvals', 'm8', 'request:2', NULL, 'RxihewIKb62NlhOzrrfUFFLNv+zMFRBwxKR01MpoAFo=', NULL);
INSERT INTO "posted_messages" VALUES (9, 'slack', 'dm-chloe', 'm9', 'asked:2', 'p_0ec39ecd4cb6', 'ErTFAduYdRsii3D3CBRhmRjrEl8Qkz9YGELYuRH7asc=', NULL);
INSERT INTO "posted_messages" VALUES (10, 'slack', 'dm-chloe', 'm10', 'outcome:2', 'p_0ec39ecd4cb6', 'szLUs4RteEnkFTQpBuxAsTQcjGczefTUUM99ODwL8eI=', NULL);
INSERT INTO "posted_messages" VALUES (11, 'slack', 'approvals', 'm11', 'request:3', NULL, 'CFMEfYfF7WGlUMbSRnnGFMegV5HgKk+Qz3aj2L75fEw=', NULL);
INSERT INTO "posted_messages" VALUES (12, 'slack', 'dm-chloe', 'm12', 'asked:3', 'p_0ec39ecd4cb6', 'O/njXKZvrgZGPLqinCra3ji8JZixnju9XuwrPzqcm5c=', NULL);
INSERT INTO "posted_messages" VALUES (13, 'slack', 'home', 'chloe', 'home:p_0ec39ecd4cb6', 'p_0ec39ecd4cb6', 'rJ7P5ys1+hhbUPgOYxbka9k+rv7UkQx6PS6Ow7x8TF0=', 1767603780000);
INSERT INTO "processed_requests" VALUES ('k1', 1767603600000);
INSERT INTO "processed_requests" VALUES ('k2', 1767603600000);
INSERT INTO "processed_requests" VALUES ('k3', 1767603600000);
INSERT INTO "processed_requests" VALUES ('k4', 1767603600000);
INSERT INTO "processed_requests" VALUES ('k5', 1767603600000);
INSERT INTO "processed_requests" VALUES ('k6', 1767603600000);
INSERT INTO "processed_requests" VALUES ('k7', 1767603600000);
INSERT INTO "processed_requests" VALUES ('k8', 1767603600000);
INSERT INTO "processed_requests" VALUES ('k9', 1767603600000);
INSERT INTO "processed_requests" VALUES ('k10', 1767603600000);
INSERT INTO "processed_requests" VALUES ('k11', 1767603600000);
INSERT INTO "processed_requests" VALUES ('k12', 1767603600000);
INSERT INTO "processed_requests" VALUES ('k13', 1767603780000);
INSERT INTO "processed_requests" VALUES ('k14', 1767603780000);
INSERT INTO "processed_requests" VALUES ('k15', 1767603780000);
INSERT INTO "processed_requests" VALUES ('k16', 1767603780000);
INSERT INTO "processed_requests" VALUES ('k17', 1767603780000);
INSERT INTO "processed_requests" VALUES ('k18', 1767603780000);
UPDATE sqlite_sequence SET seq = 1 WHERE name = 'alerts';
UPDATE sqlite_sequence SET seq = 1 WHERE name = 'drafts';
UPDATE sqlite_sequence SET seq = 4 WHERE name = 'invitations';
UPDATE sqlite_sequence SET seq = 3 WHERE name = 'requests';
UPDATE sqlite_sequence SET seq = 1 WHERE name = 'tasks';
UPDATE sqlite_sequence SET seq = 1 WHERE name = 'workspaces';
UPDATE sqlite_sequence SET seq = 1 WHERE name = 'file_offers';
UPDATE sqlite_sequence SET seq = 64 WHERE name = 'jobs';
UPDATE sqlite_sequence SET seq = 13 WHERE name = 'posted_messages';
CREATE INDEX `accounts_person` ON `accounts` (`person`);
CREATE INDEX `accounts_address` ON `accounts` (`address`);
CREATE INDEX `accounts_human` ON `accounts` (`human`);
CREATE INDEX `alerts_open` ON `alerts` (`id`) WHERE "alerts"."until" IS NULL;
CREATE INDEX `audit_events_at` ON `audit_events` (`at`);
CREATE INDEX `audit_events_feed` ON `audit_events` (`feed`);
CREATE INDEX `invitations_request` ON `invitations` (`request`);
CREATE INDEX `invitations_address` ON `invitations` (`address`);
CREATE INDEX `invitations_status` ON `invitations` (`status`);
CREATE INDEX `invitations_invitee` ON `invitations` (`invitee`) WHERE "invitations"."invitee" is not null;
CREATE INDEX `invitations_digest` ON `invitations` (`digest`) WHERE "invitations"."digest" is not null;
CREATE INDEX `invitations_until` ON `invitations` (`until`) WHERE "invitations"."until" is not null;
CREATE INDEX `requests_open` ON `requests` (`id`) WHERE "requests"."state" = 'open';
CREATE INDEX `requests_requester` ON `requests` (`requester`,`id`);
CREATE INDEX `requests_rule` ON `requests` (`decided_rule`,`decided_at`) WHERE "requests"."decided_rule" IS NOT NULL;
CREATE INDEX `tasks_open` ON `tasks` (`id`) WHERE "tasks"."state" = 'open';
CREATE UNIQUE INDEX `jobs_key` ON `jobs` (`key`) WHERE "jobs"."collapse" = 0 or "jobs"."state" = 'ready';
CREATE INDEX `jobs_due` ON `jobs` (`due_at`,`id`) WHERE "jobs"."state" = 'ready';
CREATE INDEX `jobs_lane` ON `jobs` (`lane`,`due_at`,`id`) WHERE "jobs"."state" = 'ready';
CREATE INDEX `jobs_waiting` ON `jobs` (`group`,`id`) WHERE "jobs"."state" = 'ready';
CREATE INDEX `jobs_running` ON `jobs` (`group`) WHERE "jobs"."state" = 'running';
CREATE INDEX `jobs_dead` ON `jobs` (`id`) WHERE "jobs"."state" = 'dead';
CREATE INDEX `posted_messages_subject` ON `posted_messages` (`subject`,`platform`,`channel`);
CREATE INDEX `posted_messages_message` ON `posted_messages` (`message`,`channel`);
CREATE INDEX `processed_requests_at` ON `processed_requests` (`at`);
CREATE TRIGGER `record_no_update` BEFORE UPDATE ON `record` BEGIN SELECT raise(abort, 'the record is append-only'); END;
CREATE TRIGGER `record_no_delete` BEFORE DELETE ON `record` BEGIN SELECT raise(abort, 'the record is append-only'); END;
