import { z } from "zod";
import { PLATFORMS } from "./accounts/person.ts";
import { whom } from "./job.ts";
import { FIND_LIMIT } from "./members/members-list.ts";
import type { Each } from "./message.ts";
import { MEASURES } from "./setup/observed.ts";
import { STEP_NAMES } from "./setup/setup.ts";

const id = z.number().int().positive();
const page = z.number().int().min(0).max(9999);
const step = z.enum(STEP_NAMES);
const find = z.string().max(FIND_LIMIT).optional();
/** Pressed in the list of Members: what to show again afterwards. */
const inList = { page: page.optional(), find };
/** Pressed in an answer that nobody keeps up to date, the status or a page of open Requests: the status is shown then. */
const back = z.literal("status").optional();
/** What a form showed when it was opened, as a short mark for each of its fields. */
const seen = z
  .record(z.string().max(20), z.string().max(20))
  .refine((marks) => Object.keys(marks).length <= 50)
  .optional();
/** Of the list of a Task that was shown: how many Invitations it had, and which stood at its end. */
const shownList = z.object({ rows: z.number().int().min(0).max(100), at: id.optional() });

/** Which form is open and what it is about. It travels with the form and comes back with the submission. */
export const formRef = z.discriminatedUnion("form", [
  z.object({ form: z.literal(["start", "organization", "billing", "workspaces", "domain", "verify"]) }),
  z.object({ form: z.literal(["compare", "language", "refused", "away", "rule", "workspace-approvers"]) }),
  // Without `for` it opens as suits whoever opens it. `list`: the draft with a list that was sent as a file before.
  z.object({ form: z.literal("invite"), for: z.enum(["self", "others"]).optional(), list: id.optional() }),
  z.object({ form: z.literal(["review", "compared", "rule-check"]), draft: id }),
  z.object({ form: z.literal("approve"), request: id, seen }),
  z.object({ form: z.literal(["deny", "change"]), request: id }),
  z.object({ form: z.literal("extend"), until: z.number().int() }),
  z.object({ form: z.literal(["security", "settings"]), seen }),
  // `after`: the address behind which its page begins.
  z.object({ form: z.literal("member-review"), after: z.string().max(320).optional(), seen }),
  z.object({ form: z.literal("hand"), step }),
  z.object({ form: z.literal("impossible"), task: id, ...shownList.partial().shape }),
  z.object({ form: z.literal("role"), ...whom }),
]);

export type FormRef = Each<z.infer<typeof formRef>, "form">;
export type FormName = FormRef["form"];
export type Seen = z.infer<typeof seen>;

/** Everything a button or menu entry can mean. Values come back from a client: hints, checked again at every press. */
export const userAction = z.discriminatedUnion("do", [
  z.object({
    do: z.literal(["checklist", "status", "key", "drift", "record-file", "list-template", "claim", "saml"]),
  }),
  z.object({ do: z.literal("confirm-organization"), of: z.string().max(255).nullable() }),
  z.object({ do: z.literal("open"), to: formRef }),
  z.object({ do: z.literal("members"), page, find }),
  z.object({ do: z.literal("mute"), on: z.boolean() }),
  // `id`: that of an absence, of a rule, or of a Workspace whose approvers are meant.
  z.object({ do: z.literal("end"), of: z.enum(["absence", "rule", "workspace-approvers"]), id }),
  z.object({ do: z.literal("waiting"), of: z.enum(["tasks", "requests"]), page }),
  z.object({ do: z.literal("record"), page }),
  z.object({ do: z.literal("review-file") }),
  z.object({ do: z.literal(["step", "skip", "confirm", "reopen"]), step }),
  // `ask`: what stood beside it. A card of another life of the database may show less than there is.
  z.object({ do: z.literal("approve"), request: id, ask: z.string().max(4), back }),
  z.object({ do: z.literal("withdraw"), request: id, back }),
  z.object({ do: z.literal(["resend", "revoke", "mark-active", "unmark"]), invitation: id, ...inList }),
  z.object({ do: z.literal(["no-email", "joined", "mark-expired", "key-works"]), invitation: id }),
  z.object({ do: z.literal("remove"), ...whom, ...inList }),
  z.object({ do: z.literal("task-done"), task: id, ...shownList.shape }),
  z.object({ do: z.literal("confirm-measure"), measure: z.enum(MEASURES) }),
  z.object({ do: z.literal("unwatch-domain"), watch: id, began: id.optional() }),
  z.object({
    do: z.literal("account"),
    platform: z.enum(PLATFORMS),
    account: z.string().min(1).max(255),
    mine: z.boolean(),
  }),
  z.object({ do: z.literal(["retry-job", "drop-job"]), job: id }),
]);

export type UserAction = Each<z.infer<typeof userAction>, "do">;

/** The raw values of a submitted form by field name, before the form's own schema has read them. */
export type FormValues = Readonly<Record<string, string | readonly string[] | null>>;

/** Whether it is no more than the largest of the forms takes: a key is looked for in all of it. */
export const fitsForm = (values: FormValues): boolean => JSON.stringify(values).length <= 25_000;
