import { z } from "zod";
import { PLATFORMS, place } from "./accounts/person.ts";
import { escalation } from "./approvals/escalation.ts";
import { ROLES } from "./invitations/invitation.ts";
import { type Each, messageOf, reminded, type Subject } from "./message.ts";
import { REMIND_AFTER_HOURS } from "./setup/settings.ts";

const id = z.number().int().positive();
const subject = z.custom<Subject>((value) => typeof value === "string" && messageOf(value) !== null);
/** An Invitation of ours, or, of a Member who has none, Mistral's id: one of them. */
export const whom = { invitation: id.optional(), member: z.string().min(1).max(255).optional() };
export type Whom = { readonly invitation?: number | undefined; readonly member?: string | undefined };
/** Whoever ordered it, and hears when it does not work. */
const by = z.string().nullable();
const reader = { person: z.string(), on: z.enum(PLATFORMS) };
const target = z.union([
  z.object({ place }),
  z.object({ person: z.string(), on: z.enum(PLATFORMS).optional() }),
]);

/** A conversation to post into, or a person to reach by direct message wherever they have an account, or `on` one platform. */
export type Target = z.infer<typeof target>;

/** Everything that is done later or outside. Jobs hold ids, never content: what is sent is drawn from current state. */
export const job = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("post"), subject, to: target }),
  z.object({ kind: z.literal("update"), copy: id }),
  z.object({ kind: z.literal(["homes", "set-limit", "prune", "drift"]) }),
  z.object({ kind: z.literal("refresh-account"), platform: z.enum(PLATFORMS), account: z.string() }),
  z.object({ kind: z.literal("find-invitee"), invitation: id }),
  z.object({ kind: z.literal("invite"), request: id }),
  z.object({ kind: z.literal("take-back"), invitation: id, by }),
  z.object({ kind: z.literal("set-role"), ...whom, role: z.enum(ROLES), by }),
  z.object({ kind: z.literal("remove"), ...whom, by }),
  z.object({ kind: z.literal("create-workspace"), workspace: id, by }),
  z.object({ kind: z.literal("warm"), confirmedAt: z.number().int() }),
  z.object({
    kind: z.literal("remind"),
    ...{ ...reminded, person: z.string(), times: z.number().int(), hours: z.literal(REMIND_AFTER_HOURS) },
  }),
  z.object({ kind: z.literal("look-domain"), watch: id }),
  z.object({ kind: z.literal("send-file"), file: z.enum(["record", "review", "template"]), ...reader }),
  z.object({ kind: z.literal("put-file"), offer: id, ...reader }),
  // What the operator orders about a job that was given up.
  z.object({ kind: z.literal("dead-letter"), dead: id, order: z.enum(["retry", "drop"]) }),
  z.object({ kind: z.literal("lapse"), request: id }),
  /** Which groups there are, and who is in those whose people approve. */
  z.object({ kind: z.literal("groups"), platform: z.enum(PLATFORMS) }),
  /** What somebody decided, where `rights` to it are those of people in groups, one of them there. */
  z.object({
    kind: z.literal("decide"),
    ...{ request: id, person: z.string(), rights: z.array(z.string()), platform: z.enum(PLATFORMS) },
  }),
  /** `after` so many working hours; null: because all who were asked are away. */
  z.object({ kind: z.literal("escalate"), request: id, after: escalation.shape.after }),
  z.object({
    kind: z.literal("absence"),
    ...{ absence: id, moment: z.enum(["start", "end"]) },
  }),
  /** Access ends then (epoch ms): people are asked about it before, and at its end it is ordered. */
  z.object({
    kind: z.literal("access-end"),
    ...{ until: z.number().int(), moment: z.enum(["ask", "end"]) },
  }),
  z.object({ kind: z.literal("ran-out"), sentAt: z.number().int() }),
  z.object({ kind: z.literal("nudge"), invitation: id, sentAt: z.number().int(), day: z.number().int() }),
]);

export const JOB_KINDS = job.options.flatMap(({ shape }) => [...shape.kind.values]);

/** `unreadable`: what its row holds is none of these, because it was changed from outside or written by another version. */
export type Job = Each<z.infer<typeof job>, "kind"> | { readonly kind: "unreadable" };

/** Whom jobs wait for: in each lane so many go side by side, and one that hangs holds up no other. */
export const LANES = [...PLATFORMS, "addresses", "dns", "mistral"] as const;
export type Lane = (typeof LANES)[number];

/** null: the platform of its message, or the one on which its person is reached. */
export function laneOf(job: Job): Lane | null {
  if (job.kind === "post") return "place" in job.to ? job.to.place.platform : (job.to.on ?? null);
  if (job.kind === "update") return null;
  if ("platform" in job) return job.platform;
  if (job.kind === "find-invitee") return "addresses";
  if (job.kind === "look-domain") return "dns";
  return "on" in job ? job.on : "mistral";
}

export const JOB_STATES = ["ready", "running", "done", "dead"] as const;

/** `attempts` counts claims; `unknownSince`: when an outcome last became unknown, null while none is. */
export type JobRow = {
  readonly id: number;
  readonly job: Job;
  readonly lane: Lane;
  readonly state: (typeof JOB_STATES)[number];
  readonly attempts: number;
  readonly dueAt: number;
  readonly createdAt: number;
  readonly unknownSince: number | null;
  readonly lastError: string | null;
  /** The inbound request that has caused it, as the log calls it; null: none did. */
  readonly request: string | null;
};
