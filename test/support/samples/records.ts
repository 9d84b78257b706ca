import { type FileContent, type FileOffer, OFFER_STATES } from "../../../src/domain/file-offer.ts";
import {
  type ChainedEntry,
  entryHash,
  FIRST_HASH,
  type RecordEntry,
  type RecordEvent,
} from "../../../src/domain/record/record.ts";
import { accountCard, confirmFirst } from "../../../src/view/accounts/account-card.ts";
import { saying } from "../../../src/view/core/spans.ts";
import { type FeedEvent, feedCard } from "../../../src/view/record/feed-card.ts";
import { fileCard, putFileCard } from "../../../src/view/record/file-cards.ts";
import { en } from "../../../src/view/strings/en.ts";
import { drawn, HOSTILE, minutesAgo, NOW, named, readerOf, type ViewSample } from "./facts.ts";

const channel = readerOf(null);
const ana = readerOf("p_ana");
const ben = readerOf("p_ben");

export const event = (type: string, change: Partial<FeedEvent> = {}): FeedEvent => ({
  ...{ type, at: minutesAgo(3), actor: { person: "p_ana" }, target: null },
  ...change,
});
const EVENTS: Readonly<Record<string, readonly FeedEvent[]>> = {
  one: [event("api_key.create")],
  several: [
    event("organization.invite.send", { actor: "key" }),
    event("organization.invite.send", { actor: "key" }),
    event("organization.invite.accepted", { actor: { name: "Bob" } }),
    event("user.organization.role.update", { target: "somebody" }),
    event("billing.payment_method.added", { actor: null }),
    event("workspace.create"),
    event("an.event.of.next.year"),
  ],
  hostile: Array.from({ length: 100 }, (_, n) =>
    event(`${n}.${HOSTILE}`.slice(0, 200), { actor: { name: HOSTILE }, target: { person: "p_evil" } }),
  ),
};

const CONTENTS: readonly FileContent[] = [
  { kind: "record", end: { seq: 57, hash: "3f9a0c1d2e3f4a5b6c7d8e9f00112233".repeat(2) } },
  { kind: "template" },
  { kind: "review" },
];
const PLACE = {
  ...{ address: null, link: "https://lumen-my.sharepoint.com/personal/ana/record.jsonl" },
  ...{ id: "1150D938-8870-4044-9F2C-5BBDEBA70C8C", type: "jsonl", name: "record 1.jsonl" },
};
/** A file that is offered, and what becomes of it. */
const OFFERS: Readonly<Record<string, FileOffer>> = Object.fromEntries(
  CONTENTS.flatMap((content) =>
    OFFER_STATES.map((state) => [
      `${content.kind}, ${state}`,
      {
        ...({ id: 7, person: "p_ana", platform: "teams", content, name: "record.jsonl" } as const),
        ...{ size: 2048, state, createdAt: NOW },
        place: state === "offered" || state === "declined" ? null : PLACE,
      },
    ]),
  ),
);

const account = (name: string, address: string | null) => ({
  ...({ platform: "teams", id: "29:p_ben", standing: "member", admin: false, status: null } as const),
  ...{ name, address, addressVerified: address !== null, timezone: "Europe/Paris", locale: "en" },
});
/** An account in Teams with Ben's address. */
const theirs = { account: account(HOSTILE, "ben@example.com"), saidNo: "p_ben" };
const STATES = { ask: "ask", waits: "waits", yours: "yours", parted: "parted", old: "old" } as const;

export const recordSamples = (): ViewSample[] => [
  ...drawn("audit feed", EVENTS, (events) => feedCard(channel, events, NOW)),
  ...named({ "no audit log": saying(ana.strings.feed.noAudit) }),
  ...drawn("a file", OFFERS, (offer) => fileCard(ana, offer, true)),
  ...drawn("a file that its reader may not have any more", OFFERS, (offer) => fileCard(ana, offer, false)),
  ...Object.entries(OFFERS).flatMap(([name, offer]) => {
    const view = putFileCard(ana, offer);
    return view === null ? [] : [{ name: `a file where it was put: ${name}`, view }];
  }),
  ...drawn("account", STATES, (state) => accountCard(ben, { ...theirs, state })),
  ...named({
    "account without an address": accountCard(ben, {
      ...{ account: account("ben", null), saidNo: null, state: "ask" },
    }),
    "account of somebody else, to the owner": accountCard(ana, { ...theirs, state: "parted" }),
    "account to be confirmed first": confirmFirst(ben, "teams", "teams"),
  }),
];

const DATA: Readonly<Partial<Record<RecordEvent, RecordEntry["data"]>>> = {
  "step.closed": { evidence: "confirmed" },
  "step.handed": { to: "p_paul" },
  "billing.confirmed": { means: "card", plan: "team", monthlyLimit: 200 },
  "security.confirmed": { sso: true, domain: false, audit: true },
  "settings.changed": { approvers: 1, domains: 2, level: "everything" },
  "request.made": { rows: 4, role: "admin", consent: true },
  "request.changed": { dropped: 1, role: "member" },
  "invitation.moved": { from: "pending", to: "active", cause: "join", evidence: "verified" },
  "invitation.role": { role: "admin", evidence: "verified" },
  "task.closed": { state: "done", kind: "invite" },
  "job.retried": { kind: "post" },
  "job.dropped": { kind: "nudge" },
};

const IDS = new Map<string, string | number>([
  ...Object.entries({ workspace: 1, request: 3, invitation: 7, task: 4, job: 5 }),
  ...Object.entries({ step: "billing", account: "p_ben" }),
]);

/** One entry of every kind, chained. */
export function entries(): ChainedEntry[] {
  let previous = FIRST_HASH;
  const events = Object.keys(en.record.events) as RecordEvent[];
  return events.map((event, at) => {
    const actor = ["p_ana", "mistral", "bot", "p_erased"][at % 4] ?? "bot";
    const [kind = ""] = event.split(".");
    const id = IDS.get(kind);
    const subject = id === undefined ? kind : `${kind}:${id}`;
    const entry = { at: minutesAgo(at), actor, event, subject, data: DATA[event] ?? {} };
    const hash = entryHash(previous, at + 1, entry);
    const chained = { ...entry, seq: at + 1, previous, hash };
    previous = hash;
    return chained;
  });
}
