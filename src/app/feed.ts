import { type AuditEvent, topicOf } from "../domain/audit.ts";
import type { FeedChannel } from "../domain/settings.ts";
import type { Tx } from "../store/tx.ts";
import type { FeedEvent, Who } from "../view/feed-card.ts";
import type { Unit } from "./context.ts";
import { post, refresh } from "./outgoing.ts";

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
  const isTold = ({ type, at }: AuditEvent) =>
    topicOf(type) !== null && channels.some(({ since }) => at >= since);
  const feed = events.some(isTold) ? currentFeed(unit, channels) : null;
  for (const event of events) unit.tx.audit.insert(event, isTold(event) ? feed : null);
  const [oldest] = feed === null ? [] : unit.tx.audit.ofFeed(feed);
  if (feed === null || oldest === undefined) return;
  for (const { platform, channel, since } of channels) {
    if (oldest.at >= since) post(unit, `feed:${feed}`, { place: { platform, channel } });
  }
  refresh(unit, `feed:${feed}`);
}

/** A message is called by the moment of its first event here (epoch ms). */
function currentFeed({ tx, now }: Unit, channels: readonly FeedChannel[]): number {
  const last = tx.audit.lastFeed();
  const earliest = Math.max(now - WINDOW_MS, ...channels.map(({ since }) => since));
  return last !== null && last > earliest ? last : now;
}

/** One message's events, with the people in them as far as they are known here. */
export const feedEvents = (tx: Tx, feed: number): FeedEvent[] =>
  tx.audit.ofFeed(feed).map(({ type, at, actor, target }) => ({
    ...{ type, at },
    actor: actor === "api-key" ? "key" : whoIs(tx, actor),
    target: target === actor ? null : whoIs(tx, target),
  }));

function whoIs(tx: Tx, mistralId: string | null): Who | null {
  if (mistralId === null) return null;
  const member = tx.members.byId(mistralId);
  const person = member === null ? null : tx.people.byAddress(member.address);
  if (person !== null) return { person: person.id };
  const name = member?.name ?? null;
  // Some services put the address where there is no name.
  return name === null || name.includes("@") ? "somebody" : { name };
}
