import type { Invitation } from "../../domain/invitations/invitation.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { mention, proven, type Reader, someListed } from "../core/reader.ts";
import { card, code, joined, note, type Piece } from "../core/spans.ts";
import type { View } from "../core/view.ts";

const SHOWN = 40;

type ActiveFacts = { readonly invitations: readonly Invitation[]; readonly now: number };

/** In the channel: who went Active. No addresses: a channel may hold people who should not see them. */
export const activeCard = (reader: Reader, facts: ActiveFacts): View =>
  activeList(reader, facts, ({ invitee }) =>
    invitee === null ? reader.strings.people.newMember : mention(reader, invitee),
  );

/** To the requester: which of theirs went Active. They asked for these addresses, so they see them. */
export function joinedCard(reader: Reader, facts: ActiveFacts): View {
  if (!facts.invitations.some(({ status }) => status === "active"))
    return card(reader.strings.people.noneActive);
  const { summary, blocks } = activeList(reader, facts, ({ address }) => code(address));
  return { summary, blocks: [note(reader.strings.people.joinedIntro), ...blocks] };
}

function activeList(
  reader: Reader,
  { invitations, now }: ActiveFacts,
  who: (invitation: Invitation) => Piece,
): View {
  const { people } = reader.strings;
  const active = invitations.filter(({ status }) => status === "active");
  const [first, ...others] = active;
  if (first === undefined) return card(people.noneActive);
  if (others.length === 0)
    return card(joined([proven(reader, people.whoActive(who(first)), first.evidence, now), "."]));
  const items = active.map((invitation) => proven(reader, who(invitation), invitation.evidence, now));
  return card(people.manyActive(active.length), ...someListed(reader, items, SHOWN));
}

/** To somebody who decides from now on. */
export const approverCard = (reader: Reader, { owner }: Setup): View =>
  card(reader.strings.answers.youApprove(mention(reader, owner)));
