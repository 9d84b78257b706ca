import type { Platform } from "../../domain/accounts/person.ts";
import type { Alert } from "../../domain/alert.ts";
import type { InvitationStatus } from "../../domain/invitations/invitation.ts";
import type { Mode } from "../../domain/mode.ts";
import {
  canInvite,
  isWarmingUp,
  nextStep,
  type Plan,
  type Setup,
  type SetupStep,
  STEP_NAMES,
  type StepName,
} from "../../domain/setup/setup.ts";
import type { Workspace } from "../../domain/setup/workspace.ts";
import { helperReach } from "../alerts/reach.ts";
import { spendingWords } from "../alerts/spending.ts";
import { evidence, mention, type Reader, untilMinute } from "../core/reader.ts";
import { capital, joined, type Piece } from "../core/spans.ts";
import type { Block, Button, Span } from "../core/view.ts";
import { refusalWords } from "../key/key.ts";
import { measureWords } from "../security/measures.ts";
import { nextButton, stepMenu } from "./step-buttons.ts";
import { workspaceWords } from "./workspaces-form.ts";

export type Counts = Record<InvitationStatus, number>;
/** What a person may do about the Setup; `steps`: those they may work on. */
export type Rights = {
  readonly owner: boolean;
  readonly approver: boolean;
  readonly steps: readonly StepName[];
};
export type State = {
  readonly setup: Setup;
  readonly counts: Counts;
  readonly now: number;
  /** Those beside the default one, to be named. */
  readonly workspaces?: readonly Workspace[];
};

type RowState = State & { readonly mode: Mode };

/** What a person's own page and the checklist show of the Setup. */
export type SetupFacts = RowState & {
  readonly alerts: readonly Alert[];
  readonly rights: Rights;
  /** Where the same human has been given something that this account has not. */
  readonly elsewhere?: Platform | null;
};

/** The six rows alone, for the checklist and a person's own page. */
export function stepRows(reader: Reader, state: RowState & { readonly rights: Rights }): Block[] {
  const next = nextStep(state.setup);
  return STEP_NAMES.map((name): Block => {
    const step = state.setup.steps[name];
    const may = state.rights.steps.includes(name);
    const menu = may ? stepMenu(reader, name, step, { owner: state.rights.owner, mode: state.mode }) : [];
    const again = name === "billing" && cannotInviteYet(state.setup);
    const button = may ? rowButton(reader, name, step, { next: name === next, again }) : undefined;
    return {
      kind: "row",
      title: rowTitle(reader, state, name),
      detail: rowDetail(reader, state, name, may),
      ...(button === undefined ? {} : { button }),
      ...(menu.length === 0 ? {} : { menu }),
    };
  });
}

/** `again`: it is done, and its words ask for it once more. */
function rowButton(
  reader: Reader,
  name: StepName,
  step: SetupStep,
  { next, again }: { readonly next: boolean; readonly again: boolean },
): Button | undefined {
  const { checklist } = reader.strings;
  const button = nextButton(reader, name);
  if (step.state === "open") return next ? { ...button, style: "primary" } : button;
  if (again) return button;
  return name === "members" ? { ...button, label: checklist.buttons.addAnother } : undefined;
}

const STEP_ICONS = { open: "⬜", done: "✅", skipped: "➖" } as const;

const cannotInviteYet = ({ steps, billing }: Setup): boolean =>
  steps.billing.state === "done" && billing !== null && !canInvite(billing);

export function rowTitle(
  reader: Reader,
  { setup, now }: Pick<State, "setup" | "now">,
  name: StepName,
): string {
  const { checklist, steps } = reader.strings;
  const { state } = setup.steps[name];
  const warming = name === "billing" && state === "done" && isWarmingUp(setup.billing, now);
  const icon = warming ? "⏳" : STEP_ICONS[state];
  const free = name === "billing" && cannotInviteYet(setup);
  const enough = name === "workspaces" && state === "skipped";
  const word = free ? checklist.doneFree : enough ? checklist.skippedWorkspaces : checklist[state];
  return checklist.stepTitle(icon, STEP_NAMES.indexOf(name) + 1, steps[name].title, word);
}

/** `may`: this person works on the step, so they see what it costs. */
function rowDetail(reader: Reader, state: RowState, name: StepName, may: boolean): Span[] {
  const { setup, now } = state;
  const { checklist, steps } = reader.strings;
  const { state: is, handedTo, evidence: fact } = setup.steps[name];
  const proof = evidence(reader, fact, now);
  const closed = proof.length > 0 ? [joined([...capital(proof), "."])] : [];
  const handed = is === "open" && handedTo !== null ? handedTo : null;
  return joined(
    [
      ...(is === "open" ? [steps[name].about] : closed),
      ...(handed === null
        ? []
        : [
            joined([...capital(checklist.handedTo(mention(reader, handed))), "."]),
            helperReach(reader, handed),
          ]),
      ...extras(reader, state, name, may),
    ],
    " ",
  );
}

function extras(
  reader: Reader,
  { setup, counts, mode, now, workspaces = [] }: RowState,
  name: StepName,
  may: boolean,
): Piece[] {
  const { checklist, steps, key } = reader.strings;
  const { billing } = setup;
  const open = setup.steps[name].state === "open";
  switch (name) {
    case "billing": {
      const said = may ? spendingWords(reader, setup.observed.spending, now) : [];
      if (billing === null || open) return [steps.billing.needs, ...said];
      // What Mistral says of the limit counts for more than what a person entered.
      const entered = may && said.length === 0 ? billing.monthlyLimit : null;
      return [
        ...planWords(reader, billing.plan, entered, may),
        ...said,
        ...(isWarmingUp(billing, now) ? [key.warming(untilMinute(reader, billing.warmUntil))] : []),
        ...(canInvite(billing) ? [] : [checklist.cannotInvite]),
        ...refusalWords(reader, setup, now),
      ];
    }
    case "members":
      return [...countSentence(reader, { setup, counts }), ...inviteBlocker(reader, setup)];
    case "verify":
      return open ? [...missing(reader, { setup, counts }), ...keyWords(reader, setup, now)] : [];
    case "security":
      if (open && !may) return [steps.security.needs];
      return measureWords(reader, { setup, mode, now }, may && setup.steps.security.state !== "skipped");
    case "organization":
      // Mistral has shown that there is one; its name is what a person typed.
      return open || setup.organization === null ? [] : [checklist.organizationEntered(setup.organization)];
    case "workspaces":
      return workspaceWords(reader, workspaces, { owner: setup.owner, may });
  }
}

/** Nobody's word, and nothing in the audit log, says the plan: whoever can enter it is told so. */
function planWords({ strings }: Reader, plan: Plan | null, limit: number | null, may: boolean): Piece[] {
  if (plan === null) return may ? [strings.checklist.planUnknown] : [];
  return [strings.checklist.plan(strings.plans[plan], limit)];
}

function inviteBlocker(reader: Reader, setup: Setup): string[] {
  if (canInvite(setup.billing)) return [];
  const { checklist } = reader.strings;
  return [setup.billing === null ? checklist.billingFirst : checklist.freeWaits];
}

function countSentence(reader: Reader, { setup, counts }: Pick<State, "setup" | "counts">): string[] {
  const words = countWords(reader, counts, canInvite(setup.billing));
  return words.length === 0 ? [] : [`${words.join(reader.strings.semicolon)}.`];
}

/** "9 Active, 3 Pending", and what waits or needs care, when there is any. */
export function countWords(reader: Reader, counts: Counts, billingAllows: boolean): string[] {
  const { checklist } = reader.strings;
  const words: string[] = [];
  const care = counts.expired + counts.failed;
  const underWay = counts.sending + (billingAllows ? counts.approved : 0);
  if (counts.active + counts.pending > 0) words.push(checklist.memberCounts(counts.active, counts.pending));
  if (counts.proposed > 0) words.push(checklist.toApprove(counts.proposed));
  if (underWay > 0) words.push(checklist.onTheirWay(underWay));
  if (!billingAllows && counts.approved > 0) words.push(checklist.waitingForBilling(counts.approved));
  if (care > 0) words.push(checklist.needCare(care));
  return words;
}

/** What is known of keys: that one works, or at least that one was made. */
export function keyWords(reader: Reader, { keyWorks, observed }: Setup, now: number): Piece[] {
  const { checklist } = reader.strings;
  if (keyWorks !== null) return [checklist.keyWorksBy(evidence(reader, keyWorks, now))];
  return observed.keyMade === null ? [] : [checklist.keyMade(evidence(reader, observed.keyMade, now))];
}

/** What the last step still waits for. */
export const missing = (
  { strings: { checklist } }: Reader,
  { setup, counts }: Pick<State, "setup" | "counts">,
): string[] => [
  ...(counts.active > 0 ? [] : [checklist.missingActive]),
  ...(setup.keyWorks === null ? [checklist.missingKey] : []),
];

/** The six steps as lines, without anything to press. */
export function stepLines(reader: Reader, { setup, counts, now }: State): Span[][] {
  const { checklist } = reader.strings;
  return STEP_NAMES.map((name) => {
    const { state, evidence: fact, handedTo } = setup.steps[name];
    return joined(
      [
        rowTitle(reader, { setup, now }, name),
        evidence(reader, fact, now),
        ...(state === "open" && handedTo !== null ? [checklist.handedTo(mention(reader, handedTo))] : []),
        ...(name === "members" ? countWords(reader, counts, canInvite(setup.billing)) : []),
      ],
      reader.strings.separator,
    );
  });
}
