import { asksForThemselves, isSameHuman, type Person, type PersonId } from "../../domain/accounts/person.ts";
import { confirmed, type Evidence, verified } from "../../domain/evidence.ts";
import {
  type Cause,
  type Effect,
  type Invitation,
  move,
  RUNS_OUT_AFTER_MS,
} from "../../domain/invitations/invitation.ts";
import type { Message } from "../../domain/message.ts";
import type { RecordEntry } from "../../domain/record/record.ts";
import { isEndedByRequester } from "../../domain/requests/request.ts";
import { canInvite } from "../../domain/setup/setup.ts";
import { DAY_MS } from "../../lib/timing.ts";
import type { Tx } from "../../store/tx.ts";
import { modeOf, type Unit } from "../core/context.ts";
import { announce, enqueue, record, tell } from "../core/effects.ts";
import { requireStarted } from "../core/rights.ts";
import { eachHuman, invitationsOf } from "../requests/deciders.ts";
import { advance, undoVerify } from "../setup/progress.ts";
import { orderSending } from "../tasks/tasks.ts";

type Change = NonNullable<Parameters<typeof move>[3]>;
type By = RecordEntry["actor"];

/** A channel hears of a team's Members in a post or two, which grow, and not in one each. */
const DIGEST_WINDOW_MS = DAY_MS;

/** Moves Invitations along the table of transitions and does what it says. `orderedBy`: who ordered it, and so knows. */
export function moveAll(
  unit: Unit,
  by: By,
  invitations: readonly Invitation[],
  cause: Cause,
  change: Change | ((invitation: Invitation) => Change) = {},
  orderedBy: PersonId | null = null,
): void {
  if (invitations.length === 0) return;
  const affected = new Map<Effect, Invitation[]>();
  let areNews = false;
  for (const before of invitations) {
    const own = typeof change === "function" ? change(before) : change;
    const { invitation, effects } = move(before, cause, unit.now, own);
    unit.tx.invitations.save(invitation);
    if (before.sentAt !== null) unit.tx.changed(`sent:${before.sentAt}`);
    noteExtension(unit, invitation);
    noteExtension(unit, invitation);
    const { id, status: to } = invitation;
    const evidence = invitation.evidence?.kind ?? null;
    record(unit, by, "invitation.moved", `invitation:${id}`, { from: before.status, to, cause, evidence });
    // They accepted, or it was sent, when its time was over.
    const { until } = invitation;
    const isLate = until !== null && until <= unit.now && (to === "pending" || to === "active");
    if (isLate)
      enqueue(unit, { kind: "access-end", until, moment: "end" }, `access-end:${until}:late:${unit.now}`);
    areNews ||= to === "pending" || to === "active";
    for (const effect of effects) affected.set(effect, [...(affected.get(effect) ?? []), invitation]);
  }
  for (const [effect, list] of affected) apply[effect](unit, list, by, orderedBy);
  if (areNews) advance(unit);
}

/** What asks for this access to go on shows it, and is over where nobody else is left in it. */
function noteExtension({ tx, now }: Unit, { id, until }: Invitation): void {
  if (until === null) return;
  for (const request of tx.requests.open()) {
    if (!request.extends.includes(id)) continue;
    tx.changed(`request:${request.id}`);
    if (invitationsOf(tx, request).length === 0)
      enqueue({ tx, now }, { kind: "lapse", request: request.id }, `lapse:${request.id}:over`);
  }
}

/** A Member has another role by now. */
export function giveRole(unit: Unit, invitation: Invitation, role: Invitation["role"]): void {
  unit.tx.invitations.save({ ...invitation, role });
  noteExtension(unit, invitation);
}

type Apply = (unit: Unit, invitations: Invitation[], by: By, orderedBy: PersonId | null) => void;

const apply: Record<Effect, Apply> = {
  send,
  "tell invitee": (unit, invitations) => {
    const sentAt = unit.now;
    for (const { id } of invitations)
      enqueue(unit, { kind: "find-invitee", invitation: id }, `find-invitee:${id}:${sentAt}`);
    enqueue(unit, { kind: "ran-out", sentAt }, `ran-out:${sentAt}`, { dueAt: sentAt + RUNS_OUT_AFTER_MS });
  },
  // The message about the e-mail goes on as the way to the first key: its reader has just accepted.
  welcome: (unit, invitations) => {
    for (const { id: invitation, invitee, sentAt } of invitations)
      if (invitee === null) enqueue(unit, { kind: "find-invitee", invitation }, `find-active:${invitation}`);
      else if (sentAt === null) tell(unit, invitee, { kind: "welcome", invitation });
  },
  "tell requester": tellRequesters,
  announce: announceActive,
};

/** Waits as approved until billing allows inviting; `releaseWaiting` goes on from there. */
function send(unit: Unit, invitations: readonly Invitation[], by: By): void {
  // Without Mistral's list: those whose earlier Invitation is Active meanwhile are nobody's Task.
  const guided = modeOf(unit.context) === "guided";
  const known = invitations.filter((one) => guided && one.sentAt === null && knownMember(unit.tx, one));
  moveAll(unit, "bot", known, "known", (one) => ({ evidence: knownMember(unit.tx, one) }));
  const others = invitations.filter((one) => !known.includes(one));
  if (others.length > 0 && canInvite(requireStarted(unit).billing))
    moveAll(unit, by, orderSending(unit, others, by), "send");
}

/** How it is known that this address is a Member's, though not by this Invitation; null: nobody knows. */
export function knownMember(tx: Tx, { id, address }: Invitation): Evidence | null {
  const listed = tx.members.byAddress(address);
  if (listed !== null) return verified("members", listed.seenAt);
  const earlier = tx.invitations.ofAddress(address).find((one) => one.id !== id && one.status === "active");
  return earlier?.evidence ?? null;
}

/**
 * Decision and sending are one message that is edited. What goes wrong later is a message of its own, one for all of a
 * Request that went wrong together. People who asked for themselves hear nothing more of what goes well: the message about
 * their own Request changes, and the next one says what to do with Mistral's e-mail.
 */
function tellRequesters(unit: Unit, invitations: Invitation[], by: By, orderedBy: PersonId | null): void {
  const told = new Set<number>();
  for (const { request: id, id: invitation, status } of invitations) {
    if (told.has(id)) continue;
    told.add(id);
    const request = unit.tx.requests.get(id);
    const wentWrong = ["failed", "expired", "revoked", "removed"].includes(status);
    if (request === null || request.state === "open") continue;
    if (!wentWrong && isEndedByRequester(request)) continue;
    const message: Message = {
      ...{ kind: "outcome", request: id },
      ...(wentWrong ? { invitation, status, at: unit.now } : {}),
    };
    const failed = status === "failed";
    const isByRule = request.decision?.rule != null;
    const approver = failed && !isByRule ? request.decision?.by : null;
    const owner = failed && (by === "bot" || isByRule) ? requireStarted(unit).owner : null;
    const people = [request.requester, approver, owner].flatMap((one) => one ?? []);
    const hear = people.filter((person) => person !== by);
    const goesWell = request.state === "approved" && !wentWrong;
    const theirs = invitations.filter((one) => one.request === id);
    for (const person of eachHuman(unit, hear)) {
      const isOwn = goesWell && theirs.every((one) => isFor(unit, one, person));
      if (person.id !== orderedBy && !isOwn) tell(unit, person.id, message);
    }
  }
}

function announceActive(unit: Unit, invitations: readonly Invitation[], by: By): void {
  const { people, requests } = unit.tx;
  // The message is called by the moment of its first news (epoch ms).
  const last = unit.tx.invitations.lastDigest(unit.now) ?? 0;
  const digest = last > unit.now - DIGEST_WINDOW_MS ? last : unit.now;
  for (const invitation of invitations) {
    unit.tx.invitations.save({ ...invitation, digest });
    if (invitation.digest !== null) unit.tx.changed(`digest:${invitation.digest}`);
  }
  announce(unit, { kind: "active", digest }, by);
  for (const invitation of invitations) {
    const requester = people.get(requests.get(invitation.request)?.requester ?? "");
    // Whoever asked for themselves is welcomed, and needs no second message about it.
    if (requester !== null && !isFor(unit, invitation, requester))
      tell(unit, requester.id, { kind: "joined", digest });
  }
}

const isFor = ({ tx }: Unit, { invitee, address }: Invitation, requester: Person): boolean =>
  asksForThemselves(requester, invitee === null ? null : tx.people.get(invitee), address);

export function unmarkAll(unit: Unit, by: PersonId, invitations: readonly Invitation[]): void {
  moveAll(unit, by, invitations, "unmark", { evidence: confirmed(by, unit.now) });
  undoVerify(unit, by);
}

/** What was approved before billing allowed it goes on by itself. */
export function releaseWaiting(unit: Unit, by: By): void {
  send(unit, unit.tx.invitations.inStatus("approved"), by);
}

export function invitationOf(tx: Tx, person: Person): Invitation | null {
  const verified = person.accounts.some((account) => account.addressVerified);
  const byAddress = verified && person.address !== null ? tx.invitations.ofAddress(person.address) : [];
  const theirs = [...tx.invitations.ofInvitee(person.id), ...byAddress].toSorted((a, b) => b.id - a.id);
  return theirs.find((invitation) => mayHear(tx, person, invitation)) ?? null;
}

/** Whether the person whom an Invitation is for may hear of it: once it was sent, or as the one who asked for it. */
export const mayHear = (tx: Tx, person: Person, { request, status, sentAt }: Invitation): boolean =>
  sentAt !== null ||
  status === "active" ||
  status === "removed" ||
  isSameHuman(tx.people.get(tx.requests.get(request)?.requester ?? ""), person);
