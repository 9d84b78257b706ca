import type { Invitation } from "../domain/invitation.ts";
import { compareButtons } from "./compare-button.ts";
import { invitationLine } from "./invitation-words.ts";
import type { Mode } from "./mode.ts";
import { type Reader, time } from "./reader.ts";
import { code, heading, paragraph } from "./spans.ts";
import { LINKS } from "./steps.ts";
import type { ActionButton, Button, View } from "./view.ts";

type Facts = { readonly invitation: Invitation; readonly mode: Mode; readonly now: number };

/** Guided mode, seven days on: nobody can know whether it ran out but a person who looks. */
export function ranOutCard(reader: Reader, { invitation, mode, now }: Facts): View {
  const { ranOut } = reader.strings.tasks;
  const { id, address, sentAt, status } = invitation;
  const title = heading(ranOut.title);
  if (status !== "pending") {
    return {
      summary: ranOut.over,
      blocks: [title, paragraph(invitationLine(reader, invitation, { billingAllows: true, now }))],
    };
  }
  const described = (label: string, action: ActionButton["action"]): ActionButton => ({
    label,
    action,
    description: `${label}: ${address}`,
  });
  const buttons: Button[] = [
    { ...described(ranOut.sendAgain, { do: "resend", invitation: id }), style: "primary" },
    described(ranOut.isActive, { do: "mark-active", invitation: id }),
    described(ranOut.hasRunOut, { do: "mark-expired", invitation: id }),
    { label: ranOut.look, url: LINKS.members },
    ...compareButtons(reader, mode),
  ];
  const since = time(reader, sentAt ?? invitation.since, "date");
  return {
    summary: ranOut.summary,
    blocks: [title, paragraph(ranOut.question(code(address), since)), { kind: "actions", buttons }],
  };
}
