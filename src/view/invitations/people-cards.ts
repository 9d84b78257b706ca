import type { PersonId } from "../../domain/accounts/person.ts";
import { type Invitation, type Mode, RUNS_OUT_AFTER_MS } from "../../domain/invitations/invitation.ts";
import { isKeyFailing } from "../../domain/key/key-reading.ts";
import { isWarmingUp, type Setup } from "../../domain/setup/setup.ts";
import type { Workspace } from "../../domain/setup/workspace.ts";
import {
  button,
  compareButtons,
  of,
  ownButtons,
  page,
  resendButton,
  toMembers,
  toRefusal,
} from "../core/buttons.ts";
import {
  evidence,
  mention,
  moment,
  proven,
  type Reader,
  someListed,
  time,
  untilMinute,
} from "../core/reader.ts";
import {
  actions,
  capitalized,
  card,
  code,
  heading,
  joined,
  list,
  note,
  type Piece,
  paragraph,
} from "../core/spans.ts";
import type { Block, View } from "../core/view.ts";
import { ICONS } from "./invitation-words.ts";

type CardFacts = { readonly invitation: Invitation; readonly setup: Setup; readonly now: number };

/** To the invitee: what the e-mail is and what to do with it, and then the way to the first key; or what became of it. */
export function inviteeCard(reader: Reader, facts: CardFacts & { readonly inviter: PersonId }): View {
  const { people, roles } = reader.strings;
  const { invitation, inviter, setup } = facts;
  if (invitation.status === "active") return welcomeCard(reader, facts);
  const role = roles[invitation.role];
  const state = stateCard(reader, facts);
  const invited =
    inviter === reader.person
      ? people.invitedYourself(setup.organization, role)
      : people.invited(mention(reader, inviter), setup.organization, role);
  return { ...state, blocks: [heading(people.inviteeTitle), paragraph(invited), ...state.blocks] };
}

/** Where the Invitation stands now, and what the invitee can do about it. `waits`: what is said while it is Pending. */
function stateCard(
  reader: Reader,
  { invitation, now }: Omit<CardFacts, "setup">,
  waits: Piece = reader.strings.people.emailComes(invitation.address),
): View {
  const { people } = reader.strings;
  const { status, evidence: fact, sentAt, since } = invitation;
  switch (status) {
    case "proposed":
    case "approved":
    case "sending":
      return card(people.comingSoon);
    case "pending": {
      const until = moment(reader, (sentAt ?? since) + RUNS_OUT_AFTER_MS, now);
      return card(waits, note(people.runsOut(until)), ...actions(...ownButtons(reader, invitation)));
    }
    case "active":
    case "removed":
      return card(joined([proven(reader, people[status], fact, now), "."]));
    case "expired":
      return card(people.expired, ...actions(...ownButtons(reader, invitation)));
    case "revoked":
    case "failed":
    case "denied":
      return card(people[status]);
  }
}

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

export function welcomeCard(reader: Reader, facts: CardFacts): View {
  const { people, key } = reader.strings;
  const { invitation, setup, now } = facts;
  const state = stateCard(reader, facts);
  // Somebody said Active too early. What the e-mail is stands in the card about it.
  if (invitation.status === "pending")
    return card(people.takenBack(invitation.address), ...actions(...ownButtons(reader, invitation)));
  if (invitation.status !== "active") return state;
  if (invitation.role === "billing")
    return { ...state, blocks: [...state.blocks, paragraph(key.billingRole)] };
  return {
    ...state,
    blocks: [
      heading(people.welcomeTitle),
      ...state.blocks,
      list(people.welcomeSteps),
      ...billingRemark(reader, setup, now),
      ...keyWorks(reader, invitation, setup, now),
    ],
  };
}

function billingRemark(reader: Reader, { billing }: Setup, now: number): Block[] {
  const { key } = reader.strings;
  if (billing === null) return [note(key.noBilling)];
  return isWarmingUp(billing, now) ? [paragraph(key.warming(untilMinute(reader, billing.warmUntil)))] : [];
}

function keyWorks(reader: Reader, { id }: Invitation, setup: Setup, now: number): Block[] {
  const { key, checklist } = reader.strings;
  const { keyWorks: fact, observed } = setup;
  // One's own word, or Mistral's: then there is nothing left to say. Somebody else's key is another key.
  const verified = fact?.kind === "verified" && !isKeyFailing(observed.probe);
  if (verified || (fact?.kind === "confirmed" && fact.by === reader.person))
    return [
      paragraph("✅ ", checklist.keyWorksBy(evidence(reader, fact, now))),
      ...actions(page(reader, "keys")),
    ];
  const works = button(key.buttons.works, { do: "key-works", invitation: id }, { style: "primary" });
  return actions(works, page(reader, "keys"), toRefusal(reader));
}

type Followed = { readonly invitations: readonly Invitation[]; readonly mode: Mode; readonly now: number };

/** Guided mode, seven days on: nobody can know whether they ran out but a person who looks. */
export function ranOutCard(reader: Reader, facts: Followed): View {
  const { ranOut } = reader.strings.tasks;
  const waiting = facts.invitations.filter(({ status }) => status === "pending");
  const [first] = waiting;
  const sent = (at: number) => paragraph(ranOut.question(waiting.length, time(reader, at, "date")));
  return {
    summary: first === undefined ? ranOut.over : ranOut.title,
    blocks: [
      ...(first === undefined
        ? [paragraph(ranOut.over)]
        : [heading(ranOut.title), sent(first.sentAt ?? first.since)]),
      ...followRows(reader, facts),
    ],
  };
}

/** Rows with buttons; beyond them the members page has everyone. */
const ROWS = 15;

export function followRows(reader: Reader, { invitations, mode, now }: Followed): Block[] {
  const rest = invitations.length - ROWS;
  const some = (word: Invitation["status"]) => invitations.some(({ status }) => status === word);
  return [
    ...invitations.slice(0, ROWS).map((invitation) => followRow(reader, invitation, now)),
    ...(rest > 0 ? [note(capitalized(reader.strings.andMore(rest)))] : []),
    ...actions(
      page(reader, "members"),
      ...(some("pending") ? compareButtons(reader, mode) : []),
      ...(rest > 0 || some("expired") ? [toMembers(reader)] : []),
    ),
  ];
}

function followRow(reader: Reader, invitation: Invitation, now: number): Block {
  const { tasks, lists, statuses } = reader.strings;
  const { id, status, address, evidence: fact } = invitation;
  const own = (label: string, action: Parameters<typeof button>[1]) =>
    of(address, button(label, action), reader);
  const row = {
    kind: "row",
    title: address,
    detail: proven(reader, `${ICONS[status]} ${capitalized(statuses[status])}`, fact, now),
  } as const;
  if (status !== "pending") return row;
  return {
    ...row,
    button: own(tasks.isActive, { do: "mark-active", invitation: id }),
    menu: [
      own(lists.buttons.resend, { do: "resend", invitation: id }),
      own(tasks.ranOut.hasRunOut, { do: "mark-expired", invitation: id }),
    ],
  };
}

const SHOWN = 40;

type ActiveFacts = { readonly invitations: readonly Invitation[]; readonly now: number };

/** In the channel: who went Active. No addresses: a channel may hold people who should not see them. */
export const activeCard = (reader: Reader, facts: ActiveFacts): View =>
  activeList(reader, facts, ({ invitee: id }) =>
    id ? mention(reader, id) : reader.strings.people.newMember,
  );

/** To the requester: which of theirs went Active. They asked for these addresses, so they see them. */
export function joinedCard(reader: Reader, facts: ActiveFacts): View {
  if (!facts.invitations.some(({ status }) => status === "active"))
    return card(reader.strings.people.noneActive);
  const said = activeList(reader, facts, ({ address }) => code(address));
  return { ...said, blocks: [note(reader.strings.people.joinedIntro), ...said.blocks] };
}

function activeList(reader: Reader, facts: ActiveFacts, who: (invitation: Invitation) => Piece): View {
  const { people } = reader.strings;
  const { invitations, now } = facts;
  const active = invitations.filter(({ status }) => status === "active");
  const [first, ...others] = active;
  if (first === undefined) return card(people.noneActive);
  if (others.length === 0)
    return card(joined([proven(reader, people.whoActive(who(first)), first.evidence, now), "."]));
  const items = active.map((invitation) => proven(reader, who(invitation), invitation.evidence, now));
  return card(people.manyActive(active.length), ...someListed(reader, items, SHOWN));
}

/** `workspace` null: of the Organization. */
export const approverCard = (reader: Reader, { owner }: Setup, workspace: Workspace | null): View =>
  card(
    reader.strings.answers.youApprove(mention(reader, owner)),
    ...(workspace === null ? [] : [note(reader.strings.requests.workspaces([workspace.name]))]),
  );
