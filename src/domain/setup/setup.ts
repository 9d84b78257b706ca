import { z } from "zod";
import type { Actor, PersonId } from "../accounts/person.ts";
import { type Absence, withAbsence } from "../approvals/absence.ts";
import { escalationTo } from "../approvals/escalation.ts";
import { type ApproverGroup, decidersIn, groupKey, peopleIn } from "../approvals/group.ts";
import type { RuleTerms } from "../approvals/rule.ts";
import {
  approversOfWorkspace,
  type WorkspaceApprovers,
  withApprovers,
} from "../approvals/workspace-approvers.ts";
import { type Evidence, evidence } from "../evidence.ts";
import type { Request } from "../requests/request.ts";
import { NOTHING_OBSERVED, type Observed } from "./observed.ts";
import type { Settings } from "./settings.ts";

/** The steps of the quickstart, in its order. */
export const STEP_NAMES = ["organization", "billing", "workspaces", "members", "security", "verify"] as const;

export type StepName = (typeof STEP_NAMES)[number];

export const PAYMENT_MEANS = ["card", "aws", "azure"] as const;
export type PaymentMeans = (typeof PAYMENT_MEANS)[number];

/** What the organization pays with; `free` cannot invite, the others can (facts: Team, Enterprise or pay-as-you-go). */
export const PLANS = ["pay-as-you-go", "team", "enterprise", "free"] as const;
export type Plan = (typeof PLANS)[number];

export const billing = z.object({
  /** null, as with the plan: nobody has said. */
  means: z.enum(PAYMENT_MEANS).nullable(),
  plan: z.enum(PLANS).nullable(),
  /** Whole units of the billing currency; null: no limit. */
  monthlyLimit: z.number().nullable(),
  /** null: no person, but Mistral's audit log. */
  confirmedBy: z.string().nullable(),
  /** When they did, or when it happened by the audit log. Tells one warm-up from another. */
  confirmedAt: z.number(),
  /** Until then a refused key only needs a retry (epoch ms). */
  warmUntil: z.number(),
});
export type Billing = Readonly<z.infer<typeof billing>>;

/** Where the plan is not known the audit log was read, and only Enterprise has one. */
export const canInvite = (billing: Billing | null): boolean => billing !== null && billing.plan !== "free";

export const isWarmingUp = (billing: Billing | null, now: number): boolean =>
  billing !== null && now < billing.warmUntil;

const setupStep = z.object({
  state: z.enum(["open", "done", "skipped"]),
  /** Set whenever the state is not open: who or what closed it. */
  evidence: evidence.nullable(),
  handedTo: z.string().nullable(),
  /** What was known before does not close it again (epoch ms). */
  reopenedAt: z.number().nullable(),
});
export type SetupStep = Readonly<z.infer<typeof setupStep>>;

const OPEN_STEP: SetupStep = { state: "open", evidence: null, handedTo: null, reopenedAt: null };

/** A stored Setup lacks a step that a release adds: there it is open. */
export const setupSteps = z.record(z.enum(STEP_NAMES), setupStep.default(OPEN_STEP));

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

export function startSetup(owner: PersonId, settings: Settings, now: number): Setup {
  return {
    ...{ owner, startedAt: now, completedAt: null, organization: null, billing: null, keyWorks: null },
    steps: setupSteps.parse({}),
    ...{ settings, observed: NOTHING_OBSERVED },
  };
}

const withStep = (setup: Setup, name: StepName, change: Partial<SetupStep>): Setup => ({
  ...setup,
  steps: { ...setup.steps, [name]: { ...setup.steps[name], ...change } },
});

/** A closed step keeps its Evidence, unless Mistral verifies what a person confirmed, or a skipped step is done after all. */
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
  const closed = withStep(setup, name, { state, evidence });
  return isComplete(closed) && closed.completedAt === null ? { ...closed, completedAt: now } : closed;
}

/** `completedAt` stays: it says how long the team took, once and for all. */
export const reopenStep = (setup: Setup, name: StepName, now: number): Setup =>
  withStep(setup, name, { state: "open", evidence: null, reopenedAt: now });

/** What closed it is no longer so. Unlike a step that somebody reopens, what is known still counts for it. */
export const undoStep = (setup: Setup, name: StepName): Setup =>
  withStep(setup, name, { state: "open", evidence: null });

export const isComplete = (setup: Setup): boolean => nextStep(setup) === null;

/** Whether this is news for the step: what was known when somebody reopened it is not. */
export const isNews = (step: SetupStep, evidence: Evidence): boolean =>
  evidence.at > (step.reopenedAt ?? Number.NEGATIVE_INFINITY);

export const handStep = (setup: Setup, name: StepName, to: PersonId | null): Setup =>
  withStep(setup, name, { handedTo: to });

export const closedSteps = (setup: Setup): number => STEP_NAMES.length - openSteps(setup).length;

export const openSteps = (setup: Setup): readonly StepName[] =>
  STEP_NAMES.filter((name) => setup.steps[name].state === "open");

export const nextStep = (setup: Setup): StepName | null => openSteps(setup)[0] ?? null;

export const isOwner = (setup: Setup, person: PersonId): boolean => setup.owner === person;

export const isApprover = (setup: Setup, person: PersonId): boolean =>
  isNamedApprover(setup, person) || setup.settings.groups.some((group) => decidersIn(group).includes(person));

/** The settings name them themselves, whichever groups they are in. */
export const isNamedApprover = (setup: Setup, person: PersonId): boolean =>
  isOwner(setup, person) || setup.settings.approvers.includes(person);

export const namedApproversOf = ({ owner, settings }: Setup): readonly PersonId[] => [
  ...new Set([owner, ...settings.approvers]),
];

/** What somebody was given counts through a member's account alone: a guest was given it while they were a member. */
const isMember = ({ account }: Actor): boolean => account.standing === "member";

export const actsAsOwner = (setup: Setup, actor: Actor): boolean =>
  isMember(actor) && isOwner(setup, actor.person.id);

export const actsAsApprover = (setup: Setup, actor: Actor): boolean =>
  isMember(actor) && isApprover(setup, actor.person.id);

/** `heir`: who has from now on what somebody was given; null: the owner again. */
export function givenAnew(setup: Setup, heir: (person: PersonId) => PersonId | null): Setup {
  const { owner, settings } = setup;
  const steps = { ...setup.steps };
  for (const name of STEP_NAMES) {
    const { handedTo } = steps[name];
    steps[name] = { ...steps[name], handedTo: handedTo && heir(handedTo) };
  }
  const heirs = (people: readonly PersonId[]) => [...new Set(people.flatMap((person) => heir(person) ?? []))];
  const absences = settings.absences.flatMap((one) => {
    const [person, standIn] = [heir(one.person), heir(one.standIn)];
    return person === null || standIn === null || person === standIn ? [] : [{ ...one, person, standIn }];
  });
  const given = {
    ...{ ...settings, approvers: heirs(settings.approvers) },
    groups: settings.groups.map((group) => ({ ...group, members: heirs(group.members) })),
    rules: settings.rules.map((rule) => ({ ...rule, by: heir(rule.by) ?? rule.by })),
    escalation: escalationTo(settings.escalation.after, heirs(settings.escalation.to), settings.groups),
    workspaceApprovers: settings.workspaceApprovers.reduce<readonly WorkspaceApprovers[]>(
      (all, { workspace, people }) => withApprovers(all, workspace, heirs(people)),
      [],
    ),
    absences: absences.reduce<readonly Absence[]>(withAbsence, []),
  };
  return { ...setup, owner: heir(owner) ?? owner, steps, settings: given };
}

/** Of a Workspace that has its own; of all that has none (null). */
export const isApproverOf = (setup: Setup, workspace: number | null, person: PersonId): boolean =>
  workspace === null
    ? isApprover(setup, person)
    : approversOfWorkspace(setup.settings.workspaceApprovers, workspace).includes(person);

/** Of the Organization, or of a Workspace. */
export const isAnyApprover = (setup: Setup, person: PersonId): boolean =>
  isApprover(setup, person) ||
  setup.settings.workspaceApprovers.some(({ people }) => people.includes(person));

/**
 * Who approves a Request: of each of its Workspaces one of its `own` approvers, if any is there, and one of the Organization's
 * for the rest. Only these grant a strong role.
 */
export function approversFor(
  { settings }: Setup,
  { role, workspaces }: Pick<Request, "role" | "workspaces">,
  isThere: (person: PersonId) => boolean,
  isAble: (person: PersonId) => boolean = isThere,
) {
  const own = workspaces.flatMap((workspace): readonly WorkspaceApprovers[] => {
    const people = approversOfWorkspace(settings.workspaceApprovers, workspace).filter(isThere);
    return people.some(isAble) ? [{ workspace, people }] : [];
  });
  return { own, isGeneral: role !== "member" || own.length === 0 || own.length < workspaces.length };
}

export const approversOf = (setup: Setup): readonly PersonId[] => [
  ...new Set([...namedApproversOf(setup), ...setup.settings.groups.flatMap(decidersIn)]),
];

/** Who is asked where nobody decides. */
export const escalatedTo = ({ settings }: Setup): readonly PersonId[] => [
  ...new Set([...settings.escalation.to, ...settings.groups.filter(({ asked }) => asked).flatMap(peopleIn)]),
];

/** The owner, and whom the settings name themselves to decide, of all Requests or of some. */
export const namedInSettings = (setup: Setup): readonly PersonId[] => {
  const { escalation, workspaceApprovers } = setup.settings;
  const some = workspaceApprovers.flatMap(({ people }) => people);
  return [...new Set([...namedApproversOf(setup), ...escalation.to, ...some])];
};

/** The groups by which somebody may decide, or what others are asked about. */
export const rightsByGroup = (
  { settings }: Setup,
  person: PersonId,
  isEscalated = true,
): readonly ApproverGroup[] =>
  settings.groups.filter(
    (group) => (group.approves || (group.asked && isEscalated)) && peopleIn(group).includes(person),
  );

/** The group that a rule is for; null: for everybody, or it is gone. */
export const groupOfRule = ({ settings }: Setup, { group: key }: RuleTerms): ApproverGroup | null =>
  settings.groups.find((group) => groupKey(group) === key) ?? null;

/** Whether a Request could wait for them: for an approver, who stands in for one, or who is asked when nobody decides. */
export const mayBeAsked = (setup: Setup, person: PersonId): boolean =>
  isAnyApprover(setup, person) ||
  setup.settings.absences.some(({ standIn }) => standIn === person) ||
  escalatedTo(setup).includes(person);

/** Whether approvers work on a step, too; and who may say that it need not be done. */
const RIGHTS = {
  organization: { approvers: false, leftOutBy: "nobody" },
  billing: { approvers: false, leftOutBy: "nobody" },
  workspaces: { approvers: false, leftOutBy: "worker" },
  members: { approvers: true, leftOutBy: "nobody" },
  // To put security off concerns everybody.
  security: { approvers: false, leftOutBy: "owner" },
  verify: { approvers: true, leftOutBy: "nobody" },
} as const satisfies Record<StepName, { approvers: boolean; leftOutBy: "worker" | "owner" | "nobody" }>;

/** The owner works on every step, and a helper on the one that was handed to them. */
export function mayWorkOn(setup: Setup, person: PersonId, name: StepName): boolean {
  if (isOwner(setup, person) || setup.steps[name].handedTo === person) return true;
  return RIGHTS[name].approvers && isApprover(setup, person);
}

export const isOptional = (name: StepName): boolean => RIGHTS[name].leftOutBy !== "nobody";

export const mayLeaveOut = (name: StepName, owner: boolean): boolean =>
  isOptional(name) && (owner || RIGHTS[name].leftOutBy === "worker");

export const actsOn = (setup: Setup, actor: Actor, name: StepName): boolean =>
  isMember(actor) && mayWorkOn(setup, actor.person.id, name);
