import { confirmed } from "../../domain/evidence.ts";
import { isKeyFailing } from "../../domain/key/key-reading.ts";
import { type ChainEnd, headText } from "../../domain/record/record.ts";
import {
  type Billing,
  closedSteps,
  isComplete,
  isWarmingUp,
  mayLeaveOut,
  type Setup,
  type StepName,
} from "../../domain/setup/setup.ts";
import { insteadOf } from "../alerts/reach.ts";
import { button, page, toChecklist } from "../core/buttons.ts";
import { evidence, mention, moment, type Reader, untilMinute } from "../core/reader.ts";
import { actions, card, heading, joined, lines, list, note, paragraph, titled } from "../core/spans.ts";
import type { Block, Button, Span, View } from "../core/view.ts";
import { measureButtons } from "../security/measures.ts";
import { stillWaiting } from "../tasks/task-cards.ts";
import { progress } from "./home.ts";
import { nextButton, PAGE_OF, skipButton } from "./step-buttons.ts";
import { type State, stepLines } from "./step-rows.ts";

/** In the channel: started, how far, and where the Record is, as the operator's check takes it. Edited in place. */
export function setupCard(reader: Reader, facts: State & { readonly head: ChainEnd | null }): View {
  const { setup, counts, head, now } = facts;
  const { checklist, record } = reader.strings;
  const started = checklist.setupStarted(mention(reader, setup.owner), moment(reader, setup.startedAt, now));
  const done = closedSteps(setup);
  return {
    summary: done === 0 ? card(started).summary : checklist.progress(done),
    blocks: [
      heading(checklist.title),
      paragraph(started, " ", progress(reader, done)),
      { kind: "text", spans: lines(stepLines(reader, { setup, counts, now })) },
      ...actions(toChecklist(reader)),
      ...(head === null ? [] : [note(record.head(headText(head)))]),
    ],
  };
}

/** In the channel, once the warm-up is over. `told`: which billing it was said of; a newer one has its own message. */
export function billingCard(
  reader: Reader,
  { setup, told = null, now }: Pick<State, "setup" | "now"> & { readonly told?: number | null },
): View {
  const { checklist, key } = reader.strings;
  const { billing, steps } = setup;
  if (billing === null || steps.billing.state === "open" || (told !== null && told !== billing.confirmedAt))
    return card(checklist.billingAgain);
  if (isWarmingUp(billing, now)) return card(key.warming(untilMinute(reader, billing.warmUntil)));
  const proof = isKeyFailing(setup.observed.probe) ? null : setup.keyWorks;
  return card(
    checklist.billingConfirmed(billingProof(reader, setup, billing, now)),
    // Two facts: that a key works says nothing about a payment method.
    note(proof === null ? key.ifRefused : checklist.keyWorksBy(evidence(reader, proof, now))),
  );
}

function billingProof(reader: Reader, { steps }: Setup, billing: Billing, now: number): Span[] {
  const { confirmedBy: by, confirmedAt } = billing;
  const fact = steps.billing.evidence;
  const proofs = [by === null ? null : confirmed(by, confirmedAt), fact?.kind === "verified" ? fact : null];
  return joined(
    proofs.map((proof) => evidence(reader, proof, now)),
    reader.strings.comma,
  );
}

export function completeCard(reader: Reader, { setup, counts }: Pick<State, "setup" | "counts">): View {
  const { checklist } = reader.strings;
  const { completedAt, startedAt } = setup;
  if (completedAt === null || !isComplete(setup)) return card(checklist.completeReopened);
  const duration = checklist.duration(Math.max(1, Math.round((completedAt - startedAt) / 60_000)));
  const { active, pending, expired, sending, approved, failed } = counts;
  const all = active + pending + expired + sending + approved + failed;
  const record = button(checklist.buttons.record, { do: "record", page: 0 });
  return titled(
    checklist.completeTitle,
    card(`✅ ${checklist.ready(duration, active, all)}`, ...actions(record)),
  );
}

type HelperFacts = Pick<State, "setup" | "now"> & { readonly step: StepName; readonly since?: number };

export function helperCard(reader: Reader, { setup, step: name, since, now }: HelperFacts): View {
  const { checklist, steps, tasks } = reader.strings;
  const { title, todo, needs } = steps[name];
  const { state, evidence: fact, handedTo } = setup.steps[name];
  const isOwner = reader.person === setup.owner;
  const instead = state === "open" && isOwner ? insteadOf(reader, handedTo) : [];
  const intro = card(checklist.helperIntro(mention(reader, setup.owner)));
  const saying = (...blocks: Block[]): View => ({
    summary: `${title}. ${intro.summary}`,
    blocks: [heading(title), ...(instead.length > 0 ? instead : intro.blocks), ...blocks],
  });
  if (state !== "open") return titled(title, card(checklist.helperClosed(evidence(reader, fact, now))));
  if (handedTo !== reader.person && instead.length === 0)
    return titled(title, card(tasks.moved(mention(reader, handedTo ?? setup.owner))));
  const view = saying(list(todo()), note(needs), ...actions(...helperButtons(reader, name, isOwner)));
  return handedTo === reader.person ? stillWaiting(reader, view, { since, now }) : view;
}

function helperButtons(reader: Reader, name: StepName, owner: boolean): Button[] {
  const links = [page(reader, PAGE_OF[name]), ...(name === "billing" ? [page(reader, "subscription")] : [])];
  const form = nextButton(reader, name);
  const confirm = button(reader.strings.checklist.buttons.confirm, form.action, { style: "primary" });
  const skip = mayLeaveOut(name, owner) ? [skipButton(reader, name)] : [];
  switch (name) {
    case "organization":
    case "billing":
    case "verify":
      return [confirm, ...links];
    case "workspaces":
      // Made at Mistral by hand: nothing to enter, while the form would order new ones.
      return [{ ...confirm, action: { do: "confirm", step: name } }, form, ...skip];
    case "members":
      return [{ ...form, style: "primary" }, ...links];
    case "security":
      return [confirm, ...measureButtons(reader), ...skip];
  }
}
