import type { PersonId } from "../../domain/accounts/person.ts";
import type { Alert } from "../../domain/alert.ts";
import type { Evidence } from "../../domain/evidence.ts";
import type { Invitation, Mode } from "../../domain/invitations/invitation.ts";
import { domainOf, isOutside } from "../../domain/requests/address.ts";
import type { Approval, Request } from "../../domain/requests/request.ts";
import type { Workspace } from "../../domain/setup/workspace.ts";
import { type Asked, whoIsAsked } from "../approvals/escalation.ts";
import {
  addressSpan,
  lastDayOfAccess,
  mention,
  proven,
  type Reader,
  someListed,
  someNamed,
} from "../core/reader.ts";
import { bold, code, joined, list, note, type Piece, paragraph, quote, say, wordsOf } from "../core/spans.ts";
import type { Block, Span, Words } from "../core/view.ts";
import { endOf, invitationLine, untilLine } from "../invitations/invitation-words.ts";

export type RequestFacts = Asked & {
  readonly invitations: readonly Invitation[];
  /** While it is open: those of its addresses who are Members already, and how that is known. */
  readonly members: readonly { readonly address: string; readonly evidence: Evidence }[];
  readonly workspaces: readonly Workspace[];
  /** Domains of our own: what is asked for outside of them is said. */
  readonly ownDomains: readonly string[];
  readonly requesterLeft: boolean;
  /** It asks for nobody but the requester. */
  readonly isOwn: boolean;
  /** All whom the settings name for it, also those who cannot decide now. */
  readonly deciders: readonly PersonId[];
  /** The approvals so far, while it takes more. */
  readonly agreed: readonly Approval[];
  readonly billingAllows: boolean;
  readonly mode: Mode;
  readonly alerts: readonly Alert[];
  /** Sending it was tried, in vain or without a clear outcome, and will be tried again. */
  readonly failedSoFar: boolean;
};

/** How much of its rows a message shows: Slack takes about 12,000 characters in one. */
const CARD_WEIGHT = 8_500;
const NAMED = 10;
/** In a row: enough to decide on, or to go and look at the card. */
const IN_ROW = 3;
const MOST_DOMAINS = 3;

/** Rows that an approver took out: those that were refused with the whole Request were refused when it ended. */
const isTakenOut = ({ state, decision: ended }: Request, { status, since }: Invitation): boolean =>
  status === "denied" && (state === "open" || state === "approved" || since < (ended?.at ?? 0));

export const askedFor = ({
  request,
  invitations,
}: Pick<RequestFacts, "request" | "invitations">): readonly Invitation[] =>
  invitations.filter((invitation) => !isTakenOut(request, invitation));

export const whom = (reader: Reader, facts: RequestFacts): Span[] =>
  someNamed(
    reader,
    askedInOrder(facts).map(({ address }) => code(address)),
    IN_ROW,
  );

type Addressed = { readonly address: string };

/** Those outside our own domains first: nobody has to look for them among many. */
export function outsideFirst<T extends Addressed>(all: readonly T[], own: readonly string[]): T[] {
  const isOut = ({ address }: T) => isOutside(address, own);
  return [...all.filter(isOut), ...all.filter((one) => !isOut(one))];
}

export const askedInOrder = (facts: RequestFacts): Invitation[] =>
  outsideFirst(askedFor(facts), facts.ownDomains);

/** "2 of 61 are outside acme.example"; nothing when none is. */
export function outsideWords(reader: Reader, all: readonly Addressed[], own: readonly string[]): Words[] {
  const outside = all.filter(({ address }) => isOutside(address, own)).length;
  const named = own.slice(0, MOST_DOMAINS).join(", ");
  const domains = own.length > MOST_DOMAINS ? `${named}, …` : named;
  if (outside === 0) return [];
  return [{ kind: "text", text: reader.strings.requests.outside(outside, all.length, domains) }];
}

const isPlain = (words: string): boolean => /^[!-~]*$/.test(words);

/**
 * What could make an address look like another one. `punycode`: its domain as DNS has it, where that is not how it is
 * written. `letters`: some only look like a to z, and nothing could stand for them.
 */
function lookalike(address: string): { readonly punycode: string | null; readonly letters: boolean } {
  const domain = domainOf(address);
  const url = `http://${domain}`;
  const written = isPlain(domain) || !URL.canParse(url) ? domain : new URL(url).hostname;
  const punycode = written.includes("xn--") && written !== domain ? written : null;
  return { punycode, letters: !isPlain(punycode === null ? address : address.slice(0, -domain.length)) };
}

function marksOf({ strings }: Reader, address: string): Span[][] {
  const { punycode, letters } = lookalike(address);
  return [
    ...(punycode === null ? [] : [strings.requests.punycode(punycode)]),
    ...(letters ? [[{ kind: "bold" as const, text: strings.requests.otherLetters }]] : []),
  ];
}

/** It is of another domain than our own, or could be taken for another address. */
export function standsOut({ address }: Addressed, own: readonly string[]): boolean {
  const { punycode, letters } = lookalike(address);
  return isOutside(address, own) || punycode !== null || letters;
}

export function markedAddress(reader: Reader, { address }: Addressed, own: readonly string[]): Span[] {
  const marks = marksOf(reader, address);
  const warned = standsOut({ address }, own) ? "⚠️ " : "";
  const beside = marks.length === 0 ? [] : say` (${joined(marks, reader.strings.comma)})`;
  return joined([warned, code(address), beside]);
}

function askedLine(reader: Reader, invitation: Invitation, facts: RequestFacts): Span[] {
  const { address } = invitation;
  const { comma, requests } = reader.strings;
  const marked = markedAddress(reader, { address }, facts.ownDomains);
  if (facts.request.extends.length > 0) return joined([marked, endOf(reader, invitation) ?? ""], comma);
  const isMember = facts.members.some((one) => one.address === address);
  return isMember ? requests.alreadyMember(marked) : marked;
}

/** All that has to be read before these addresses are approved: each of them, and what is to be said about them. */
export function toBeRead(reader: Reader, all: readonly Addressed[], own: readonly string[]): Words[] {
  const marks = all.flatMap(({ address }) => marksOf(reader, address).flat());
  return [
    ...outsideWords(reader, all, own),
    ...all.map(({ address }) => ({ kind: "code" as const, text: address })),
    ...marks.filter((span) => span.kind === "code" || span.kind === "bold"),
  ];
}

export const askedRows = (reader: Reader, facts: RequestFacts): Block[] => [
  ...outsideWords(reader, askedFor(facts), facts.ownDomains).map((words) => paragraph(words)),
  list(askedInOrder(facts).map((invitation) => askedLine(reader, invitation, facts))),
];

/** How many people are asked for; null: the requester alone. */
const howMany = (facts: RequestFacts): number | null => (facts.isOwn ? null : askedFor(facts).length);

/** Who wants what. */
export function wants(
  reader: Reader,
  facts: RequestFacts,
  who: Piece = mention(reader, facts.request.requester),
): Span[] {
  const { accessEnd, requests, roles } = reader.strings;
  const role = roles[facts.request.role];
  if (facts.request.extends.length > 0) return accessEnd.wants(who, askedFor(facts).length, role);
  return requests.wants(who, howMany(facts), role);
}

/** To the requester: what they asked; after a change that, and what is left of it, because the two differ. */
export function asked(reader: Reader, facts: RequestFacts): Block {
  const { request, invitations } = facts;
  const { accessEnd, requests, roles } = reader.strings;
  const { length } = askedFor(facts);
  const role = roles[request.role];
  if (request.extends.length > 0) return paragraph(accessEnd.asked(length));
  if (length === invitations.length) return paragraph(requests.asked(howMany(facts), role));
  return paragraph(requests.asked(invitations.length, null), " ", requests.left(length, role));
}

export const requesterName = (reader: Reader, request: Request): string =>
  reader.nameOf(request.requester)?.name ?? reader.strings.someone;

export function beforeDecision(reader: Reader, facts: RequestFacts): Block[] {
  const { requests } = reader.strings;
  const { request, members, mode, sides, billingAllows } = facts;
  const { requester, role } = request;
  const warning = joined(
    [requests.strongRole[role], sides.some(({ missing }) => missing === 2) ? requests.takesTwo : ""],
    " ",
  );
  const several = sides.reduce((sum, { missing }) => sum + missing, 0) > 1;
  const left = askedFor(facts).length - members.length;
  return [
    ...whoIsAsked(reader, facts),
    ...(facts.requesterLeft ? [paragraph(requests.requesterLeft(mention(reader, requester)))] : []),
    ...(warning.length === 0 ? [] : [paragraph(warning)]),
    ...(members.length === 0
      ? []
      : [paragraph(joined(membersKnown(reader, facts), ". "), ". ", requests.membersStay)]),
    ...(billingAllows || request.extends.length > 0 ? [] : [note(requests.willWaitForBilling)]),
    ...(left > 0 && billingAllows && request.extends.length === 0
      ? [note(requests.willFollow(mode, several))]
      : []),
  ];
}

/** Those whom Mistral lists, since the oldest look, and those whom each person says are in: what is proven is not mixed. */
function membersKnown(reader: Reader, { members, now }: RequestFacts): Piece[] {
  const oldest = new Map<string, { first: Evidence; n: number }>();
  for (const { evidence } of members) {
    const by = evidence.kind === "confirmed" ? evidence.by : "";
    const { first, n } = oldest.get(by) ?? { first: evidence, n: 0 };
    oldest.set(by, { first: evidence.at < first.at ? evidence : first, n: n + 1 });
  }
  const { membersAmong } = reader.strings.requests;
  return [...oldest.values()].map(({ first, n }) => proven(reader, membersAmong(n), first, now));
}

/** About what the platform that has less room makes of a row (bytes). */
const weightOf = (row: readonly Span[]): number =>
  row.reduce((sum, span) => sum + (span.kind === "text" ? 30 : 54) + Buffer.byteLength(wordsOf([span])), 95);

/** How many of the rows a message has room for, the first one in any case. */
function fitting(rows: readonly Span[][]): number {
  let room = CARD_WEIGHT;
  const over = rows.findIndex((row, at) => {
    room -= weightOf(row);
    return room < 0 && at > 0;
  });
  return over === -1 ? rows.length : over;
}

export function requestRows(reader: Reader, facts: RequestFacts): Block[] {
  const { request, invitations } = facts;
  const all = askedFor(facts);
  const isDecided = request.state === "approved" || request.state === "denied";
  const rows = isDecided
    ? all.map((invitation) => invitationLine(reader, invitation, { ...facts, asked: request.role }))
    : askedInOrder(facts).map((invitation) => askedLine(reader, invitation, facts));
  const outside = request.state === "open" ? outsideWords(reader, all, facts.ownDomains) : [];
  const taken = invitations.filter((invitation) => isTakenOut(request, invitation));
  const addresses = taken.map(({ address }) => addressSpan(reader, address));
  return [
    ...outside.map((words) => paragraph(words)),
    ...someListed(reader, rows, fitting(rows)),
    ...(taken.length === 0 ? [] : [note(reader.strings.requests.taken(someNamed(reader, addresses, NAMED)))]),
  ];
}

/** Characters of Workspaces and seats that a line has room for. Longer than that, each is an item of a list. */
const MOST_WISHES = 200;
/** Items of that list that a message has room for. */
const LISTED = 5;

/** What is asked for beside the role. */
function wishesOf(reader: Reader, { request, workspaces }: RequestFacts) {
  const { strings } = reader;
  const { requests, seats, accessEnd } = strings;
  const { until } = request;
  const names = workspaces.map(({ name }) => name);
  const isLong = names.join("").length > MOST_WISHES;
  const places = isLong ? names.map((name) => requests.workspaces([name])) : [requests.workspaces(names)];
  const lines = [
    ...(names.length === 0 ? [] : places),
    ...(request.seats.length === 0 ? [] : [requests.seats(request.seats.map((seat) => seats[seat]))]),
  ];
  const day = (at: number) =>
    request.extends.length === 0 ? untilLine(reader, at) : accessEnd.untilAsked(lastDayOfAccess(reader, at));
  const end = until === null ? [] : [day(until)];
  return { lines, end, isLong };
}

/** The same in a row, which has no room for a list. */
export function wishesInRow(reader: Reader, facts: RequestFacts): Piece[] {
  const { lines, end, isLong } = wishesOf(reader, facts);
  return [...(isLong ? [] : lines), ...end];
}

export function particulars(reader: Reader, facts: RequestFacts, listed = LISTED): Block[] {
  const { requests, separator } = reader.strings;
  const { reason } = facts.request;
  const { lines, end, isLong } = wishesOf(reader, facts);
  const short = [...(isLong ? [] : lines), ...end];
  return [
    ...(reason === "" ? [] : [quote(requests.reasonAsked, reason)]),
    ...(isLong
      ? someListed(
          reader,
          lines.map((line) => [bold(line)]),
          listed,
        )
      : []),
    ...(short.length === 0 ? [] : [note(joined(short, separator))]),
  ];
}

/** All that has to be read before a Request is approved. */
export function besideApproval(reader: Reader, facts: RequestFacts): Words[] {
  const { lines, isLong } = wishesOf(reader, facts);
  return [
    ...toBeRead(reader, askedFor(facts), facts.ownDomains),
    // The mark in front of a row of a list is plain, and must not be read as a part of it.
    ...(isLong ? lines : []).map((text) => ({ kind: "bold" as const, text })),
  ];
}
