import type { Invitation } from "../../domain/invitations/invitation.ts";
import type { Mode } from "../../domain/mode.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { STEP_NAMES, type StepName } from "../../domain/setup/step-name.ts";
import { doneAction, type Task } from "../../domain/tasks/task.ts";
import { button, confirm, resendButton, toKey, waitingButtons } from "../core/buttons.ts";
import { mention, moment, proven, type Reader } from "../core/reader.ts";
import { capitalized, heading, joined, note } from "../core/spans.ts";
import type { Block, OtherButton } from "../core/view.ts";
import { ICONS, statusWord } from "../invitations/invitation-words.ts";
import { withdrawButton } from "../requests/decision-buttons.ts";
import { askedFor, type RequestFacts } from "../requests/request-parts.ts";
import { allOf } from "../requests/request-rows.ts";
import { nextButton } from "./step-buttons.ts";

const MOST = 6;

/** What was given to this person: Tasks, and steps handed over to somebody who does not own the Setup. */
export function taskRows(
  reader: Reader,
  tasks: readonly Task[],
  { setup, owner, now }: { readonly setup: Setup; readonly owner: boolean; readonly now: number },
): Block[] {
  const { lists, andMore } = reader.strings;
  const handed = owner ? [] : handedSteps(reader, setup);
  if (tasks.length + handed.length === 0) return [];
  const rows = tasks.slice(0, MOST).map((task) => taskRow(reader, task, now));
  const rest = tasks.length - rows.length;
  const more = rest > 0 ? [note(andMore(rest)), ...allOf(reader, "tasks")] : [];
  return [heading(lists.homeTasks), ...handed.map((name) => stepRow(reader, name)), ...rows, ...more];
}

export function taskRow(reader: Reader, task: Task, now: number): Block {
  const { lists, tasks: words } = reader.strings;
  const title = words.titles[task.kind];
  const n = task.invitations.length;
  return {
    kind: "row",
    title: `⏳ ${title}${n > 1 ? ` (${n})` : ""}`,
    detail: lists.homeTaskDetail(moment(reader, task.createdAt, now)),
    button: button(words.done, doneAction(task), {
      confirm: confirm(reader, words.done, words.doneConfirm),
      // Of several alike the number tells which is which.
      description: `${words.done}${reader.strings.colon}${title} #${task.id % 1000}`,
    }),
  };
}

export const handedSteps = (reader: Reader, { steps }: Setup): StepName[] =>
  STEP_NAMES.filter((name) => {
    const { state, handedTo } = steps[name];
    return state === "open" && handedTo !== null && handedTo === reader.person;
  });

function stepRow(reader: Reader, name: StepName): Block {
  const { lists, steps } = reader.strings;
  return {
    kind: "row",
    title: lists.homeHelper(steps[name].title),
    detail: joined([steps[name].about]),
    button: { ...nextButton(reader, name), style: "primary" },
  };
}

/** One's own Invitation, with what to do about it now. */
export function mineRow(reader: Reader, mine: Invitation, mode: Mode, now: number): Block[] {
  const { lists, roles, requests } = reader.strings;
  const [button, ...others] = mineMenu(reader, mine);
  const whose = requests.as({ kind: "code", text: mine.address }, roles[mine.role]);
  return [
    heading(lists.homeMine),
    {
      kind: "row",
      title: `${ICONS[mine.status]} ${capitalized(statusWord(reader, mine.status, mode))}`,
      detail: proven(reader, whose, mine.evidence, now),
      ...(button === undefined ? {} : { button }),
      ...(others.length === 0 ? {} : { menu: others }),
    },
  ];
}

function mineMenu(reader: Reader, mine: Invitation): OtherButton[] {
  switch (mine.status) {
    case "pending":
      return waitingButtons(reader, mine);
    case "active":
      return [toKey(reader)];
    case "expired":
      return [resendButton(reader, mine)];
    case "proposed":
    case "approved":
    case "sending":
    case "denied":
    case "revoked":
    case "failed":
    case "removed":
      return [];
  }
}

/** A person's own Requests: the state of each, withdraw while it is open. */
export function myRequestRows(reader: Reader, mine: readonly RequestFacts[]): Block[] {
  if (mine.length === 0) return [];
  const { lists, requests: words, roles, separator, colon } = reader.strings;
  const rows = mine.slice(0, MOST).map((facts): Block => {
    const { request, now } = facts;
    const { state, decision, createdAt } = request;
    const invitations = askedFor(facts);
    const count = (of: Invitation["status"]) => invitations.filter(({ status }) => status === of).length;
    const by = decision?.by ?? null;
    const ended =
      state !== "open" && by !== null
        ? lists.endedBy(mention(reader, by), moment(reader, decision?.at ?? createdAt, now))
        : words.askedAt(moment(reader, createdAt, now));
    const forRole = words.forRole(invitations.length, roles[request.role]);
    const went = state === "approved" ? [words.counts(count("pending"), count("active"))] : [];
    return {
      kind: "row",
      title: `${capitalized(forRole)}${colon}${words.states[state]}`,
      detail: joined([...went, ended], separator),
      ...(state === "open" ? { button: withdrawButton(reader, facts) } : {}),
    };
  });
  return [heading(lists.homeMyRequests), ...rows];
}
