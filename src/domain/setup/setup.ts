import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Actor, PersonId } from "../accounts/person.ts";
import { type Absence, standsIn, withAbsence } from "../approvals/absence.ts";
import { escalationTo } from "../approvals/escalation.ts";
import { type ApproverGroup, decidersIn } from "../approvals/group.ts";
import { type Evidence, evidence } from "../evidence.ts";
import { keyOwner } from "../key/key-owner.ts";
import { keyReading } from "../key/key-reading.ts";
import { domainWatch } from "../security/domain-watch.ts";
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

const spendingLimit = z.object({
  /** Units of `currency`; null: no limit; unknown: Mistral answers, and does not say. */
  limit: z.union([z.number(), z.literal("unknown")]).nullable(),
  currency: z.string(),
  reached: z.boolean(),
  paymentFailure: z.boolean(),
  /** Since when Mistral says so, as far as it was looked at (epoch ms). */
  at: z.number(),
});
export type SpendingLimit = Readonly<z.infer<typeof spendingLimit>>;

/** How far the audit log was read. `refused`: this plan or key has none. */
const auditReading = z.object({
  state: z.enum(["read", "refused"]),
  /** The time of the newest event that was read (epoch ms). */
  until: z.number(),
});
export type AuditReading = Readonly<z.infer<typeof auditReading>>;

const proof = evidence.nullable().default(null);

/** What was last seen at Mistral and in DNS, beside what the steps and Invitations hold. */
export const observed = z.object({
  /** null: never read. */
  spending: spendingLimit.nullable().default(null),
  /** The key or the plan may not read it. */
  spendingRefused: z.boolean().default(false),
  audit: auditReading.nullable().default(null),
  /** A payment method was added; null again when it was removed. */
  payment: proof,
  /** A key was made. That it works is another matter. */
  keyMade: proof,
  domainVerified: proof,
  saml: proof,
  /** What the bot's own key got; null: it has none, or nothing came back yet. */
  probe: keyReading.nullable().default(null),
  /** null: Mistral has not said whose that key is. */
  keyOwner: keyOwner.nullable().default(null),
  /** Mistral's id of the Organization; null: not known yet. */
  organization: z.string().nullable(),
  /** A person says that somebody reads the audit logs; `audit` is what the bot itself reads. */
  auditLogs: proof,
  domains: z.array(domainWatch).readonly().default([]),
});
export type Observed = Readonly<z.infer<typeof observed>>;

export const NOTHING_OBSERVED: Observed = observed.parse({ organization: null });

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
  isNamedApprover(setup, person) || groupsWith(setup, person).length > 0;

/** The settings name them themselves, whichever groups they are in. */
export const isNamedApprover = (setup: Setup, person: PersonId): boolean =>
  isOwner(setup, person) || setup.settings.approvers.includes(person);

export const namedApproversOf = ({ owner, settings }: Setup): readonly PersonId[] => [
  ...new Set([owner, ...settings.approvers]),
];

export const groupsWith = ({ settings }: Setup, person: PersonId): readonly ApproverGroup[] =>
  settings.groups.filter((group) => decidersIn(group).includes(person));

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
    escalation: escalationTo(settings.escalation.after, heirs(settings.escalation.to)),
    absences: absences.reduce<readonly Absence[]>(withAbsence, []),
  };
  return { ...setup, owner: heir(owner) ?? owner, steps, settings: given };
}

export const approversOf = (setup: Setup): readonly PersonId[] => [
  ...new Set([...namedApproversOf(setup), ...setup.settings.groups.flatMap(decidersIn)]),
];

/** Whether a Request could wait for them: for an approver, who stands in for one, or who is asked when nobody decides. */
export const mayBeAsked = (setup: Setup, person: PersonId): boolean =>
  isApprover(setup, person) ||
  standsIn(setup.settings.absences, person) ||
  setup.settings.escalation.to.includes(person);

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

/** What is done for security at Mistral, in Mistral's order. */
export const MEASURES = ["domain", "saml", "audit"] as const;
export type Measure = (typeof MEASURES)[number];

const KEPT_IN = { domain: "domainVerified", saml: "saml", audit: "auditLogs" } as const;

export const measureEvidence = (observed: Observed, measure: Measure): Evidence | null =>
  observed[KEPT_IN[measure]];

/** A person says that a measure is in place, or is not. What Mistral has verified is not theirs to change. */
export function withWord(observed: Observed, measure: Measure, said: boolean, word: Evidence): Observed {
  const known = measureEvidence(observed, measure);
  if (known?.kind === "verified" || (known !== null) === said) return observed;
  return { ...observed, [KEPT_IN[measure]]: said ? word : null };
}

export type SpendingProblem = "limit-reached" | "payment-failed";

export const problemsOf = ({ reached, paymentFailure }: SpendingLimit): SpendingProblem[] => [
  ...(reached ? (["limit-reached"] as const) : []),
  ...(paymentFailure ? (["payment-failed"] as const) : []),
];

/** With what Mistral says of spending now; the same object when nothing is new. `refused`: the key or the plan may not read it. */
export function noteSaid(observed: Observed, said: SpendingLimit | "refused"): Observed {
  if (said === "refused") return observed.spendingRefused ? observed : { ...observed, spendingRefused: true };
  const { spending: known } = observed;
  const same = known !== null && isDeepStrictEqual({ ...known, at: said.at }, said);
  if (same && !observed.spendingRefused) return observed;
  return { ...observed, spending: same ? known : said, spendingRefused: false };
}
