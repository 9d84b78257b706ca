import { isDeepStrictEqual } from "node:util";
import {
  type Account,
  type AccountRef,
  accountIn,
  hasAddress,
  type Person,
  type PersonId,
  statusOf,
} from "../../domain/accounts/person.ts";
import { type Invitation, RUNS_OUT_AFTER_MS } from "../../domain/invitations/invitation.ts";
import { aboutAlert, type Message } from "../../domain/message.ts";
import { isEndedByRequester } from "../../domain/requests/request.ts";
import {
  isAnyApprover,
  isOwner,
  namedInSettings,
  type Setup,
  STEP_NAMES,
  type StepName,
} from "../../domain/setup/setup.ts";
import { orElse } from "../../lib/errors.ts";
import { DAY_MS, isYounger } from "../../lib/timing.ts";
import type { Tx } from "../../store/tx.ts";
import type { LeftBehind } from "../../view/alerts/alert-cards.ts";
import { endAlerts, raise, tellAlert, toldAlerts } from "../alerts/alerts.ts";
import { endVoidAbsences } from "../approvals/absences.ts";
import { type Context, messengerOf, outOfReach, reachable, type Unit } from "../core/context.ts";
import { announce, enqueue, tell, tellOnce } from "../core/effects.ts";
import { requireStarted } from "../core/rights.ts";
import { eachHuman, isMember, namedDecidersOf } from "../requests/deciders.ts";
import { askAnew, planEscalations } from "../requests/reminders.ts";
import { openHome } from "../setup/overview.ts";
import { rescueTasks } from "../tasks/tasks.ts";
import { type JobHandler, type JobOf, NOTHING } from "../worker/job-handler.ts";
import { lookAtAccount, lookAtAccounts } from "./look-at-accounts.ts";

/** Nothing waits for whoever is no member any more, and somebody hears what they leave behind. */
export function noteAccount(unit: Unit, account: Account): void {
  const before = unit.tx.people.byAccount(account.platform, account.id);
  const was = before !== null && isMember(unit, before.id);
  const person = unit.tx.people.upsert(withStatus(unit, account, before), unit.now);
  if (before !== null && !isDeepStrictEqual(statusOf(before, unit.now), statusOf(person, unit.now)))
    unit.tx.changed("deciders");
  if (before === null || was === isMember(unit, person.id)) return;
  const setup = unit.tx.setup.load();
  if (setup === null) return;
  rescueTasks(unit);
  endVoidAbsences(unit);
  if (was) tellLeft(unit, setup, person);
  else {
    endAlerts(unit, "left", (left) => left.person === person.id);
    if (setup.settings.escalation.to.includes(person.id)) planEscalations(unit);
  }
  unit.tx.changed("deciders", "progress");
}

/** What people say of themselves concerns the bot where others wait for them, and is kept of nobody else. */
function withStatus({ tx }: Unit, account: Account, before: Person | null): Account {
  const setup = tx.setup.load();
  const isAsked = setup !== null && before !== null && namedInSettings(setup).includes(before.id);
  return isAsked ? account : { ...account, status: null };
}

function tellLeft(unit: Unit, setup: Setup, { id }: Person): void {
  if (isAnyApprover(setup, id)) askAnew(unit);
  if (isNothing(leftBehind(unit.tx, id))) return;
  unit.context.log.warn({ person: id }, "somebody who had something to do here has left");
  const alert = raise(unit, { kind: "left", person: id });
  const hearers = whoHears(unit, setup).flatMap((one) => (reachable(unit, one) ? { person: one.id } : []));
  tellAlert(unit, alert, hearers);
  if (hearers.length === 0) announce(unit, aboutAlert(alert));
}

function whoHears(unit: Unit, setup: Setup): readonly Person[] {
  const { tx, context } = unit;
  if (isMember(unit, setup.owner)) return eachHuman(unit, [setup.owner]);
  const named = context.owners.flatMap((address) => tx.people.byAddress(address) ?? []);
  const people = [...namedDecidersOf(unit), ...tx.people.admins(), ...named];
  return eachHuman(unit, new Set(people.map(({ id }) => id))).filter(({ id }) => isMember(unit, id));
}

/** Platforms do not tell of everybody who leaves, and Teams of nobody: whoever something waits for is looked at. */
export function lookAtHolders(unit: Unit): void {
  const setup = unit.tx.setup.load();
  if (setup === null) return;
  endAlerts(unit, "left", ({ person }) => isNothing(leftBehind(unit.tx, person)));
  const helpers = Object.values(setup.steps).flatMap(({ handedTo }) => handedTo ?? []);
  const assignees = unit.tx.tasks.open().map(({ assignee }) => assignee);
  const requesters = unit.tx.requests.open().map(({ requester }) => requester);
  const standIns = setup.settings.absences.map(({ standIn }) => standIn);
  const deciders = [...namedInSettings(setup), ...standIns];
  lookAtAccounts(unit, new Set([...deciders, ...helpers, ...assignees, ...requesters]));
}

const HAVE_ACCESS: readonly Invitation["status"][] = ["approved", "sending", "pending", "active"];

export function leftBehind(tx: Tx, person: PersonId): LeftBehind {
  const setup = requireStarted({ tx });
  const isHanded = (name: StepName) =>
    setup.steps[name].state === "open" && setup.steps[name].handedTo === person;
  return {
    setup: isOwner(setup, person),
    approver: !isOwner(setup, person) && namedInSettings(setup).includes(person),
    steps: STEP_NAMES.filter(isHanded),
    requests: tx.requests.open().flatMap(({ id, requester }) => (requester === person ? [id] : [])),
    invitations: tx.invitations.ofInvitee(person).filter(({ status }) => HAVE_ACCESS.includes(status)),
  };
}

export const isNothing = ({ setup, approver, steps, requests, invitations }: LeftBehind): boolean =>
  !setup && !approver && steps.length + requests.length + invitations.length === 0;

export const refreshAccount: JobHandler<"refresh-account"> = async (context, { platform, account: id }) => {
  const messenger = messengerOf(context, platform);
  if (messenger === null) return NOTHING;
  const told = await messenger.account(id).catch(orElse(null, "not_found"));
  return (unit) => {
    const person = unit.tx.people.byAccount(platform, id);
    const known = person === null ? undefined : accountIn(person, { platform, id });
    if (known === undefined) return;
    noteAccount(unit, told ?? { ...known, standing: "gone" });
  };
};

export const findInvitee: JobHandler<"find-invitee"> = async (context, { invitation: id }) => {
  const address = context.store.read((tx) => tx.invitations.get(id)?.address ?? null);
  const account = address === null ? null : await findByAddress(context, address);
  return (unit) => {
    const invitation = unit.tx.invitations.get(id);
    if (invitation === null) return;
    // Not every platform can be asked for an address: whom it does not find may have come to us by themselves.
    const known =
      account === null
        ? unit.tx.people.byAddress(invitation.address)
        : unit.tx.people.upsert(account, unit.now);
    if (known === null) return;
    const person = whoeverHears(unit, known, invitation);
    const found = { ...invitation, invitee: person.id };
    unit.tx.invitations.save(found);
    tellInvitee(unit, found, person);
  };
};

/** On the first platform that knows them. One that cannot be asked keeps nobody from being found on the other. */
async function findByAddress(context: Context, address: string): Promise<Account | null> {
  let failure: unknown;
  for (const messenger of context.messengers) {
    const account = await messenger.findByAddress(address).catch((error: unknown) => {
      failure ??= error;
      return null;
    });
    if (account !== null && isTheirs(account)) return account;
  }
  if (failure !== undefined) throw failure;
  return null;
}

/** An address that nobody confirmed may be somebody else's. Guests were let in by theirs. */
const isTheirs = ({ standing, addressVerified }: Account): boolean =>
  standing === "guest" || (addressVerified && standing === "member");

/** Whoever asked for themselves, where they asked; on the other platform, if nobody can write to them on this one. */
function whoeverHears(unit: Unit, person: Person, { address, request }: Invitation): Person {
  const { people, requests } = unit.tx;
  const requester = people.get(requests.get(request)?.requester ?? "");
  const theirs = [requester, person, ...people.others(person)].filter(
    (one) => one === person || (one !== null && hasAddress(one, address)),
  );
  return theirs.find((one) => one !== null && reachable(unit, one) !== null) ?? person;
}

const NUDGE_DAYS = [2, 5] as const;

function tellInvitee(unit: Unit, invitation: Invitation, person: Person): void {
  if (invitation.status === "active") tell(unit, person.id, { kind: "welcome", invitation: invitation.id });
  const { id, sentAt } = invitation;
  if (invitation.status !== "pending" || sentAt === null) return;
  tell(unit, person.id, { kind: "invitee", invitation: id, sentAt });
  if (!requireStarted(unit).settings.reminders) return;
  for (const day of NUDGE_DAYS) {
    const job = { kind: "nudge", invitation: id, sentAt, day } as const;
    enqueue(unit, job, `nudge:${id}:${sentAt}:${day}`, { dueAt: sentAt + day * DAY_MS });
  }
}

/** After a long sleep the next nudge may be due in the same moment, or the invitation may have run out. */
export function nudgeInvitee(unit: Unit, { invitation: id, sentAt, day }: JobOf<"nudge">): void {
  const invitation = unit.tx.invitations.get(id);
  if (invitation?.status !== "pending" || invitation.sentAt !== sentAt) return;
  const next = NUDGE_DAYS.find((later) => later > day) ?? RUNS_OUT_AFTER_MS / DAY_MS;
  if (invitation.invitee === null || unit.now >= sentAt + next * DAY_MS) return;
  tell(unit, invitation.invitee, { kind: "nudge", invitation: id, day, sentAt });
}

const MY_REQUESTS = 5;
/** What was decided longer ago is no news. */
const NEWS_FOR_MS = 7 * DAY_MS;

export function outOfReachNow(unit: Unit, { platform, id }: AccountRef): void {
  unit.tx.people.setUnreachable(platform, id, true);
  const person = unit.tx.people.byAccount(platform, id);
  if (person !== null) showReach(unit, person);
  // They may have left.
  lookAtAccount(unit, { platform, id });
}

/** Whoever comes to us can be written to, whatever failed before: they get what waited, and their own page has the rest. */
export function reachedAgain(unit: Unit, { platform, id }: AccountRef): void {
  const { people } = unit.tx;
  if (!people.isUnreachable(platform, id)) return;
  const person = people.byAccount(platform, id);
  const missed = person !== null && outOfReach(unit, person.id).length > 0;
  people.setUnreachable(platform, id, false);
  if (!missed) return;
  for (const message of waitingFor(unit, person.id)) tellOnce(unit, person.id, message);
  openHome(unit, person, { platform, id });
  showReach(unit, person);
}

function waitingFor({ tx, now }: Unit, person: PersonId): Message[] {
  const tasks = tx.tasks.open().filter(({ assignee }) => assignee === person);
  const asked = tx.requests.ofRequester(person, MY_REQUESTS);
  const news = asked.filter((one) => isYounger(one.decision?.at ?? one.createdAt, now, NEWS_FOR_MS));
  return [
    ...tasks.map(({ id }): Message => ({ kind: "task", task: id })),
    ...news.map((request): Message => {
      const knows = request.state === "open" || isEndedByRequester(request);
      return { kind: knows ? "asked" : "outcome", request: request.id };
    }),
    ...(tx.setup.load()?.owner === person ? toldAlerts(tx) : []),
  ];
}

function showReach(unit: Unit, { id }: Person): void {
  const { tx } = unit;
  for (const request of tx.requests.ofRequester(id, MY_REQUESTS)) tx.changed(`request:${request.id}`);
  for (const { request } of tx.invitations.ofInvitee(id)) tx.changed(`request:${request}`);
  for (const task of tx.tasks.open()) if (task.assignee === id) tx.changed(`task:${task.id}`);
  tx.changed("deciders", "helpers");
}
