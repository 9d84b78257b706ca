import { type Account, accountIn, type Person, type PersonId } from "../../domain/accounts/person.ts";
import type { Invitation } from "../../domain/invitations/invitation.ts";
import { aboutAlert } from "../../domain/message.ts";
import { approversOf, isOwner, type Setup, STEP_NAMES, type StepName } from "../../domain/setup/setup.ts";
import type { Tx } from "../../store/tx.ts";
import { endAlerts, raise, tellAlert } from "../alerts/alerts.ts";
import { connected, reachable, type Unit } from "../core/context.ts";
import { announce, enqueue } from "../core/outgoing.ts";
import { requireStarted } from "../core/rights.ts";
import { decidersOf, eachHuman, isMember } from "../requests/deciders.ts";
import { askAnew } from "../requests/reminders.ts";
import { rescueTasks } from "../tasks/tasks.ts";
import { languageTold } from "./language.ts";

/**
 * Notes what a platform says of an account. Nothing waits for whoever is no member any more (deactivated, a guest, in
 * another organization), and somebody hears what they leave behind.
 */
export function noteAccount(unit: Unit, account: Account): void {
  const before = unit.tx.people.byAccount(account.platform, account.id);
  const was = before !== null && isMember(unit, before.id);
  const person = unit.tx.people.upsert(account, unit.now);
  const earlier = before === null ? undefined : accountIn(before, account);
  if (earlier !== undefined) languageTold(unit, person.id, earlier, account);
  if (before === null || was === isMember(unit, person.id)) return;
  const setup = unit.tx.setup.load();
  if (setup === null) return;
  rescueTasks(unit);
  if (was) tellLeft(unit, setup, person);
  else endAlerts(unit, "left", (left) => left.person === person.id);
  unit.tx.changed("deciders", "progress");
}

function tellLeft(unit: Unit, setup: Setup, { id }: Person): void {
  if (approversOf(setup).includes(id)) askAnew(unit, setup);
  if (isNothing(leftBehind(unit.tx, id))) return;
  unit.context.log.warn({ person: id }, "somebody who had something to do here has left");
  const alert = raise(unit, { kind: "left", person: id });
  const hearers = whoHears(unit, setup).filter((person) => reachable(unit, person) !== null);
  tellAlert(
    unit,
    alert,
    hearers.map((person) => ({ person: person.id })),
  );
  if (hearers.length === 0) announce(unit, aboutAlert(alert), "milestone");
}

/** The owner. Without one the approvers, and whoever can claim the Setup, as far as the bot knows them. */
function whoHears(unit: Unit, setup: Setup): readonly Person[] {
  const { tx, context } = unit;
  if (isMember(unit, setup.owner)) return eachHuman(unit, [setup.owner]);
  const named = context.owners.flatMap((address) => tx.people.byAddress(address) ?? []);
  const people = [...decidersOf(unit, setup), ...tx.people.admins(), ...named];
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
  const holders = new Set<PersonId>([...approversOf(setup), ...helpers, ...assignees, ...requesters]);
  for (const id of holders)
    for (const account of connected(unit.context, unit.tx.people.get(id)?.accounts ?? []))
      if (account.standing !== "gone") lookAtAccount(unit, account);
}

export function lookAtAccount(unit: Unit, { platform, id }: Pick<Account, "platform" | "id">): void {
  const key = `account:${platform}:${id}`;
  enqueue(unit, { kind: "refresh-account", platform, account: id }, key, { collapse: true });
}

/** What waits for somebody, or was given to them, and stays behind when they leave. */
export type LeftBehind = {
  readonly setup: boolean;
  readonly approver: boolean;
  readonly steps: readonly StepName[];
  /** Open ones that they asked for, by number. */
  readonly requests: readonly number[];
  /** Theirs, which Mistral has or is about to get. */
  readonly invitations: readonly Invitation[];
};

const HAVE_ACCESS: readonly Invitation["status"][] = ["approved", "sending", "pending", "active"];

export function leftBehind(tx: Tx, person: PersonId): LeftBehind {
  const setup = requireStarted({ tx });
  const isHanded = (name: StepName) =>
    setup.steps[name].state === "open" && setup.steps[name].handedTo === person;
  return {
    setup: isOwner(setup, person),
    approver: setup.settings.approvers.includes(person),
    steps: STEP_NAMES.filter(isHanded),
    requests: tx.requests.open().flatMap(({ id, requester }) => (requester === person ? [id] : [])),
    invitations: tx.invitations.ofInvitee(person).filter(({ status }) => HAVE_ACCESS.includes(status)),
  };
}

export const isNothing = ({ setup, approver, steps, requests, invitations }: LeftBehind): boolean =>
  !setup && !approver && steps.length + requests.length + invitations.length === 0;
