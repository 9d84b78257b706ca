import type { Invitation } from "../domain/invitation.ts";
import { LAPSE_AFTER_MS, type Request } from "../domain/request.ts";
import type { Workspace } from "../domain/workspace.ts";
import { invitationLine } from "./invitation-words.ts";
import { mention, moment, type Reader } from "./reader.ts";
import { code, heading, joined, note, paragraph } from "./spans.ts";
import type { ActionButton, Block, Span, View } from "./view.ts";

export type RequestFacts = {
  readonly request: Request;
  readonly invitations: readonly Invitation[];
  /** Those that the Request names. */
  readonly workspaces: readonly Workspace[];
  /** How many people may decide at all. */
  readonly approvers: number;
  readonly billingAllows: boolean;
  readonly mode: "automatic" | "guided";
  readonly now: number;
};

/** Rows of a list that are shown; a Request may hold 100. */
const SHOWN = 40;

/** The one card for approvers: buttons while it is open, afterwards who decided and what became of every row. */
export function requestCard(reader: Reader, facts: RequestFacts): View {
  const { request, invitations } = facts;
  const { requests } = reader.strings;
  const who = nameFor(reader, request);
  const open = request.state === "open";
  return {
    summary: open
      ? requests.summaryOpen(who, invitations.length)
      : requests.summaryState[request.state](invitations.length),
    blocks: [
      heading(requests.title),
      paragraph(
        requests.asks(mention(reader, request.requester), invitations.length, roleName(reader, request)),
      ),
      ...(open ? beforeDecision(reader, facts) : []),
      ...rows(reader, facts),
      ...particulars(reader, facts),
      ...decision(reader, facts),
      ...(open ? [decisionButtons(reader, facts)] : []),
    ],
  };
}

/** To the requester: where it stands; withdraw while nobody has decided. */
export function askedCard(reader: Reader, facts: RequestFacts): View {
  const { request, invitations } = facts;
  const { requests } = reader.strings;
  const open = request.state === "open";
  const withdraw: ActionButton = {
    label: requests.buttons.withdraw,
    action: { do: "withdraw", request: request.id },
    confirm: requests.withdrawConfirm,
  };
  return {
    summary: requests.summaryState[request.state](invitations.length),
    blocks: [
      heading(requests.askedTitle),
      paragraph(requests.asked(invitations.length, roleName(reader, request))),
      ...(open ? [paragraph(requests.askedWaits)] : decision(reader, facts)),
      ...rows(reader, facts),
      ...waitsForBilling(reader, facts),
      ...particulars(reader, facts),
      ...(open ? [{ kind: "actions", buttons: [withdraw] } satisfies Block] : []),
    ],
  };
}

/** To the requester: what was decided, and the state of every row as it moves on. */
export function outcomeCard(reader: Reader, facts: RequestFacts): View {
  const { request, invitations } = facts;
  const { requests } = reader.strings;
  const again = request.state === "denied" || request.state === "lapsed" || request.state === "withdrawn";
  return {
    summary: requests.summaryState[request.state](invitations.length),
    blocks: [
      heading(requests.outcomeTitle),
      paragraph(requests.asked(invitations.length, roleName(reader, request))),
      ...(request.state === "open" ? [paragraph(requests.askedWaits)] : decision(reader, facts)),
      ...rows(reader, facts),
      ...waitsForBilling(reader, facts),
      ...(again ? [note(requests.canAskAgain)] : []),
    ],
  };
}

/** To an approver who has not answered: since when it waits, with the same buttons. */
export function reminderCard(reader: Reader, facts: RequestFacts): View {
  const { request, invitations, now } = facts;
  const { requests } = reader.strings;
  const card = requestCard(reader, facts);
  if (request.state !== "open")
    return { ...card, blocks: [paragraph(requests.noLongerWaits), ...card.blocks] };
  const since = requests.waitsSince(moment(reader, request.createdAt, now));
  const lapses = requests.lapsesAt(moment(reader, request.createdAt + LAPSE_AFTER_MS, now));
  return {
    summary: requests.reminderSummary(nameFor(reader, request), invitations.length),
    blocks: [paragraph(since, " ", lapses), ...card.blocks],
  };
}

const nameFor = (reader: Reader, request: Request): string =>
  reader.nameOf(request.requester)?.name ?? reader.strings.someone;

const roleName = (reader: Reader, request: Request): string => reader.strings.roles[request.role];

function beforeDecision(
  reader: Reader,
  { request, invitations, mode, billingAllows }: RequestFacts,
): Block[] {
  const { requests, roles, rolePermissions } = reader.strings;
  const { role } = request;
  const warning = requests.strongRole[role];
  return [
    note(requests.permissions(roles[role], rolePermissions[role])),
    ...(warning === "" ? [] : [paragraph(warning)]),
    note(
      requests.willEmail(invitations.length),
      " ",
      mode === "automatic" ? requests.willFollowAutomatic : requests.willFollowGuided,
    ),
    ...(billingAllows ? [] : [paragraph(requests.willWaitForBilling)]),
  ];
}

/** Addresses alone while it is open; a state for each once it is decided. */
function rows(reader: Reader, { request, invitations, billingAllows, now }: RequestFacts): Block[] {
  if (invitations.length === 0) return [];
  const { requests } = reader.strings;
  const open = request.state === "open";
  const plain = open || request.state === "withdrawn" || request.state === "lapsed";
  const items: Span[][] = invitations
    .slice(0, SHOWN)
    .map((invitation) =>
      plain
        ? [code(invitation.address)]
        : invitationLine(reader, invitation, { billingAllows, now, asked: request.role }),
    );
  const rest = invitations.length - items.length;
  if (rest > 0) items.push(joined([requests.moreAddresses(rest)]));
  return [{ kind: "list", items }];
}

function particulars(reader: Reader, { request, workspaces, now }: RequestFacts): Block[] {
  const { requests, seats, separator } = reader.strings;
  const facts = [
    ...(workspaces.length === 0 ? [] : [requests.workspaces(workspaces.map(({ name }) => name))]),
    ...(request.seats.length === 0 ? [] : [requests.seats(request.seats.map((seat) => seats[seat]))]),
    requests.askedAt(moment(reader, request.createdAt, now)),
  ];
  return [
    ...(request.reason === "" ? [] : [quoted(request.reason)]),
    { kind: "note", spans: joined(facts, separator) },
  ];
}

const quoted = (words: string): Block => ({ kind: "quote", spans: joined([words]) });

function decision(reader: Reader, { request, approvers, now }: RequestFacts): Block[] {
  const { requests } = reader.strings;
  const { state } = request;
  if (state === "open") return approvers === 1 ? [note(requests.singleApprover)] : [];
  const ended = request.decision;
  const by = ended?.by ?? null;
  const who = by === null ? reader.strings.someone : mention(reader, by);
  const at = moment(reader, ended?.at ?? now, now);
  const reason = ended?.reason ?? "";
  switch (state) {
    case "approved":
      return [
        paragraph(by === request.requester ? requests.approvedAlone(who, at) : requests.approvedBy(who, at)),
      ];
    case "denied":
      return [paragraph(requests.deniedBy(who, at)), ...(reason === "" ? [] : [quoted(reason)])];
    case "withdrawn":
      return [paragraph(requests.withdrawnBy(who, at))];
    case "lapsed":
      return [paragraph(requests.lapsedAt(at))];
  }
}

function waitsForBilling(reader: Reader, { invitations, billingAllows }: RequestFacts): Block[] {
  const waits = !billingAllows && invitations.some(({ status }) => status === "approved");
  return waits ? [paragraph(reader.strings.requests.askedBilling)] : [];
}

/** Approve, Deny, Change. */
export function decisionButtons(reader: Reader, { request, invitations }: RequestFacts): Block {
  const { buttons, describe } = reader.strings.requests;
  const description = (label: string) => describe(label, invitations.length, nameFor(reader, request));
  const { id } = request;
  return {
    kind: "actions",
    buttons: [
      {
        label: buttons.approve,
        action: { do: "approve", request: id },
        style: "primary",
        description: description(buttons.approve),
      },
      {
        label: buttons.deny,
        action: { do: "open", to: { form: "deny", request: id } },
        style: "danger",
        description: description(buttons.deny),
      },
      {
        label: buttons.change,
        action: { do: "open", to: { form: "change", request: id } },
        description: description(buttons.change),
      },
    ],
  };
}
