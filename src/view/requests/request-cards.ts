import { isSameHuman, type PersonId } from "../../domain/accounts/person.ts";
import type { Page } from "../../domain/page.ts";
import { lapsesAt } from "../../domain/requests/request.ts";
import { reachNotes } from "../alerts/reach.ts";
import { button, pageOfList, toStatus } from "../core/buttons.ts";
import { mention, moment, type Reader } from "../core/reader.ts";
import { actions, capitalized, heading, joined, note, paragraph, wordsOf } from "../core/spans.ts";
import type { Block, View } from "../core/view.ts";
import { type TaskRow, taskRow } from "../tasks/task-cards.ts";
import { decisionButtons, withdrawButton } from "./decision-forms.ts";
import { agreedLines, decision } from "./decision-words.ts";
import {
  asked,
  askedFor,
  beforeDecision,
  particulars,
  type RequestFacts,
  requesterName,
  requestRows,
  wants,
  whom,
  wishesInRow,
} from "./request-parts.ts";

const summaryOf = ({ strings: { requests } }: Reader, facts: RequestFacts): string =>
  requests.summary(askedFor(facts).length, requests.states[facts.request.state]);

/** What is heard of an open Request before its card is opened. */
const summaryOpen = (reader: Reader, facts: RequestFacts): string =>
  wordsOf(wants(reader, facts, requesterName(reader, facts.request)));

export function requestCard(reader: Reader, facts: RequestFacts): View {
  const { request } = facts;
  const open = request.state === "open";
  return {
    summary: open ? summaryOpen(reader, facts) : summaryOf(reader, facts),
    blocks: [
      paragraph(wants(reader, facts)),
      ...particulars(reader, facts),
      ...requestRows(reader, facts),
      ...(open ? beforeDecision(reader, facts) : []),
      ...decision(reader, facts),
      ...reachNotes(reader, concerned(facts)),
      ...(open ? actions(...decisionButtons(reader, facts)) : []),
    ],
  };
}

/** Whoever should hear of it next: those who decide, or the invitees; and always the requester. */
function concerned({ request, invitations, deciders }: RequestFacts): (PersonId | null)[] {
  const { state, requester } = request;
  if (state === "open") return [requester, ...deciders];
  return state === "approved" ? [requester, ...invitations.map(({ invitee }) => invitee)] : [requester];
}

/** To the requester: where the Request stands, from asking to the end. */
export function askedCard(reader: Reader, facts: RequestFacts): View {
  const { requests } = reader.strings;
  const open = facts.request.state === "open";
  return {
    summary: summaryOf(reader, facts),
    blocks: [
      asked(reader, facts),
      ...(open ? [paragraph(requests.askedWaits)] : []),
      ...decision(reader, facts),
      ...askedRest(reader, facts),
      ...(open ? actions(withdrawButton(reader, facts)) : []),
    ],
  };
}

/** To the requester: the answer, as a message of its own. */
export function outcomeCard(reader: Reader, facts: RequestFacts): View {
  const { requests, roles } = reader.strings;
  const { state, role } = facts.request;
  return {
    summary: summaryOf(reader, facts),
    blocks: [
      ...(state === "open" ? [] : [heading(requests.outcomeTitle[state])]),
      ...decision(reader, facts),
      note(capitalized(requests.forRole(askedFor(facts).length, roles[role]))),
      ...askedRest(reader, facts),
    ],
  };
}

function askedRest(reader: Reader, facts: RequestFacts): Block[] {
  const { invitations, billingAllows } = facts;
  const waits = !billingAllows && invitations.some(({ status }) => status === "approved");
  return [
    ...requestRows(reader, facts),
    ...(waits ? [paragraph(reader.strings.requests.askedBilling)] : []),
    ...particulars(reader, facts),
  ];
}

export function reminderCard(reader: Reader, facts: RequestFacts): View {
  const { createdAt, state } = facts.request;
  const { requests } = reader.strings;
  const card = requestCard(reader, facts);
  if (state !== "open") return card;
  const since = requests.waitsSince(moment(reader, createdAt, facts.now));
  const lapses = requests.lapsesAt(moment(reader, lapsesAt(facts.request), facts.now));
  return {
    summary: `${wordsOf(since)} ${card.summary}`,
    blocks: [paragraph(since, " ", lapses), ...card.blocks],
  };
}

/** How many open Requests a page about something else shows. */
export const MOST_REQUESTS = 6;

type RowOptions = {
  readonly mayDecide: boolean;
  /** Where to return to, when the rows stand in an answer that is not kept up to date. */
  readonly back?: "status" | undefined;
};

export function openRequestRows(
  reader: Reader,
  requests: readonly RequestFacts[],
  { total, ...shown }: RowOptions & { readonly total: number },
): Block[] {
  const rows = requests.slice(0, MOST_REQUESTS).map((facts): Block => requestRow(reader, facts, shown));
  const rest = total - rows.length;
  return rest > 0
    ? [...rows, note(capitalized(reader.strings.andMore(rest))), ...allOf(reader, "requests")]
    : rows;
}

export function allOf({ strings }: Reader, of: "tasks" | "requests"): Block[] {
  const label = of === "tasks" ? strings.lists.allTasks : strings.lists.allRequests;
  return actions(button(label, { do: "waiting", of, page: 0 }));
}

function requestRow(reader: Reader, facts: RequestFacts, { mayDecide, back }: RowOptions): Block {
  const { request, agreed, sides, alternates, standIns, now } = facts;
  const others = [...alternates, ...standIns.map(({ by }) => by)].map(({ id }) => id);
  const deciders = [...sides.flatMap(({ people }) => people), ...others];
  const { lists, requests: words, roles } = reader.strings;
  const [who, since] = [mention(reader, request.requester), moment(reader, request.createdAt, now)];
  const asks = lists.requestDetail(who, since, whom(reader, facts));
  const base: Block = {
    kind: "row",
    title: `⏳ ${capitalized(words.forRole(askedFor(facts).length, roles[request.role]))}`,
    detail: joined([asks, ...wishesInRow(reader, facts), ...agreedLines(reader, facts)], ". "),
  };
  if (request.requester === reader.person) return { ...base, button: withdrawButton(reader, facts, back) };
  const me = reader.nameOf(reader.person ?? "");
  const isMe = (person: PersonId) => isSameHuman(reader.nameOf(person), me);
  const isAsked = deciders.some(isMe) && !agreed.some(({ by }) => isMe(by));
  if (!mayDecide || isMe(request.requester) || !isAsked) return base;
  const [button, ...menu] = decisionButtons(reader, facts, back).map(({ style: _, ...each }) => each);
  return { ...base, button, menu };
}

export const WAITING_PER_PAGE = 10;

export const tasksPage = (reader: Reader, list: Page<TaskRow>, now: number): View =>
  pageView(reader, "tasks", list, (task) => taskRow(reader, task, now));

export const requestsPage = (reader: Reader, list: Page<RequestFacts>, mayDecide: boolean): View =>
  pageView(reader, "requests", list, (facts) => requestRow(reader, facts, { mayDecide, back: "status" }));

function pageView<Row>(
  reader: Reader,
  of: "tasks" | "requests",
  list: Page<Row>,
  row: (of: Row) => Block,
): View {
  const { homeTasks, requestsHeading, noTasks, noRequests } = reader.strings.lists;
  const [title, none] = of === "tasks" ? [homeTasks, noTasks] : [requestsHeading, noRequests];
  const rows = list.rows.length === 0 ? [note(none)] : list.rows.map(row);
  return pageOfList(reader, title, list, rows, (page) => ({ do: "waiting", of, page }), toStatus(reader));
}
