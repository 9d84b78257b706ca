import { isSameHuman, type PersonId } from "../../domain/accounts/person.ts";
import { can, type Invitation, isVouched } from "../../domain/invitations/invitation.ts";
import { refuse } from "../../domain/refusal.ts";
import { isInTime } from "../../domain/requests/request.ts";
import { actsAsApprover, actsOn, canInvite } from "../../domain/setup/setup.ts";
import { isYounger } from "../../lib/timing.ts";
import { noEmailView } from "../../view/invitations/people-cards.ts";
import type { Reply } from "../core/app.ts";
import { type ActorUnit, lookSoon, modeOf, type Unit } from "../core/context.ts";
import { record } from "../core/effects.ts";
import { answersTo, ordered, saidTo, say } from "../core/replies.ts";
import { requireApprover, requireFound, requireNewest, requireStarted, requireStep } from "../core/rights.ts";
import { invitesAlone, requireAllowedDomains } from "../requests/deciders.ts";
import { actorOf, advance, close, saveSetup } from "../setup/progress.ts";
import { dropFromTasks, order } from "../tasks/tasks.ts";
import { mayHear, moveAll, unmarkAll } from "./transition-invitations.ts";

/** The e-mail takes some minutes: until then a second one would only confuse. */
const SEND_AGAIN_AFTER_MS = 10 * 60_000;

function isMine({ actor }: ActorUnit, invitation: Invitation): boolean {
  if (invitation.invitee === actor.person.id) return true;
  return actor.person.accounts.some(
    ({ address, addressVerified }) => addressVerified && address === invitation.address,
  );
}

function requireMine(unit: ActorUnit, id: number): Invitation {
  const invitation = requireFound(unit.tx.invitations.get(id));
  if (!isMine(unit, invitation) || !mayHear(unit.tx, unit.actor.person, invitation))
    throw refuse("not_your_invitation");
  return invitation;
}

/** What an invitee may have sent again: not what somebody took back, and not what never went out. */
const isOutOrExpired = ({ status }: Invitation): boolean => status === "pending" || status === "expired";

const isJustSent = ({ now }: ActorUnit, { sentAt }: Invitation): boolean =>
  isYounger(sentAt ?? 0, now, SEND_AGAIN_AFTER_MS);

export function resend(unit: ActorUnit, id: number): Reply {
  const { tx, actor, me } = unit;
  const setup = requireStarted(unit);
  const invitation = requireNewest(unit, id);
  const mine = isMine(unit, invitation);
  if (!isInTime(invitation, unit.now)) throw refuse("not_now");
  // Whoever was handed the Members step is asked about what ran out, and can answer.
  const helps = isOutOrExpired(invitation) && actsOn(setup, actor, "members");
  if (!actsAsApprover(setup, actor) && !helps) {
    if (!mine) throw refuse("not_approver");
    if (!isOutOrExpired(invitation)) throw refuse("not_now");
    if (isJustSent(unit, invitation)) throw refuse("just_sent");
  } else if (invitation.status === "revoked") {
    // An approver took it back: their word stands where two are needed.
    const { requester: asker = "", workspaces = [] } = tx.requests.get(invitation.request) ?? {};
    const requester = tx.people.get(asker);
    if (!invitesAlone(unit, "member", workspaces)) throw refuse("other_approvers");
    const takesTwo = setup.settings.adminNeedsTwo || mine || isSameHuman(requester, actor.person);
    if (takesTwo && !invitesAlone(unit, invitation.role)) throw refuse("needs_two");
  }
  requireAllowedDomains(setup, [invitation]);
  dropFromTasks(unit, [id]);
  moveAll(unit, me, [invitation], "resend", { evidence: null });
  const { resent, waitsForBilling } = saidTo(unit);
  // Without billing it waits, so nobody has been asked for it yet.
  const waits = !canInvite(setup.billing) && tx.invitations.get(id)?.status === "approved";
  return say(waits ? waitsForBilling : ordered(unit, resent));
}

export function revoke(unit: ActorUnit, id: number): Reply {
  requireApprover(unit);
  const invitation = requireNewest(unit, id);
  if (!can(invitation, "revoke")) throw refuse("not_now");
  return takeBack(unit, invitation, unit.me) === "unsent"
    ? say(answersTo(unit).revokedUnsent)
    : say(ordered(unit, saidTo(unit).revoked));
}

/** `by` null: its time is over. */
export function takeBack(unit: Unit, invitation: Invitation, by: PersonId | null): "unsent" | "ordered" {
  const { id } = invitation;
  // In guided mode one that is being sent is a row in somebody's Task and nothing else.
  const onlyATask = invitation.status === "sending" && modeOf(unit.context) === "guided";
  if (invitation.sentAt === null && (invitation.status === "approved" || onlyATask)) {
    dropFromTasks(unit, [id]);
    moveAll(unit, by ?? "bot", [invitation], "revoke");
    return "unsent";
  }
  order(unit, { kind: "take-back", invitation: id, by });
  return "ordered";
}

export function noEmail(unit: ActorUnit, id: number): Reply {
  const invitation = requireMine(unit, id);
  const maySendAgain = isOutOrExpired(invitation) && !isJustSent(unit, invitation);
  return { kind: "show", view: noEmailView(unit.reader, { invitation, maySendAgain }) };
}

/** In automatic mode Mistral's own list decides, so a person's word only makes us look at once. */
function believe(unit: ActorUnit, invitation: Invitation): Reply {
  if (invitation.status === "active") return say(answersTo(unit).alreadyActive);
  if (modeOf(unit.context) === "automatic") {
    lookSoon(unit, "people");
    return say(answersTo(unit).looking);
  }
  moveAll(unit, unit.me, [invitation], "vouch", { evidence: unit.ownEvidence });
  // One's own card changes under one's eyes; an approver may have pressed in a list, which does not.
  return isMine(unit, invitation) ? { kind: "nothing" } : say(saidTo(unit).active);
}

export const joined = (unit: ActorUnit, id: number): Reply => believe(unit, requireMine(unit, id));

function foundToMark(unit: ActorUnit, id: number): Invitation {
  requireStep(unit, "members");
  return requireFound(unit.tx.invitations.get(id));
}

export const markActive = (unit: ActorUnit, id: number): Reply => believe(unit, foundToMark(unit, id));

export function unmark(unit: ActorUnit, id: number): Reply {
  const invitation = foundToMark(unit, id);
  if (modeOf(unit.context) === "automatic") throw refuse("list_is_read");
  if (!isVouched(invitation)) throw refuse("not_now");
  unmarkAll(unit, unit.me, [invitation]);
  return say(saidTo(unit).unmarked);
}

/** What only a person can see in guided mode. */
export function markExpired(unit: ActorUnit, id: number): Reply {
  const invitation = foundToMark(unit, id);
  if (invitation.status !== "expired")
    moveAll(unit, unit.me, [invitation], "expire", { evidence: unit.ownEvidence });
  return { kind: "nothing" };
}

/** The invitee's own word. It closes Verify when the word is an approver's too; otherwise an approver confirms. */
export function keyWorks(unit: ActorUnit, id: number): Reply {
  const invitation = requireMine(unit, id);
  if (invitation.status !== "active") throw refuse("not_now");
  const setup = requireStarted(unit);
  const { me, ownEvidence } = unit;
  if (setup.keyWorks === null) saveSetup(unit, setup, { ...setup, keyWorks: ownEvidence });
  record(unit, me, "key.works", "setup", { evidence: "confirmed" });
  if (actsAsApprover(setup, unit.actor)) close(unit, "verify", "done", ownEvidence);
  unit.tx.changed(`invitation:${id}`);
  advance(unit);
  // One's own card says so now; where somebody else was first, it cannot.
  const first = setup.keyWorks === null || actorOf(setup.keyWorks) === me;
  return first ? { kind: "nothing" } : say(saidTo(unit).keyWorks);
}
