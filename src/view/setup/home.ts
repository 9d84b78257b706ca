import type { Platform, Standing } from "../../domain/accounts/person.ts";
import type { Alert } from "../../domain/alert.ts";
import type { Invitation } from "../../domain/invitations/invitation.ts";
import type { Mode } from "../../domain/mode.ts";
import { closedSteps } from "../../domain/setup/setup.ts";
import type { Task } from "../../domain/tasks/task.ts";
import { moreElsewhere } from "../accounts/account-card.ts";
import { alertNotes } from "../alerts/alert-cards.ts";
import { opens, toKey, toMembers, toSettings, toStatus } from "../core/buttons.ts";
import type { Reader } from "../core/reader.ts";
import { actions, card, heading, paragraph } from "../core/spans.ts";
import type { OtherButton, View } from "../core/view.ts";
import { statusWord } from "../invitations/invitation-words.ts";
import type { RequestFacts } from "../requests/request-cards.ts";
import { openRequestRows } from "../requests/request-rows.ts";
import { progress } from "./checklist.ts";
import { handedSteps, mineRow, myRequestRows, taskRows } from "./home-blocks.ts";
import { type Rights, type State, stepRows } from "./step-rows.ts";

type HomeFacts = State & {
  readonly alerts: readonly Alert[];
  readonly rights: Rights;
  readonly mode: Mode;
  readonly tasks: readonly Task[];
  /** The first of them. */
  readonly requestsToDecide: readonly RequestFacts[];
  /** How many there are in all. */
  readonly toDecide?: number;
  readonly myRequests: readonly RequestFacts[];
  readonly mine: Invitation | null;
  readonly standing: Standing;
  /** Where the same human has been given something that this account has not. */
  readonly elsewhere?: Platform | null;
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
