import type { Invitation, InvitationStatus } from "../../domain/invitations/invitation.ts";
import { isErased } from "../../domain/record/erasure.ts";
import { button, toMembers } from "../core/buttons.ts";
import type { Reader } from "../core/reader.ts";
import { someListed } from "../core/reader.ts";
import { actions, card, heading, note, paragraph, quote } from "../core/spans.ts";
import type { Block, View } from "../core/view.ts";
import { invitationLine } from "../invitations/invitation-words.ts";
import type { RequestFacts } from "../requests/request-parts.ts";

type Wrong = Extract<InvitationStatus, "expired" | "failed" | "revoked" | "removed">;

const SHOWN = 40;

const isWrong = (status: InvitationStatus): status is Wrong =>
  status === "expired" || status === "failed" || status === "revoked" || status === "removed";

/** Invitations that went wrong together. `reason`: what whoever had the Task says is in the way. */
export function wrongCard(reader: Reader, facts: RequestFacts & { readonly reason?: string | null }): View {
  const { request, invitations } = facts;
  const first = invitations.find(({ status }) => isWrong(status));
  if (first === undefined || !isWrong(first.status)) return wentOnCard(reader, facts);
  const { requests } = reader.strings;
  const { status } = first;
  const affected = invitations.filter((invitation) => invitation.status === status);
  const lines = affected.map((one) => invitationLine(reader, one, { ...facts, asked: request.role }));
  const title = requests.wrong[status](affected.length);
  const reason = status === "failed" && first.failure === "not_possible" ? (facts.reason ?? "") : "";
  return {
    summary: `${title}.`,
    blocks: [
      heading(title),
      ...someListed(reader, lines, SHOWN),
      ...(reason === "" ? [] : [quote(requests.inTheWay, reason)]),
      ...next(reader, facts, status, affected),
    ],
  };
}

/** In its place once none of them is so any more. The answer to the Request, another message, shows where all are. */
export function wentOnCard(reader: Reader, { invitations, ...facts }: RequestFacts): View {
  const [only, ...others] = invitations;
  const alone = others.length === 0 && only !== undefined;
  return card(
    reader.strings.requests.wentOn,
    ...(alone ? [paragraph(invitationLine(reader, only, { ...facts, asked: facts.request.role }))] : []),
  );
}

function next(reader: Reader, facts: RequestFacts, status: Wrong, affected: readonly Invitation[]): Block[] {
  const { requests, lists } = reader.strings;
  const mayAct = reader.person !== null && facts.deciders.includes(reader.person);
  if (!mayAct || status === "revoked" || status === "removed") return [note(requests.wrongNext[status])];
  const [only, ...others] = affected;
  if (only === undefined || affected.every(({ address }) => isErased(address))) return [];
  const again = button(lists.buttons.resend, { do: "resend", invitation: only.id }, { style: "primary" });
  return actions(others.length === 0 ? again : toMembers(reader));
}
