import type { Invitation } from "../domain/invitation.ts";
import type { PersonId } from "../domain/person.ts";
import { addressSpan, mention, type Reader } from "./reader.ts";
import { someNamed } from "./some.ts";
import { heading, joined, paragraph } from "./spans.ts";
import type { ActionButton, View } from "./view.ts";

const NAMED = 15;

type Facts = {
  /** Whose word it was. */
  readonly by: PersonId;
  readonly invitations: readonly Invitation[];
};

/** To whoever confirmed it, or the owner: Mistral still shows what counted as revoked. Edited once that is settled. */
export function notRevokedCard(reader: Reader, { by, invitations }: Facts): View {
  const { notRevoked, buttons, lists } = reader.strings;
  const there = invitations.filter(({ status }) => status === "pending");
  const [first] = there;
  const title = heading(notRevoked.title);
  if (first === undefined)
    return { summary: notRevoked.settled, blocks: [title, paragraph(notRevoked.settled)] };
  const { length: n } = there;
  const who = joined([
    someNamed(
      reader,
      there.map(({ address }) => addressSpan(reader, address)),
      NAMED,
    ),
  ]);
  const button: ActionButton =
    n === 1
      ? {
          label: lists.buttons.revoke,
          action: { do: "revoke", invitation: first.id },
          confirm: { ...lists.revokeConfirm(first.address), danger: true },
        }
      : { label: buttons.members, action: { do: "members", page: 0 } };
  const said =
    by === reader.person ? notRevoked.yours(n, who) : notRevoked.theirs(mention(reader, by), n, who);
  return {
    summary: notRevoked.summary(n),
    blocks: [title, paragraph(said), paragraph(notRevoked.next(n)), { kind: "actions", buttons: [button] }],
  };
}
