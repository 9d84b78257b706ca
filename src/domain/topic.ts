import type { AlertKind } from "./alert.ts";
import { type Message, type MessageKind, rangeOf } from "./message.ts";

/** One thing that messages are about. `sent`, `until`: all Invitations that were sent, or end, at that time (epoch ms). */
type OneTopic =
  | `${"request" | "invitation" | "task" | "digest" | "sent" | "until" | "domain" | "file" | "feed"}:${number}`
  | `copy:${number}`
  | `${"account" | "address" | "alert"}:${string}`;

/**
 * What changes for every message of some kinds. `progress`: nearly all of the Setup, and how many Invitations there are.
 * `helpers`: who does which step. `warm`: the warm-up of billing is over. `deciders`: who decides, and by which settings.
 */
type WholeTopic = "progress" | "helpers" | "billing" | "warm" | "outages" | "deciders" | "homes";

/** What has changed in a transaction. At its commit the messages that show it are drawn again. */
export type Topic = OneTopic | WholeTopic;

type TopicKind = (OneTopic extends `${infer K}:${string}` ? K : never) | WholeTopic;

/** A kind of message; or, of a kind about several things, those about one of them. */
type Sort = MessageKind | readonly ["alert", AlertKind] | readonly ["reminder", Message<"reminder">["of"]];

/** Which messages show a topic. A topic of one thing is in the messages whose subject begins with its id. */
const SHOWN_IN = {
  request: ["request", ["reminder", "request"], "asked", "outcome"],
  invitation: ["invitee", "nudge", "welcome"],
  task: ["task", ["reminder", "task"]],
  digest: ["active", "joined"],
  sent: ["ran-out"],
  until: ["access-end"],
  domain: ["domain"],
  file: ["file"],
  feed: ["feed"],
  // One posted message itself, whatever it shows.
  copy: [],
  account: ["account"],
  alert: ["alert"],
  progress: ["setup", "complete", ["alert", "left"]],
  helpers: ["helper", ["reminder", "helper"]],
  billing: ["billing", "refused"],
  warm: ["invitee", "welcome"],
  // A Home opened long ago must not go on showing what its reader may no longer see.
  deciders: ["home", "stand-in"],
  // They lead to Requests and Homes, which are looked up.
  address: [],
  outages: [],
  homes: [],
} as const satisfies Record<TopicKind, readonly Sort[]>;

/** People's own pages show a bit of all of these. */
const ON_HOMES: TopicKind[] = ["request", "invitation", "address", "task", "progress", "deciders", "homes"];

export function splitTopic(topic: Topic): { readonly kind: TopicKind; readonly id: string | null } {
  const colon = topic.indexOf(":");
  if (colon === -1) return { kind: topic as WholeTopic, id: null };
  return { kind: topic.slice(0, colon) as TopicKind, id: topic.slice(colon + 1) };
}

export const isOnHomes = (topic: Topic): boolean => ON_HOMES.includes(splitTopic(topic).kind);

/** The subjects that show it, as ranges `[from, to)` of their text. */
export function rangesOf(topic: Topic): (readonly [from: string, to: string])[] {
  const { kind, id } = splitTopic(topic);
  return SHOWN_IN[kind].map((shown: Sort) => {
    if (typeof shown === "string") return rangeOf(shown, id);
    const [message, of] = shown;
    return rangeOf(message, id === null ? of : `${of}.${id}`);
  });
}
