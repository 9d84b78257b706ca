import type { PersonId } from "../../domain/accounts/person.ts";
import { type Invitation, RUNS_OUT_AFTER_MS } from "../../domain/invitations/invitation.ts";
import { isKeyFailing } from "../../domain/key/key-reading.ts";
import { isWarmingUp } from "../../domain/setup/billing.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { button, page, resendButton, waitingButtons } from "../core/buttons.ts";
import { evidence, mention, moment, proven, type Reader, untilMinute } from "../core/reader.ts";
import { actions, card, heading, joined, list, note, paragraph } from "../core/spans.ts";
import type { Block, View } from "../core/view.ts";

type InviteeFacts = {
  readonly invitation: Invitation;
  readonly inviter: PersonId;
  readonly organization: string | null;
  readonly now: number;
};

/** To the invitee: what the e-mail is and what to do with it, or what became of it. */
export function inviteeCard(reader: Reader, { invitation, inviter, organization, now }: InviteeFacts): View {
  const { people, roles } = reader.strings;
  const role = roles[invitation.role];
  const { summary, blocks } = stateCard(reader, { invitation, now });
  return {
    summary,
    blocks: [
      heading(people.inviteeTitle),
      paragraph(
        inviter === reader.person
          ? people.invitedYourself(organization, role)
          : people.invited(mention(reader, inviter), organization, role),
      ),
      ...blocks,
    ],
  };
}

type InvitationFacts = { readonly invitation: Invitation; readonly now: number };

/** Where the Invitation stands now, and what the invitee can do about it. */
function stateCard(reader: Reader, { invitation, now }: InvitationFacts): View {
  const { people } = reader.strings;
  const { status, address, evidence: fact } = invitation;
  switch (status) {
    case "proposed":
    case "approved":
    case "sending":
      return card(people.comingSoon);
    case "pending":
      return waitsCard(reader, invitation, people.emailComes(address), now);
    case "active":
    case "removed":
      return card(joined([proven(reader, people[status], fact, now), "."]));
    case "expired":
      return card(people.expired, ...actions(resendButton(reader, invitation)));
    case "revoked":
    case "failed":
    case "denied":
      return card(people[status]);
  }
}

function waitsCard(
  reader: Reader,
  invitation: Invitation,
  sentence: Parameters<typeof card>[0],
  now: number,
): View {
  const { sentAt } = invitation;
  const until = sentAt === null ? null : moment(reader, sentAt + RUNS_OUT_AFTER_MS, now);
  const runsOut = note(reader.strings.people.runsOut(until));
  return card(sentence, runsOut, ...actions(...waitingButtons(reader, invitation)));
}

/** What to check when no e-mail came. */
export function noEmailView(
  reader: Reader,
  { invitation, maySendAgain }: { readonly invitation: Invitation; readonly maySendAgain: boolean },
): View {
  const { buttons, noEmail } = reader.strings.people;
  return {
    summary: `${buttons.noEmail} ${noEmail.spam}`,
    blocks: [
      heading(buttons.noEmail),
      list([noEmail.address(invitation.address), noEmail.spam]),
      paragraph(maySendAgain ? noEmail.again : noEmail.justSent),
      ...actions(...(maySendAgain ? [resendButton(reader, invitation)] : [])),
    ],
  };
}

type CardFacts = InvitationFacts & { readonly setup: Setup };

/** To an invitee who has not accepted yet. Once they have, or it ran out, it says that instead. */
export function nudgeCard(reader: Reader, facts: CardFacts): View {
  const { invitation, now } = facts;
  if (invitation.status !== "pending") return stateCard(reader, facts);
  return waitsCard(reader, invitation, reader.strings.people.nudge(invitation.address), now);
}

/** To who is no longer a Member: that it is so, how it is known, and whom to ask. */
export function removedCard(reader: Reader, facts: CardFacts): View {
  const { people } = reader.strings;
  const state = stateCard(reader, facts);
  if (facts.invitation.status !== "removed") return state;
  const next = note(people.removedNext(mention(reader, facts.setup.owner)));
  return { ...state, blocks: [...state.blocks, next] };
}

/** To who just went Active: how to make the first key, and what a refused one means. */
export function welcomeCard(reader: Reader, facts: CardFacts): View {
  const { people, key } = reader.strings;
  const { invitation, setup, now } = facts;
  const state = stateCard(reader, facts);
  // It came too early. What the e-mail is stands in the card about it.
  if (invitation.status === "pending")
    return card(people.takenBack(invitation.address), ...actions(...waitingButtons(reader, invitation)));
  if (invitation.status !== "active") return state;
  if (invitation.role === "billing")
    return { ...state, blocks: [...state.blocks, paragraph(key.billingRole)] };
  return {
    ...state,
    blocks: [
      heading(people.welcomeTitle),
      ...state.blocks,
      list(people.welcomeSteps),
      billingRemark(reader, setup, now),
      ...keyWorks(reader, invitation, setup, now),
    ],
  };
}

/** What billing means for a key that was just made. */
function billingRemark(reader: Reader, { billing }: Setup, now: number): Block {
  const { key } = reader.strings;
  if (billing === null) return note(key.noBilling);
  if (!isWarmingUp(billing, now)) return note(key.ifRefused);
  return paragraph(key.warming(untilMinute(reader, billing.warmUntil)));
}

function keyWorks(
  reader: Reader,
  { id }: Invitation,
  { keyWorks: fact, observed }: Setup,
  now: number,
): Block[] {
  const { people, key, checklist } = reader.strings;
  // One's own word, or Mistral's: then there is nothing left to say. Somebody else's key is another key.
  const verified = fact?.kind === "verified" && !isKeyFailing(observed.probe);
  if (verified || (fact?.kind === "confirmed" && fact.by === reader.person))
    return [
      paragraph("✅ ", checklist.keyWorksBy(evidence(reader, fact, now))),
      ...actions(page(reader, "keys")),
    ];
  const works = button(key.buttons.works, { do: "key-works", invitation: id }, { style: "primary" });
  const refused = button(people.buttons.key, { do: "key" });
  return [note(people.welcomeTell), ...actions(works, page(reader, "keys"), refused)];
}
