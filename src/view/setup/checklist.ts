import { confirmed } from "../../domain/evidence.ts";
import { isKeyFailing } from "../../domain/key/key-reading.ts";
import { type ChainEnd, headText } from "../../domain/record/record.ts";
import {
  type Billing,
  closedSteps,
  isComplete,
  isWarmingUp,
  mayLeaveOut,
  nextStep,
  type Setup,
  STEP_NAMES,
  type StepName,
} from "../../domain/setup/setup.ts";
import { moreElsewhere } from "../accounts/account-card.ts";
import { alertNotes } from "../alerts/alert-cards.ts";
import { insteadOf } from "../alerts/reach.ts";
import { button, page, toChecklist, toMembers, toSettings, toStatus } from "../core/buttons.ts";
import { evidence, mention, moment, proven, type Reader, untilMinute } from "../core/reader.ts";
import { actions, card, code, heading, joined, lines, list, note, paragraph } from "../core/spans.ts";
import type { Block, Button, Span, View } from "../core/view.ts";
import { measureButtons } from "../security/measures.ts";
import { stillWaiting } from "../tasks/task-cards.ts";
import { nextButton, skipButton } from "./step-buttons.ts";
import { rowTitle, type SetupFacts, type State, stepLines, stepRows } from "./step-rows.ts";
import { PAGE_OF } from "./steps.ts";

/** Six rows, each with its state, its Evidence and what this person can do next about it. */
export function checklistView(reader: Reader, state: SetupFacts & { readonly ownerLeft?: boolean }): View {
  const { setup, alerts, rights, mode, ownerLeft, elsewhere = null, now } = state;
  const { checklist } = reader.strings;
  return {
    summary: checklist.summary(closedSteps(setup)),
    blocks: [
      heading(checklist.heading),
      headline(reader, setup),
      ...moreElsewhere(reader, elsewhere),
      ...(ownerLeft === true ? claimBlocks(reader) : []),
      ...stepRows(reader, state),
      ...alertNotes(reader, alerts, { withKey: rights.approver && mode === "automatic", now }),
      ...(rights.owner ? [note(mode === "automatic" ? checklist.automatic : checklist.guided)] : []),
      ...actions(
        toStatus(reader),
        ...(rights.approver ? [toMembers(reader)] : []),
        ...(rights.owner ? [toSettings(reader)] : []),
      ),
    ],
  };
}

function headline(reader: Reader, setup: Setup): Block {
  const { checklist, steps } = reader.strings;
  const next = nextStep(setup);
  const parts = [
    setup.organization === null ? "" : checklist.organizationIs(setup.organization),
    progress(reader, closedSteps(setup)),
    next === null ? "" : checklist.nextStep(steps[next].title),
  ];
  return { kind: "text", spans: joined(parts, " ") };
}

const [FULL, EMPTY] = ["▰", "▱"];

/** How many of the six steps are done, drawn and in words. */
export const progress = ({ strings }: Reader, done: number): Span[] =>
  joined([FULL.repeat(done) + EMPTY.repeat(STEP_NAMES.length - done), " ", strings.checklist.progress(done)]);

/** Everybody sees that the owner has left; whether this person may claim the Setup is checked at the press. */
function claimBlocks({ strings: { checklist } }: Reader): Block[] {
  const claim = button(checklist.buttons.claim, { do: "claim" }, { style: "primary" });
  return [paragraph(checklist.ownerLeft), ...actions(claim)];
}

/** In the channel: started, how far, and where the Record is, as the operator's check takes it. Edited in place. */
export function setupCard(
  reader: Reader,
  { setup, counts, head, now }: State & { readonly head: ChainEnd | null },
): View {
  const { checklist } = reader.strings;
  const started = checklist.setupStarted(mention(reader, setup.owner), moment(reader, setup.startedAt, now));
  const done = closedSteps(setup);
  return {
    summary: done === 0 ? card(started).summary : checklist.summary(done),
    blocks: [
      heading(checklist.title),
      paragraph(started, " ", progress(reader, done)),
      { kind: "text", spans: lines(stepLines(reader, { setup, counts, now })) },
      ...actions(toChecklist(reader)),
      ...(head === null ? [] : [note(reader.strings.record.head(code(headText(head))))]),
    ],
  };
}

/** In the channel, once the warm-up is over. `told`: which billing it was said of. */
export function billingCard(
  reader: Reader,
  { setup, told = null, now }: Pick<State, "setup" | "now"> & { readonly told?: number | null },
): View {
  const { checklist, key } = reader.strings;
  const { billing } = setup;
  if (billing === null || setup.steps.billing.state === "open") return card(checklist.billingReopened);
  // The newer one has a message of its own.
  if (told !== null && told !== billing.confirmedAt) return card(checklist.billingAgain);
  const paid = billingProof(reader, setup, billing, now);
  if (isWarmingUp(billing, now)) {
    const warming = key.warming(untilMinute(reader, billing.warmUntil));
    return card(checklist.billingPaid(paid), paragraph(warming));
  }
  const proof = isKeyFailing(setup.observed.probe) ? null : setup.keyWorks;
  return card(
    checklist.billingConfirmed(paid),
    // Two facts: that a key works says nothing about a payment method.
    note(proof === null ? key.ifRefused : checklist.keyWorksBy(evidence(reader, proof, now))),
  );
}

/** A person's word, and what the audit log says besides it or without it. */
function billingProof(reader: Reader, setup: Setup, billing: Billing, now: number): Span[] {
  const { confirmedBy: by, confirmedAt } = billing;
  const fact = setup.steps.billing.evidence;
  const proofs = [by === null ? null : confirmed(by, confirmedAt), fact?.kind === "verified" ? fact : null];
  return joined(
    proofs.map((proof) => evidence(reader, proof, now)),
    reader.strings.comma,
  );
}

/** In the channel, when every step is closed. */
export function completeCard(reader: Reader, { setup, counts }: Pick<State, "setup" | "counts">): View {
  const { checklist } = reader.strings;
  const { completedAt, startedAt, steps } = setup;
  if (completedAt === null || !isComplete(setup)) return card(checklist.completeReopened);
  const duration = checklist.duration(Math.max(1, Math.round((completedAt - startedAt) / 60_000)));
  const { active, pending, expired, sending, approved, failed } = counts;
  const all = active + pending + expired + sending + approved + failed;
  const { summary, blocks } = card(
    `✅ ${all === 0 ? checklist.readyNobody(duration) : checklist.ready(duration, active, all)}`,
  );
  const rows = STEP_NAMES.map((name) => {
    const title = rowTitle(reader, { setup, now: Number.POSITIVE_INFINITY }, name);
    return proven(reader, title, steps[name].evidence, completedAt);
  });
  return {
    summary,
    blocks: [
      heading(checklist.completeTitle),
      ...blocks,
      list(rows),
      ...actions(button(checklist.buttons.record, { do: "record", page: 0 })),
    ],
  };
}

/** To a helper: that one step, explained, with Mistral's page and a button to confirm it. */
export function helperCard(
  reader: Reader,
  {
    setup,
    step: name,
    since,
    now,
  }: Pick<State, "setup" | "now"> & {
    readonly step: StepName;
    /** In a reminder: since when they have it. */
    readonly since?: number;
  },
): View {
  const { checklist, steps } = reader.strings;
  const { title, about, todo, needs } = steps[name];
  const { state, evidence: fact, handedTo } = setup.steps[name];
  const instead = state === "open" && reader.person === setup.owner ? insteadOf(reader, handedTo) : [];
  const intro = card(checklist.helperIntro(mention(reader, setup.owner), title));
  const saying = (...blocks: Block[]): View => ({
    summary: intro.summary,
    blocks: [heading(title), ...(instead.length > 0 ? instead : intro.blocks), ...blocks],
  });
  if (state !== "open") {
    const proof = evidence(reader, fact, now);
    return saying(paragraph(state === "done" ? checklist.helperDone(proof) : checklist.helperSkipped(proof)));
  }
  if (handedTo !== reader.person && instead.length === 0)
    return saying(paragraph(reader.strings.tasks.moved(mention(reader, handedTo ?? setup.owner))));
  const view = saying(
    paragraph(about),
    list(todo()),
    note(needs),
    paragraph(checklist.helperWhenDone),
    ...actions(...helperButtons(reader, name, reader.person === setup.owner)),
  );
  return handedTo === reader.person ? stillWaiting(reader, view, { since, now }) : view;
}

function helperButtons(reader: Reader, name: StepName, owner: boolean): Button[] {
  const links = [page(reader, PAGE_OF[name]), ...(name === "billing" ? [page(reader, "subscription")] : [])];
  const form = nextButton(reader, name);
  if (name === "members") return [{ ...form, style: "primary" }, ...links];
  const { action } = form;
  const confirm = button(reader.strings.checklist.buttons.confirm, action, { style: "primary" });
  const skip = mayLeaveOut(name, owner) ? [skipButton(reader, name)] : [];
  if (name === "security") return [confirm, ...measureButtons(reader), ...skip, ...links];
  if (name !== "workspaces") return [confirm, ...links];
  // Made at Mistral by hand: nothing to enter, while the form would order new ones.
  return [{ ...confirm, action: { do: "confirm", step: name } }, form, ...skip, ...links];
}
