import type { PersonId } from "../../domain/accounts/person.ts";
import type { Job } from "../../domain/job.ts";
import { type Message, messageOf } from "../../domain/message.ts";
import { isWaiting, type Request } from "../../domain/requests/request.ts";
import type { RemindAfter } from "../../domain/setup/settings.ts";
import { isApprover, isNamedApprover, type Setup, type StepName } from "../../domain/setup/setup.ts";
import { afterWorkingHours } from "../../domain/working-hours.ts";
import type { Unit } from "../core/context.ts";
import { enqueue, openPlaces, post, tell } from "../core/effects.ts";
import { requireStarted } from "../core/rights.ts";
import { areAllAway, askedAbout, remindedOf } from "./deciders.ts";

type Reminder = Extract<Job, { kind: "remind" }>;

/** After how many working hours of their own zone each of the three reminders comes: each wait is twice the last. */
const remindAfter = (first: RemindAfter) => [first, 3 * first, 7 * first];

/** How many of them are still to come after so many working hours. */
export const remindersAfter = ({ settings }: Setup, hours: number): number =>
  remindAfter(settings.remindAfter).filter((each) => each > hours).length;

export const zoneOf = ({ tx }: Unit, person: PersonId): string => tx.people.get(person)?.timezone ?? "UTC";

/**
 * They count from now, and nothing starts them anew: a Task that grows keeps those it has. `since` tells this handing from
 * others.
 */
export function planReminders(
  unit: Unit,
  of: Reminder["of"],
  about: number | StepName,
  people: readonly PersonId[],
  since = unit.now,
  most = 3,
): void {
  const { reminders, remindAfter: hours } = requireStarted(unit).settings;
  if (!reminders) return;
  const waits = remindAfter(hours).slice(0, most);
  for (const person of people) {
    afterWorkingHours(unit.now, waits, zoneOf(unit, person)).forEach((dueAt, index) => {
      const times = index + 1;
      const job: Job = { kind: "remind", of, about: `${about}`, since, person, times, hours };
      enqueue(unit, job, `remind:${of}-${about}-${since}:${person}:${times}`, { dueAt });
    });
  }
}

/** `planned`: when it was (epoch ms). After a long sleep the next one may be due as well, and one says it. */
export function remind(unit: Unit, { of, about, since, times, ...job }: Reminder, planned: number): void {
  const setup = requireStarted(unit);
  // Whoever it was planned for may be one with another person since.
  const person = unit.tx.people.get(job.person)?.id ?? job.person;
  const next = afterWorkingHours(planned, remindAfter(job.hours), zoneOf(unit, person))[times];
  if ((next !== undefined && next <= unit.now) || !setup.settings.reminders) return;
  const message: Message<"reminder"> = { kind: "reminder", of, about, since, times };
  if (waitsFor(unit, setup, message, person)) tell(unit, person, message);
}

function waitsFor(unit: Unit, setup: Setup, { of, about, since }: Message<"reminder">, person: PersonId) {
  const { tx, now } = unit;
  if (of === "request") {
    const request = tx.requests.get(Number(about));
    return isWaiting(request, now) && remindedOf(unit, request).includes(person);
  }
  const held = of === "task" ? tx.tasks.get(Number(about)) : setup.steps[about as StepName];
  const holder = held !== null && "assignee" in held ? held.assignee : held?.handedTo;
  // To somebody else and back, or once more to the same person: the newer reminders count.
  const theirs = tx.posted.ofSubject(`${of}:${about}`).findLast((copy) => copy.person === person);
  const card = theirs === undefined ? null : messageOf(theirs.subject);
  const handedAt = card !== null && "at" in card ? card.at : undefined;
  const isHandedAgain = handedAt !== undefined && handedAt !== since;
  return held?.state === "open" && holder === person && !isHandedAgain;
}

/** In the approvals channels or, without any that is open, by direct message; with reminders. Nobody gets it twice. */
export function askApprovers(unit: Unit, request: Request, people?: readonly PersonId[]): void {
  const setup = requireStarted(unit);
  const { settings } = setup;
  const asked = askedAbout(unit, request);
  const deciders = asked.filter((id) => people === undefined || people.includes(id));
  const card = { kind: "request", request: request.id } as const;
  const places = openPlaces(unit, settings.approvals);
  for (const { platform, channel } of places) post(unit, card, { place: { platform, channel } });
  // Who stands in may not be where the approvers are.
  const alone = deciders.filter((person) => places.length === 0 || !isApprover(setup, person));
  for (const person of alone) tell(unit, person, card);
  // Before the reminders: an approver is not reminded in the moment in which others are asked.
  planEscalation(unit, request, asked);
  // A card that mentions a group is all that its people get: whoever names many does not mean to have each reminded.
  const reminded = deciders.filter((person) => !isApprover(setup, person) || isNamedApprover(setup, person));
  planReminders(unit, "request", request.id, reminded, request.createdAt);
}

/** When all who were asked have had their working hours; at once where each of them is away. */
export function planEscalation(unit: Unit, request: Request, asked = askedAbout(unit, request)): void {
  const { id, createdAt } = request;
  const { after } = requireStarted(unit).settings.escalation;
  const plan = (hours: typeof after, dueAt: number) =>
    enqueue(unit, { kind: "escalate", request: id, after: hours }, `escalate:${id}:${hours}`, {
      ...{ dueAt, collapse: true },
    });
  if (areAllAway(unit, request)) plan(null, unit.now);
  if (after === null) return;
  const zones = new Set(asked.map((person) => zoneOf(unit, person)));
  const ends = [...zones].flatMap((zone) => afterWorkingHours(createdAt, [after], zone));
  plan(after, Math.max(unit.now, ...ends));
}

/** Also of a step that was closed and is open again: a card that changes notifies nobody. */
export function askHelper(unit: Unit, step: StepName, helper: PersonId): void {
  tell(unit, helper, { kind: "helper", step, at: unit.now });
  planReminders(unit, "helper", step, [helper]);
}

export function askAnew(unit: Unit, people?: readonly PersonId[]): void {
  for (const request of unit.tx.requests.open()) askApprovers(unit, request, people);
}

/** The settings have changed, or whom they name is back. */
export function planEscalations(unit: Unit): void {
  for (const request of unit.tx.requests.open()) planEscalation(unit, request);
}

/** Somebody who becomes an approver decides about what is open already, and is reminded of it like the others. */
export function welcomeApprovers(unit: Unit, added: readonly PersonId[], workspace?: number): void {
  const { owner } = requireStarted(unit);
  for (const person of added)
    if (person !== owner) tell(unit, person, { kind: "approver", person, workspace, at: unit.now });
  askAnew(unit, added);
}
