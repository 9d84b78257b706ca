import { saying } from "../../../src/view/core/saying.ts";
import type { View } from "../../../src/view/core/view.ts";
import { type FeedEvent, feedCard } from "../../../src/view/record/feed-card.ts";
import { HOSTILE, minutesAgo, NOW, readerOf } from "./facts.ts";

const channel = readerOf(null);
const ana = readerOf("p_ana");

const event = (type: string, change: Partial<FeedEvent> = {}): FeedEvent => ({
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

export const feedSamples = (): { name: string; view: View }[] => [
  ...Object.entries(EVENTS).map(([name, events]) => ({
    name: `audit feed, ${name}`,
    view: feedCard(channel, events, NOW),
  })),
  { name: "no audit log", view: saying(ana.strings.feed.noAudit) },
];
