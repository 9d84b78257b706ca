import type { Invitation } from "../domain/invitation.ts";
import type { Mode } from "../domain/mode.ts";
import type { Setup } from "../domain/setup.ts";
import { STEP_NAMES, type StepName } from "../domain/step-name.ts";
import { doneAction, type Task } from "../domain/task.ts";
import { statusWord } from "./invitation-words.ts";
import { resendButton, waitingButtons } from "./invitee-buttons.ts";
import { evidence, mention, moment, type Reader } from "./reader.ts";
import { askedFor, type RequestFacts, requesterName } from "./request-parts.ts";
import { allOf } from "./request-rows.ts";
import { capitalized, heading, joined, note, paragraph } from "./spans.ts";
import { nextButton } from "./step-buttons.ts";
import type { ActionButton, Block } from "./view.ts";

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
  const more = rest > 0 ? [note(andMore(rest)), allOf(reader, "tasks")] : [];
  const steps = handed.map((name): Block => stepRow(reader, name));
  return [heading(lists.homeTasks), ...steps, ...rows, ...more];
}

export function taskRow(reader: Reader, task: Task, now: number): Block {
  const { lists, tasks: words } = reader.strings;
  const done: ActionButton = {
    label: words.done,
    action: doneAction(task),
    confirm: words.doneConfirm,
    // Of several alike the number tells which is which.
    description: lists.describeRow(words.done, `${words.titles[task.kind]} #${task.id % 1000}`),
  };
  return {
    kind: "row",
    title: lists.homeTaskTitle(words.titles[task.kind], task.invitations.length),
    detail: lists.homeTaskDetail(moment(reader, task.createdAt, now)),
    button: done,
  };
}

export const handedSteps = (reader: Reader, setup: Setup): StepName[] =>
  STEP_NAMES.filter((name) => isHandedTo(reader, setup, name));

const isHandedTo = (reader: Reader, setup: Setup, name: StepName): boolean => {
  const { state, handedTo } = setup.steps[name];
  return state === "open" && handedTo !== null && handedTo === reader.person;
};

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
  const { lists, icons, roles } = reader.strings;
  const { address, role, status } = mine;
  const menu = mineMenu(reader, mine);
  const [button, ...others] = menu;
  const whose = lists.mineDetail(address, roles[role]);
  const proof = evidence(reader, mine.evidence, now);
  return [
    heading(lists.homeMine),
    {
      kind: "row",
      title: lists.mineTitle(icons[status], capitalized(statusWord(reader, status, mode))),
      detail: joined(proof.length === 0 ? [whose] : [whose, proof], reader.strings.comma),
      ...(button === undefined ? {} : { button }),
      ...(others.length === 0 ? {} : { menu: others }),
    },
  ];
}

function mineMenu(reader: Reader, mine: Invitation): ActionButton[] {
  switch (mine.status) {
    case "pending":
      return waitingButtons(reader, mine);
    case "active":
      return [{ label: reader.strings.buttons.key, action: { do: "key" } }];
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
  const { lists, requests: words, roles, separator } = reader.strings;
  const rows = mine.slice(0, MOST).map((facts): Block => {
    const { request, now } = facts;
    const { id, state, decision, createdAt } = request;
    const invitations = askedFor(facts);
    const active = invitations.filter(({ status }) => status === "active").length;
    const pending = invitations.filter(({ status }) => status === "pending").length;
    const by = decision?.by ?? null;
    const ended =
      state !== "open" && by !== null
        ? lists.endedBy(mention(reader, by), moment(reader, decision?.at ?? createdAt, now))
        : lists.askedAt(moment(reader, createdAt, now));
    const withdraw: ActionButton = {
      label: words.buttons.withdraw,
      action: { do: "withdraw", request: id },
      confirm: { ...words.withdrawConfirm, danger: true },
      description: words.describe(words.buttons.withdraw, {
        id,
        n: invitations.length,
        who: requesterName(reader, request),
      }),
    };
    return {
      kind: "row",
      title: lists.myRequestTitle(invitations.length, roles[request.role], lists.requestStates[state]),
      detail: joined(state === "approved" ? [words.counts(pending, active), separator, ended] : [ended]),
      ...(state === "open" ? { button: withdraw } : {}),
    };
  });
  return [heading(lists.homeMyRequests), ...rows];
}

export const nothingYet = (reader: Reader): Block => paragraph(reader.strings.lists.homeNothing);
