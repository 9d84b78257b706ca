import type { PersonId } from "../../domain/accounts/person.ts";
import type { Alert } from "../../domain/alert.ts";
import type { Evidence } from "../../domain/evidence.ts";
import type { Invitation } from "../../domain/invitations/invitation.ts";
import type { Mode } from "../../domain/mode.ts";
import type { Request } from "../../domain/requests/request.ts";
import type { Workspace } from "../../domain/setup/workspace.ts";
import {
  addressSpan,
  evidence,
  mention,
  moment,
  proven,
  type Reader,
  someListed,
  someNamed,
} from "../core/reader.ts";
import { joined, note, paragraph, quote, wordsOf } from "../core/spans.ts";
import type { Block, Span } from "../core/view.ts";
import { invitationLine } from "../invitations/invitation-words.ts";
import { markedAddress, outsideFirst, outsideSentence } from "./asked-addresses.ts";

export type KnownMember = { readonly address: string; readonly evidence: Evidence };

export type RequestFacts = {
  readonly request: Request;
  readonly invitations: readonly Invitation[];
  /** While it is open: those of its addresses who became Members by another way, and how that is known. */
  readonly members?: readonly KnownMember[];
  /** Those that the Request names. */
  readonly workspaces: readonly Workspace[];
  /** Domains of our own: what is asked for outside of them is said. */
  readonly ownDomains?: readonly string[];
  /** They are no regular member any more. */
  readonly requesterLeft?: boolean;
  /** How many people may decide at all. */
  readonly approvers: number;
  /** The role takes two of them; and the first who agreed, if there is one. */
  readonly twoApprovers?: boolean;
  readonly agreed?: Request["firstApproval"];
  /** Who they are. */
  readonly deciders?: readonly PersonId[];
  readonly billingAllows: boolean;
  readonly mode: Mode;
  readonly alerts?: readonly Alert[];
  /** Sending it was tried, in vain or without a clear outcome, and will be tried again. */
  readonly failedSoFar?: boolean;
  readonly now: number;
};

/** Rows of a list that are shown; a Request may hold 100. */
const SHOWN = 40;
/** How much of them a message shows: Slack takes about 12,000 characters in one. */
const CARD_WEIGHT = 8_500;
/** Addresses that are named within a sentence. */
const NAMED = 10;

/** Rows that an approver took out: those that were refused with the whole Request were refused when it ended. */
const isTakenOut = ({ state, decision: ended }: Request, { status, since }: Invitation): boolean =>
  status === "denied" && (state === "open" || state === "approved" || since < (ended?.at ?? 0));

/** Who is asked for: rows that were taken out do not count. */
export const askedFor = ({
  request,
  invitations,
}: Pick<RequestFacts, "request" | "invitations">): readonly Invitation[] =>
  invitations.filter((invitation) => !isTakenOut(request, invitation));

/** To the requester: what they asked; after a change that, and what is left of it, because the two differ. */
export function asked(reader: Reader, facts: RequestFacts): Block {
  const { request, invitations } = facts;
  const { requests, roles } = reader.strings;
  const { length } = askedFor(facts);
  const role = roles[request.role];
  if (length === invitations.length) return paragraph(requests.asked(length, role));
  return paragraph(requests.asked(invitations.length, null), " ", requests.left(length, role));
}

export const requesterName = (reader: Reader, request: Request): string =>
  reader.nameOf(request.requester)?.name ?? reader.strings.someone;

/** What an approver should know before deciding: what the role may, and what will follow. */
export function beforeDecision(reader: Reader, facts: RequestFacts): Block[] {
  const { requests, roles, rolePermissions } = reader.strings;
  const { role } = facts.request;
  const warning = requests.strongRole[role];
  const left = facts.requesterLeft === true;
  return [
    ...(left ? [paragraph(requests.requesterLeft(mention(reader, facts.request.requester)))] : []),
    note(requests.permissions(roles[role], rolePermissions[role])),
    ...(warning === "" ? [] : [paragraph(warning)]),
    ...(facts.twoApprovers === true && facts.agreed === null ? [note(requests.takesTwo)] : []),
    note(whatFollows(reader, facts)),
    ...(facts.billingAllows ? [] : [paragraph(requests.willWaitForBilling)]),
  ];
}

/** Whoever is a Member already is passed over. */
function whatFollows(reader: Reader, facts: RequestFacts): string {
  const { willFollow, nobodyToInvite, membersStay } = reader.strings.requests;
  const { mode, members = [] } = facts;
  const all = askedFor(facts).length;
  const both = facts.twoApprovers === true && facts.agreed === null;
  const left = all - members.length;
  if (left === 0) return nobodyToInvite;
  return `${willFollow(mode, left, both)}${members.length === 0 ? "" : ` ${membersStay}`}`;
}

/** An address while nothing has come of it: with what to look at twice, and the word that it is a Member's. */
function askedLine(reader: Reader, { address }: Invitation, facts: RequestFacts): Span[] {
  const { members = [], ownDomains = [] } = facts;
  const marked = markedAddress(reader, { address }, ownDomains);
  const isMember = members.some((one) => one.address === address);
  return isMember ? reader.strings.requests.alreadyMember(marked) : marked;
}

/** The same with the Evidence, where few enough rows are shown. */
function provenLine(reader: Reader, invitation: Invitation, facts: RequestFacts): Span[] {
  const member = facts.members?.find(({ address }) => address === invitation.address);
  return proven(reader, askedLine(reader, invitation, facts), member?.evidence ?? null, facts.now);
}

/** How it is known who is a Member already, once for all of the same Evidence: a hundred rows with it fit no dialog. */
export function membersKnown(reader: Reader, { members = [], now }: RequestFacts): Block[] {
  const groups = new Map<string, { known: Evidence; n: number }>();
  for (const { evidence: known } of members) {
    const words = wordsOf(evidence(reader, known, now));
    groups.set(words, { known, n: (groups.get(words)?.n ?? 0) + 1 });
  }
  const { membersAmong } = reader.strings.requests;
  return [...groups.values()].map(({ known, n }) =>
    paragraph(...proven(reader, membersAmong(n), known, now)),
  );
}

/** As they are shown for a decision. */
export const askedInOrder = (facts: RequestFacts): Invitation[] =>
  outsideFirst(askedFor(facts), facts.ownDomains ?? []);

/** About what the platform that has less room makes of a row (bytes). */
const weightOf = (row: readonly Span[]): number =>
  row.reduce((sum, span) => sum + (span.kind === "text" ? 30 : 54) + Buffer.byteLength(wordsOf([span])), 95);

/** As many as a card takes. */
function fitting(rows: readonly Span[][]): Span[][] {
  let room = CARD_WEIGHT;
  const over = rows.slice(0, SHOWN).findIndex((row, at) => {
    room -= weightOf(row);
    return room < 0 && at > 0;
  });
  return rows.slice(0, over === -1 ? SHOWN : over);
}

/** All that is asked for, as it is shown for a decision. */
export const askedRows = (reader: Reader, facts: RequestFacts): Span[][] =>
  askedInOrder(facts).map((invitation) => askedLine(reader, invitation, facts));

/** Addresses alone while nothing has come of them; a state for each once the Request is decided. */
export function requestRows(reader: Reader, facts: RequestFacts): Block[] {
  const { request, invitations, ownDomains = [] } = facts;
  const { requests } = reader.strings;
  const all = askedFor(facts);
  const decided = request.state === "approved" || request.state === "denied";
  const rows = decided
    ? all.map((invitation) => invitationLine(reader, invitation, { ...facts, asked: request.role }))
    : askedInOrder(facts).map((invitation) => provenLine(reader, invitation, facts));
  const items = fitting(rows);
  const rest = all.length - items.length;
  const outside = request.state === "open" ? outsideSentence(reader, all, ownDomains) : [];
  const taken = invitations.filter((invitation) => isTakenOut(request, invitation));
  const addresses = taken.map(({ address }) => addressSpan(reader, address));
  return [
    ...outside.map((sentence) => paragraph(sentence)),
    ...someListed(reader, items, items.length, rest),
    ...(taken.length === 0 ? [] : [note(requests.taken(someNamed(reader, addresses, NAMED)))]),
  ];
}

/** The reason in the requester's own words, Workspaces, seats, and since when. */
export function particulars(reader: Reader, { request, workspaces, now }: RequestFacts): Block[] {
  const { requests, seats, separator } = reader.strings;
  const facts = [
    ...(workspaces.length === 0 ? [] : [requests.workspaces(workspaces.map(({ name }) => name))]),
    ...(request.seats.length === 0 ? [] : [requests.seats(request.seats.map((seat) => seats[seat]))]),
    requests.askedAt(moment(reader, request.createdAt, now)),
  ];
  return [
    ...(request.reason === "" ? [] : [quote(requests.reasonAsked, request.reason)]),
    { kind: "note", spans: joined(facts, separator) },
  ];
}

/** Who ended it, when, and why; while it is open, that there is nobody else to decide. */
export function decision(reader: Reader, facts: RequestFacts): Block[] {
  const { request, approvers, now } = facts;
  const { requests } = reader.strings;
  const { state } = request;
  if (state === "open")
    return [...agreement(reader, facts), ...(approvers <= 1 ? [note(requests.oneApprover)] : [])];
  const ended = request.decision;
  const by = ended?.by ?? null;
  const who = by === null ? reader.strings.someone : mention(reader, by);
  const alone = state === "approved" && by === request.requester;
  const reason = state === "denied" ? (ended?.reason ?? "") : "";
  return [
    ...(state === "approved" ? firstOfTwo(reader, facts) : []),
    paragraph(requests.ended[alone ? "alone" : state](who, moment(reader, ended?.at ?? now, now))),
    ...(reason === "" ? [] : [quote(requests.reasonDenied, reason)]),
  ];
}

/** Once both have agreed. */
function firstOfTwo(
  reader: Reader,
  { request: { firstApproval, decision: ended }, now }: RequestFacts,
): Block[] {
  if (firstApproval === null || firstApproval.by === ended?.by) return [];
  const at = moment(reader, firstApproval.at, now);
  return [paragraph(reader.strings.requests.ended.approved(mention(reader, firstApproval.by), at))];
}

/** The first of two approvals. */
function agreement(reader: Reader, { agreed, now }: RequestFacts): Block[] {
  if (agreed == null) return [];
  const at = moment(reader, agreed.at, now);
  return [paragraph(reader.strings.requests.agreedBy(mention(reader, agreed.by), at))];
}

export function waitsForBilling(reader: Reader, { invitations, billingAllows }: RequestFacts): Block[] {
  const waits = !billingAllows && invitations.some(({ status }) => status === "approved");
  return waits ? [paragraph(reader.strings.requests.askedBilling)] : [];
}
