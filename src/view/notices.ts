import type { Refusal } from "../domain/refusal.ts";
import type { Request } from "../domain/request.ts";
import { approversOf, type Setup } from "../domain/setup.ts";
import type { StepName } from "../domain/step-name.ts";
import type { Task } from "../domain/task.ts";
import { mention, type Reader, time } from "./reader.ts";
import { joined, paragraph, text, wordsOf } from "./spans.ts";
import { openForm } from "./step-buttons.ts";
import { isDropped } from "./task-cards.ts";
import type { Block, Span, View } from "./view.ts";

type About = {
  readonly request?: Request | null;
  readonly task?: Task | null;
  readonly setup?: Setup | null;
};

/** Why a click or command was turned down. `about` lets it say who was first, or whom to ask. */
export function refusalNotice(reader: Reader, reason: Refusal, about: About = {}): View {
  const spans = refusalSpans(reader, reason, about);
  return { summary: wordsOf(spans), blocks: [{ kind: "text", spans }] };
}

/** With what somebody wrote in a form that cannot be drawn for them any more: it is not ours to throw away. */
export const keepingWritten = ({ strings }: Reader, view: View, written: readonly string[]): View =>
  written.length === 0
    ? view
    : {
        ...view,
        blocks: [
          ...view.blocks,
          { kind: "note", spans: [text(strings.youWrote)] },
          ...written.map((words): Block => ({ kind: "copy", text: words })),
        ],
      };

function refusalSpans(reader: Reader, reason: Refusal, { request, task, setup }: About): Span[] {
  const { strings } = reader;
  const decision = request?.decision ?? null;
  if (reason === "already_decided" && request && decision !== null && request.state !== "open") {
    const who = decision.by === null ? strings.someone : mention(reader, decision.by);
    return strings.decidedBy[request.state](who, time(reader, decision.at, "both"));
  }
  if (reason === "already_closed" && task && task.state !== "open") {
    const at = time(reader, task.closedAt ?? task.createdAt, "both");
    if (isDropped(task)) return joined([strings.tasks.notNeeded(at), strings.nothingChanged], " ");
    const who = task.closedBy === null ? strings.someone : mention(reader, task.closedBy);
    return strings.closedBy[task.state](who, at);
  }
  const sentence = strings.refusals[reason];
  if (!setup) return [text(sentence)];
  const { owner } = setup;
  if (reason === "not_owner" || reason === "not_your_step" || reason === "may_not_claim") {
    return joined([sentence, strings.ownerIs(mention(reader, owner))], " ");
  }
  if (reason === "not_approver") {
    const others = approversOf(setup).slice(0, 3);
    const names = strings.listed(
      others.map((id) => mention(reader, id)),
      0,
    );
    return joined([sentence, strings.approversAre(names)], " ");
  }
  return [text(sentence)];
}

/** After a form: one sentence, the next step's button, and the way back to the checklist. */
export function saved(reader: Reader, sentence: string, next: StepName | null = null): View {
  const { strings } = reader;
  const blocks: Block[] = [paragraph(sentence)];
  blocks.push({
    kind: "actions",
    buttons: [
      ...(next === null
        ? []
        : [{ label: strings.steps[next].next, action: openForm(next), style: "primary" as const }]),
      { label: strings.buttons.checklist, action: { do: "checklist" as const } },
    ],
  });
  return { summary: sentence, blocks };
}
