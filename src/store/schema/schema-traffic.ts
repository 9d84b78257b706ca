import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { z } from "zod";
import { PLATFORMS } from "../../domain/accounts/person.ts";
import { REFERENCE_KINDS } from "../../domain/conversation-reference.ts";
import { fileContent, filePlace, OFFER_STATES } from "../../domain/file-offer.ts";
import { JOB_STATES, LANES } from "../../domain/job.ts";
import { indexes, json, rowId, subjectColumn } from "./columns.ts";
import { people } from "./schema.ts";

const person = () => text().references(() => people.id, { onDelete: "restrict" });

// What comes in and what goes out; schema.ts has what it is about.

export const processedRequests = sqliteTable(
  "processed_requests",
  { key: text().primaryKey(), at: integer().notNull() },
  (t) => indexes(t.at),
);

export const postedMessages = sqliteTable(
  "posted_messages",
  {
    id: rowId(),
    platform: text({ enum: PLATFORMS }).notNull(),
    channel: text().notNull(),
    message: text().notNull(),
    subject: subjectColumn().notNull(),
    person: person(),
    drawn: text(),
    openedAt: integer("opened_at"),
  },
  (t) => [
    index("posted_messages_subject").on(t.subject, t.platform, t.channel),
    index("posted_messages_message").on(t.message, t.channel),
  ],
);

export const fileOffers = sqliteTable("file_offers", {
  id: rowId(),
  person: person().notNull(),
  platform: text({ enum: PLATFORMS }).notNull(),
  content: json(fileContent)().notNull(),
  name: text().notNull(),
  size: integer().notNull(),
  state: text({ enum: OFFER_STATES }).notNull(),
  place: json(filePlace)(),
  createdAt: integer("created_at").notNull(),
});

/** Whom and where a platform can write to, in its own terms. */
export const conversationReferences = sqliteTable(
  "conversation_references",
  {
    platform: text({ enum: PLATFORMS }).notNull(),
    kind: text({ enum: REFERENCE_KINDS }).notNull(),
    id: text().notNull(),
    label: text().notNull(),
    data: json(z.record(z.string(), z.string()))().notNull(),
  },
  (t) => [primaryKey({ columns: [t.platform, t.kind, t.id] })],
);

export const jobs = sqliteTable(
  "jobs",
  {
    id: rowId(),
    payload: text().notNull(),
    key: text().notNull(),
    group: text().notNull(),
    collapse: integer({ mode: "boolean" }).notNull(),
    state: text({ enum: JOB_STATES }).notNull(),
    attempts: integer().notNull().default(0),
    dueAt: integer("due_at").notNull(),
    createdAt: integer("created_at").notNull(),
    endedAt: integer("ended_at"),
    unknownSince: integer("unknown_since"),
    lastError: text("last_error"),
    lane: text({ enum: LANES }).notNull(),
    /** The inbound request that has caused it, as the log calls it. */
    request: text(),
  },
  (t) => [
    uniqueIndex("jobs_key").on(t.key).where(sql`${t.collapse} = 0 or ${t.state} = 'ready'`),
    index("jobs_due").on(t.dueAt, t.id).where(sql`${t.state} = 'ready'`),
    index("jobs_lane").on(t.lane, t.dueAt, t.id).where(sql`${t.state} = 'ready'`),
    index("jobs_waiting").on(t.group, t.id).where(sql`${t.state} = 'ready'`),
    index("jobs_running").on(t.group).where(sql`${t.state} = 'running'`),
    index("jobs_dead").on(t.id).where(sql`${t.state} = 'dead'`),
  ],
);
