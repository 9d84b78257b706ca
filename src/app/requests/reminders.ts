import type { PersonId } from "../../domain/accounts/person.ts";
import type { Job } from "../../domain/job.ts";
import { type Message, messageOf, type Subject, subjectsAbout } from "../../domain/message.ts";
import { LAPSE_AFTER_MS, type Request } from "../../domain/requests/request.ts";
import { approversOf, type RemindAfter, type Setup } from "../../domain/setup/setup.ts";
import { afterWorkingHours } from "../../domain/working-hours.ts";
import type { Tx } from "../../store/tx.ts";
import { openPlaces, type Unit } from "../core/context.ts";
import { enqueue, post, tell } from "../core/outgoing.ts";
import { requireStarted } from "../core/rights.ts";
import { askedAbout } from "./deciders.ts";

type Reminder = Extract<Job, { kind: "remind" }>;
/** What somebody is reminded of: a Request to decide, or a Task or a step, handed to them `since` then (epoch ms). */
type Waiting = Pick<Reminder, "request" | "task" | "step" | "since">;

/** After how many working hours of their own zone each of the three reminders comes: each wait is twice the last. */
const remindAfter = (first: RemindAfter) => [first, 3 * first, 7 * first];

const zoneOf = ({ tx }: Unit, person: PersonId): string => tx.people.get(person)?.timezone ?? "UTC";

/** Reminders count from when somebody got it, and nothing starts them anew: a Task that grows keeps those it has. */
export function planReminders(unit: Unit, about: Waiting, people: readonly PersonId[]): void {
  const { reminders, remindAfter: hours } = requireStarted(unit).settings;
  if (!reminders) return;
  for (const person of people) {
    afterWorkingHours(unit.now, remindAfter(hours), zoneOf(unit, person)).forEach((dueAt, index) => {
      const times = index + 1;
      const job: Job = { kind: "remind", ...about, person, times, hours };
      enqueue(unit, job, `remind:${nameOf(job)}:${person}:${times}`, { dueAt });
    });
  }
}

function nameOf({ request, task, step, since }: Reminder): string {
  if (task !== undefined) return since === undefined ? `task-${task}` : `task-${task}-${since}`;
  return step === undefined ? String(request) : `step-${step}-${since}`;
}

/** `planned`: when it was (epoch ms). After a long sleep the next one may be due as well, and one says it. */
export function remind(unit: Unit, job: Reminder, planned: number): void {
  const setup = requireStarted(unit);
  // Whoever it was planned for may be one with another person since.
  const person = unit.tx.people.get(job.person)?.id ?? job.person;
  const next = afterWorkingHours(planned, remindAfter(job.hours), zoneOf(unit, person))[job.times];
  if (next !== undefined && next <= unit.now) return;
  const message = setup.settings.reminders ? reminderOf(unit, setup, { ...job, person }) : null;
  if (message !== null) tell(unit, person, message);
}

function reminderOf({ tx, now, ...unit }: Unit, setup: Setup, job: Reminder): Message | null {
  const { person, times, since } = job;
  if (job.task !== undefined) {
    const task = tx.tasks.get(job.task);
    const waits = task?.state === "open" && task.assignee === person;
    if (!waits || isHandedAgain(tx, subjectsAbout("task", task.id), job)) return null;
    return { kind: "task-reminder", task: task.id, person, times, since };
  }
  if (job.step !== undefined && since !== undefined) {
    const { state, handedTo } = setup.steps[job.step];
    const waits = state === "open" && handedTo === person;
    if (!waits || isHandedAgain(tx, subjectsAbout("helper", job.step), job)) return null;
    return { kind: "helper-reminder", step: job.step, since, times };
  }
  const request = job.request === undefined ? null : tx.requests.get(job.request);
  // After a long sleep its end may be due in the same moment.
  const waits = request?.state === "open" && now < request.createdAt + LAPSE_AFTER_MS;
  const isAsked = waits && askedAbout({ tx, ...unit }, setup, request).includes(person);
  return isAsked ? { kind: "reminder", request: request.id, person, times } : null;
}

/** To somebody else and back, or once more to the same person: the newer reminders count. */
const isHandedAgain = ({ posted }: Tx, about: Subject, { since = 0, person }: Reminder): boolean =>
  posted.ofSubject(about).some((copy) => {
    const message = messageOf(copy.subject);
    const at = message?.kind === "task" || message?.kind === "helper" ? message.at : 0;
    return copy.person === person && (at ?? 0) > since;
  });

/**
 * Those who are to decide get the Request, in the approvals channels or, without any that is open, by direct message, and
 * are reminded of it. Nobody gets it twice.
 */
export function askApprovers(
  unit: Unit,
  setup: Setup,
  request: Request,
  people: readonly PersonId[] = approversOf(setup),
): void {
  const deciders = askedAbout(unit, setup, request).filter((id) => people.includes(id));
  const card = { kind: "request", request: request.id } as const;
  const places = openPlaces(unit, setup.settings.approvals);
  for (const { platform, channel } of places) post(unit, card, { place: { platform, channel } });
  if (places.length === 0) for (const person of deciders) tell(unit, person, card);
  planReminders(unit, { request: request.id }, deciders);
}

export function askAnew(unit: Unit, setup: Setup, people?: readonly PersonId[]): void {
  for (const request of unit.tx.requests.open()) askApprovers(unit, setup, request, people);
}

/** Somebody who becomes an approver decides about what is open already, and is reminded of it like the others. */
export function welcomeApprovers(unit: Unit, setup: Setup, added: readonly PersonId[]): void {
  for (const person of added)
    if (person !== setup.owner) tell(unit, person, { kind: "approver", person, at: unit.now });
  askAnew(unit, setup, added);
}
