import { asksForThemselves } from "../../domain/accounts/person.ts";
import type { Invitation } from "../../domain/invitations/invitation.ts";
import type { Tx } from "../../store/tx.ts";
import { accountCard } from "../../view/accounts/account-card.ts";
import type { Reader } from "../../view/core/reader.ts";
import { saying } from "../../view/core/spans.ts";
import type { View } from "../../view/core/view.ts";
import {
  activeCard,
  approverCard,
  inviteeCard,
  joinedCard,
  nudgeCard,
  ranOutCard,
  welcomeCard,
} from "../../view/invitations/people-cards.ts";
import { accountFacts } from "../accounts/own-accounts.ts";
import { modeOf } from "../core/context.ts";
import type { Descriptors, Drawing } from "./descriptor.ts";

type About = { readonly invitation: number; readonly sentAt?: number };
type Facts = Parameters<typeof nudgeCard>[1];

const byInvitation =
  (card: (reader: Reader, facts: Facts, tx: Tx) => View | null) =>
  ({ tx, reader, setup, now }: Drawing, { invitation: id, sentAt }: About): View | null => {
    const invitation = tx.invitations.get(id);
    if (invitation === null) return null;
    if (isReplaced(invitation, sentAt)) return replaced(reader);
    return card(reader, { invitation, setup, now }, tx);
  };

const isReplaced = ({ sentAt }: Invitation, of?: number): boolean =>
  of !== undefined && sentAt !== null && of !== sentAt;

const replaced = (reader: Reader): View => saying(reader.strings.answers.replaced);

function isOver(tx: Tx, { invitation: id, sentAt }: About): boolean {
  const invitation = tx.invitations.get(id);
  return invitation?.status !== "pending" || isReplaced(invitation, sentAt);
}

export const peopleMessages: Descriptors<
  "invitee" | "nudge" | "ran-out" | "welcome" | "active" | "joined" | "approver" | "account"
> = {
  invitee: byInvitation((reader, facts, tx) => {
    const inviter = tx.requests.get(facts.invitation.request)?.requester;
    return inviter === undefined ? null : inviteeCard(reader, { ...facts, inviter });
  }),
  nudge: { draw: byInvitation(nudgeCard), isStale: isOver },
  "ran-out": {
    draw: ({ context, tx, reader, now }, { sentAt }) => {
      const invitations = tx.invitations.ofSentAt(sentAt);
      if (invitations.length === 0) return replaced(reader);
      return ranOutCard(reader, { invitations, mode: modeOf(context), now });
    },
    isStale: (tx, { sentAt }) => tx.invitations.ofSentAt(sentAt).every(({ status }) => status !== "pending"),
  },
  welcome: byInvitation(welcomeCard),
  active: ({ tx, reader, now }, { digest }) =>
    activeCard(reader, { invitations: tx.invitations.ofDigest(digest), now }),
  joined: ({ tx, reader, person, now }, { digest }) => {
    const asked = tx.invitations
      .ofDigest(digest)
      .filter(({ request }) => tx.requests.get(request)?.requester === person?.id);
    // Their own is told by the message that welcomes them.
    const invitations = asked.filter(
      ({ invitee, address }) => !asksForThemselves(person, tx.people.get(invitee ?? ""), address),
    );
    return invitations.length === 0 ? null : joinedCard(reader, { invitations, now });
  },
  approver: ({ reader, setup }) => approverCard(reader, setup),
  account: ({ tx, reader, person }, message) => {
    const facts = person === null ? null : accountFacts(tx, person, message);
    return facts === null ? null : accountCard(reader, facts);
  },
};
