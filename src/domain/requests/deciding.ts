import { type Actor, isSameHuman, type Person, type PersonId } from "../accounts/person.ts";
import type { StandIn } from "../approvals/absence.ts";
import type { Role } from "../invitations/invitation.ts";
import { refuse } from "../refusal.ts";
import { escalatedTo, isApproverOf, type Setup } from "../setup/setup.ts";
import { type Approval, type Request, requireOpen } from "./request.ts";

/** Those of whom one has to approve: of a Workspace that has its own, or (null) of the Organization. Each human once. */
export type Side = { readonly workspace: number | null; readonly people: readonly Person[] };

/** `whose`: the approver whose word it is, by themselves or by who stood in for them. */
type Word = { readonly approval: Approval; readonly by: Person; readonly whose: Person };

/**
 * `sides`: the approvers who are still there. `alternates`: who else was asked, because nobody had decided. `standIns`: who
 * decides in place of approvers who are away. `receivers`: whoever of all these would become Admin by it. `words`: the
 * approvals so far.
 */
export type Deciding = {
  readonly requester: Person | null;
  readonly sides: readonly Side[];
  readonly words: readonly Word[];
  readonly alternates: readonly Person[];
  readonly standIns: readonly StandIn[];
  readonly receivers: readonly Person[];
};

const isAmong = (people: readonly Person[], person: Person | null): boolean =>
  people.some((other) => isSameHuman(other, person));

/** All others, or the only one there is. None, when an address that changed hands makes several of them the requester. */
function decidersOn({ requester }: Deciding, { people }: Side): readonly Person[] {
  return people.length === 1 ? people : people.filter((person) => !isSameHuman(person, requester));
}

/**
 * Those of them who may approve it: nobody the Admin role that they would receive. Where nobody else is left, an approver
 * who asks for it is the other person whom that takes.
 */
function approversOn(deciding: Deciding, side: Side): readonly Person[] {
  const { requester, receivers } = deciding;
  const may = decidersOn(deciding, side);
  const others = may.filter((person) => !isAmong(receivers, person));
  const isAskedByApprover = isAmong(side.people, requester);
  return others.length === 0 && (side.people.length === 1 || isAskedByApprover) ? may : others;
}

/** Who was asked as well for a side: not the requester, nor who would become Admin by it. */
const alternatesFor = ({ requester, alternates, receivers }: Deciding, side: Side): readonly Person[] =>
  alternates.filter(
    (person) =>
      !isSameHuman(person, requester) && !isAmong(receivers, person) && !isAmong(side.people, person),
  );

const mayApproveOn = (deciding: Deciding, side: Side): readonly Person[] => [
  ...approversOn(deciding, side),
  ...alternatesFor(deciding, side),
];

/** Whether the Setup wants two for Admin. An approver who asks is one of them, and nobody waits for a second who is not there. */
const takesTwo = ({ settings }: Setup, { role }: Request, deciding: Deciding, side: Side): boolean =>
  side.workspace === null &&
  settings.adminNeedsTwo &&
  role === "admin" &&
  approversOn(deciding, side).length > 1 &&
  !isAmong(side.people, deciding.requester);

/** By a right of their own account: who is only taken for the human who has one has none by that. */
const maySpeakOn = (setup: Setup, deciding: Deciding, side: Side, person: Person): boolean =>
  (isApproverOf(setup, side.workspace, person.id) && isAmong(approversOn(deciding, side), person)) ||
  (escalatedTo(setup).includes(person.id) && isAmong(alternatesFor(deciding, side), person));

/**
 * What was approved on a side, while those who did may still do so, and by the requester who is on it; not two words of one
 * human.
 */
export function wordsOn(setup: Setup, { role }: Request, deciding: Deciding, side: Side): readonly Word[] {
  const { requester, words } = deciding;
  const isOwn = (person: Person) =>
    isSameHuman(person, requester) &&
    mayCarryOwn(role, side) &&
    isApproverOf(setup, side.workspace, person.id) &&
    isAmong(side.people, person);
  const counted = words.filter(({ whose }) => maySpeakOn(setup, deciding, side, whose) || isOwn(whose));
  const isFirst = ({ by }: Word, at: number) =>
    counted.findIndex((other) => isSameHuman(other.by, by)) === at;
  return counted.filter(isFirst);
}

/** How many approvals a side still takes. */
export function missingOn(setup: Setup, request: Request, deciding: Deciding, side: Side): number {
  const needed = takesTwo(setup, request, deciding, side) ? 2 : 1;
  return Math.max(0, needed - wordsOn(setup, request, deciding, side).length);
}

/** Those that still have to approve. */
const openSides = (setup: Setup, request: Request, deciding: Deciding): readonly Side[] =>
  deciding.sides.filter((side) => missingOn(setup, request, deciding, side) > 0);

/** What counts as long as the Request takes more than that. */
export function wordsThatCount(setup: Setup, request: Request, deciding: Deciding): readonly Word[] {
  if (openSides(setup, request, deciding).length === 0) return [];
  const counts = (word: Word) =>
    deciding.sides.some((side) => wordsOn(setup, request, deciding, side).includes(word));
  return deciding.words.filter(counts);
}

/** The sides that are asked: those that still have to approve. Where the settings have changed, none may have to: then all. */
export function sidesAsked(setup: Setup, request: Request, deciding: Deciding): readonly Side[] {
  const open = openSides(setup, request, deciding);
  return open.length === 0 ? deciding.sides : open;
}

/** Whose word is still wanted on a side, and who stands in for one of these and has given none there. */
function askedOn(setup: Setup, request: Request, deciding: Deciding, side: Side) {
  const isOpen = missingOn(setup, request, deciding, side) > 0;
  const given = isOpen ? wordsOn(setup, request, deciding, side).flatMap(({ by, whose }) => [by, whose]) : [];
  const people = mayApproveOn(deciding, side).filter((person) => !isAmong(given, person));
  const { requester, receivers, standIns } = deciding;
  const mayStandIn = (by: Person) => !isSameHuman(requester, by) && !isAmong([...receivers, ...given], by);
  return { people, standIns: standIns.filter(({ by, of }) => isAmong(people, of) && mayStandIn(by)) };
}

const unique = <T>(all: readonly T[]): readonly T[] => [...new Set(all)];

/** Who was asked because nobody else had decided. */
export const alternatesAsked = (setup: Setup, request: Request, deciding: Deciding): readonly Person[] =>
  unique(
    sidesAsked(setup, request, deciding).flatMap((side) => {
      const { people } = askedOn(setup, request, deciding, side);
      return alternatesFor(deciding, side).filter((person) => people.includes(person));
    }),
  );

/** Whoever stands in for one of them: neither the requester, nor who gets Admin by it, nor who has approved already. */
export const standInsAsked = (setup: Setup, request: Request, deciding: Deciding): readonly StandIn[] =>
  unique(
    sidesAsked(setup, request, deciding).flatMap((side) => askedOn(setup, request, deciding, side).standIns),
  );

/** Whom to ask: those approvers, and whoever stands in for one of them; each human once. `sides`: for these alone. */
export function stillAsked(
  setup: Setup,
  request: Request,
  deciding: Deciding,
  sides = sidesAsked(setup, request, deciding),
): readonly Person[] {
  const asked = sides.map((side) => askedOn(setup, request, deciding, side));
  const all: Person[] = [];
  for (const person of [
    ...asked.flatMap(({ people }) => people),
    ...asked.flatMap(({ standIns }) => standIns.map(({ by }) => by)),
  ])
    if (!isAmong(all, person)) all.push(person);
  return all;
}

/** The approver, one of `among`, for whom somebody decides who is none themselves; null: nobody. */
function inPlaceOf(setup: Setup, actor: Actor, deciding: Deciding, among: readonly Person[]) {
  if (isDecider(setup, actor, deciding) || actor.account.standing !== "member") return null;
  const standIn = deciding.standIns.find(({ by, of }) => by.id === actor.person.id && isAmong(among, of));
  return standIn?.of ?? null;
}

/** As an approver of a side, or as one whom the settings name for a Request that nobody decides. */
export function isDecider(
  setup: Setup,
  { account, person }: Actor,
  { sides, alternates }: Deciding,
): boolean {
  if (account.standing !== "member") return false;
  if (sides.some(({ workspace }) => isApproverOf(setup, workspace, person.id))) return true;
  return escalatedTo(setup).includes(person.id) && isAmong(alternates, person);
}

const allDeciders = (deciding: Deciding): readonly Person[] =>
  deciding.sides.flatMap((side) => decidersOn(deciding, side));

/** For whom somebody who stands in denies or changes. */
export const decidesFor = (setup: Setup, actor: Actor, deciding: Deciding): Person | null =>
  inPlaceOf(setup, actor, deciding, allDeciders(deciding));

/** Whose words somebody gives by one press: for each side their own, or else that of somebody whom they stand in for. */
export function wordsOfPress(
  setup: Setup,
  request: Request,
  actor: Actor,
  deciding: Deciding,
): readonly Person[] {
  const { person } = actor;
  const mayDecide = isDecider(setup, actor, deciding);
  const words = sidesAsked(setup, request, deciding).flatMap((side) => {
    const { people, standIns } = askedOn(setup, request, deciding, side);
    if (mayDecide && isAmong(people, person) && maySpeakOn(setup, deciding, side, person)) return [person];
    return standIns
      .filter(({ by }) => by.id === person.id)
      .map(({ of }) => of)
      .slice(0, 1);
  });
  return unique(words);
}

/** Only those who are asked decide, and nobody on their own Request, on whichever platform, unless no other is left. */
export function requireMayDecide(setup: Setup, request: Request, actor: Actor, deciding: Deciding): void {
  requireOpen(request);
  const { requester } = deciding;
  if (decidesFor(setup, actor, deciding) !== null) {
    if (isSameHuman(requester, actor.person)) throw refuse("own_request");
    return;
  }
  if (!isDecider(setup, actor, deciding))
    throw refuse(isApproverOf(setup, null, actor.person.id) ? "other_approvers" : "not_approver");
  const may = isAmong(allDeciders(deciding), actor.person);
  if (isSameHuman(requester, actor.person) && !may) throw refuse("own_request");
}

/** The same; whoever would become Admin by it may still deny it, or take themselves out. */
export function requireMayApprove(setup: Setup, request: Request, actor: Actor, deciding: Deciding): void {
  requireMayDecide(setup, request, actor, deciding);
  const { person } = actor;
  const may = deciding.sides.flatMap((side) => mayApproveOn(deciding, side));
  if (isAmong(deciding.receivers, person) && !isAmong(may, person)) throw refuse("own_admin");
}

/** Whether these are the last that it takes. */
export function areLastWords(
  setup: Setup,
  request: Request,
  deciding: Deciding,
  words: readonly Word[],
): boolean {
  const after = { ...deciding, words: [...deciding.words, ...words] };
  return openSides(setup, request, after).length === 0;
}

/** An approver may carry their own invitation, unless it grants Admin and there is another approver. */
const mayCarryOwn = (role: Role, { people }: Side): boolean => role !== "admin" || people.length === 1;

/** The sides on which somebody needs nobody else for what they ask. */
export const ownSides = (
  setup: Setup,
  role: Role,
  person: PersonId,
  sides: readonly Side[],
): readonly Side[] =>
  sides.filter((side) => isApproverOf(setup, side.workspace, person) && mayCarryOwn(role, side));
