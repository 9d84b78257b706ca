import type { Alert } from "../domain/alert.ts";
import { type Billing, isWarmingUp } from "../domain/billing.ts";
import { confirmed } from "../domain/evidence.ts";
import { isKeyFailing } from "../domain/key-reading.ts";
import type { Mode } from "../domain/mode.ts";
import type { Platform } from "../domain/person.ts";
import { closedSteps, isComplete, mayLeaveOut, nextStep, type Setup } from "../domain/setup.ts";
import { STEP_NAMES, type StepName } from "../domain/step-name.ts";
import { moreElsewhere } from "./account-card.ts";
import { measureButtons } from "./measures.ts";
import { adminKeyNotes, outageNotes } from "./outages.ts";
import { progressBar } from "./progress-bar.ts";
import { insteadOf } from "./reach.ts";
import { evidence, mention, moment, type Reader, untilMinute } from "./reader.ts";
import { heading, joined, lines, note, type Piece, paragraph } from "./spans.ts";
import { nextButton, skipButton } from "./step-buttons.ts";
import { type Rights, rowTitle, type State, stepLines, stepRows } from "./step-rows.ts";
import { LINKS, STEP_LINKS } from "./steps.ts";
import type { ActionButton, Block, Button, Span, View } from "./view.ts";

export type { Rights } from "./step-rows.ts";

/** Six rows, each with its state, its Evidence and what this person can do next about it. */
export function checklistView(
  reader: Reader,
  state: State & {
    readonly alerts: readonly Alert[];
    readonly rights: Rights;
    readonly mode: Mode;
    readonly ownerLeft?: boolean;
    /** Where the same human has been given something that this account has not. */
    readonly elsewhere?: Platform | null;
  },
): View {
  const { setup, alerts, rights, mode, ownerLeft, elsewhere = null } = state;
  const { checklist } = reader.strings;
  return {
    summary: checklist.summary(closedSteps(setup)),
    blocks: [
      heading(checklist.heading),
      ...headline(reader, setup),
      ...moreElsewhere(reader, elsewhere),
      ...(ownerLeft === true ? claimBlocks(reader) : []),
      ...stepRows(reader, state),
      ...(rights.approver && mode === "automatic" ? adminKeyNotes(reader, alerts, state.now) : []),
      ...outageNotes(reader, alerts, state.now),
      ...(rights.owner ? [note(mode === "automatic" ? checklist.automatic : checklist.guided)] : []),
      ...footer(reader, rights),
    ],
  };
}

function headline(reader: Reader, setup: Setup): Block[] {
  const { checklist } = reader.strings;
  const next = nextStep(setup);
  const parts: Piece[] = [
    ...(setup.organization === null ? [] : [checklist.organizationIs(setup.organization)]),
    progress(reader, closedSteps(setup)),
    ...(next === null ? [] : [checklist.nextStep(reader.strings.steps[next].title)]),
  ];
  return [{ kind: "text", spans: joined(parts, " ") }];
}

/** How many of the six steps are done, drawn and in words. */
export const progress = ({ strings }: Reader, done: number): Span[] =>
  joined([progressBar(done, STEP_NAMES.length), " ", strings.checklist.progress(done)]);

/** Everybody sees that the owner has left; whether this person may claim the Setup is checked at the press. */
function claimBlocks(reader: Reader): Block[] {
  const { checklist } = reader.strings;
  const claim: ActionButton = { label: checklist.buttons.claim, action: { do: "claim" }, style: "primary" };
  return [paragraph(checklist.ownerLeft), { kind: "actions", buttons: [claim] }];
}

function footer(reader: Reader, rights: Rights): Block[] {
  const { checklist, buttons } = reader.strings;
  const row: ActionButton[] = [{ label: checklist.buttons.status, action: { do: "status" } }];
  if (rights.approver) row.push({ label: buttons.members, action: { do: "members", page: 0 } });
  if (rights.owner)
    row.push({ label: checklist.buttons.settings, action: { do: "open", to: { form: "settings" } } });
  return [{ kind: "actions", buttons: row }];
}

/** In the channel: started, and how far. Edited in place. */
export function setupCard(reader: Reader, { setup, counts, now }: State): View {
  const { checklist } = reader.strings;
  const started = checklist.setupStarted(mention(reader, setup.owner), moment(reader, setup.startedAt, now));
  const done = closedSteps(setup);
  return {
    summary: done === 0 ? checklist.setupStartedSummary : checklist.summary(done),
    blocks: [
      heading(checklist.title),
      paragraph(
        started,
        " ",
        ...(done === STEP_NAMES.length ? [checklist.allDone] : [progress(reader, done)]),
      ),
      { kind: "text", spans: lines(stepLines(reader, { setup, counts, now })) },
      {
        kind: "actions",
        buttons: [{ label: reader.strings.buttons.checklist, action: { do: "checklist" } }],
      },
    ],
  };
}

/** In the channel, once the warm-up is over. `told`: which billing it was said of. */
export function billingCard(
  reader: Reader,
  { setup, told = null, now }: Pick<State, "setup" | "now"> & { readonly told?: number | null },
): View {
  const { checklist } = reader.strings;
  const { billing } = setup;
  const said = (sentence: string): View => ({ summary: sentence, blocks: [paragraph(sentence)] });
  if (billing === null || setup.steps.billing.state === "open") return said(checklist.billingReopened);
  // The newer one has a message of its own.
  if (told !== null && told !== billing.confirmedAt) return said(checklist.billingAgain);
  const paid = billingProof(reader, setup, billing, now);
  if (isWarmingUp(billing, now)) {
    const sentence = checklist.billingWarming(paid, untilMinute(reader, billing.warmUntil));
    return { summary: checklist.billingWarmingSummary, blocks: [paragraph(sentence)] };
  }
  const proof = isKeyFailing(setup.observed.probe) ? null : setup.keyWorks;
  return {
    summary: checklist.billingSummary,
    blocks: [
      paragraph(checklist.billingConfirmed(paid)),
      // Two facts: that a key works says nothing about a payment method.
      note(proof === null ? checklist.billingAfter : checklist.keyWorksBy(evidence(reader, proof, now))),
    ],
  };
}

/** A person's word, and what the audit log says besides it or without it. */
function billingProof(reader: Reader, setup: Setup, billing: Billing, now: number): Span[] {
  const { confirmedBy: by, confirmedAt } = billing;
  const fact = setup.steps.billing.evidence;
  const proofs = [by === null ? null : confirmed(by, confirmedAt), fact?.kind === "verified" ? fact : null];
  return joined(
    proofs.map((proof) => evidence(reader, proof, now)).filter((words) => words.length > 0),
    reader.strings.comma,
  );
}

/** In the channel, when every step is closed. */
export function completeCard(reader: Reader, { setup, counts }: Pick<State, "setup" | "counts">): View {
  const { checklist } = reader.strings;
  if (setup.completedAt === null || !isComplete(setup)) {
    return { summary: checklist.completeReopened, blocks: [paragraph(checklist.completeReopened)] };
  }
  const minutes = Math.max(1, Math.round((setup.completedAt - setup.startedAt) / 60_000));
  const duration = checklist.duration(minutes);
  const all =
    counts.active + counts.pending + counts.expired + counts.sending + counts.approved + counts.failed;
  const sentence =
    all === 0 ? checklist.readyNobody(duration) : checklist.ready(duration, counts.active, all);
  const at = setup.completedAt;
  return {
    summary: sentence,
    blocks: [
      heading(checklist.completeTitle),
      paragraph("✅ ", sentence),
      {
        kind: "list",
        items: STEP_NAMES.map((name) =>
          joined(
            [
              rowTitle(reader, { setup, now: Number.POSITIVE_INFINITY }, name),
              evidence(reader, setup.steps[name].evidence, at),
            ],
            reader.strings.comma,
          ),
        ),
      },
      { kind: "actions", buttons: [{ label: checklist.buttons.record, action: { do: "record", page: 0 } }] },
    ],
  };
}

/** To a helper: that one step, explained, with Mistral's page and a button to confirm it. */
export function helperCard(
  reader: Reader,
  { setup, step: name, now }: Pick<State, "setup" | "now"> & { readonly step: StepName },
): View {
  const { checklist, steps } = reader.strings;
  const { title, about, todo, needs } = steps[name];
  const { state, evidence: fact, handedTo } = setup.steps[name];
  const summary = checklist.helperSummary(title);
  const instead = state === "open" && reader.person === setup.owner ? insteadOf(reader, handedTo) : [];
  const intro = paragraph(checklist.helperIntro(mention(reader, setup.owner), title));
  const top: Block[] = [heading(title), ...(instead.length > 0 ? instead : [intro])];
  if (state !== "open") {
    const proof = evidence(reader, fact, now);
    const closed = state === "done" ? checklist.helperDone(proof) : checklist.helperSkipped(proof);
    return { summary, blocks: [...top, paragraph(closed)] };
  }
  if (handedTo !== reader.person && instead.length === 0) {
    const moved = checklist.helperMoved(mention(reader, handedTo ?? setup.owner));
    return { summary, blocks: [...top, paragraph(moved)] };
  }
  return {
    summary,
    blocks: [
      ...top,
      paragraph(about),
      { kind: "list", items: todo.map((line) => joined([line])) },
      note(needs),
      paragraph(checklist.helperWhenDone),
      { kind: "actions", buttons: helperButtons(reader, name, reader.person === setup.owner) },
    ],
  };
}

function helperButtons(reader: Reader, name: StepName, owner: boolean): Button[] {
  const { checklist, steps } = reader.strings;
  const links: Button[] = [{ label: steps[name].link, url: STEP_LINKS[name] }];
  if (name === "billing") links.push({ label: checklist.buttons.subscription, url: LINKS.subscription });
  const form = nextButton(reader, name);
  const confirm: ActionButton = { ...form, label: checklist.buttons.confirm, style: "primary" };
  if (name === "members") return [{ ...form, style: "primary" }, ...links];
  const skip = mayLeaveOut(name, owner) ? [skipButton(reader, name)] : [];
  if (name === "security") return [confirm, ...measureButtons(reader), ...skip, ...links];
  if (name !== "workspaces") return [confirm, ...links];
  // Made at Mistral by hand: nothing to enter, while the form would order new ones.
  return [{ ...confirm, action: { do: "confirm", step: name } }, form, ...skip, ...links];
}
