import { asksForThemselves, type Person, type Platform } from "../../domain/accounts/person.ts";
import type { Alert, AlertKind } from "../../domain/alert.ts";
import type { Invitation } from "../../domain/invitations/invitation.ts";
import { type Message, type MessageKind, messageOf, type Subject } from "../../domain/message.ts";
import { isApprover, isOwner } from "../../domain/setup/setup.ts";
import type { Tx } from "../../store/tx.ts";
import { accountCard } from "../../view/accounts/account-card.ts";
import { closedCard, leftCard, paymentRemovedCard, standingCard } from "../../view/alerts/alert-cards.ts";
import { driftView } from "../../view/alerts/drift.ts";
import { groupCard, uncountedCard } from "../../view/approvals/groups.ts";
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
import { foreignKeyCard } from "../../view/key/key.ts";
import { checklistMoved } from "../../view/setup/home.ts";
import { troubleCard } from "../../view/tasks/task-cards.ts";
import { isNothing, leftBehind } from "../accounts/accounts.ts";
import { accountFacts } from "../accounts/own-accounts.ts";
import { troubleWith } from "../alerts/alerts.ts";
import { lookForDrift } from "../alerts/drift.ts";
import { absenceMessages } from "../approvals/absences.ts";
import { accessEndMessages } from "../approvals/access-end.ts";
import { accountOn, type Context, modeOf, readerFor } from "../core/context.ts";
import type { Drawers, Drawing } from "../core/drawing.ts";
import { feedMessages } from "../record/audit-job.ts";
import { fileMessages } from "../record/files.ts";
import { isMember } from "../requests/deciders.ts";
import { requestMessages } from "../requests/decisions.ts";
import { drawChecklist, drawHome } from "../setup/overview.ts";
import { isSettled, setupMessages } from "../setup/setup-messages.ts";

type About = { readonly invitation: number; readonly sentAt?: number };

const byInvitation =
  (card: (reader: Reader, facts: Parameters<typeof nudgeCard>[1], tx: Tx) => View | null) =>
  ({ tx, reader, setup, now }: Drawing, { invitation: id, sentAt }: About): View | null => {
    const invitation = tx.invitations.get(id);
    if (invitation === null) return null;
    if (isReplaced(invitation, sentAt)) return replaced(reader);
    return card(reader, { invitation, setup, now }, tx);
  };

const isReplaced = ({ sentAt }: Invitation, of?: number): boolean =>
  of !== undefined && sentAt !== null && of !== sentAt;

const replaced = (reader: Reader): View => saying(reader.strings.answers.replaced);

type AlertDrawer<K extends AlertKind> = (drawing: Drawing, alert: Alert<K>) => View | null;

const standing = ({ reader, now }: Drawing, alert: Alert<"admin-key" | "other-organization" | "outage">) =>
  standingCard(reader, alert, now);

/** While an Alert lasts and when it is over. null: its message stays as it is, as where another Alert took its place. */
const alertCards: { readonly [K in AlertKind]: AlertDrawer<K> } = {
  "admin-key": standing,
  "other-organization": standing,
  outage: standing,
  closed: ({ reader, now }, alert) => closedCard(reader, alert, now),
  drift: ({ context, tx, reader, setup }, { until }) => {
    const facts = lookForDrift(context, tx, setup);
    // Nobody is told that nothing was found, but whoever was told of something.
    return (until === null) === facts.findings.length > 0 ? driftView(reader, facts) : null;
  },
  trouble: ({ tx, reader, setup, now }, { job: id }) => {
    const job = tx.jobs.get(id);
    return job && troubleCard(reader, { ...troubleWith(tx, job), owner: setup.owner, now });
  },
  left: ({ context, tx, reader, setup, now }, { person, since: at }) => {
    const me = reader.person ?? "";
    const rights = { owner: isOwner(setup, me), approver: isApprover(setup, me) };
    const isBack = isMember({ tx, context }, person);
    return leftCard(reader, { ...leftBehind(tx, person), person, at, isBack, rights, now });
  },
  group: ({ reader }, alert) => groupCard(reader, alert),
  "payment-removed": ({ reader, setup, now }, { since: at }) =>
    paymentRemovedCard(reader, { setup, at, now }),
  "foreign-key": ({ context, reader, setup }) => foreignKeyCard(reader, setup, context.probe !== null),
};

const messages: Drawers<Exclude<MessageKind, "home">> = {
  ...setupMessages,
  ...requestMessages,
  ...feedMessages,
  ...fileMessages,
  ...absenceMessages,
  ...accessEndMessages,
  invitee: byInvitation((reader, facts, tx) => {
    const inviter = tx.requests.get(facts.invitation.request)?.requester;
    return inviter === undefined ? null : inviteeCard(reader, { ...facts, inviter });
  }),
  nudge: byInvitation(nudgeCard),
  "ran-out": ({ context, tx, reader, now }, { sentAt }) => {
    const invitations = tx.invitations.ofSentAt(sentAt);
    if (invitations.length === 0) return replaced(reader);
    return ranOutCard(reader, { invitations, mode: modeOf(context), now });
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
  uncounted: ({ reader }, message) => uncountedCard(reader, message),
  approver: ({ tx, reader, setup }, { workspace }) =>
    approverCard(reader, setup, workspace === undefined ? null : tx.workspaces.get(workspace)),
  account: ({ tx, reader, person }, message) => {
    const facts = person === null ? null : accountFacts(tx, person, message);
    return facts === null ? null : accountCard(reader, facts);
  },
  alert: (drawing, { alert: id }) => {
    const alert = drawing.tx.alerts.get(id);
    return alert && (alertCards[alert.kind] as AlertDrawer<never>)(drawing, alert as never);
  },
};

/** They concern one person alone, and go to nobody else when they cannot be reached. */
const PERSONAL: readonly MessageKind[] = [
  ...(["home", "asked", "outcome", "file", "put-file"] as const),
  ...(["invitee", "nudge", "welcome", "joined", "approver", "account"] as const),
  ...(["stand-in", "back", "uncounted"] as const),
];

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
    if (message.page === "moved") return inLanguageOf(reader, checklistMoved(reader));
    const page =
      message.page === "checklist" && standing === "member"
        ? drawChecklist(context, tx, reader, person, platform)
        : drawHome(context, tx, reader, person, standing);
    return page && inLanguageOf(reader, page);
  }
  const setup = tx.setup.load();
  if (setup === null) return null;
  const drawer = messages[message.kind] as (drawing: Drawing, message: Message) => View | null;
  const view = drawer({ context, tx, reader, setup, person, now }, message);
  return view && inLanguageOf(reader, view);
}

/** There is no reason to post it any more. A message that was posted is only redrawn. */
export function isStale(tx: Tx, subject: Subject): boolean {
  const message = messageOf(subject);
  switch (message?.kind) {
    case undefined:
      return true;
    case "nudge": {
      const invitation = tx.invitations.get(message.invitation);
      return invitation?.status !== "pending" || isReplaced(invitation, message.sentAt);
    }
    case "ran-out":
      return tx.invitations.ofSentAt(message.sentAt).every(({ status }) => status !== "pending");
    case "reminder":
      return isSettled(tx, message);
    case "alert": {
      const alert = tx.alerts.get(message.alert);
      if (alert?.until !== null) return true;
      if (alert.kind === "trouble") return tx.jobs.get(alert.job)?.state !== "dead";
      return alert.kind === "left" && isNothing(leftBehind(tx, alert.person));
    }
  }
  return false;
}

export const isPersonal = ({ kind }: Message): boolean => PERSONAL.includes(kind);
