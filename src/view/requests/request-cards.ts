import type { PersonId } from "../../domain/accounts/person.ts";
import { LAPSE_AFTER_MS } from "../../domain/requests/request.ts";
import { reachNotes } from "../alerts/reach.ts";
import { moment, type Reader } from "../core/reader.ts";
import { actions, heading, paragraph } from "../core/spans.ts";
import type { View } from "../core/view.ts";
import { decisionButtons, withdrawButton } from "./decision-forms.ts";
import {
  asked,
  askedFor,
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

/** The one card for approvers: buttons while it is open, afterwards who decided and what became of every row. */
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

/** To the requester: where it stands, until it is decided with a way to withdraw it. */
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
