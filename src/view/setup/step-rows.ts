import type { PersonId } from "../../domain/accounts/person.ts";
import type { Alert } from "../../domain/alert.ts";
import type { InvitationStatus, Mode } from "../../domain/invitations/invitation.ts";
import {
  approversOf,
  canInvite,
  isWarmingUp,
  nextStep,
  openSteps,
  type Setup,
  STEP_NAMES,
  type StepName,
} from "../../domain/setup/setup.ts";
import { needsCare, type Workspace, waitsForAdmin } from "../../domain/setup/workspace.ts";
import { spendingWords } from "../alerts/drift.ts";
import { helperReach } from "../alerts/reach.ts";
import { button, of } from "../core/buttons.ts";
import { numbered } from "../core/fields.ts";
import { evidence, mention, type Reader, someNamed, untilMinute } from "../core/reader.ts";
import { capital, joined, type Piece, text } from "../core/spans.ts";
import type { Block, Span } from "../core/view.ts";
import { failureWords } from "../invitations/invitation-words.ts";
import { refusalWords } from "../key/key.ts";
import { measureWords } from "../security/measures.ts";
import { goingOn, nextButton, stepMenu } from "./step-buttons.ts";

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

export type SetupFacts = State & {
  readonly mode: Mode;
  readonly alerts: readonly Alert[];
  readonly rights: Rights;
  readonly ownerLeft?: boolean;
};

/** All that can be done about a step. */
export const stepRow = (reader: Reader, facts: SetupFacts, name: StepName): Row =>
  rowOf(reader, facts, name, true);

export function stepRows(reader: Reader, facts: SetupFacts, names: readonly StepName[]): Block[] {
  const { setup, rights } = facts;
  const mine = openSteps(setup).find((name) => rights.steps.includes(name));
  return names.map((name) => {
    const isOpened = name === mine || isExplained(facts, name, reader);
    return folded(reader, name, rowOf(reader, facts, name, isOpened));
  });
}

type Row = Extract<Block, { readonly kind: "row" }>;

/** `isOpened`: it is this person's turn. */
function rowOf(reader: Reader, facts: SetupFacts, name: StepName, isOpened: boolean): Row {
  const may = facts.rights.steps.includes(name);
  return {
    kind: "row",
    title: rowTitle(reader, facts, name),
    detail: rowDetail(reader, facts, name, may),
    ...(may && stepButtons(reader, facts, name, isOpened)),
  };
}

function folded(reader: Reader, name: StepName, row: Row): Row {
  const { checklist, steps } = reader.strings;
  const { menu = [], button: main } = row;
  if (menu.length <= (main === undefined ? 0 : 1)) return row;
  const more = button(checklist.buttons.more, { do: "step", step: name });
  return { ...row, folded: of(steps[name].title, more, reader) };
}

/** Steps whose turn has not come have a menu alone, so that what comes next stands out. */
function stepButtons(
  reader: Reader,
  { setup, rights, mode, ownerLeft = false }: SetupFacts,
  name: StepName,
  isOpened: boolean,
): Pick<Row, "button" | "also" | "menu"> {
  const step = setup.steps[name];
  const isOpen = step.state === "open";
  const menu = stepMenu(reader, name, step, { owner: rights.owner, mode });
  if (!isOpen) return name === "members" ? { button: nextButton(reader, name), menu } : { menu };
  const [first, also] = goingOn(reader, name, rights.owner);
  if (!isOpened) return { menu: [first, ...(also === undefined ? [] : [also]), ...menu] };
  // While the owner is gone, somebody has to claim the Setup first.
  const style = name === nextStep(setup) && !ownerLeft ? ({ style: "primary" } as const) : {};
  return { button: { ...first, ...style }, also, menu };
}

const STEP_ICONS = { open: "⬜", done: "✅", skipped: "⏭️" } as const;

function rowTitle(reader: Reader, { setup }: Pick<State, "setup">, name: StepName): string {
  const { checklist, steps } = reader.strings;
  const { state } = setup.steps[name];
  const title = `${STEP_ICONS[state]} ${numbered(name, steps[name].title)}`;
  if (state !== "skipped") return title;
  return checklist.stepTitle(title, checklist[name === "workspaces" ? "skippedWorkspaces" : "skipped"]);
}

/** What there is to do is said of the next step, and of one that its reader was handed; of the others what has happened. */
function isExplained({ setup }: State, name: StepName, { person }: Reader): boolean {
  const { state, handedTo } = setup.steps[name];
  return state === "open" && (name === nextStep(setup) || (handedTo !== null && handedTo === person));
}

/** `may`: this person works on the step, so they see what it costs. */
function rowDetail(reader: Reader, facts: SetupFacts, name: StepName, may: boolean): Span[] {
  const { checklist, steps } = reader.strings;
  const { state, handedTo, evidence: fact } = facts.setup.steps[name];
  const isOpen = state === "open";
  const proof = evidence(reader, fact, facts.now);
  const handed =
    isOpen && handedTo !== null
      ? [
          joined([...capital(checklist.handedTo(mention(reader, handedTo))), "."]),
          helperReach(reader, handedTo),
        ]
      : [];
  const about = isExplained(facts, name, reader) ? steps[name].about : "";
  const said = isOpen ? about : proof.length > 0 ? joined([...capital(proof), "."]) : "";
  const sentences = joined([said, ...handed, ...extras(reader, facts, name, may)], " ");
  if (name !== "security" || (isOpen && !may)) return sentences;
  return joined([sentences, measureWords(reader, facts, may && isExplained(facts, name, reader))], "\n");
}

function extras(reader: Reader, facts: SetupFacts, name: StepName, may: boolean): Piece[] {
  const { setup, counts, now, workspaces = [] } = facts;
  const { checklist, steps, semicolon } = reader.strings;
  const isOpen = setup.steps[name].state === "open";
  const isUnexplained = isOpen && !isExplained(facts, name, reader);
  switch (name) {
    case "organization":
      // Mistral has shown that there is one; its name is what a person typed.
      return isOpen || setup.organization === null ? [] : [checklist.organizationEntered(setup.organization)];
    case "billing":
      return billingWords(reader, facts, may, isUnexplained);
    case "workspaces":
      return workspaceWords(reader, workspaces, { owner: setup.owner, may });
    case "members": {
      const words = countWords(reader, counts, canInvite(setup.billing));
      const alone = isOpen && reader.person === setup.owner && approversOf(setup).length === 1;
      return [
        ...(words.length === 0 ? [] : [`${words.join(semicolon)}.`]),
        ...(canInvite(setup.billing) ? [] : [checklist.billingFirst]),
        ...(alone ? [checklist.onlyApprover] : []),
      ];
    }
    case "security":
      return isOpen && !may && !isUnexplained ? [steps.security.needs] : [];
    case "verify":
      return [
        ...(isOpen && !isUnexplained ? missing(reader, facts) : []),
        ...(isOpen ? keyWords(reader, setup, now) : []),
      ];
  }
}

function billingWords(reader: Reader, { setup, now }: State, may: boolean, isUnexplained: boolean): Piece[] {
  const { checklist, steps, key, plans } = reader.strings;
  const { billing } = setup;
  const said = may ? spendingWords(reader, setup.observed.spending, now) : [];
  if (billing === null || setup.steps.billing.state === "open")
    return [...(isUnexplained ? [] : [steps.billing.needs]), ...said];
  const { plan, monthlyLimit, warmUntil } = billing;
  // What Mistral says of the limit counts for more than what a person entered.
  const entered = may && said.length === 0 ? monthlyLimit : null;
  return [
    ...(plan === null ? [] : [checklist.plan(plans[plan], entered)]),
    ...(plan === null && may ? [checklist.planUnknown] : []),
    ...said,
    ...(isWarmingUp(billing, now) ? [key.warming(untilMinute(reader, warmUntil))] : []),
    ...(canInvite(billing) ? [] : [may ? checklist.cannotInvite : checklist.freeMode]),
    ...refusalWords(reader, setup, now),
  ];
}

export function countWords(reader: Reader, counts: Counts, billingAllows: boolean): string[] {
  const { checklist } = reader.strings;
  const { active, pending, proposed, approved, sending, expired, failed } = counts;
  const underWay = sending + (billingAllows ? approved : 0);
  const care = expired + failed;
  return [
    ...(active + pending > 0 ? [checklist.memberCounts(active, pending)] : []),
    ...(proposed > 0 ? [checklist.toApprove(proposed)] : []),
    ...(underWay > 0 ? [checklist.onTheirWay(underWay)] : []),
    ...(!billingAllows && approved > 0 ? [checklist.waitingForBilling(approved)] : []),
    ...(care > 0 ? [checklist.needCare(care)] : []),
  ];
}

export function keyWords(reader: Reader, { keyWorks, observed }: Setup, now: number): Piece[] {
  const { checklist } = reader.strings;
  if (keyWorks !== null) return [checklist.keyWorksBy(evidence(reader, keyWorks, now))];
  return observed.keyMade === null ? [] : [checklist.keyMade(evidence(reader, observed.keyMade, now))];
}

export const missing = (
  { strings: { checklist } }: Reader,
  { setup, counts }: Pick<State, "setup" | "counts">,
): string[] => [
  ...(counts.active > 0 ? [] : [checklist.missingActive]),
  ...(setup.keyWorks === null ? [checklist.missingKey] : []),
];

/** `counts` of the Members where nothing else tells them. */
export function stepLines(
  reader: Reader,
  { setup, counts, now }: Omit<State, "counts"> & Partial<Pick<State, "counts">>,
): Span[][] {
  const { checklist } = reader.strings;
  return STEP_NAMES.map((name) => {
    const { state, evidence: fact, handedTo } = setup.steps[name];
    return joined(
      [
        rowTitle(reader, { setup }, name),
        evidence(reader, fact, now),
        ...(state === "open" && handedTo !== null ? [checklist.handedTo(mention(reader, handedTo))] : []),
        ...(name === "members" && counts !== undefined
          ? countWords(reader, counts, canInvite(setup.billing))
          : []),
      ],
      reader.strings.separator,
    );
  });
}

const NAMED = 3;
const LONGEST = 40;

const shortened = (name: string): string => (name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name);

/** Where the named Workspaces stand, one sentence per state. `may`: this person can do something about it. */
export function workspaceWords(
  reader: Reader,
  workspaces: readonly Workspace[],
  { owner, may }: { readonly owner: PersonId; readonly may: boolean },
): Piece[] {
  const { workspaces: words } = reader.strings;
  const said = (which: (workspace: Workspace) => boolean, sentence: (names: Piece) => Piece) => {
    const names = workspaces.filter(which).map(({ name }) => text(shortened(name)));
    return names.length === 0 ? [] : [sentence(someNamed(reader, names, NAMED))];
  };
  const failed = may ? workspaces.filter(needsCare).slice(0, NAMED) : [];
  return [
    ...said(({ state }) => state === "created", words.made),
    ...said((one) => one.state === "waiting" && !waitsForAdmin(one), words.onTheirWay),
    ...said(waitsForAdmin, (names) => words.waitForAdmin(names, mention(reader, owner))),
    ...failed.map(({ name, trouble }) => words.failed(shortened(name), failureWords(reader, trouble ?? ""))),
  ];
}
