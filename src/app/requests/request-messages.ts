import type { Invitation } from "../../domain/invitations/invitation.ts";
import type { Message } from "../../domain/message.ts";
import type { Tx } from "../../store/tx.ts";
import type { View } from "../../view/core/view.ts";
import { wentOnCard, wrongCard } from "../../view/key/wrong-card.ts";
import { askedCard, outcomeCard, reminderCard, requestCard } from "../../view/requests/request-cards.ts";
import { requestReader } from "../core/view-data.ts";
import type { Descriptors, Drawing } from "../messages/descriptor.ts";

const byRequest =
  (card: typeof requestCard) =>
  ({ context, tx, reader }: Drawing, { request: id }: { readonly request: number }): View | null => {
    const request = tx.requests.get(id);
    return request === null ? null : card(reader, requestReader(context, tx)(request));
  };

function drawOutcome(drawing: Drawing, message: Message<"outcome">): View | null {
  const { context, tx, reader } = drawing;
  const { request: id, status, at } = message;
  if (status === undefined) return byRequest(outcomeCard)(drawing, message);
  const request = tx.requests.get(id);
  if (request === null) return null;
  const facts = requestReader(context, tx)(request);
  const affected = facts.invitations.filter(({ status: is, since }) => is === status && since === at);
  const [first] = affected;
  if (first === undefined) return wentOnCard(reader, facts);
  return wrongCard(reader, { ...facts, invitations: affected, reason: reasonOf(tx, first) });
}

/** Why the person who had the Task could not do it, in their words. */
function reasonOf(tx: Tx, invitation: Invitation): string | null {
  const tasks = tx.tasks.ofInvitation(invitation.id).filter(({ state }) => state === "impossible");
  return tasks.at(-1)?.reason ?? null;
}

export const requestMessages: Descriptors<"request" | "reminder" | "asked" | "outcome"> = {
  request: { draw: byRequest(requestCard) },
  reminder: {
    draw: byRequest(reminderCard),
    isStale: (tx, { request }) => tx.requests.get(request)?.state !== "open",
  },
  asked: { draw: byRequest(askedCard), isPersonal: true },
  outcome: { draw: drawOutcome, isPersonal: true },
};
