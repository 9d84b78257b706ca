import { z } from "zod";
import { PLATFORMS } from "./accounts/person.ts";
import { type Alert, alertFacts } from "./alert.ts";
import { INVITATION_STATUSES } from "./invitations/invitation.ts";
import { STEP_NAMES } from "./setup/setup.ts";

const id = z.coerce.number().int().positive();
const time = z.coerce.number().int();
const times = z.coerce.number().int();
const person = z.string();
const step = z.enum(STEP_NAMES);
/** What people are reminded of: the kind of its message, which one it is, and since when it waits or was theirs (epoch ms). */
export const reminded = { of: z.enum(["request", "task", "helper"]), about: z.string(), since: time };
const alertKind = z.enum(alertFacts.options.map(({ shape }) => shape.kind.value));

/** The right to it is gone, the Request asks for something else by now, or a group could not be read. */
const UNCOUNTED_FOR = ["changed", "unread"] as const;

/** What the bot says, and of what. A message is stored as text (`subjectOf`), which has its fields in this order. */
const anyMessage = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal(["setup", "complete"]) }),
  /** Warmed up; and (`refused`) the bot's own key is still refused. */
  z.object({ kind: z.literal(["billing", "refused"]), confirmedAt: time }),
  /** What the audit log has, in the channels chosen for it; its id is the time of its first event. */
  z.object({ kind: z.literal("feed"), feed: time }),
  z.object({ kind: z.literal("no-audit"), at: time }),
  z.object({ kind: z.literal(["request", "asked"]), request: id }),
  /** The decision, to the requester; or that some of its Invitations, this one first, went wrong at that time. */
  z.object({
    kind: z.literal("outcome"),
    request: id,
    invitation: id.optional(),
    status: z.enum(INVITATION_STATUSES).optional(),
    at: time.optional(),
  }),
  /** What only a person can do. `at`: when it was handed on. */
  z.object({ kind: z.literal("task"), task: id, at: time.optional() }),
  z.object({ kind: z.literal("helper"), step, at: time }),
  /** Of a Request to decide, or of a Task or a step that was handed to its reader `since` then. */
  z.object({ kind: z.literal("reminder"), ...reminded, times }),
  z.object({ kind: z.literal("invitee"), invitation: id, sentAt: time }),
  z.object({ kind: z.literal("nudge"), invitation: id, day: times, sentAt: time }),
  z.object({ kind: z.literal("ran-out"), sentAt: time }),
  /** To those whom it concerns, before it: whose access ends then. */
  z.object({ kind: z.literal("access-end"), until: time }),
  z.object({ kind: z.literal("welcome"), invitation: id }),
  z.object({ kind: z.literal(["active", "joined"]), digest: id }),
  /** That somebody stands in for an approver, and that this is over. */
  z.object({ kind: z.literal(["stand-in", "back"]), person, absence: id }),
  z.object({ kind: z.literal("approver"), person, at: time, workspace: id.optional() }),
  /** Why a decision of its reader's does not count. */
  z.object({ kind: z.literal("uncounted"), request: id, why: z.enum(UNCOUNTED_FOR), at: time }),
  z.object({ kind: z.literal("alert"), of: alertKind, alert: id }),
  /** A record that is looked for in DNS. `at`: when there was news of it. */
  z.object({ kind: z.literal("domain"), domain: id, at: time.optional() }),
  /** Asks whether an account is the reader's, too. `of`: its platform; after an erasure only the person's id. */
  z.object({ kind: z.literal("account"), of: z.enum(PLATFORMS).or(person), account: z.string().optional() }),
  z.object({ kind: z.literal(["file", "put-file"]), file: id }),
  /** A person's own page; or the checklist among the bot's answers to them, and one that was asked for again since. */
  z.object({ kind: z.literal("home"), person, page: z.enum(["checklist", "moved"]).optional() }),
]);

type AnyMessage = Each<z.infer<typeof anyMessage>, "kind">;
export type MessageKind = AnyMessage["kind"];
export type Message<K extends MessageKind = MessageKind> = Extract<AnyMessage, { readonly kind: K }>;

const NEWS: readonly MessageKind[] = ["setup", "billing", "complete", "active", "joined"];
/** It tells a person something, and asks nothing of them. */
export const isNews = ({ kind }: Message): boolean => NEWS.includes(kind);

/** A Message as text: `nudge:7.2.1760000000000`. Behind its kind comes the id of the thing that it is about. */
export type Subject<K extends MessageKind = MessageKind> = `${K}:${string}`;

const fields = new Map<string, string[]>(
  anyMessage.options.flatMap(({ shape: { kind, ...others } }) =>
    [...kind.values].map((each): [string, string[]] => [each, Object.keys(others)]),
  ),
);

/** There is only one thing that these are about: its id is 1. */
const ABOUT_THE_ONE: ReadonlySet<string> = new Set<MessageKind>(["setup", "billing", "complete", "refused"]);

export function subjectOf<K extends MessageKind>(message: Message<K>): Subject<K> {
  const { kind, ...others } = message;
  const values: Record<string, unknown> = others;
  const parts = (fields.get(kind) ?? []).flatMap((name) => values[name] ?? []);
  return `${kind as K}:${[...(ABOUT_THE_ONE.has(kind) ? [1] : []), ...parts].join(".")}`;
}

/** null: it is no Message, or another version's. */
export function messageOf(subject: string): Message | null {
  const colon = subject.indexOf(":");
  const kind = subject.slice(0, colon);
  const parts = subject
    .slice(colon + 1)
    .split(".")
    .slice(ABOUT_THE_ONE.has(kind) ? 1 : 0);
  const names = fields.get(kind) ?? [];
  const values = names.slice(0, parts.length).map((name, index) => {
    const isLast = index === names.length - 1;
    return [name, isLast ? parts.slice(index).join(".") : parts[index]];
  });
  return anyMessage.safeParse({ kind, ...Object.fromEntries(values) }).data ?? null;
}

/** A subject and its parts, as a range `[from, to)` of text: `outcome:7` has `outcome:7.12.…` too. */
export const partsOf = (subject: Subject): readonly [string, string] => [subject, `${subject}/`];

/** The subjects of a kind, or of it those about one thing, as a range `[from, to)` of text. */
export function rangeOf(kind: MessageKind, about: number | string | null): readonly [string, string] {
  // ";" follows ":", and "/" follows ".", which stands behind the id.
  return about === null ? [`${kind}:`, `${kind};`] : partsOf(`${kind}:${about}`);
}

export const aboutAlert = ({ kind, id }: Pick<Alert, "kind" | "id">): Message<"alert"> => ({
  kind: "alert",
  of: kind,
  alert: id,
});

/** A union in which each name has a member of its own, also those that are of one shape. */
export type Each<T, By extends keyof T> =
  T extends Record<By, infer Name> ? (Name extends string ? T & Readonly<Record<By, Name>> : never) : never;
