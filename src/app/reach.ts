import { type Message, subjectOf, subjectsAbout } from "../domain/message.ts";
import type { AccountRef, Person, PersonId } from "../domain/person.ts";
import { isEndedByRequester } from "../domain/request.ts";
import { isApprover, isOwner, type Setup } from "../domain/setup.ts";
import { STEP_NAMES } from "../domain/step-name.ts";
import { lookAtAccount } from "./account-changes.ts";
import { toldAlerts } from "./alerts.ts";
import { openPlaces, outOfReach, type Unit } from "./context.ts";
import { askedAbout } from "./deciders.ts";
import { postAnew } from "./outgoing.ts";
import { DAY_MS } from "./schedule.ts";

const MY_REQUESTS = 5;
/** What was decided longer ago is no news. */
const NEWS_FOR_MS = 7 * DAY_MS;

/** The platform does not let the bot write to this account; cards that concern the person say so. */
export function outOfReachNow(unit: Unit, { platform, id }: AccountRef): void {
  unit.tx.people.setUnreachable(platform, id, true);
  const person = unit.tx.people.byAccount(platform, id);
  if (person !== null) showReach(unit, person);
  // They may have left.
  lookAtAccount(unit, { platform, id });
}

/** Whoever comes to us can be written to, whatever failed before: they get what waited for them and is still of use. */
export function reachedAgain(unit: Unit, { platform, id }: AccountRef): void {
  const { people } = unit.tx;
  if (!people.isUnreachable(platform, id)) return;
  const person = people.byAccount(platform, id);
  const missed = person !== null && outOfReach(unit, person.id).length > 0;
  people.setUnreachable(platform, id, false);
  if (!missed) return;
  for (const message of waitingFor(unit, person)) tellOnce(unit, person.id, message);
  showReach(unit, person);
}

/** Redraws what says whether this person can be written to. */
function showReach(unit: Unit, { id }: Person): void {
  const { tx } = unit;
  const setup = tx.setup.load();
  const open = tx.requests
    .open()
    .filter(({ requester }) => requester === id || (setup && isApprover(setup, id)));
  const theirs = tx.requests.ofRequester(id, MY_REQUESTS);
  const invited = tx.invitations.ofInvitee(id).map(({ request }) => request);
  const requests = [...open, ...theirs].map((request) => request.id);
  const tasks = tx.tasks.open().filter(({ assignee }) => assignee === id);
  tx.changed(
    ...[...requests, ...invited].map((request) => `request:${request}` as const),
    ...tasks.map((task) => `task:${task.id}` as const),
    "helpers",
    "homes",
  );
}

function waitingFor(unit: Unit, person: Person): Message[] {
  const setup = unit.tx.setup.load();
  if (setup === null) return [];
  const { tx, now } = unit;
  const tasks = tx.tasks.open().filter(({ assignee }) => assignee === person.id);
  const steps = STEP_NAMES.filter((name) => {
    const { state, handedTo } = setup.steps[name];
    return state === "open" && handedTo === person.id;
  });
  const asked = tx.requests
    .ofRequester(person.id, MY_REQUESTS)
    .filter(({ createdAt, decision }) => now - (decision?.at ?? createdAt) < NEWS_FOR_MS);
  return [
    ...tasks.map(({ id }): Message => ({ kind: "task", task: id })),
    ...steps.map((step): Message => ({ kind: "helper", step, at: now })),
    ...toDecide(unit, setup, person.id),
    ...asked.map((request): Message => {
      const knows = request.state === "open" || isEndedByRequester(request);
      return { kind: knows ? "asked" : "outcome", request: request.id };
    }),
    ...ownInvitation(unit, person.id),
    ...(isOwner(setup, person.id) ? toldAlerts(unit.tx) : []),
  ];
}

/** Requests that went to the approvers themselves. */
function toDecide({ tx, context }: Unit, setup: Setup, person: PersonId): Message[] {
  if (!isApprover(setup, person) || openPlaces({ tx, context }, setup.settings.approvals).length > 0)
    return [];
  return tx.requests
    .open()
    .filter((request) => askedAbout({ tx, context }, setup, request).includes(person))
    .map(({ id }): Message => ({ kind: "request", request: id }));
}

function ownInvitation({ tx }: Unit, person: PersonId): Message[] {
  const [newest] = tx.invitations.ofInvitee(person);
  if (newest === undefined) return [];
  const { id: invitation, status, sentAt } = newest;
  if (status === "active") return [{ kind: "welcome", invitation }];
  return status === "pending" && sentAt !== null ? [{ kind: "invitee", invitation, sentAt }] : [];
}

/** Not again what they have. */
export function tellOnce(unit: Unit, person: PersonId, message: Message): void {
  const told = message.kind === "helper" ? subjectsAbout("helper", message.step) : subjectOf(message);
  if (unit.tx.copies.ofSubject(told).some((copy) => copy.person === person)) return;
  postAnew(unit, message, { person });
}
