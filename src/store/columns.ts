import { customType } from "drizzle-orm/sqlite-core";
import { z } from "zod";
import { type AlertFacts, alertFacts } from "../domain/alert.ts";
import { type Billing, PAYMENT_MEANS, PLANS } from "../domain/billing.ts";
import type { DomainWatch, Sight } from "../domain/domain-watch.ts";
import type { Evidence, Source } from "../domain/evidence.ts";
import type { FileContent, FilePlace } from "../domain/file-offer.ts";
import { KEY_OUTCOMES } from "../domain/key-reading.ts";
import type { Subject } from "../domain/message.ts";
import type { Observed } from "../domain/observed.ts";
import { PLATFORMS } from "../domain/person.ts";
import { SEATS, type Seat } from "../domain/role.ts";
import { NEWS_LEVELS, REMIND_AFTER_HOURS, type Settings } from "../domain/settings.ts";
import type { SetupStep } from "../domain/setup.ts";
import type { StepName } from "../domain/step-name.ts";
import { damagedRow } from "./storage-error.ts";

function parsed<T>(schema: z.ZodType<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw damagedRow(cause);
  }
}

/**
 * A JSON column that is checked whenever it is read: a row that does not fit is an error, never a wrong type. A field that
 * a release adds below needs a default there: rows of the release before do not have it.
 */
const json = <T>(schema: z.ZodType<T>) =>
  customType<{ data: T; driverData: string }>({
    dataType: () => "text",
    toDriver: (value) => JSON.stringify(value),
    fromDriver: (text) => parsed(schema, text),
  });

/** An e-mail address, lower-case in every statement. */
export const addressColumn = customType<{ data: string; driverData: string }>({
  dataType: () => "text",
  toDriver: (value) => value.toLowerCase(),
});

export const subjectColumn = customType<{ data: Subject; driverData: string }>({ dataType: () => "text" });

/** One of a union's words, given as keys so that a word that is missing here does not compile. */
const words = <Word extends string>(all: Record<Word, true>) =>
  z.custom<Word>((value) => typeof value === "string" && Object.hasOwn(all, value));

const id = z.number().int();
const place = z.object({ platform: z.enum(PLATFORMS), channel: z.string() });

const evidence: z.ZodType<Evidence> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("confirmed"), by: z.string(), at: z.number() }),
  z.object({
    kind: z.literal("verified"),
    source: words<Source>({
      members: true,
      workspaces: true,
      "spend-limit": true,
      probe: true,
      audit: true,
      dns: true,
    }),
    at: z.number(),
  }),
]);

const billing: z.ZodType<Billing> = z.object({
  means: z.enum(PAYMENT_MEANS).nullable(),
  plan: z.enum(PLANS).nullable(),
  monthlyLimit: z.number().nullable(),
  confirmedBy: z.string().nullable(),
  confirmedAt: z.number(),
  warmUntil: z.number(),
});

const step: z.ZodType<SetupStep> = z.object({
  state: words<SetupStep["state"]>({ open: true, done: true, skipped: true }),
  evidence: evidence.nullable(),
  handedTo: z.string().nullable(),
  reopenedAt: z.number().nullable(),
});

const steps: z.ZodType<Readonly<Record<StepName, SetupStep>>> = z.object({
  organization: step,
  billing: step,
  workspaces: step,
  members: step,
  security: step,
  verify: step,
});

const settings: z.ZodType<Settings> = z.object({
  approvers: z.array(z.string()),
  approvals: z.array(place),
  news: z.array(place.extend({ level: z.enum(NEWS_LEVELS) })),
  feed: z.array(place.extend({ since: z.number() })),
  domains: z.array(z.string()),
  seats: z.array(z.enum(SEATS)),
  language: z.string(),
  reminders: z.boolean(),
  remindAfter: z.literal(REMIND_AFTER_HOURS),
  adminNeedsTwo: z.boolean(),
  workspaceAdmin: z.string().nullable(),
});

const sight: z.ZodType<Sight> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("found"), name: z.string() }),
  z.object({ kind: z.literal("misplaced"), name: z.string() }),
  z.object({ kind: z.literal("other"), values: z.array(z.string()) }),
  z.object({ kind: z.literal("nothing") }),
  z.object({ kind: z.literal("unknown") }),
]);

const watch: z.ZodType<DomainWatch> = z.object({
  id,
  domain: z.string(),
  record: z.object({ name: z.string(), value: z.string() }),
  by: z.string(),
  startedAt: z.number(),
  state: words<DomainWatch["state"]>({
    searching: true,
    overdue: true,
    there: true,
    gone: true,
    stopped: true,
  }),
  since: z.number(),
  sight: sight.nullable(),
  lookedAt: z.number().nullable(),
  silentSince: z.number().nullable(),
  misses: z.number(),
});

const proof = evidence.nullable();

const named = z.object({ id: z.string(), name: z.string() }).nullable();

const observed: z.ZodType<Observed> = z.object({
  spending: z
    .object({
      limit: z.union([z.number(), z.literal("unknown")]).nullable(),
      currency: z.string(),
      reached: z.boolean(),
      paymentFailure: z.boolean(),
      at: z.number(),
    })
    .nullable(),
  spendingRefused: z.boolean(),
  audit: z.object({ state: z.enum(["read", "refused"]), until: z.number() }).nullable(),
  payment: proof,
  keyMade: proof,
  domainVerified: proof,
  saml: proof,
  probe: z
    .object({ outcome: z.enum(KEY_OUTCOMES), at: z.number(), failingSince: z.number().nullable() })
    .nullable(),
  keyOwner: z
    .object({
      organization: named,
      workspace: named,
      belongs: z.enum(["here", "elsewhere"]).nullable(),
    })
    .nullable(),
  organization: z.string().nullable(),
  discoverable: proof,
  auditLogs: proof,
  domains: z.array(watch),
});

const fileContent: z.ZodType<FileContent> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("record"), end: z.object({ seq: id, hash: z.string() }) }),
  z.object({ kind: z.literal("template") }),
]);

const filePlace: z.ZodType<FilePlace> = z.object({
  address: z.string().nullable(),
  link: z.string(),
  id: z.string(),
  type: z.string(),
  name: z.string(),
});

export const fileContentColumn = json(fileContent);
export const filePlaceColumn = json(filePlace);
export const evidenceColumn = json(evidence);
export const alertFactsColumn = json<AlertFacts>(alertFacts);
export const observedColumn = json(observed);
export const billingColumn = json(billing);
export const stepsColumn = json(steps);
export const settingsColumn = json(settings);
/** Not number by number as a schema of each: a Task has a hundred, and every open one is read at each Approve. */
const ids = z.custom<readonly number[]>((value) => Array.isArray(value) && value.every(Number.isSafeInteger));
export const idsColumn = json(ids);
export const seatsColumn = json<readonly Seat[]>(z.array(z.enum(SEATS)));
export const stringsColumn = json<Readonly<Record<string, string>>>(z.record(z.string(), z.string()));
export const valuesColumn = json<Readonly<Record<string, unknown>>>(z.record(z.string(), z.unknown()));
