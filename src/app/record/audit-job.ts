import { setImmediate as others } from "node:timers/promises";
import {
  type AuditEvent,
  inOrder,
  isForFeed,
  isJoin,
  newestOf,
  PROOFS,
  provenBy,
  TELLING,
} from "../../domain/security/audit.ts";
import type { AuditReading, Observed } from "../../domain/setup/observed.ts";
import { orElse } from "../../lib/errors.ts";
import { DAY_MS } from "../../lib/timing.ts";
import type { AuditLog } from "../../mistral/audit.ts";
import type { Tx } from "../../store/tx.ts";
import { saying } from "../../view/core/spans.ts";
import { type FeedEvent, feedCard, type Who } from "../../view/record/feed-card.ts";
import type { Context, Unit } from "../core/context.ts";
import type { Drawers } from "../core/drawing.ts";
import { post, tell } from "../core/effects.ts";
import { requireStarted } from "../core/rights.ts";
import { reconcileAll } from "../invitations/reconcile.ts";
import { learnName } from "../key/admin-key.ts";
import { paymentAdded, paymentRemoved } from "../setup/payment.ts";
import { observe, proveSecurity, saveSetup } from "../setup/progress.ts";
import { type Commit, NOTHING, usualPause } from "../worker/job-handler.ts";

/** Nobody says how late an entry may appear: what is this old is read again, and known by its number. */
export const AUDIT_OVERLAP_MS = 15 * 60_000;
const MOST = 200;

type Reading = { readonly events: readonly AuditEvent[]; readonly until: number };

type How = { readonly all: boolean; readonly now: number };

/** Short while there is no first reading; a plan without audit logs is asked again once a day. */
export function auditPause(unit: Unit): number {
  const audit = unit.tx.setup.load()?.observed.audit;
  if (audit?.state === "refused") return DAY_MS;
  return audit == null ? unit.context.syncMs : usualPause(unit);
}

/** Reads on in Mistral's audit log. What it tells of Members is looked up in their list in the same look. */
export async function lookAtAudit(context: Context): Promise<Commit | null> {
  const { mistral, store, now } = context;
  const setup = store.read((tx) => tx.setup.load());
  if (mistral === null || setup === null) return null;
  const { audit } = setup.observed;
  // The feed is for everything that happens; without it only what tells us something is asked for.
  const all = setup.settings.feed.length > 0;
  const reading = await readWhereThere(mistral.audit, audit, { all, now: now() });
  if (reading === null) return null;
  if (reading === "none") return audit?.state === "refused" ? null : noteNone;
  let fresh = store.read((tx) => newIn(tx, reading));
  if (audit?.state === "read") {
    const late = store.read((tx) => joinedIn(tx, reading));
    if (fresh.length + late.length === 0 && reading.until <= audit.until) return null;
    if (fresh.some(isJoin)) await reconcileAll(context, await mistral.people());
  }
  const noteName = fresh.length > 0 ? await learnName(context) : NOTHING;
  for (; fresh.length > MOST; fresh = fresh.slice(MOST)) {
    const part = fresh.slice(0, MOST);
    store.transact((tx) => keep({ tx, now: now(), context }, part));
    await others();
  }
  return (unit) => {
    noteName(unit);
    noteReading(unit, reading, fresh);
  };
}

/** null: the key is refused, which the look at the members list says. */
const readWhereThere = (
  log: AuditLog,
  audit: AuditReading | null,
  how: How,
): Promise<Reading | "none" | null> =>
  (audit?.state === "read" ? readOn(log, audit.until, how) : begin(log, how))
    .catch(orElse("none" as const, "no_audit_log"))
    .catch(orElse(null, "key_refused", "no_rights"));

/** What is dated in the future must not hide what happens until then: reading goes on from the last one that is not. */
async function readOn(log: AuditLog, until: number, { all, now }: How): Promise<Reading> {
  const events = await log.since(until - AUDIT_OVERLAP_MS, all ? null : TELLING);
  const last = events.findLast(({ at }) => at <= now);
  return { events, until: Math.max(until, last?.at ?? until) };
}

/** The newest event of each kind says how things stand, however long ago it was. From there on all is read. */
async function begin(log: AuditLog, how: How): Promise<Reading> {
  const newest = await log.newest(null);
  if (newest === null) return { events: [], until: 0 };
  const standing: AuditEvent[] = [];
  for (const types of Object.values(PROOFS)) {
    const event = await log.newest(types);
    if (event !== null) standing.push(event);
  }
  const { events, until } = await readOn(log, Math.min(newest.at, how.now), how);
  const known = new Set(events.map(({ id }) => id));
  return { events: [...standing.filter(({ id }) => !known.has(id)), ...events], until };
}

function newIn(tx: Tx, { events }: Reading): AuditEvent[] {
  const known = tx.audit.known(events.map(({ id }) => id));
  const isOfUse = ({ type }: AuditEvent) => TELLING.includes(type) || isForFeed(type);
  return events.filter((event) => isOfUse(event) && !known.has(event.id)).toSorted(inOrder);
}

const noteNone: Commit = (unit) => {
  unit.context.log.info({}, "Mistral shows no audit log for this plan or Admin API key");
  observe(unit, { audit: { state: "refused", until: 0 } });
  const { settings, owner } = requireStarted(unit);
  if (settings.feed.length > 0) tell(unit, owner, { kind: "no-audit", at: unit.now });
};

/** The last of what is fresh, and what follows from all of it. Cut off before this, the next look reads it all again. */
function noteReading(unit: Unit, reading: Reading, fresh: readonly AuditEvent[]): void {
  const setup = requireStarted(unit);
  keep(unit, fresh);
  const proven = provenBy(setup.observed, reading.events);
  const audit = { state: "read", until: reading.until } as const;
  const after = { ...setup, observed: { ...proven, audit } };
  // How far it was read is nobody's news; that it is read is.
  const wasRead = setup.observed.audit?.state === "read";
  if (proven === setup.observed && wasRead) unit.tx.setup.save(after);
  else saveSetup(unit, setup, after);
  followPayment(unit, setup.observed, reading.events);
  proveSecurity(unit);
  for (const { invitation, evidence } of joinedIn(unit.tx, reading))
    unit.tx.invitations.save({ ...invitation, evidence: { ...evidence, source: "audit" } });
}

function followPayment(unit: Unit, before: Observed, seen: readonly AuditEvent[]): void {
  const { payment } = newestOf(seen);
  if (payment === undefined) return;
  if (payment.type !== PROOFS.payment[0]) paymentRemoved(unit, payment.at);
  else if (before.payment?.at !== payment.at) paymentAdded(unit, payment.at);
}

/** Active by the members list alone, which may show them later than the log: their Evidence has the log as well now. */
function joinedIn(tx: Tx, { events }: Reading) {
  const ids = new Set(events.filter(isJoin).flatMap(({ target, actor }) => target ?? actor ?? []));
  return [...ids].flatMap((id) => {
    const [invitation] = tx.invitations.ofAddress(tx.members.byId(id)?.address ?? "");
    const evidence = invitation?.evidence;
    if (invitation?.status !== "active" || evidence?.kind !== "verified") return [];
    return evidence.source === "members" ? [{ invitation, evidence }] : [];
  });
}

/** What happens within so long of a message's first event is edited into it. */
const WINDOW_MS = 10 * 60_000;

/** One message of the feed at most in ten minutes. What happened before a channel was chosen is not told there. */
function keep(unit: Unit, events: readonly AuditEvent[]): void {
  const { tx, now } = unit;
  const channels = requireStarted(unit).settings.feed;
  const isTold = ({ type, at }: AuditEvent) => isForFeed(type) && channels.some(({ since }) => at >= since);
  // A message is called by the moment of its first event here (epoch ms).
  const last = tx.audit.lastFeed(now) ?? 0;
  const feed = last > Math.max(now - WINDOW_MS, ...channels.map(({ since }) => since)) ? last : now;
  for (const event of events) tx.audit.insert(event, isTold(event) ? feed : null);
  const [oldest] = events.some(isTold) ? tx.audit.ofFeed(feed) : [];
  for (const { platform, channel, since } of channels)
    if (oldest !== undefined && oldest.at >= since)
      post(unit, { kind: "feed", feed }, { place: { platform, channel } });
}

function feedEvents(tx: Tx, feed: number): FeedEvent[] {
  const who = (id: string | null): Who | null => {
    const member = id === null ? null : tx.members.byId(id);
    const person = member && tx.people.byAddress(member.address);
    if (id === null || person !== null) return person && { person: person.id };
    // Some services put the address where there is no name.
    const name = member?.name?.includes("@") === false ? member.name : null;
    return name === null ? "somebody" : { name };
  };
  return tx.audit.ofFeed(feed).map(({ type, at, actor, target }) => ({
    type,
    at,
    actor: actor === "api-key" ? "key" : who(actor),
    target: target === actor ? null : who(target),
  }));
}

export const feedMessages: Drawers<"feed" | "no-audit"> = {
  feed: ({ tx, reader, now }, { feed }) => {
    const events = feedEvents(tx, feed);
    return events.length === 0 ? null : feedCard(reader, events, now);
  },
  "no-audit": ({ reader }) => saying(reader.strings.feed.noAudit),
};
