import { isSameHuman, type PersonId } from "../../domain/accounts/person.ts";
import type { Page } from "../../domain/page.ts";
import { LAPSE_AFTER_MS } from "../../domain/requests/request.ts";
import type { Task } from "../../domain/tasks/task.ts";
import { reachNotes } from "../alerts/reach.ts";
import { button, pageOfList, toStatus } from "../core/buttons.ts";
import { mention, moment, type Reader, someNamed } from "../core/reader.ts";
import { actions, capitalized, code, heading, joined, note, paragraph } from "../core/spans.ts";
import type { Block, View } from "../core/view.ts";
import { taskRow } from "../tasks/task-cards.ts";
import { decisionButtons, withdrawButton } from "./decision-forms.ts";
import {
  asked,
  askedFor,
  askedInOrder,
  asksWords,
  beforeDecision,
  decision,
  particulars,
  type RequestFacts,
  requesterName,
  requestRows,
} from "./request-parts.ts";

const summaryOf = ({ strings: { requests } }: Reader, facts: RequestFacts): string =>
  requests.summary(askedFor(facts).length, requests.states[facts.request.state]);

export function requestCard(reader: Reader, facts: RequestFacts): View {
  const { request } = facts;
  const { requests } = reader.strings;
  const { length } = askedFor(facts);
  const open = request.state === "open";
  return {
    summary: open ? requests.summaryOpen(requesterName(reader, request), length) : summaryOf(reader, facts),
    blocks: [
      heading(requests.title),
      asksWords(reader, request, length),
      ...requestRows(reader, facts),
      ...particulars(reader, facts),
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

export const askedCard = (reader: Reader, facts: RequestFacts): View =>
  requesterCard(reader, facts, reader.strings.requests.askedTitle);

export function outcomeCard(reader: Reader, facts: RequestFacts): View {
  const { lapsedTitle, outcomeTitle } = reader.strings.requests;
  return requesterCard(reader, facts, facts.request.state === "lapsed" ? lapsedTitle : outcomeTitle);
}

function requesterCard(reader: Reader, facts: RequestFacts, title: string): View {
  const { requests } = reader.strings;
  const { request, invitations, billingAllows } = facts;
  const open = request.state === "open";
  const waits = !billingAllows && invitations.some(({ status }) => status === "approved");
  return {
    summary: summaryOf(reader, facts),
    blocks: [
      heading(title),
      asked(reader, facts),
      ...(open ? [paragraph(requests.askedWaits)] : []),
      ...decision(reader, facts),
      ...requestRows(reader, facts),
      ...(waits ? [paragraph(requests.askedBilling)] : []),
      ...particulars(reader, facts),
      ...(open ? actions(withdrawButton(reader, facts)) : []),
    ],
  };
}

export function reminderCard(reader: Reader, facts: RequestFacts): View {
  const { createdAt, state } = facts.request;
  const { requests } = reader.strings;
  const card = requestCard(reader, facts);
  if (state !== "open") return { ...card, blocks: [paragraph(requests.noLongerWaits), ...card.blocks] };
  const since = requests.waitsSince(moment(reader, createdAt, facts.now));
  const lapses = requests.lapsesAt(moment(reader, createdAt + LAPSE_AFTER_MS, facts.now));
  return {
    summary: requests.reminderSummary(requesterName(reader, facts.request), askedFor(facts).length),
    blocks: [paragraph(since, " ", lapses), ...card.blocks],
  };
}

/** For whom: enough to decide on, or to go and look at the card. */
const NAMED = 3;

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
  return rest > 0 ? [...rows, note(reader.strings.andMore(rest)), ...allOf(reader, "requests")] : rows;
}

export function allOf({ strings }: Reader, of: "tasks" | "requests"): Block[] {
  const label = of === "tasks" ? strings.lists.allTasks : strings.lists.allRequests;
  return actions(button(label, { do: "waiting", of, page: 0 }));
}

function requestRow(reader: Reader, facts: RequestFacts, { mayDecide, back }: RowOptions): Block {
  const { request, agreed, now } = facts;
  const { lists, requests: words, roles } = reader.strings;
  const addresses = askedInOrder(facts).map(({ address }) => code(address));
  const [who, since] = [mention(reader, request.requester), moment(reader, request.createdAt, now)];
  const agreedBy =
    agreed === null ? "" : words.agreedBy(mention(reader, agreed.by), moment(reader, agreed.at, now));
  const base: Block = {
    kind: "row",
    title: `⏳ ${capitalized(words.forRole(askedFor(facts).length, roles[request.role]))}`,
    detail: joined([lists.requestDetail(who, since, someNamed(reader, addresses, NAMED)), agreedBy], " "),
  };
  if (request.requester === reader.person) return { ...base, button: withdrawButton(reader, facts, back) };
  const me = reader.nameOf(reader.person ?? "");
  const isMe = (person: PersonId) => isSameHuman(reader.nameOf(person), me);
  if (!mayDecide || isMe(request.requester) || isMe(agreed?.by ?? "")) return base;
  const [button, ...menu] = decisionButtons(reader, facts, back);
  return { ...base, button, menu: menu.map(({ style: _, ...entry }) => entry) };
}

export const WAITING_PER_PAGE = 10;

export const tasksPage = (reader: Reader, list: Page<Task>, now: number): View =>
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
