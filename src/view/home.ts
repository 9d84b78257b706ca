import type { Alert } from "../domain/alert.ts";
import type { Invitation } from "../domain/invitation.ts";
import type { Mode } from "../domain/mode.ts";
import type { Platform, Standing } from "../domain/person.ts";
import { closedSteps } from "../domain/setup.ts";
import type { Task } from "../domain/task.ts";
import { moreElsewhere } from "./account-card.ts";
import { progress } from "./checklist.ts";
import { handedSteps, mineRow, myRequestRows, nothingYet, taskRows } from "./home-blocks.ts";
import { statusWord } from "./invitation-words.ts";
import { adminKeyNotes, outageNotes } from "./outages.ts";
import type { Reader } from "./reader.ts";
import type { RequestFacts } from "./request-cards.ts";
import { openRequestRows } from "./request-rows.ts";
import { saying } from "./saying.ts";
import { heading, paragraph, text } from "./spans.ts";
import { type Rights, type State, stepRows } from "./step-rows.ts";
import type { ActionButton, Block, View } from "./view.ts";

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
export function homeBeforeSetup(reader: Reader, mayStart: boolean): View {
  const { homeBeforeSetup, homeYoursToStart, forms } = reader.strings;
  const sentence = mayStart ? homeYoursToStart : homeBeforeSetup;
  const start: ActionButton = {
    label: forms.start.submit,
    action: { do: "open", to: { form: "start" } },
    style: "primary",
  };
  const blocks: Block[] = [{ kind: "text", spans: [text(sentence)] }];
  if (mayStart) blocks.push({ kind: "actions", buttons: [start] });
  return { summary: sentence, blocks };
}

/** A person's own page: tasks, decisions, own Invitation and Requests, and the Setup for those who work on it. */
export function homeView(reader: Reader, facts: HomeFacts): View {
  const { lists } = reader.strings;
  const { setup, alerts, rights, now, mine, standing } = facts;
  if (standing !== "member") return saying(lists.homeAsStranger);
  const decide = openRequestRows(reader, facts.requestsToDecide, {
    mayDecide: true,
    total: facts.toDecide ?? facts.requestsToDecide.length,
  });
  const own = ownBlocks(reader, facts);
  const insider = rights.owner || rights.approver;
  return {
    summary: summaryOf(reader, facts),
    blocks: [
      ...moreElsewhere(reader, facts.elsewhere ?? null),
      ...taskRows(reader, facts.tasks, { setup, owner: rights.owner, now }),
      ...(decide.length === 0 ? [] : [heading(lists.homeDecide), ...decide]),
      ...(mine === null ? [] : mineRow(reader, mine, facts.mode, now)),
      ...own,
      ...(insider ? [] : outageNotes(reader, alerts, now)),
      ...(insider
        ? [
            heading(lists.homeSetup),
            paragraph(progress(reader, closedSteps(setup))),
            ...(facts.mode === "automatic" ? adminKeyNotes(reader, alerts, now) : []),
            ...outageNotes(reader, alerts, now),
            ...stepRows(reader, facts),
          ]
        : []),
      { kind: "actions", buttons: homeButtons(reader, facts) },
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

function ownBlocks(
  reader: Reader,
  { mine, myRequests, rights, tasks, elsewhere = null }: HomeFacts,
): Block[] {
  const rows = myRequestRows(reader, myRequests);
  const empty = elsewhere === null && mine === null && rows.length === 0 && tasks.length === 0;
  return empty && !rights.owner && !rights.approver ? [nothingYet(reader)] : rows;
}

/** What a row above offers already is not offered twice. */
function homeButtons(reader: Reader, { rights, mine, elsewhere = null }: HomeFacts): ActionButton[] {
  const { lists, buttons, checklist } = reader.strings;
  const insider = rights.owner || rights.approver;
  const invite: ActionButton = {
    label: mine !== null ? lists.homeInvite : lists.homeAsk,
    action: { do: "open", to: { form: "invite" } },
  };
  return [
    ...(insider ? [] : [elsewhere === null ? { ...invite, style: "primary" as const } : invite]),
    { label: checklist.buttons.status, action: { do: "status" } },
    ...(mine?.status === "active" ? [] : [{ label: buttons.key, action: { do: "key" as const } }]),
    ...(rights.approver ? [{ label: buttons.members, action: { do: "members" as const, page: 0 } }] : []),
    ...(rights.owner
      ? [
          {
            label: checklist.buttons.settings,
            action: { do: "open" as const, to: { form: "settings" as const } },
          },
        ]
      : []),
  ];
}
