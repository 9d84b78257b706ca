import type { AccountRef, Person, PersonId } from "../../domain/accounts/person.ts";
import type { Message } from "../../domain/message.ts";
import { isEndedByRequester } from "../../domain/requests/request.ts";
import { isOwner } from "../../domain/setup/setup.ts";
import { isYounger } from "../../lib/timing.ts";
import { lookAtAccount } from "../accounts/accounts.ts";
import { outOfReach, type Unit } from "../core/context.ts";
import { DAY_MS, tellOnce } from "../core/handler.ts";
import { openHome } from "../setup/overview.ts";
import { toldAlerts } from "./alerts.ts";

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
  const setup = tx.setup.load();
  return [
    ...tasks.map(({ id }): Message => ({ kind: "task", task: id })),
    ...news.map((request): Message => {
      const knows = request.state === "open" || isEndedByRequester(request);
      return { kind: knows ? "asked" : "outcome", request: request.id };
    }),
    ...(setup !== null && isOwner(setup, person) ? toldAlerts(tx) : []),
  ];
}

function showReach(unit: Unit, { id }: Person): void {
  const { tx } = unit;
  for (const request of tx.requests.ofRequester(id, MY_REQUESTS)) tx.changed(`request:${request.id}`);
  for (const { request } of tx.invitations.ofInvitee(id)) tx.changed(`request:${request}`);
  for (const task of tx.tasks.open()) if (task.assignee === id) tx.changed(`task:${task.id}`);
  tx.changed("deciders", "helpers");
}
