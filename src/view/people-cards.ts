import { isWarmingUp } from "../domain/billing.ts";
import { type Invitation, RUNS_OUT_AFTER_MS } from "../domain/invitation.ts";
import { isKeyFailing } from "../domain/key-reading.ts";
import type { PersonId } from "../domain/person.ts";
import type { Setup } from "../domain/setup.ts";
import { resendButton, waitingButtons } from "./invitee-buttons.ts";
import { evidence, mention, moment, type Reader, untilMinute } from "./reader.ts";
import { heading, joined, note, type Piece, paragraph } from "./spans.ts";
import { LINKS } from "./steps.ts";
import type { Block, Button, Span, View } from "./view.ts";

type InviteeFacts = {
  readonly invitation: Invitation;
  readonly inviter: PersonId;
  readonly organization: string | null;
  readonly now: number;
};

/** To the invitee: what the e-mail is and what to do with it, or what became of it. */
export function inviteeCard(reader: Reader, facts: InviteeFacts): View {
  const { people, roles } = reader.strings;
  const { invitation, inviter, organization } = facts;
  const { summary, blocks, buttons } = inviteeState(reader, facts);
  return {
    summary,
    blocks: [
      heading(people.inviteeTitle),
      paragraph(
        inviter === reader.person
          ? people.invitedYourself(organization, roles[invitation.role])
          : people.invited(mention(reader, inviter), organization, roles[invitation.role]),
      ),
      ...blocks,
      ...actions(buttons),
    ],
  };
}

type InviteeState = Pick<View, "summary" | "blocks"> & { readonly buttons: readonly Button[] };

function inviteeState(reader: Reader, { invitation, now }: InviteeFacts): InviteeState {
  const { people } = reader.strings;
  const said = (summary: string, sentence: Piece, buttons: readonly Button[] = []): InviteeState => ({
    summary,
    blocks: [paragraph(sentence)],
    buttons,
  });
  switch (invitation.status) {
    case "proposed":
    case "approved":
    case "sending":
      return said(people.inviteeSummary, people.comingSoon);
    case "pending":
      return {
        summary: people.inviteeSummary,
        blocks: [paragraph(people.emailComes(invitation.address)), note(runsOut(reader, invitation, now))],
        buttons: waitingButtons(reader, invitation),
      };
    case "active":
      return said(people.activeSummary, activeWords(reader, invitation, now));
    case "expired":
      return said(people.expiredSummary, people.expired, [resendButton(reader, invitation)]);
    case "revoked":
      return said(people.revokedSummary, people.revoked);
    case "failed":
      return said(people.failedSummary, people.failed);
    case "denied":
      return said(people.denied, people.denied);
    case "removed":
      return said(people.removedSummary, removedWords(reader, invitation, now));
  }
}

function removedWords(reader: Reader, { evidence: fact }: Invitation, now: number): Piece {
  const { people } = reader.strings;
  return fact === null ? people.removedSummary : people.removed(evidence(reader, fact, now));
}

function activeWords(reader: Reader, { evidence: fact }: Invitation, now: number): Piece {
  const { people } = reader.strings;
  return fact === null ? people.activePlain : people.active(evidence(reader, fact, now));
}

function runsOut(reader: Reader, { sentAt }: Invitation, now: number): Piece {
  const { people } = reader.strings;
  return sentAt === null
    ? people.runsOutSoon
    : people.runsOut(moment(reader, sentAt + RUNS_OUT_AFTER_MS, now));
}

const actions = (buttons: readonly Button[]): Block[] =>
  buttons.length === 0 ? [] : [{ kind: "actions", buttons }];

/** What to check when no e-mail came. */
export function noEmailView(
  reader: Reader,
  { invitation, maySendAgain }: { readonly invitation: Invitation; readonly maySendAgain: boolean },
): View {
  const { people } = reader.strings;
  return {
    summary: people.noEmailSummary,
    blocks: [
      heading(people.noEmailTitle),
      {
        kind: "list",
        items: [
          people.noEmailAddress(invitation.address),
          joined([people.noEmailSpam]),
          joined([people.noEmailWait]),
        ],
      },
      paragraph(maySendAgain ? people.noEmailAgain : people.noEmailJustSent),
      ...actions(maySendAgain ? [resendButton(reader, invitation)] : []),
    ],
  };
}

type CardFacts = { readonly invitation: Invitation; readonly setup: Setup; readonly now: number };

/** To an invitee who has not accepted yet. Once they have, or it ran out, it says that instead. */
export function nudgeCard(reader: Reader, { invitation, setup, now }: CardFacts): View {
  const { people } = reader.strings;
  if (invitation.status !== "pending") return stateCard(reader, invitation, setup, now);
  return {
    summary: people.nudgeSummary,
    blocks: [
      paragraph(people.nudge(invitation.address)),
      note(runsOut(reader, invitation, now)),
      ...actions(waitingButtons(reader, invitation)),
    ],
  };
}

/** Where the Invitation stands now, when the card's own news is no longer so. */
function stateCard(reader: Reader, invitation: Invitation, setup: Setup, now: number): View {
  const { organization, owner: inviter } = setup;
  const state = inviteeState(reader, { invitation, inviter, organization, now });
  return { summary: state.summary, blocks: [...state.blocks, ...actions(state.buttons)] };
}

/** To who is no longer a Member: that it is so, how it is known, and whom to ask. */
export function removedCard(reader: Reader, { invitation, setup, now }: CardFacts): View {
  const { people } = reader.strings;
  const { summary, blocks } = stateCard(reader, invitation, setup, now);
  if (invitation.status !== "removed") return { summary, blocks };
  return { summary, blocks: [...blocks, note(people.removedNext(mention(reader, setup.owner)))] };
}

/** Instead of a welcome that came too early. What the e-mail is stands in the card about it. */
function takenBackCard(reader: Reader, invitation: Invitation): View {
  const { people } = reader.strings;
  return {
    summary: people.takenBackSummary,
    blocks: [paragraph(people.takenBack(invitation.address)), ...actions(waitingButtons(reader, invitation))],
  };
}

/** To who just went Active: how to make the first key, and what a refused one means. */
export function welcomeCard(reader: Reader, { invitation, setup, now }: CardFacts): View {
  const { people } = reader.strings;
  if (invitation.status === "pending") return takenBackCard(reader, invitation);
  if (invitation.status !== "active") return stateCard(reader, invitation, setup, now);
  const makesKeys = invitation.role !== "billing";
  const top = [
    heading(makesKeys ? people.welcomeTitle : people.welcomeBillingTitle),
    paragraph(activeWords(reader, invitation, now)),
  ];
  if (!makesKeys) return { summary: people.activeSummary, blocks: [...top, paragraph(people.billingRole)] };
  return {
    summary: people.welcomeSummary,
    blocks: [...top, ...firstKey(reader, setup, now), ...keyWorks(reader, invitation, setup, now)],
  };
}

function firstKey(reader: Reader, setup: Setup, now: number): Block[] {
  const { people } = reader.strings;
  return [
    { kind: "list", items: people.welcomeSteps.map((line): Span[] => joined([line])) },
    billingRemark(reader, setup, now),
  ];
}

/** What billing means for a key that was just made. */
function billingRemark(reader: Reader, { billing }: Setup, now: number): Block {
  const { people } = reader.strings;
  if (billing === null) return note(people.welcomeNoBilling);
  if (isWarmingUp(billing, now))
    return paragraph(people.welcomeWarming(untilMinute(reader, billing.warmUntil)));
  return note(people.welcomeRefused);
}

function keyWorks(
  reader: Reader,
  { id }: Invitation,
  { keyWorks: fact, observed }: Setup,
  now: number,
): Block[] {
  const { people } = reader.strings;
  const open: Button = { label: people.buttons.makeKey, url: LINKS.keys };
  const refused: Button = { label: people.buttons.key, action: { do: "key" } };
  // One's own word, or Mistral's: then there is nothing left to say. Somebody else's key is another key.
  const verified = fact?.kind === "verified" && !isKeyFailing(observed.probe);
  const known = verified || (fact?.kind === "confirmed" && fact.by === reader.person);
  if (known) return [paragraph(people.welcomeKeyWorks(evidence(reader, fact, now))), ...actions([open])];
  const works: Button = {
    label: people.buttons.keyWorks,
    action: { do: "key-works", invitation: id },
    style: "primary",
  };
  return [note(people.welcomeTell), ...actions([works, open, refused])];
}
