import type { Invitation } from "../domain/invitation.ts";
import type { PersonId } from "../domain/person.ts";
import { button, confirm, toMembers } from "./buttons.ts";
import { addressSpan, mention, type Reader } from "./reader.ts";
import { card } from "./saying.ts";
import { someNamed } from "./some.ts";
import { actions, joined, paragraph } from "./spans.ts";
import type { View } from "./view.ts";

const NAMED = 15;

/** `by`: whose word it was. */
type Facts = { readonly by: PersonId; readonly invitations: readonly Invitation[] };

/** To whoever confirmed it, or the owner: Mistral still shows what counted as revoked. Edited once that is settled. */
export function notRevokedCard(reader: Reader, { by, invitations }: Facts): View {
  const { requests, lists } = reader.strings;
  const { notRevoked } = requests;
  const there = invitations.filter(({ status }) => status === "pending");
  const [first, ...others] = there;
  if (first === undefined) return card(notRevoked.settled);
  const addresses = there.map(({ address }) => addressSpan(reader, address));
  const who = joined([someNamed(reader, addresses, NAMED)]);
  const { revoke } = lists.buttons;
  const again = button(
    revoke,
    { do: "revoke", invitation: first.id },
    { confirm: { ...confirm(reader, revoke, lists.revokeConfirm(first.address)), danger: true } },
  );
  return card(
    by === reader.person
      ? notRevoked.yours(there.length, who)
      : notRevoked.theirs(mention(reader, by), there.length, who),
    paragraph(notRevoked.next),
    ...actions(others.length === 0 ? again : toMembers(reader)),
  );
}
