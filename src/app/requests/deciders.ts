import { hearAsOne, isSameHuman, type Person, type PersonId } from "../../domain/accounts/person.ts";
import { isAway, type StandIn } from "../../domain/approvals/absence.ts";
import type { Role } from "../../domain/invitations/invitation.ts";
import { refuse } from "../../domain/refusal.ts";
import { domainOf, isOutside } from "../../domain/requests/address.ts";
import {
  type Deciding,
  mayInviteAlone,
  type Request,
  standInsAsked,
  stillAsked,
} from "../../domain/requests/request.ts";
import { approversOf, isApprover, type Setup } from "../../domain/setup/setup.ts";
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

/** Whether somebody's own invitation needs nobody else. */
export const invitesAlone = (unit: ActorUnit, role: Role): boolean =>
  mayInviteAlone(requireStarted(unit), role, unit.me, decidersOf(unit));

export function decidingOn(where: Where, request: Request, deciders = decidersOf(where)): Deciding {
  const { people } = where.tx;
  const { firstApproval: first } = request;
  const standIns = standInsOf(where);
  return {
    requester: people.get(request.requester),
    agreed: first && people.get(first.of ?? first.by),
    agreedBy: first && people.get(first.by),
    ...{ deciders, standIns },
    receivers: receiversOf(where, request, [...deciders, ...standIns.map(({ by }) => by)]),
  };
}

/** Who stands in now, for approvers who are away and still there. A stand-in who has left stands in for nobody. */
function standInsOf(where: Where): readonly StandIn[] {
  const setup = requireStarted(where);
  const { people } = where.tx;
  const away = setup.settings.absences.filter((one) => isAway(one, where.context.now()));
  return away.flatMap(({ person, standIn, until }) => {
    const [of, by] = [people.get(person), people.get(standIn)];
    const isValid = isApprover(setup, person) && isMember(where, person) && isMember(where, standIn);
    return of !== null && by !== null && isValid ? [{ of, by, until }] : [];
  });
}

/** Those of them who would become Admin, by any address of any of their accounts. */
function receiversOf({ tx }: Where, { id, role }: Request, deciders: readonly Person[]): readonly Person[] {
  if (role !== "admin") return [];
  const proposed = tx.invitations.ofRequest(id).filter(({ status }) => status === "proposed");
  const asked = new Set(proposed.map(({ address }) => address));
  const isAsked = ({ accounts }: Person) =>
    accounts.some(({ address }) => address !== null && asked.has(address));
  return deciders.filter((person) => [person, ...tx.people.others(person)].some(isAsked));
}

/** Whom to ask about a Request: where none of them may decide, all hear of it, so that somebody names another approver. */
export function askedAbout(where: Where, request: Request): readonly PersonId[] {
  const deciding = decidingOn(where, request);
  const asked = stillAsked(requireStarted(where), request, deciding);
  return (asked.length === 0 ? deciding.deciders : asked).map(({ id }) => id);
}

/** Whether somebody is asked in place of that approver, who is away. */
export const isStoodInFor = (where: Where, request: Request, approver: Person): boolean =>
  standInsAsked(requireStarted(where), request, decidingOn(where, request)).some(({ of }) =>
    isSameHuman(of, approver),
  );

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
  const known: Person[] = [];
  for (const person of [...people.filter(isOpen), ...people.filter((one) => !isOpen(one))])
    if (!known.some((other) => hearAsOne(other, person))) known.push(person);
  return known;
}
