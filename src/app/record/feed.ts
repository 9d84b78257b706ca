import type { Member } from "../../domain/members/members-list.ts";
import { type AuditEvent, isForFeed } from "../../domain/security/audit.ts";
import type { FeedChannel } from "../../domain/setup/setup.ts";
import type { Tx } from "../../store/tx.ts";
import { saying } from "../../view/core/spans.ts";
import { type FeedEvent, feedCard, type Who } from "../../view/record/feed-card.ts";
import type { Unit } from "../core/context.ts";
import { post } from "../core/outgoing.ts";
import type { Descriptors } from "../messages/descriptor.ts";

/** What happens within so long of a message's first event is edited into it. */
const WINDOW_MS = 10 * 60_000;

/**
 * Notes new events, and tells of those that the feed is for: one message at most in ten minutes, however much there is. What
 * happened before a channel was chosen is not told there.
 */
export function keepEvents(
  unit: Unit,
  channels: readonly FeedChannel[],
  events: readonly AuditEvent[],
): void {
  const isTold = ({ type, at }: AuditEvent) => isForFeed(type) && channels.some(({ since }) => at >= since);
  const feed = events.some(isTold) ? currentFeed(unit, channels) : null;
  for (const event of events) unit.tx.audit.insert(event, isTold(event) ? feed : null);
  const [oldest] = feed === null ? [] : unit.tx.audit.ofFeed(feed);
  if (feed === null || oldest === undefined) return;
  for (const { platform, channel, since } of channels) {
    if (oldest.at >= since) post(unit, { kind: "feed", feed }, { place: { platform, channel } });
  }
}

/** A message is called by the moment of its first event here (epoch ms). */
function currentFeed({ tx, now }: Unit, channels: readonly FeedChannel[]): number {
  const last = tx.audit.lastFeed(now);
  const earliest = Math.max(now - WINDOW_MS, ...channels.map(({ since }) => since));
  return last !== null && last > earliest ? last : now;
}

/** One message's events, with the people in them as far as they are known here. */
function feedEvents(tx: Tx, feed: number): FeedEvent[] {
  const events = tx.audit.ofFeed(feed);
  const known = whoIsWho(tx, events);
  const who = (id: string | null) => (id === null ? null : (known.get(id) ?? "somebody"));
  return events.map(({ type, at, actor, target }) => ({
    type,
    at,
    actor: actor === "api-key" ? "key" : who(actor),
    target: target === actor ? null : who(target),
  }));
}

function whoIsWho(tx: Tx, events: readonly AuditEvent[]): Map<string, Who> {
  const ids = new Set(events.flatMap(({ actor, target }) => [actor, target]).filter((id) => id !== null));
  return new Map(tx.members.byIds([...ids]).map((member) => [member.mistralId, whoIs(tx, member)]));
}

function whoIs(tx: Tx, { address, name }: Member): Who {
  const person = tx.people.byAddress(address);
  if (person !== null) return { person: person.id };
  // Some services put the address where there is no name.
  return name === null || name.includes("@") ? "somebody" : { name };
}

export const feedMessages: Descriptors<"feed" | "no-audit"> = {
  feed: {
    draw: ({ tx, reader, now }, { feed }) => {
      const events = feedEvents(tx, feed);
      return events.length === 0 ? null : feedCard(reader, events, now);
    },
  },
  "no-audit": { draw: ({ reader }) => saying(reader.strings.feed.noAudit) },
};
