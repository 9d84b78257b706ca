import type { Person } from "../accounts/person.ts";
import type { Refusal } from "../refusal.ts";
import type { Request } from "../requests/request.ts";
import { isApprover, isOwner, mayWorkOn, type Setup } from "../setup/setup.ts";
import { STEP_NAMES } from "../setup/step-name.ts";
import type { Task } from "../tasks/task.ts";

/** Where rights are written down. */
type Given = {
  readonly setup: Setup;
  readonly tasks: readonly Pick<Task, "assignee">[];
  readonly requests: readonly Pick<Request, "requester">[];
};

type Holds = (given: Given, person: Person) => boolean;

const approves: Holds = ({ setup }, { id }) => isApprover(setup, id);
const worksOnStep: Holds = ({ setup }, { id }) => STEP_NAMES.some((name) => mayWorkOn(setup, id, name));
const hasTask: Holds = ({ tasks }, { id }) => tasks.some(({ assignee }) => assignee === id);
const hasAsked: Holds = ({ requests }, { id }) => requests.some(({ requester }) => requester === id);

/** Whether a person has what somebody was refused for the lack of; `tasks` and `requests` are those that are open. */
const HOLDS: Partial<Record<Refusal, Holds>> = {
  not_owner: ({ setup }, { id }) => isOwner(setup, id),
  not_approver: approves,
  not_your_step: worksOnStep,
  not_your_task: (given, person) => hasTask(given, person) || approves(given, person),
  not_your_request: hasAsked,
};

export const holds = (reason: Refusal, given: Given, person: Person): boolean =>
  HOLDS[reason]?.(given, person) ?? false;

/** Whether the Setup, a step or a Task was given to a person, or the decision about Requests. */
export const wasGiven = (given: Given, person: Person): boolean =>
  worksOnStep(given, person) || hasTask(given, person);

/** Whether a person has anything that another would get by being one with them. */
export const holdsAnything = (given: Given, person: Person): boolean =>
  wasGiven(given, person) || hasAsked(given, person);
