import type { AccountRef, Person } from "../../domain/accounts/person.ts";
import { isOwner } from "../../domain/setup/setup.ts";
import { lookAtAccount } from "../accounts/account-changes.ts";
import { outOfReach, type Unit } from "../core/context.ts";
import { tellOnce } from "../core/outgoing.ts";
import { openHome } from "../setup/home.ts";
import { toldAlerts } from "./alerts.ts";

const MY_REQUESTS = 5;

/** The platform does not let the bot write to this account; cards that concern the person say so. */
export function outOfReachNow(unit: Unit, { platform, id }: AccountRef): void {
  unit.tx.people.setUnreachable(platform, id, true);
  const person = unit.tx.people.byAccount(platform, id);
  if (person !== null) showReach(unit, person);
  // They may have left.
  lookAtAccount(unit, { platform, id });
}

/** Whoever comes to us can be written to, whatever failed before: their own page has what waited, and the owner gets the Alerts. */
export function reachedAgain(unit: Unit, { platform, id }: AccountRef): void {
  const { people } = unit.tx;
  if (!people.isUnreachable(platform, id)) return;
  const person = people.byAccount(platform, id);
  const missed = person !== null && outOfReach(unit, person.id).length > 0;
  people.setUnreachable(platform, id, false);
  if (!missed) return;
  const setup = unit.tx.setup.load();
  const alerts = setup !== null && isOwner(setup, person.id) ? toldAlerts(unit.tx) : [];
  for (const message of alerts) tellOnce(unit, person.id, message);
  openHome(unit, person, { platform, id });
  showReach(unit, person);
}

/** Redraws what says whether this person can be written to. */
function showReach(unit: Unit, { id }: Person): void {
  const { tx } = unit;
  const theirs = tx.requests.ofRequester(id, MY_REQUESTS).map((request) => request.id);
  const invited = tx.invitations.ofInvitee(id).map(({ request }) => request);
  const tasks = tx.tasks.open().filter(({ assignee }) => assignee === id);
  tx.changed(
    ...[...theirs, ...invited].map((request) => `request:${request}` as const),
    ...tasks.map((task) => `task:${task.id}` as const),
    "deciders",
    "helpers",
  );
}
