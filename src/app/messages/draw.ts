import { asksForThemselves, type Person, type Platform } from "../../domain/accounts/person.ts";
import type { Invitation } from "../../domain/invitations/invitation.ts";
import { type Message, type MessageKind, messageOf, type Subject } from "../../domain/message.ts";
import type { Tx } from "../../store/tx.ts";
import { accountCard } from "../../view/accounts/account-card.ts";
import { inLanguageOf, type Reader } from "../../view/core/reader.ts";
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
import { alertMessages } from "../alerts/alert-messages.ts";
import { accountOn, type Context, modeOf, readerFor } from "../core/context.ts";
import type { Descriptor, Descriptors, Drawing } from "../core/handler.ts";
import { feedMessages } from "../record/audit-job.ts";
import { fileMessages } from "../record/files.ts";
import { requestMessages } from "../requests/decisions.ts";
import { drawChecklist, drawHome } from "../setup/overview.ts";
import { setupMessages } from "../setup/setup-messages.ts";

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

const peopleMessages: Descriptors<
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

type OfSetup = Exclude<MessageKind, "home">;

const messages: Descriptors<OfSetup> = {
  ...setupMessages,
  ...requestMessages,
  ...peopleMessages,
  ...feedMessages,
  ...fileMessages,
  ...alertMessages,
};

/** They concern one person alone, and go to nobody else when they cannot be reached. */
const PERSONAL: readonly MessageKind[] = [
  ...(["home", "asked", "outcome", "file", "put-file"] as const),
  ...(["invitee", "nudge", "welcome", "joined", "approver", "account"] as const),
];

function descriptorOf({ kind }: Message<OfSetup>): Descriptor<OfSetup> {
  const found = messages[kind] as Descriptor<OfSetup> | Descriptor<OfSetup>["draw"];
  return typeof found === "function" ? { draw: found, isStale: () => false } : found;
}

/** A message as it is now, for a person or (null) a channel of that platform; null when there is nothing to show any more. */
export function draw(
  context: Context,
  tx: Tx,
  subject: Subject,
  { person, platform }: { readonly person: Person | null; readonly platform: Platform },
): View | null {
  const message = messageOf(subject);
  if (message === null) return null;
  const reader = readerFor({ tx, context }, person, platform);
  const now = context.now();
  if (message.kind === "home") {
    if (person === null) return null;
    const { standing = "gone" } = accountOn(person, platform) ?? {};
    const page =
      message.page === "checklist" && standing === "member"
        ? drawChecklist(context, tx, reader, person)
        : drawHome(context, tx, reader, person, standing);
    return page && inLanguageOf(reader, page);
  }
  const setup = tx.setup.load();
  if (setup === null) return null;
  const view = descriptorOf(message).draw({ context, tx, reader, setup, person, now }, message);
  return view && inLanguageOf(reader, view);
}

export function isStale(tx: Tx, subject: Subject): boolean {
  const message = messageOf(subject);
  if (message === null || message.kind === "home") return message === null;
  return descriptorOf(message).isStale(tx, message);
}

export const isPersonal = ({ kind }: Message): boolean => PERSONAL.includes(kind);
