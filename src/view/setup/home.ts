import type { Standing } from "../../domain/accounts/person.ts";
import type { Invitation } from "../../domain/invitations/invitation.ts";
import type { Mode } from "../../domain/mode.ts";
import { closedSteps, type Setup, STEP_NAMES, type StepName } from "../../domain/setup/setup.ts";
import type { Task } from "../../domain/tasks/task.ts";
import { moreElsewhere } from "../accounts/account-card.ts";
import { alertNotes } from "../alerts/alert-cards.ts";
import {
  opens,
  resendButton,
  toKey,
  toMembers,
  toSettings,
  toStatus,
  waitingButtons,
} from "../core/buttons.ts";
import { mention, moment, proven, type Reader } from "../core/reader.ts";
import { actions, capitalized, card, heading, joined, note, paragraph } from "../core/spans.ts";
import type { Block, OtherButton, View } from "../core/view.ts";
import { ICONS, statusWord } from "../invitations/invitation-words.ts";
import { withdrawButton } from "../requests/decision-forms.ts";
import { askedFor, type RequestFacts } from "../requests/request-parts.ts";
import { allOf, openRequestRows } from "../requests/request-rows.ts";
import { taskRow } from "../tasks/task-cards.ts";
import { progress } from "./checklist.ts";
import { nextButton } from "./step-buttons.ts";
import { type SetupFacts, stepRows } from "./step-rows.ts";

type HomeFacts = SetupFacts & {
  readonly tasks: readonly Task[];
  /** The first of them. */
  readonly requestsToDecide: readonly RequestFacts[];
  /** How many there are in all. */
  readonly toDecide?: number;
  readonly myRequests: readonly RequestFacts[];
  readonly mine: Invitation | null;
  readonly standing: Standing;
};

/** A person's own page before the Setup: a start button for those who may, and for all others who that is. */
export function homeBeforeSetup({ strings }: Reader, mayStart: boolean): View {
  const start = opens(strings.forms.start.submit, { form: "start" }, { style: "primary" });
  if (!mayStart) return card(strings.refusals.not_started);
  return card(strings.lists.homeYoursToStart, ...actions(start));
}

/** A person's own page: tasks, decisions, own Invitation and Requests, and the Setup for those who work on it. */
export function homeView(reader: Reader, facts: HomeFacts): View {
  const { lists } = reader.strings;
  const { setup, alerts, rights, now, mine, mode, standing, tasks, elsewhere = null } = facts;
  if (standing !== "member") return card(lists.homeAsStranger);
  const decide = openRequestRows(reader, facts.requestsToDecide, {
    mayDecide: true,
    total: facts.toDecide ?? facts.requestsToDecide.length,
  });
  const own = myRequestRows(reader, facts.myRequests);
  const insider = rights.owner || rights.approver;
  const empty = elsewhere === null && mine === null && own.length + tasks.length === 0;
  const notes = alertNotes(reader, alerts, { withKey: insider && mode === "automatic", now });
  return {
    summary: summaryOf(reader, facts),
    blocks: [
      ...moreElsewhere(reader, elsewhere),
      ...taskRows(reader, tasks, { setup, owner: rights.owner, now }),
      ...(decide.length === 0 ? [] : [heading(lists.homeDecide), ...decide]),
      ...(mine === null ? [] : mineRow(reader, mine, mode, now)),
      ...(empty && !insider ? [paragraph(lists.homeNothing)] : own),
      ...(insider ? [heading(lists.homeSetup), paragraph(progress(reader, closedSteps(setup)))] : []),
      ...notes,
      ...(insider ? stepRows(reader, facts) : []),
      ...actions(...homeButtons(reader, facts)),
    ],
  };
}

/** As a message it is announced by this, so it says what waits and how one's own Invitation is. */
function summaryOf(reader: Reader, facts: HomeFacts): string {
  const { tasks, requestsToDecide, toDecide = requestsToDecide.length, mine, mode, rights, setup } = facts;
  const { homeSummary, homeMine } = reader.strings.lists;
  const steps = rights.owner ? 0 : handedSteps(reader, setup).length;
  const waits = homeSummary(tasks.length + steps, toDecide);
  return mine === null
    ? waits
    : `${waits} ${homeMine}${reader.strings.colon}${statusWord(reader, mine.status, mode)}.`;
}

/** What a row above offers already is not offered twice. */
function homeButtons(reader: Reader, { rights, mine, elsewhere = null }: HomeFacts): OtherButton[] {
  const { lists } = reader.strings;
  const insider = rights.owner || rights.approver;
  const invite = opens(mine === null ? lists.homeAsk : lists.homeInvite, { form: "invite" });
  return [
    ...(insider ? [] : [elsewhere === null ? { ...invite, style: "primary" as const } : invite]),
    toStatus(reader),
    ...(mine?.status === "active" ? [] : [toKey(reader)]),
    ...(rights.approver ? [toMembers(reader)] : []),
    ...(rights.owner ? [toSettings(reader)] : []),
  ];
}

const MOST = 6;

/** What was given to this person: Tasks, and steps handed over to somebody who does not own the Setup. */
function taskRows(
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

const handedSteps = (reader: Reader, { steps }: Setup): StepName[] =>
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
function mineRow(reader: Reader, mine: Invitation, mode: Mode, now: number): Block[] {
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
  if (mine.status === "pending") return waitingButtons(reader, mine);
  if (mine.status === "active") return [toKey(reader)];
  return mine.status === "expired" ? [resendButton(reader, mine)] : [];
}

/** A person's own Requests: the state of each, withdraw while it is open. */
function myRequestRows(reader: Reader, mine: readonly RequestFacts[]): Block[] {
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
