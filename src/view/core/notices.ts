import type { Refusal } from "../../domain/refusal.ts";
import type { Request } from "../../domain/requests/request.ts";
import { approversOf, type Setup, type StepName } from "../../domain/setup/setup.ts";
import type { Task } from "../../domain/tasks/task.ts";
import { deciderOf } from "../approvals/away.ts";
import { goingOn } from "../setup/step-buttons.ts";
import { isDropped } from "../tasks/task-cards.ts";
import { toChecklist } from "./buttons.ts";
import { mention, type Reader, time } from "./reader.ts";
import { actions, card, code, heading, joined, list, note, type Piece, paragraph, wordsOf } from "./spans.ts";
import type { Block, View } from "./view.ts";

type About = {
  readonly request?: Request | null;
  readonly task?: Task | null;
  readonly setup?: Setup | null;
};

/** With what somebody wrote in a form that cannot be drawn for them any more: it is not ours to throw away. */
export const keepingWritten = ({ strings }: Reader, view: View, written: readonly string[]): View =>
  written.length === 0
    ? view
    : {
        ...view,
        blocks: [
          ...view.blocks,
          note(strings.youWrote),
          ...written.map((words): Block => ({ kind: "copy", text: words })),
        ],
      };

export const refusalNotice = (reader: Reader, reason: Refusal, about: About = {}): View =>
  card(refusalWords(reader, reason, about));

function refusalWords(reader: Reader, reason: Refusal, { request, task, setup }: About): Piece {
  const { strings } = reader;
  const decision = request?.decision ?? null;
  if (reason === "already_decided" && request && decision !== null && request.state !== "open") {
    const who = deciderOf(reader, decision);
    return unchanged(reader, strings.requests.ended[request.state](who, time(reader, decision.at, "both")));
  }
  if (reason === "already_closed" && task && task.state !== "open") {
    const at = time(reader, task.closedAt ?? task.createdAt, "both");
    if (isDropped(task)) return unchanged(reader, strings.tasks.notNeeded(at));
    return unchanged(reader, strings.tasks.closed[task.state](mention(reader, task.closedBy), at));
  }
  const sentence = strings.refusals[reason];
  if (!setup) return sentence;
  if (reason === "not_owner" || reason === "not_your_step" || reason === "may_not_claim")
    return joined([sentence, strings.ownerIs(mention(reader, setup.owner))], " ");
  if (reason !== "not_approver") return sentence;
  const others = approversOf(setup).slice(0, 3);
  const names = others.map((id) => mention(reader, id));
  return joined([sentence, strings.approversAre(strings.listed(names, 0))], " ");
}

const unchanged = ({ strings }: Reader, said: Piece): Piece =>
  joined([said, /\.$/.test(wordsOf(joined([said]))) ? " " : ". ", strings.nothingChanged]);

export const saved = (reader: Reader, sentence: Piece, next: StepName | null = null): View =>
  card(
    sentence,
    ...actions(
      ...(next === null ? [] : [{ ...goingOn(reader, next, false)[0], style: "primary" as const }]),
      toChecklist(reader),
    ),
  );

export function helpView(reader: Reader, { unknown }: { readonly unknown: string | null }): View {
  const { lists, colon } = reader.strings;
  const commands = lists.helpCommands.map(([word, does]) =>
    joined([code(lists.helpCommand(word)), colon, does]),
  );
  return {
    summary: lists.helpSummary,
    blocks: [
      heading(lists.helpTitle),
      ...(unknown === null ? [] : [paragraph(lists.helpUnknown(unknown.slice(0, 80)))]),
      paragraph(lists.helpIntro),
      list(commands),
      paragraph(lists.helpExamplesHeading),
      { kind: "copy", text: lists.helpExamples },
      ...actions(toChecklist(reader)),
    ],
  };
}
