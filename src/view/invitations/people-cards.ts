import type { PersonId } from "../../domain/accounts/person.ts";
import { type Invitation, RUNS_OUT_AFTER_MS } from "../../domain/invitations/invitation.ts";
import { isKeyFailing } from "../../domain/key/key-reading.ts";
import type { Mode } from "../../domain/mode.ts";
import { isWarmingUp, type Setup } from "../../domain/setup/setup.ts";
import {
  button,
  compareButtons,
  of,
  page,
  resendButton,
  toMembers,
  waitingButtons,
} from "../core/buttons.ts";
import { evidence, mention, moment, proven, type Reader, time, untilMinute } from "../core/reader.ts";
import { actions, card, heading, joined, list, note, type Piece, paragraph } from "../core/spans.ts";
import type { Block, View } from "../core/view.ts";
import { invitationRow } from "./invitation-words.ts";

type CardFacts = { readonly invitation: Invitation; readonly setup: Setup; readonly now: number };

/** To the invitee: what the e-mail is and what to do with it, or what became of it. */
export function inviteeCard(reader: Reader, facts: CardFacts & { readonly inviter: PersonId }): View {
  const { people, roles } = reader.strings;
  const { invitation, inviter, setup } = facts;
  const role = roles[invitation.role];
  const { summary, blocks } = stateCard(reader, facts);
  const invited =
    inviter === reader.person
      ? people.invitedYourself(setup.organization, role)
      : people.invited(mention(reader, inviter), setup.organization, role);
  return { summary, blocks: [heading(people.inviteeTitle), paragraph(invited), ...blocks] };
}

/** Where the Invitation stands now, and what the invitee can do about it. `waits`: what is said while it is Pending. */
function stateCard(
  reader: Reader,
  { invitation, now }: Omit<CardFacts, "setup">,
  waits: Piece = reader.strings.people.emailComes(invitation.address),
): View {
  const { people } = reader.strings;
  const { status, evidence: fact, sentAt } = invitation;
  switch (status) {
    case "proposed":
    case "approved":
    case "sending":
      return card(people.comingSoon);
    case "pending": {
      const until = sentAt === null ? null : moment(reader, sentAt + RUNS_OUT_AFTER_MS, now);
      return card(waits, note(people.runsOut(until)), ...actions(...waitingButtons(reader, invitation)));
    }
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

/** To an invitee who has not accepted yet. Once they have, or it ran out, it says that instead. */
export const nudgeCard = (reader: Reader, facts: CardFacts): View =>
  stateCard(reader, facts, reader.strings.people.nudge(facts.invitation.address));

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

type RanOut = {
  readonly invitations: readonly Invitation[];
  readonly mode: Mode;
  readonly now: number;
};

/** Rows with buttons; beyond them the members page has everyone. */
const ROWS = 15;

/** Guided mode, seven days on: nobody can know whether they ran out but a person who looks. A row for each. */
export function ranOutCard(reader: Reader, { invitations, mode, now }: RanOut): View {
  const { andMore, tasks } = reader.strings;
  const { ranOut } = tasks;
  const waiting = invitations.filter(({ status }) => status === "pending");
  const [first] = waiting;
  const rest = invitations.length - ROWS;
  const sent = (at: number) => paragraph(ranOut.question(waiting.length, time(reader, at, "date")));
  return {
    summary: first === undefined ? ranOut.over : ranOut.title(waiting.length),
    blocks: [
      heading(ranOut.title(invitations.length)),
      ...(first === undefined ? [] : [sent(first.sentAt ?? first.since)]),
      ...invitations.slice(0, ROWS).map((invitation) => row(reader, invitation, now)),
      ...(rest > 0 ? [note(andMore(rest)), ...actions(toMembers(reader))] : []),
      ...(first === undefined && invitations.length === 1
        ? []
        : actions(page(reader, "members"), ...compareButtons(reader, mode))),
    ],
  };
}

/** What a person can say about it, or have done. */
function row(reader: Reader, invitation: Invitation, now: number): Block {
  const { tasks, lists } = reader.strings;
  const { id, status, address } = invitation;
  const row = invitationRow(reader, invitation, now);
  if (status !== "pending") return row;
  const own = (label: string, action: Parameters<typeof button>[1]) =>
    of(address, button(label, action), reader);
  return {
    ...row,
    button: own(tasks.isActive, { do: "mark-active", invitation: id }),
    menu: [
      own(lists.buttons.resend, { do: "resend", invitation: id }),
      own(tasks.ranOut.hasRunOut, { do: "mark-expired", invitation: id }),
    ],
  };
}
