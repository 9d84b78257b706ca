import type { Invitation } from "../domain/invitation.ts";
import type { Reader } from "./reader.ts";
import type { ActionButton } from "./view.ts";

type Of = Pick<Invitation, "id">;

/** What an invitee can do while the Invitation is Pending. */
export function waitingButtons(reader: Reader, { id }: Of): ActionButton[] {
  const { buttons } = reader.strings.people;
  return [
    { label: buttons.joined, action: { do: "joined", invitation: id }, style: "primary" },
    { label: buttons.noEmail, action: { do: "no-email", invitation: id } },
  ];
}

export const resendButton = (reader: Reader, { id }: Of): ActionButton => ({
  label: reader.strings.people.buttons.resend,
  action: { do: "resend", invitation: id },
  style: "primary",
});
