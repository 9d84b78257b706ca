import type { PersonId } from "../domain/person.ts";
import { LAPSE_AFTER_MS } from "../domain/request.ts";
import { decisionButtons } from "./decision-buttons.ts";
import { reachNotes } from "./reach.ts";
import { mention, moment, type Reader } from "./reader.ts";
import {
  agreement,
  asked,
  askedFor,
  beforeDecision,
  decision,
  particulars,
  type RequestFacts,
  requesterName,
  requestRows,
  waitsForBilling,
} from "./request-parts.ts";
import { heading, note, paragraph } from "./spans.ts";
import type { ActionButton, Block, View } from "./view.ts";

export type { RequestFacts } from "./request-parts.ts";

/** The one card for approvers: buttons while it is open, afterwards who decided and what became of every row. */
export function requestCard(reader: Reader, facts: RequestFacts): View {
  const { request } = facts;
  const { requests, roles } = reader.strings;
  const { length } = askedFor(facts);
  const open = request.state === "open";
  const summary = open
    ? requests.summaryOpen(requesterName(reader, request), length)
    : requests.summaryState[request.state](length);
  return {
    summary,
    blocks: [
      heading(requests.title),
      paragraph(requests.asks(mention(reader, request.requester), length, roles[request.role])),
      ...requestRows(reader, facts),
      ...particulars(reader, facts),
      ...(open ? beforeDecision(reader, facts) : []),
      ...decision(reader, facts),
      ...reachNotes(reader, concerned(facts)),
      ...(open ? [{ kind: "actions" as const, buttons: decisionButtons(reader, facts, undefined) }] : []),
    ],
  };
}

/** Whoever should hear of it next: those who decide, or the invitees; and always the requester. */
function concerned({ request, invitations, deciders = [] }: RequestFacts): (PersonId | null)[] {
  const { state, requester } = request;
  if (state === "open") return [requester, ...deciders];
  return state === "approved" ? [requester, ...invitations.map(({ invitee }) => invitee)] : [requester];
}

/** To the requester: where it stands; withdraw while nobody has decided. */
export function askedCard(reader: Reader, facts: RequestFacts): View {
  const { request } = facts;
  const { requests } = reader.strings;
  const { length } = askedFor(facts);
  const open = request.state === "open";
  const withdraw: ActionButton = {
    label: requests.buttons.withdraw,
    action: { do: "withdraw", request: request.id },
    confirm: { ...requests.withdrawConfirm, danger: true },
  };
  return {
    summary: requests.summaryState[request.state](length),
    blocks: [
      heading(requests.askedTitle),
      asked(reader, facts),
      ...(open ? [paragraph(requests.askedWaits)] : decision(reader, facts)),
      ...(open ? agreement(reader, facts) : []),
      ...(open && facts.approvers <= 1 ? [note(requests.oneApprover)] : []),
      ...requestRows(reader, facts),
      ...waitsForBilling(reader, facts),
      ...particulars(reader, facts),
      ...(open ? [{ kind: "actions", buttons: [withdraw] } satisfies Block] : []),
    ],
  };
}

/** To the requester: what was decided and the state of every row. */
export function outcomeCard(reader: Reader, facts: RequestFacts): View {
  const { request } = facts;
  const { requests } = reader.strings;
  const { length } = askedFor(facts);
  const over = request.state === "denied" || request.state === "lapsed" || request.state === "withdrawn";
  const again: ActionButton = {
    label: requests.buttons.again,
    action: { do: "open", to: { form: "invite", again: request.id } },
  };
  return {
    summary: requests.summaryState[request.state](length),
    blocks: [
      heading(request.state === "lapsed" ? requests.lapsedTitle : requests.outcomeTitle),
      asked(reader, facts),
      ...(request.state === "open" ? [paragraph(requests.askedWaits)] : decision(reader, facts)),
      ...requestRows(reader, facts),
      ...waitsForBilling(reader, facts),
      ...(over ? [note(requests.canAskAgain), { kind: "actions", buttons: [again] } satisfies Block] : []),
    ],
  };
}

/** To an approver who has not answered: since when it waits, with the same buttons. */
export function reminderCard(reader: Reader, facts: RequestFacts): View {
  const { request, now } = facts;
  const { requests } = reader.strings;
  const card = requestCard(reader, facts);
  if (request.state !== "open") {
    return { ...card, blocks: [paragraph(requests.noLongerWaits), ...card.blocks] };
  }
  const since = requests.waitsSince(moment(reader, request.createdAt, now));
  const lapses = requests.lapsesAt(moment(reader, request.createdAt + LAPSE_AFTER_MS, now));
  return {
    summary: requests.reminderSummary(requesterName(reader, request), askedFor(facts).length),
    blocks: [paragraph(since, " ", lapses), ...card.blocks],
  };
}
