import { z } from "zod";
import type { Actor, PersonId } from "../accounts/person.ts";
import { type Evidence, evidence } from "../evidence.ts";
import { refuse } from "../refusal.ts";
import type { Billing } from "./billing.ts";
import { NOTHING_OBSERVED, type Observed } from "./observed.ts";
import type { Settings } from "./settings.ts";
import { STEP_NAMES, type StepName } from "./step-name.ts";

const setupStep = z.object({
  state: z.enum(["open", "done", "skipped"]),
  /** Set whenever the state is not open: who or what closed it. */
  evidence: evidence.nullable(),
  handedTo: z.string().nullable(),
  /** What was known before does not close it again (epoch ms). */
  reopenedAt: z.number().nullable(),
});
export type SetupStep = Readonly<z.infer<typeof setupStep>>;

export const setupSteps = z.record(z.enum(STEP_NAMES), setupStep);

/** The one Setup of this deployment, with all that belongs to it alone. */
export type Setup = {
  readonly owner: PersonId;
  readonly startedAt: number;
  /** When all steps were closed for the first time. */
  readonly completedAt: number | null;
  readonly organization: string | null;
  readonly billing: Billing | null;
  /** When a key was first seen to work, and who says so. */
  readonly keyWorks: Evidence | null;
  readonly steps: Readonly<z.infer<typeof setupSteps>>;
  readonly settings: Settings;
  readonly observed: Observed;
};

const OPEN_STEP: SetupStep = { state: "open", evidence: null, handedTo: null, reopenedAt: null };

export function startSetup(owner: PersonId, settings: Settings, now: number): Setup {
  return {
    owner,
    startedAt: now,
    completedAt: null,
    organization: null,
    billing: null,
    keyWorks: null,
    steps: setupSteps.parse(Object.fromEntries(STEP_NAMES.map((name) => [name, OPEN_STEP]))),
    settings,
    observed: NOTHING_OBSERVED,
  };
}

function withStep(setup: Setup, name: StepName, step: SetupStep): Setup {
  return { ...setup, steps: { ...setup.steps, [name]: step } };
}

/** Closes a step. A step that is closed keeps its first Evidence unless Mistral verifies what a person confirmed. */
export function closeStep(
  setup: Setup,
  name: StepName,
  state: "done" | "skipped",
  evidence: Evidence,
  now: number,
): Setup {
  const step = setup.steps[name];
  const stronger = step.evidence?.kind === "confirmed" && evidence.kind === "verified";
  const upgraded = step.state === "skipped" && state === "done";
  if (step.state !== "open" && !stronger && !upgraded) return setup;
  return completed(withStep(setup, name, { ...step, state, evidence }), now);
}

/** `completedAt` stays: it says how long the team took, once and for all. */
export const reopenStep = (setup: Setup, name: StepName, now: number): Setup =>
  withStep(setup, name, { ...setup.steps[name], state: "open", evidence: null, reopenedAt: now });

/** What closed it is no longer so. Unlike a step that somebody reopens, what is known still counts for it. */
export const undoStep = (setup: Setup, name: StepName): Setup =>
  withStep(setup, name, { ...setup.steps[name], state: "open", evidence: null });

export const isComplete = (setup: Setup): boolean => nextStep(setup) === null;

/** Whether this is news for the step: what was known when somebody reopened it is not. */
export const isNews = (step: SetupStep, evidence: Evidence): boolean =>
  evidence.at > (step.reopenedAt ?? Number.NEGATIVE_INFINITY);

export function handStep(setup: Setup, name: StepName, to: PersonId | null): Setup {
  return withStep(setup, name, { ...setup.steps[name], handedTo: to });
}

function completed(setup: Setup, now: number): Setup {
  const allClosed = STEP_NAMES.every((name) => setup.steps[name].state !== "open");
  return allClosed && setup.completedAt === null ? { ...setup, completedAt: now } : setup;
}

export const closedSteps = (setup: Setup): number =>
  STEP_NAMES.filter((name) => setup.steps[name].state !== "open").length;

export const openSteps = (setup: Setup): readonly StepName[] =>
  STEP_NAMES.filter((name) => setup.steps[name].state === "open");

export const nextStep = (setup: Setup): StepName | null => openSteps(setup)[0] ?? null;

export const isOwner = (setup: Setup, person: PersonId): boolean => setup.owner === person;

export const isApprover = (setup: Setup, person: PersonId): boolean =>
  isOwner(setup, person) || setup.settings.approvers.includes(person);

/** What somebody was given counts through a member's account alone: a guest was given it while they were a member. */
const isMember = ({ account }: Actor): boolean => account.standing === "member";

export const actsAsOwner = (setup: Setup, actor: Actor): boolean =>
  isMember(actor) && isOwner(setup, actor.person.id);

export const actsAsApprover = (setup: Setup, actor: Actor): boolean =>
  isMember(actor) && isApprover(setup, actor.person.id);

/** What one person was given becomes another's, because both are one. */
export function mergePeople(setup: Setup, from: PersonId, into: PersonId): Setup {
  const now = <P extends PersonId | null>(person: P) => (person === from ? into : person);
  const steps = { ...setup.steps };
  for (const name of STEP_NAMES) steps[name] = { ...steps[name], handedTo: now(steps[name].handedTo) };
  const approvers = [...new Set(setup.settings.approvers.map(now))];
  return { ...setup, owner: now(setup.owner), steps, settings: { ...setup.settings, approvers } };
}

/** The owner and the approvers, each once. */
export const approversOf = (setup: Setup): readonly PersonId[] => [
  ...new Set([setup.owner, ...setup.settings.approvers]),
];

/** The owner works on every step; a helper on the one that was handed to them; approvers on Members and Verify. */
export function mayWorkOn(setup: Setup, person: PersonId, name: StepName): boolean {
  if (isOwner(setup, person) || setup.steps[name].handedTo === person) return true;
  return (name === "members" || name === "verify") && isApprover(setup, person);
}

/** Steps that need not be done: one Workspace may be enough, and security can wait. */
export const SKIPPABLE: readonly StepName[] = ["workspaces", "security"];

/** That one is enough is an answer of whoever works on the step. To put security off is the owner's, for everybody. */
export const mayLeaveOut = (name: StepName, owner: boolean): boolean =>
  SKIPPABLE.includes(name) && (owner || name !== "security");

export const actsOn = (setup: Setup, actor: Actor, name: StepName): boolean =>
  isMember(actor) && mayWorkOn(setup, actor.person.id, name);

export function requireMayWorkOn(setup: Setup, actor: Actor, name: StepName): void {
  if (!actsOn(setup, actor, name)) throw refuse("not_your_step");
}
