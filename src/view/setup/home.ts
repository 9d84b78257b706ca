import type { Standing } from "../../domain/accounts/person.ts";
import type { Alert } from "../../domain/alert.ts";
import { absenceOf } from "../../domain/approvals/absence.ts";
import { type Invitation, isOver } from "../../domain/invitations/invitation.ts";
import {
  canInvite,
  closedSteps,
  isComplete,
  namedApproversOf,
  STEP_NAMES,
  type StepName,
} from "../../domain/setup/setup.ts";
import { alertNotes } from "../alerts/alert-cards.ts";
import { spendingNote } from "../alerts/drift.ts";
import { reachNotes } from "../alerts/reach.ts";
import { absenceWords, deciderOf } from "../approvals/away.ts";
import { statusNote } from "../approvals/escalation.ts";
import {
  button,
  opens,
  ownButtons,
  toChecklist,
  toKey,
  toMembers,
  toSettings,
  toStatus,
} from "../core/buttons.ts";
import { evidence, moment, type Reader } from "../core/reader.ts";
import { actions, capitalized, card, heading, joined, lines, note, paragraph } from "../core/spans.ts";
import type { Block, OtherButton, Span, View } from "../core/view.ts";
import { personWords } from "../invitations/invitation-words.ts";
import { refusalWords } from "../key/key.ts";
import { withdrawButton } from "../requests/decision-forms.ts";
import { allOf, openRequestRows } from "../requests/request-cards.ts";
import { askedFor, type RequestFacts, whom } from "../requests/request-parts.ts";
import { type TaskRow, taskRow, troubleRows } from "../tasks/task-cards.ts";
import { countWords, type SetupFacts, type State, stepLines, stepRow, stepRows } from "./step-rows.ts";

export const checklistView = (reader: Reader, facts: SetupFacts): View => ({
  summary: reader.strings.checklist.progress(closedSteps(facts.setup)),
  blocks: setupBlocks(reader, facts, STEP_NAMES),
});

/** What a platform without menus opens from a step of the checklist. */
export const stepView = (reader: Reader, facts: SetupFacts, name: StepName): View => ({
  summary: `${reader.strings.steps[name].title}. ${reader.strings.checklist.progress(closedSteps(facts.setup))}`,
  blocks: [stepRow(reader, facts, name), ...actions(toChecklist(reader))],
});

/** In place of a checklist that was asked for again. */
export const checklistMoved = ({ strings }: Reader): View => card(strings.checklist.moved);

type Reading = {
  /** Nothing else is to be done before they ask for an invitation. */
  readonly asksFirst?: boolean;
  readonly isInvited?: boolean;
  readonly more?: readonly OtherButton[];
};

function setupBlocks(
  reader: Reader,
  facts: SetupFacts,
  names: readonly StepName[],
  { asksFirst = false, isInvited = false, more = [] }: Reading = {},
): Block[] {
  const { setup, alerts, rights, mode, ownerLeft = false, now } = facts;
  const { checklist, forms, lists } = reader.strings;
  const claim = button(checklist.buttons.claim, { do: "claim" }, { style: "primary" });
  const label = isInvited ? forms.invite.asks.title : lists.homeAsk;
  const invite = opens(label, { form: "invite" }, asksFirst ? { style: "primary" } : {});
  return [
    ...(names.length === 0
      ? []
      : [heading(checklist.title), paragraph(progress(reader, closedSteps(setup)))]),
    // Everybody sees it; whether this person may claim the Setup is checked at the press.
    ...(ownerLeft ? [paragraph(checklist.ownerLeft), ...actions(claim)] : []),
    ...alertNotes(reader, alerts, { withKey: rights.approver && mode === "automatic", now }),
    ...stepRows(reader, facts, names),
    // The buttons are not the last row's.
    ...(names.length === 0 ? [] : [{ kind: "divider" } as const]),
    {
      kind: "actions",
      buttons: [...(rights.approver || isInvited ? [] : [invite]), toStatus(reader), toKey(reader)],
      menu: [
        ...(rights.approver ? [toMembers(reader)] : isInvited ? [invite] : []),
        ...(rights.owner ? [toSettings(reader)] : []),
        ...more,
      ],
    },
  ];
}

const [FULL, EMPTY] = ["▰", "▱"];

export const progress = ({ strings }: Reader, done: number): Span[] =>
  joined([FULL.repeat(done) + EMPTY.repeat(STEP_NAMES.length - done), " ", strings.checklist.progress(done)]);

type HomeFacts = SetupFacts & {
  /** The first of them, and how many there are in all. */
  readonly tasks: readonly TaskRow[];
  readonly toDo?: number;
  /** The first of them, and how many there are in all. */
  readonly requestsToDecide: readonly RequestFacts[];
  readonly toDecide?: number;
  readonly myRequests: readonly RequestFacts[];
  readonly mine: Invitation | null;
  readonly standing?: Standing;
  readonly muted?: boolean;
  /** The steps on it; otherwise those that are theirs to work on. */
  readonly shown?: readonly StepName[];
};

export function homeBeforeSetup({ strings }: Reader, mayStart: boolean): View {
  const start = opens(strings.forms.start.submit, { form: "start" }, { style: "primary" });
  if (!mayStart) return card(strings.refusals.not_started);
  return card(strings.lists.homeYoursToStart, ...actions(start));
}

export function homeView(reader: Reader, facts: HomeFacts): View {
  const { lists } = reader.strings;
  const { setup, rights, now, standing = "member", muted = false, tasks, requestsToDecide, mine } = facts;
  const mute = button(muted ? lists.unmute : lists.mute, { do: "mute", on: !muted });
  const { toDecide = requestsToDecide.length, toDo = tasks.length } = facts;
  if (standing !== "member") return card(lists.homeAsStranger);
  const decide = openRequestRows(reader, requestsToDecide, { mayDecide: true, total: toDecide });
  const own = [...mineRow(reader, facts), ...myRequestRows(reader, facts.myRequests)];
  const handed = STEP_NAMES.filter((name) => {
    const { state, handedTo } = setup.steps[name];
    return state === "open" && handedTo !== null && handedTo === reader.person;
  });
  const absence = absenceOf(setup.settings.absences, reader.person ?? "");
  const me = reader.nameOf(reader.person ?? "");
  const hasEnded = mine !== null && isOver(mine);
  const isNew = own.length + tasks.length + handed.length === 0 && !rights.approver;
  return {
    summary: lists.homeSummary(toDo + handed.length + toDecide),
    blocks: [
      ...taskRows(reader, tasks, toDo, now),
      ...(decide.length === 0 ? [] : [heading(lists.homeDecide), ...decide]),
      ...(isNew ? [paragraph(lists.homeNothing)] : own),
      ...setupBlocks(reader, facts, facts.shown ?? (rights.approver ? STEP_NAMES : handed), {
        asksFirst: isNew || hasEnded,
        // What they ask for now is for somebody else.
        isInvited: mine !== null && !hasEnded,
        more: [...(rights.approver ? [opens(reader.strings.away.title, { form: "away" })] : []), mute],
      }),
      ...(absence !== null ? [note(absenceWords(reader, absence, now))] : []),
      ...(absence === null && me !== null ? statusNote(reader, me, now) : []),
      ...(muted ? [note(lists.muted)] : []),
    ],
  };
}

const MOST = 6;

function taskRows(reader: Reader, tasks: readonly TaskRow[], all: number, now: number): Block[] {
  const { lists, andMore } = reader.strings;
  if (tasks.length === 0) return [];
  const rows = tasks.slice(0, MOST).map((task) => taskRow(reader, task, now));
  const rest = all - rows.length;
  return [
    heading(lists.homeTasks),
    ...rows,
    ...(rest > 0 ? [note(capitalized(andMore(rest))), ...allOf(reader, "tasks")] : []),
  ];
}

function mineRow(reader: Reader, { mine, mode, now }: HomeFacts): Block[] {
  if (mine === null) return [];
  const [button, ...menu] = ownButtons(reader, mine);
  const words = personWords(reader, mine, mode, { proof: evidence(reader, mine.evidence, now) });
  return [heading(reader.strings.lists.homeMine), { kind: "row", ...words, button, menu }];
}

function myRequestRows(reader: Reader, mine: readonly RequestFacts[]): Block[] {
  if (mine.length === 0) return [];
  const { checklist, lists, requests: words, roles, separator, colon } = reader.strings;
  const rows = mine.slice(0, MOST).map((facts): Block => {
    const { request, now } = facts;
    const { state, decision, createdAt } = request;
    const invitations = askedFor(facts);
    const count = (of: Invitation["status"]) => invitations.filter(({ status }) => status === of).length;
    const ended =
      state !== "open" && decision !== null && decision.by !== null
        ? lists.endedBy(deciderOf(reader, decision), moment(reader, decision.at, now))
        : words.askedAt(moment(reader, createdAt, now), whom(reader, facts));
    const forRole = words.forRole(invitations.length, roles[request.role]);
    const went = state === "approved" ? [checklist.memberCounts(count("active"), count("pending"))] : [];
    return {
      kind: "row",
      title: `${capitalized(forRole)}${colon}${words.states[state]}`,
      detail: joined([...went, ended], separator),
      ...(state === "open" ? { button: withdrawButton(reader, facts) } : {}),
    };
  });
  return [heading(lists.homeMyRequests), ...rows];
}

type StatusFacts = State & {
  readonly alerts: readonly Alert[];
  /** The first of them, and how many there are in all. */
  readonly requests: readonly RequestFacts[];
  readonly openRequests?: number;
  readonly mayDecide: boolean;
  /** What was given up, where this reader decides what becomes of it. */
  readonly troubles?: Parameters<typeof troubleRows>[1];
  /** How many Members Mistral lists; null where nobody reads its list. */
  readonly listed?: { readonly all: number; readonly without: number } | null;
};

export function statusView(reader: Reader, facts: StatusFacts): View {
  const { setup, alerts, counts, now, requests, mayDecide, listed = null, troubles = [] } = facts;
  const { lists, separator, drift, checklist } = reader.strings;
  const people = countWords(reader, counts, canInvite(setup.billing));
  const open = openRequestRows(reader, requests, {
    mayDecide,
    total: facts.openRequests ?? requests.length,
    back: "status",
  });
  return {
    summary: `${checklist.progress(closedSteps(setup))} ${checklist.memberCounts(counts.active, counts.pending)}.`,
    blocks: [
      heading(lists.statusTitle),
      ...(setup.completedAt === null || !isComplete(setup)
        ? []
        : [paragraph(lists.completed(moment(reader, setup.completedAt, now)))]),
      { kind: "text", spans: lines(stepLines(reader, { setup, now })) },
      ...refusalWords(reader, setup, now).map((sentence) => paragraph(sentence)),
      ...(mayDecide ? spendingNote(reader, setup.observed.spending, now) : []),
      // What is on its way to Mistral waits meanwhile.
      ...alertNotes(reader, alerts, { withKey: mayDecide && listed !== null, now }),
      ...troubleRows(reader, troubles),
      heading(lists.peopleHeading),
      { kind: "text", spans: joined(people.length === 0 ? [lists.noPeople] : people, separator) },
      ...(listed === null || listed.all === 0 ? [] : [note(lists.listed(listed.all, listed.without))]),
      ...(open.length === 0 ? [] : [heading(lists.requestsHeading), ...open]),
      ...(mayDecide ? reachNotes(reader, namedApproversOf(setup)) : []),
      ...actions(
        toChecklist(reader),
        ...(mayDecide ? [toMembers(reader), button(drift.again, { do: "drift" })] : []),
      ),
    ],
  };
}
