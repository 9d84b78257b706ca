import {
  type AuditEvent,
  inOrder,
  isJoin,
  newestOf,
  PROOFS,
  type Proof,
  provenBy,
  TELLING,
  topicOf,
  typesOf,
} from "../../domain/audit.ts";
import type { Invitation } from "../../domain/invitation.ts";
import type { AuditReading, Observed } from "../../domain/observed.ts";
import { AppError } from "../../errors.ts";
import type { AuditLog } from "../../mistral/audit.ts";
import type { Tx } from "../../store/tx.ts";
import { isKeyRefused } from "../admin-key.ts";
import type { Context, Unit } from "../context.ts";
import { keepEvents } from "../feed.ts";
import { tell } from "../outgoing.ts";
import { paymentAdded, paymentRemoved } from "../payment.ts";
import { proveSecurity, saveSetup } from "../progress.ts";
import { readPeople } from "../reconcile.ts";
import { usualPause } from "../schedule.ts";
import { reconcileAll } from "../sync.ts";
import type { Commit } from "./job-handler.ts";

/** Nobody says how late an entry may appear: what is this old is read again, and known by its number. */
export const AUDIT_OVERLAP_MS = 15 * 60_000;
const DAY_MS = 24 * 3_600_000;
/** What one transaction takes; the rest waits for the next look. */
const MOST = 1_000;

type Reading = { readonly events: readonly AuditEvent[]; readonly until: number };

/** Short while there is no first reading; a plan without audit logs is asked again once a day. */
export function auditPause(unit: Unit): number {
  const setup = unit.tx.setup.load();
  const audit = setup?.observed.audit ?? null;
  if (audit?.state === "refused") return DAY_MS;
  return audit === null ? unit.context.syncMs : usualPause(unit);
}

/** Reads on in Mistral's audit log. What it tells of Members is looked up in their list in the same look. */
export async function lookAtAudit(context: Context): Promise<Commit | null> {
  const { mistral, store, now } = context;
  const setup = store.read((tx) => tx.setup.load());
  if (mistral === null || setup === null) return null;
  const { observed } = setup;
  // The feed is for everything that happens; without it only what tells us something is asked for.
  const all = setup.settings.feed.length > 0;
  const { audit } = observed;
  const reading = await readWhereThere(mistral.audit, audit, all);
  if (reading === null) return null;
  if (reading === "none") return audit?.state === "refused" ? null : noteNone;
  const fresh = store.read((tx) => newIn(tx, reading));
  const first = audit?.state !== "read";
  const late = store.read((tx) => reading.events.some((event) => joinedBy(tx, event) !== null));
  if (!first && fresh.length === 0 && !late && reading.until <= audit.until) return null;
  if (!first && fresh.some(isJoin)) await reconcileAll(context, await readPeople(mistral, now));
  return (unit) => noteEvents(unit, reading);
}

/** null: the key is refused, which the look at the members list says. */
async function readWhereThere(
  log: AuditLog,
  audit: AuditReading | null,
  all: boolean,
): Promise<Reading | "none" | null> {
  try {
    return audit?.state === "read" ? await readOn(log, audit.until, all) : await begin(log, all);
  } catch (error) {
    if (isKeyRefused(error)) return null;
    if (error instanceof AppError && error.detail === "no_audit_log") return "none";
    throw error;
  }
}

async function readOn(log: AuditLog, until: number, all: boolean): Promise<Reading> {
  const events = await log.since(until - AUDIT_OVERLAP_MS, all ? null : TELLING);
  return { events, until: Math.max(until, ...events.map(({ at }) => at)) };
}

/** The newest event of each kind says how things stand, however long ago it was. From there on all is read. */
async function begin(log: AuditLog, all: boolean): Promise<Reading> {
  const newest = await log.newest(null);
  if (newest === null) return { events: [], until: 0 };
  const standing: AuditEvent[] = [];
  for (const proof of Object.keys(PROOFS) as Proof[]) {
    standing.push(...[(await log.newest(typesOf(proof))) ?? []].flat());
  }
  const { events, until } = await readOn(log, newest.at, all);
  const known = new Set(events.map(({ id }) => id));
  return { events: [...standing.filter(({ id }) => !known.has(id)), ...events], until };
}

const isOfUse = ({ type }: AuditEvent): boolean => TELLING.includes(type) || topicOf(type) !== null;

function newIn(tx: Tx, { events }: Reading): AuditEvent[] {
  const known = tx.audit.known(events.map(({ id }) => id));
  return events.filter((event) => isOfUse(event) && !known.has(event.id)).toSorted(inOrder);
}

const noteNone: Commit = (unit) => {
  unit.context.log.info({}, "Mistral shows no audit log for this plan or Admin API key");
  const setup = unit.tx.setup.load();
  if (setup === null) return;
  const audit = { state: "refused", until: 0 } as const;
  unit.tx.setup.save({ ...setup, observed: { ...setup.observed, audit } });
  if (setup.settings.feed.length > 0) tell(unit, setup.owner, `no-audit:${unit.now}`);
};

function noteEvents(unit: Unit, reading: Reading): void {
  const setup = unit.tx.setup.load();
  if (setup === null) return;
  const fresh = newIn(unit.tx, reading);
  const taken = fresh.slice(0, MOST);
  const until = taken.length < fresh.length ? (taken.at(-1)?.at ?? 0) : reading.until;
  keepEvents(unit, setup.settings.feed, taken);
  const seen = reading.events.filter(({ at }) => at <= until);
  const proven = provenBy(setup.observed, seen);
  const after = { ...setup, observed: { ...proven, audit: { state: "read", until } as const } };
  if (proven === setup.observed) unit.tx.setup.save(after);
  else saveSetup(unit, setup, after);
  followPayment(unit, setup.observed, seen);
  proveSecurity(unit);
  for (const event of seen) confirmJoin(unit, event);
}

function followPayment(unit: Unit, before: Observed, seen: readonly AuditEvent[]): void {
  const { payment } = newestOf(seen);
  if (payment === undefined) return;
  if (payment.type !== PROOFS.payment.given) paymentRemoved(unit, payment.at);
  else if (before.payment?.at !== payment.at) paymentAdded(unit, payment.at, before.payment !== null);
}

/** The Invitation that the members list alone has made Active, and that this event is about; it may show there later. */
function joinedBy(tx: Tx, event: AuditEvent): Invitation | null {
  if (!isJoin(event)) return null;
  const member = tx.members.byId(event.target ?? event.actor ?? "");
  const [invitation] = member === null ? [] : tx.invitations.ofAddress(member.address);
  const evidence = invitation?.evidence;
  const byList = evidence?.kind === "verified" && evidence.source === "members";
  return invitation?.status === "active" && byList ? invitation : null;
}

/** From now on its Evidence has the audit log as well. */
function confirmJoin({ tx }: Unit, event: AuditEvent): void {
  const joined = joinedBy(tx, event);
  if (joined?.evidence?.kind !== "verified") return;
  tx.invitations.save({ ...joined, evidence: { ...joined.evidence, source: "audit" } });
}
