import { isErased } from "../domain/erasure.ts";
import type { Invitation, InvitationStatus } from "../domain/invitation.ts";
import { invitationLine } from "./invitation-words.ts";
import type { Reader } from "./reader.ts";
import type { RequestFacts } from "./request-parts.ts";
import { heading, joined, note, paragraph } from "./spans.ts";
import type { ActionButton, Block, View } from "./view.ts";

type Wrong = Extract<InvitationStatus, "expired" | "failed" | "revoked" | "removed">;

const SHOWN = 40;

const isWrong = (status: InvitationStatus): status is Wrong =>
  status === "expired" || status === "failed" || status === "revoked" || status === "removed";

/**
 * To the requester, and of what failed to others who can do something: Invitations that ran out, failed or were revoked
 * together. `reason`: what whoever had the Task says is in the way.
 */
export function wrongCard(reader: Reader, facts: RequestFacts & { readonly reason?: string | null }): View {
  const { request, invitations } = facts;
  const first = invitations.find(({ status }) => isWrong(status));
  if (first === undefined || !isWrong(first.status)) return wentOnCard(reader, facts);
  const { requests } = reader.strings;
  const { status } = first;
  const affected = invitations.filter((invitation) => invitation.status === status);
  const reason = status === "failed" && first.failure === "not_possible" ? (facts.reason ?? "") : "";
  return {
    summary: (request.requester === reader.person ? requests.wrongSummary : requests.wrongOther)[status](
      affected.length,
    ),
    blocks: [
      heading(requests.wrongTitle(affected.length)),
      ...lines(reader, affected, facts),
      ...(reason === "" ? [] : [quote(requests.inTheWay, reason)]),
      ...next(reader, facts, status, affected),
    ],
  };
}

/** In its place once none of them is so any more. The answer to the Request, another message, shows where all are. */
export function wentOnCard(reader: Reader, { invitations, ...facts }: RequestFacts): View {
  const { requests } = reader.strings;
  const [only, ...others] = invitations;
  const alone = others.length === 0 && only !== undefined;
  return {
    summary: requests.wentOn,
    blocks: [
      paragraph(requests.wentOn),
      ...(alone ? [paragraph(invitationLine(reader, only, { ...facts, asked: facts.request.role }))] : []),
    ],
  };
}

function lines(reader: Reader, affected: readonly Invitation[], facts: RequestFacts): Block[] {
  const { request } = facts;
  const items = affected
    .slice(0, SHOWN)
    .map((one) => invitationLine(reader, one, { ...facts, asked: request.role }));
  const [only] = items;
  if (items.length === 1 && only !== undefined) return [paragraph(only)];
  const rest = affected.length - items.length;
  return [
    {
      kind: "list",
      items: rest > 0 ? [...items, joined([reader.strings.requests.moreAddresses(rest)])] : items,
    },
  ];
}

const quote = (lead: string, words: string): Block => ({
  kind: "quote",
  spans: joined([{ kind: "bold", text: lead }, words], " "),
});

/** Approvers may send it again; for everybody else the button would only be refused. */
function next(
  reader: Reader,
  { deciders = [] }: RequestFacts,
  status: Wrong,
  affected: readonly Invitation[],
): Block[] {
  const { requests, buttons } = reader.strings;
  const mayAct = reader.person !== null && deciders.includes(reader.person);
  if (!mayAct || status === "revoked" || status === "removed") return [note(requests.wrongNext[status])];
  const [only] = affected;
  if (affected.every(({ address }) => isErased(address))) return [];
  const again: ActionButton =
    affected.length === 1 && only !== undefined
      ? {
          label: requests.buttons.resend,
          action: { do: "resend", invitation: only.id },
          style: "primary",
        }
      : { label: buttons.members, action: { do: "members", page: 0 } };
  return [
    ...(affected.length === 1 ? [] : [note(requests.wrongMany)]),
    { kind: "actions", buttons: [again] },
  ];
}
