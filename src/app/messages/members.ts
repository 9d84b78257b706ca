import { asksForThemselves } from "../../domain/person.ts";
import { activeCard, joinedCard } from "../../view/active-cards.ts";
import { approverCard } from "../../view/approver-card.ts";
import type { Descriptors } from "./descriptor.ts";

export const memberMessages: Descriptors<"active" | "joined" | "approver"> = {
  active: {
    draw: ({ tx, reader, now }, { digest }) =>
      activeCard(reader, { invitations: tx.invitations.ofDigest(digest), now }),
  },
  joined: {
    draw: ({ tx, reader, person, now }, { digest }) => {
      // Their own is told by the message that welcomes them.
      const mine = tx.invitations
        .ofDigest(digest)
        .filter(({ request }) => tx.requests.get(request)?.requester === person?.id)
        .filter(({ invitee, address }) => !asksForThemselves(person, tx.people.get(invitee ?? ""), address));
      return mine.length === 0 ? null : joinedCard(reader, { invitations: mine, now });
    },
    isPersonal: true,
  },
  approver: { draw: ({ reader, setup }) => approverCard(reader, setup), isPersonal: true },
};
