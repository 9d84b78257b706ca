import type { Invitation } from "../domain/invitation.ts";
import { evidence, mention, type Reader } from "./reader.ts";
import { someListed } from "./some.ts";
import { code, joined, note, type Piece, paragraph } from "./spans.ts";
import type { Block, Span, View } from "./view.ts";

const SHOWN = 40;

type ActiveFacts = { readonly invitations: readonly Invitation[]; readonly now: number };

/** In the channel: who went Active. No addresses: a channel may hold people who should not see them. */
export function activeCard(reader: Reader, { invitations, now }: ActiveFacts): View {
  const { people } = reader.strings;
  const who = ({ invitee }: Invitation): Piece =>
    invitee === null ? people.newMember : mention(reader, invitee);
  return activeList(reader, { invitations, now }, who, []);
}

/** To the requester: which of theirs went Active. They asked for these addresses, so they see them. */
export function joinedCard(reader: Reader, { invitations, now }: ActiveFacts): View {
  const card = activeList(reader, { invitations, now }, ({ address }) => code(address), [
    note(reader.strings.people.joinedIntro),
  ]);
  const { people } = reader.strings;
  const n = invitations.filter(({ status }) => status === "active").length;
  return n === 0
    ? card
    : { ...card, summary: n === 1 ? people.joinedSummaryOne : people.joinedSummaryMany(n) };
}

function activeList(
  reader: Reader,
  { invitations, now }: ActiveFacts,
  who: (invitation: Invitation) => Piece,
  intro: readonly Block[],
): View {
  const { people } = reader.strings;
  const active = invitations.filter(({ status }) => status === "active");
  const line = (invitation: Invitation, subject: Piece): Span[] => {
    const proof = evidence(reader, invitation.evidence, now);
    return proof.length === 0 ? joined([subject]) : people.withProof(subject, proof);
  };
  const [first] = active;
  if (first === undefined) return { summary: people.noneActive, blocks: [paragraph(people.noneActive)] };
  if (active.length === 1) {
    const name = first.invitee === null ? null : reader.nameOf(first.invitee);
    return {
      summary: people.oneActiveSummary(name?.name ?? people.newMember),
      blocks: [...intro, paragraph(line(first, people.whoActive(who(first))))],
    };
  }
  const items = active.map((invitation) => line(invitation, who(invitation)));
  return {
    summary: people.manyActiveSummary(active.length),
    blocks: [...intro, paragraph(people.manyActive(active.length)), ...someListed(reader, items, SHOWN)],
  };
}
