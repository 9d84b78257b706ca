import { sql } from "drizzle-orm";
import { type AnySQLiteColumn, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { z } from "zod";
import { PLATFORMS, STANDINGS } from "../../domain/accounts/person.ts";
import { type AlertFacts, alertFacts } from "../../domain/alert.ts";
import { ESCALATED_FOR } from "../../domain/approvals/escalation.ts";
import { evidence } from "../../domain/evidence.ts";
import { INVITATION_STATUSES, ROLES, SEATS } from "../../domain/invitations/invitation.ts";
import { approval, REQUEST_STATES } from "../../domain/requests/request.ts";
import { observed } from "../../domain/setup/observed.ts";
import { settings } from "../../domain/setup/settings.ts";
import { billing, setupSteps } from "../../domain/setup/setup.ts";
import { WORKSPACE_STATES } from "../../domain/setup/workspace.ts";
import { TASK_KINDS, TASK_STATES } from "../../domain/tasks/task.ts";
import { addressColumn, ids, indexes, json, rowId } from "./columns.ts";

// Times are epoch milliseconds. Types say which words a column may hold, and zod what a JSON column may; SQLite could
// change a check of its own only by building the table anew.

const person = (name: string) =>
  text(name).references((): AnySQLiteColumn => people.id, { onDelete: "restrict" });

export const instance = sqliteTable("instance", {
  id: integer().primaryKey(),
  kind: text({ enum: ["real", "sandbox"] }).notNull(),
  createdAt: integer("created_at").notNull(),
  /** When this file was copied from another (epoch ms); null: a server works on it, or has. */
  copiedAt: integer("copied_at"),
  /** Changes whenever somebody asks whether the file takes writes: SQLite does not write what stays the same. */
  probe: integer().notNull().default(0),
});

export const people = sqliteTable("people", {
  id: text().primaryKey(),
  /** Whose they are now: two persons said that they are one. Older entries go on naming this one. */
  mergedInto: text("merged_into"),
});

export const accounts = sqliteTable(
  "accounts",
  {
    platform: text({ enum: PLATFORMS }).notNull(),
    id: text().notNull(),
    person: person("person").notNull(),
    name: text().notNull(),
    address: addressColumn(),
    addressVerified: integer("address_verified", { mode: "boolean" }).notNull(),
    timezone: text().notNull(),
    locale: text().notNull(),
    standing: text({ enum: STANDINGS }).notNull(),
    admin: integer({ mode: "boolean" }).notNull(),
    status: text(),
    statusUntil: integer("status_until"),
    unreachable: integer({ mode: "boolean" }).notNull().default(false),
    seenAt: integer("seen_at").notNull(),
    /** These three, and `asked`, are of the person: every account of theirs has the same. */
    human: text().notNull(),
    agreed: text(),
    parted: integer({ mode: "boolean" }).notNull().default(false),
    /** Of somebody with several accounts: when they began to act with this one. */
    usedAt: integer("used_at"),
    asked: text(),
    /** Of the person, too. */
    language: text(),
    muted: integer({ mode: "boolean" }).notNull().default(false),
  },
  (t) => [...indexes(t.person, t.address, t.human), primaryKey({ columns: [t.platform, t.id] })],
);

export const setup = sqliteTable("setup", {
  id: integer().primaryKey(),
  owner: person("owner").notNull(),
  startedAt: integer("started_at").notNull(),
  completedAt: integer("completed_at"),
  organization: text(),
  billing: json(billing)(),
  keyWorks: json(evidence)("key_works"),
  steps: json(setupSteps)().notNull(),
  settings: json(settings)().notNull(),
  observed: json(observed)().notNull(),
});

export const requests = sqliteTable(
  "requests",
  {
    id: rowId(),
    requester: person("requester").notNull(),
    role: text({ enum: ROLES }).notNull(),
    seats: json(z.array(z.enum(SEATS)))().notNull(),
    workspaces: json(ids)().notNull(),
    reason: text().notNull(),
    until: integer(),
    extends: json(ids)().notNull(),
    state: text({ enum: REQUEST_STATES }).notNull(),
    decidedBy: person("decided_by"),
    decidedAt: integer("decided_at"),
    decidedFor: person("decided_for"),
    decidedRule: integer("decided_rule"),
    decisionReason: text("decision_reason"),
    createdAt: integer("created_at").notNull(),
    approvals: json(z.array(approval).readonly())().notNull(),
    escalatedAt: integer("escalated_at"),
    escalatedFor: text("escalated_for", { enum: ESCALATED_FOR }),
    heldBy: person("held_by"),
    heldAt: integer("held_at"),
    heldAsk: text("held_ask"),
    heldReason: text("held_reason"),
  },
  (t) => [
    index("requests_open").on(t.id).where(sql`${t.state} = 'open'`),
    index("requests_requester").on(t.requester, t.id),
    index("requests_rule").on(t.decidedRule, t.decidedAt).where(sql`${t.decidedRule} IS NOT NULL`),
  ],
);

export const invitations = sqliteTable(
  "invitations",
  {
    id: rowId(),
    request: integer()
      .notNull()
      .references(() => requests.id, { onDelete: "restrict" }),
    address: addressColumn().notNull(),
    role: text({ enum: ROLES }).notNull(),
    status: text({ enum: INVITATION_STATUSES }).notNull(),
    since: integer().notNull(),
    evidence: json(evidence)(),
    sentAt: integer("sent_at"),
    mistralId: text("mistral_id"),
    failure: text(),
    invitee: person("invitee"),
    digest: integer(),
    until: integer(),
  },
  (t) => [
    ...indexes(t.request, t.address, t.status),
    index("invitations_invitee").on(t.invitee).where(sql`${t.invitee} is not null`),
    index("invitations_digest").on(t.digest).where(sql`${t.digest} is not null`),
    index("invitations_until").on(t.until).where(sql`${t.until} is not null`),
  ],
);

export const workspaces = sqliteTable("workspaces", {
  id: rowId(),
  name: text().notNull(),
  state: text({ enum: WORKSPACE_STATES }).notNull(),
  mistralId: text("mistral_id"),
  evidence: json(evidence)(),
  trouble: text(),
});

export const tasks = sqliteTable(
  "tasks",
  {
    id: rowId(),
    kind: text({ enum: TASK_KINDS }).notNull(),
    assignee: person("assignee").notNull(),
    role: text({ enum: ROLES }),
    invitations: json(ids)().notNull(),
    workspace: integer().references(() => workspaces.id, { onDelete: "restrict" }),
    state: text({ enum: TASK_STATES }).notNull(),
    reason: text(),
    createdAt: integer("created_at").notNull(),
    closedAt: integer("closed_at"),
    closedBy: person("closed_by"),
  },
  (t) => [index("tasks_open").on(t.id).where(sql`${t.state} = 'open'`)],
);

export const members = sqliteTable("members", {
  address: addressColumn().primaryKey(),
  name: text(),
  role: text({ enum: ROLES }),
  mistralId: text("mistral_id").notNull(),
  seenAt: integer("seen_at").notNull(),
});

/** What the audit log told and a person may want to hear. `feed`: the message that it was told in. */
export const auditEvents = sqliteTable(
  "audit_events",
  {
    id: text().primaryKey(),
    at: integer().notNull(),
    type: text().notNull(),
    actor: text(),
    target: text(),
    feed: integer(),
  },
  (t) => indexes(t.at, t.feed),
);

export const alerts = sqliteTable(
  "alerts",
  {
    id: rowId(),
    facts: json<AlertFacts>(alertFacts)().notNull(),
    since: integer().notNull(),
    toldAt: integer("told_at"),
    until: integer(),
  },
  (t) => [index("alerts_open").on(t.id).where(sql`${t.until} IS NULL`)],
);

export const drafts = sqliteTable("drafts", {
  id: rowId(),
  person: person("person").notNull(),
  values: json(z.record(z.string(), z.unknown()))().notNull(),
  createdAt: integer("created_at").notNull(),
});

export const record = sqliteTable("record", {
  seq: integer().primaryKey(),
  at: integer().notNull(),
  actor: text().notNull(),
  event: text().notNull(),
  subject: text().notNull(),
  data: text().notNull(),
  previous: text().notNull(),
  hash: text().notNull(),
});
