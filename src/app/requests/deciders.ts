import { hearAsOne, isSameHuman, type Person, type PersonId } from "../../domain/accounts/person.ts";
import { type Absence, isAway, type StandIn } from "../../domain/approvals/absence.ts";
import type { Role } from "../../domain/invitations/invitation.ts";
import { type Invitation, isOver } from "../../domain/invitations/invitation.ts";
import { refuse } from "../../domain/refusal.ts";
import { domainOf, isOutside } from "../../domain/requests/address.ts";
import {
  alternatesAsked,
  type Deciding,
  ownSides,
  type Side,
  sidesAsked,
  standInsAsked,
  stillAsked,
} from "../../domain/requests/deciding.ts";
import type { Request } from "../../domain/requests/request.ts";
import {
  approversFor,
  approversOf,
  escalatedTo,
  isAnyApprover,
  isNamedApprover,
  type Setup,
} from "../../domain/setup/setup.ts";
import type { Tx } from "../../store/tx.ts";
import { type ActorUnit, connected, reachable, type Where } from "../core/context.ts";
import { requireStarted } from "../core/rights.ts";

/** The approvers who are still there: one who has left can decide nothing, and must not be waited for. */
export function decidersOf(where: Where): readonly Person[] {
  const approvers = approversOf(requireStarted(where));
  return eachHuman(
    where,
    approvers.filter((person) => isMember(where, person)),
  );
}

/** But for those who decide by a group alone: what is wrong with the bot is none of their business. */
export const namedDecidersOf = (where: Where): readonly Person[] =>
  decidersOf(where).filter(({ id }) => isNamedApprover(requireStarted(where), id));

type Wanted = Pick<Request, "role" | "workspaces">;

/** Where all approvers of a Workspace are away, with nobody who may stand in, it is as if it had none. */
function sidesOf(
  where: Where,
  wanted: Wanted,
  requester: Person | null,
  deciders: readonly Person[],
  standIns = standInsOf(where),
): readonly Side[] {
  const setup = requireStarted(where);
  const away = awayNow(where);
  const isHere = (person: Person) => !away.some((one) => isSameHuman(one, person));
  const mayStandIn = (by: Person) => isHere(by) && !isSameHuman(by, requester);
  const isAble = (person: PersonId) => {
    const one = where.tx.people.get(person);
    const able = standIns.filter(({ by }) => mayStandIn(by));
    if (one === null || (isSameHuman(one, requester) && wanted.role === "admin")) return false;
    return isHere(one) || able.some(({ of }) => isSameHuman(of, one));
  };
  const isThere = (person: PersonId) => isMember(where, person);
  const { own, isGeneral } = approversFor(setup, wanted, isThere, isAble);
  return [
    ...own.map(({ workspace, people }) => ({ workspace, people: eachHuman(where, people) })),
    ...(isGeneral ? [{ workspace: null, people: deciders }] : []),
  ];
}

const absencesNow = (where: Where): readonly Absence[] =>
  requireStarted(where).settings.absences.filter((one) => isAway(one, where.context.now()));

const awayNow = (where: Where): readonly Person[] =>
  absencesNow(where).flatMap(({ person }) => where.tx.people.get(person) ?? []);

/** How much of what somebody asks for they approve themselves. */
export function approvedByAsking(unit: ActorUnit, wanted: Wanted): "all" | "part" | "none" {
  const sides = sidesOf(unit, wanted, unit.actor.person, decidersOf(unit));
  const own = ownSides(requireStarted(unit), wanted.role, unit.me, sides);
  return own.length === sides.length ? "all" : own.length === 0 ? "none" : "part";
}

/** Whether somebody's own invitation needs nobody else. */
export const invitesAlone = (unit: ActorUnit, role: Role, workspaces: readonly number[] = []): boolean =>
  approvedByAsking(unit, { role, workspaces }) === "all";

export function decidingOn(where: Where, request: Request, deciders = decidersOf(where)): Deciding {
  const { people } = where.tx;
  const requester = people.get(request.requester);
  const standIns = standInsOf(where);
  const sides = sidesOf(where, request, requester, deciders, standIns);
  const all = sides.flatMap((side) => side.people);
  const alternates = request.escalation === null ? [] : alternatesOf(where);
  return {
    requester,
    words: request.approvals.flatMap((approval) => {
      const [by, whose] = [people.get(approval.by), people.get(approval.of ?? approval.by)];
      return by === null || whose === null ? [] : [{ approval, by, whose }];
    }),
    ...{ sides, alternates, standIns },
    receivers: receiversOf(where, request, [...all, ...alternates, ...standIns.map(({ by }) => by)]),
  };
}

/** Whom the settings name for a Request that nobody decides. */
function alternatesOf(where: Where): readonly Person[] {
  const setup = requireStarted(where);
  const { after } = setup.settings.escalation;
  return eachHuman(
    where,
    after === null ? [] : escalatedTo(setup).filter((person) => isMember(where, person)),
  );
}

/** Who stands in now, for approvers who are away and still there. A stand-in who has left stands in for nobody. */
function standInsOf(where: Where): readonly StandIn[] {
  const setup = requireStarted(where);
  const { people } = where.tx;
  return absencesNow(where).flatMap(({ person, standIn, until }) => {
    const [of, by] = [people.get(person), people.get(standIn)];
    const isValid = isAnyApprover(setup, person) && isMember(where, person) && isMember(where, standIn);
    return of !== null && by !== null && isValid ? [{ of, by, until }] : [];
  });
}

/** What a Request is about: its own Invitations, or those whose access is to go on; while it is open, as long as they have it. */
export function invitationsOf(
  tx: Tx,
  { id, role, state, extends: extended }: Request,
): readonly Invitation[] {
  if (extended.length === 0) return tx.invitations.ofRequest(id);
  const all = extended.flatMap((one) => tx.invitations.get(one) ?? []);
  return state === "open" ? all.filter((one) => !isOver(one) && one.role === role) : all;
}

/** Those of them who would become Admin, by any address of any of their accounts. */
function receiversOf({ tx }: Where, request: Request, deciders: readonly Person[]): readonly Person[] {
  if (request.role !== "admin") return [];
  const all = invitationsOf(tx, request);
  const proposed = request.extends.length > 0 ? all : all.filter(({ status }) => status === "proposed");
  const asked = new Set(proposed.map(({ address }) => address));
  const isAsked = ({ accounts }: Person) =>
    accounts.some(({ address }) => address !== null && asked.has(address));
  return deciders.filter((person) => [person, ...tx.people.others(person)].some(isAsked));
}

export function askedAbout(where: Where, request: Request): readonly PersonId[] {
  const deciding = decidingOn(where, request);
  return askedOf(where, request, deciding);
}

/** Whom to ask about a Request: where none of them may decide, all hear of it, so that somebody names another approver. */
function askedOf(where: Where, request: Request, deciding: Deciding): readonly PersonId[] {
  const setup = requireStarted(where);
  const asked = stillAsked(setup, request, deciding);
  return (asked.length === 0 ? decidersOf(where) : asked).map(({ id }) => id);
}

/** Whom its reminders go to: once others were asked, to them alone, and not to an approver for whom somebody stands in. */
export function remindedOf(where: Where, request: Request): readonly PersonId[] {
  const setup = requireStarted(where);
  const deciding = decidingOn(where, request);
  const alternates = alternatesAsked(setup, request, deciding).filter(
    (one) => reachable(where, one) !== null,
  );
  if (alternates.length > 0) return alternates.map(({ id }) => id);
  const away = standInsAsked(setup, request, deciding).map(({ of }) => of);
  return askedOf(where, request, deciding).filter((id) => !isAnyOf(where, id, away));
}

const isAnyOf = ({ tx }: Where, id: PersonId, people: readonly Person[]): boolean =>
  people.some((person) => isSameHuman(tx.people.get(id), person));

/** Whether all who are asked are away, for the Request or for a part that it cannot do without. */
export function areAllAway(where: Where, request: Request, deciding = decidingOn(where, request)): boolean {
  const setup = requireStarted(where);
  const away = awayNow(where);
  if (away.length === 0) return false;
  return sidesAsked(setup, request, deciding).some((side) => {
    const asked = stillAsked(setup, request, deciding, [side]);
    const all = asked.length === 0 ? side.people : asked;
    return all.length > 0 && all.every(({ id }) => isAnyOf(where, id, away));
  });
}

/** What counts as our own: the allowed domains, or else those of the owner's addresses. */
export function ownDomains({ tx }: Where): readonly string[] {
  const { settings, owner } = requireStarted({ tx });
  if (settings.domains.length > 0) return settings.domains;
  const addresses = tx.people.get(owner)?.accounts.flatMap(({ address }) => address ?? []) ?? [];
  return [...new Set(addresses.map(domainOf))];
}

/** The allowed domains may have been set after somebody asked, or after an Invitation went out. */
export function requireAllowedDomains({ settings }: Setup, all: readonly { address: string }[]): void {
  if (all.some(({ address }) => isOutside(address, settings.domains))) throw refuse("outside_domains");
}

/** With a member's account on a platform that is connected: whoever has none can press nothing. */
export const isMember = ({ tx, context }: Where, id: PersonId): boolean =>
  connected(context, tx.people.get(id)?.accounts ?? []).some(({ standing }) => standing === "member");

/** Each human once: whoever is told, or counted, twice on two platforms is one. Who can be written to stands for them. */
export function eachHuman(where: Where, ids: Iterable<PersonId>): readonly Person[] {
  const people = [...ids].flatMap((id) => where.tx.people.get(id) ?? []);
  const isOpen = (person: Person) => reachable(where, person) !== null;
  const known = new Map<string, Person[]>();
  for (const person of [...people.filter(isOpen), ...people.filter((one) => !isOpen(one))]) {
    // Only one human can hear as one; a group has too many to compare everybody with everybody.
    const alike = known.get(person.human) ?? [];
    if (!alike.some((other) => hearAsOne(other, person))) known.set(person.human, [...alike, person]);
  }
  return [...known.values()].flat();
}
