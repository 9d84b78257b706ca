import type { Invitation } from "../domain/invitation.ts";
import { asksForThemselves, type Person, type Platform } from "../domain/person.ts";
import { type Subject, type SubjectKind, splitSubject } from "../domain/subject.ts";
import type { Tx } from "../store/tx.ts";
import { accountCard } from "../view/account-card.ts";
import { activeCard, joinedCard } from "../view/active-cards.ts";
import { approverCard } from "../view/approver-card.ts";
import { billingCard, completeCard, helperCard, setupCard } from "../view/checklist.ts";
import { domainCard, domainNewsCard } from "../view/domain-cards.ts";
import { feedCard } from "../view/feed-card.ts";
import { fileCard, putFileCard } from "../view/file-cards.ts";
import { refusedCard } from "../view/key-state.ts";
import { notRevokedCard } from "../view/not-revoked-card.ts";
import { inviteeCard, nudgeCard, removedCard, welcomeCard } from "../view/people-cards.ts";
import { ranOutCard, ranOutTogetherCard } from "../view/ran-out-card.ts";
import { inLanguageOf, type Reader } from "../view/reader.ts";
import { withHead } from "../view/record-head.ts";
import { helperReminderCard, taskReminderCard } from "../view/reminder-cards.ts";
import { askedCard, outcomeCard, reminderCard, requestCard } from "../view/request-cards.ts";
import { saying } from "../view/saying.ts";
import { taskCard } from "../view/task-cards.ts";
import type { View } from "../view/view.ts";
import { wentOnCard, wrongCard } from "../view/wrong-card.ts";
import { type Context, modeOf, readerFor } from "./context.ts";
import { watchOf } from "./domains.ts";
import { type Drawing, drawAlert } from "./draw-alert.ts";
import { requestReader, wishesOf } from "./facts.ts";
import { feedEvents } from "./feed.ts";
import { mayHave } from "./file-offers.ts";
import { drawHome } from "./home.ts";
import { drawChecklist } from "./overview.ts";
import { accountFacts } from "./own-accounts.ts";
import { alertIn, isReplaced, isSoNow, sentTogether, stepOf } from "./stale.ts";

/** A subject as it is now, for a person or (null) a channel of that platform; null when there is nothing to show any more. */
export function draw(
  context: Context,
  tx: Tx,
  subject: Subject,
  { person, platform }: { readonly person: Person | null; readonly platform: Platform },
): View | null {
  const { kind, id } = splitSubject(subject);
  const reader = readerFor({ tx, context }, person, platform);
  if (kind === "home") {
    if (person === null) return null;
    const isChecklist = id.endsWith(".checklist");
    const page = isChecklist
      ? drawChecklist({ context, tx, now: context.now() }, reader, person)
      : drawHome(context, tx, reader, person);
    return page && inLanguageOf(reader, page);
  }
  const setup = tx.setup.load();
  if (setup === null) return null;
  const view = drawers[kind]({ context, tx, reader, setup, person, now: context.now() }, id);
  const mark = tx.marks.get(subject);
  if (view === null) return null;
  return inLanguageOf(reader, mark === null ? view : withHead(reader, view, mark));
}

type Drawer = (drawing: Drawing, id: string) => View | null;

const byRequest =
  (card: typeof requestCard): Drawer =>
  ({ context, tx, reader }, id) => {
    const request = tx.requests.get(Number.parseInt(id, 10));
    return request === null ? null : card(reader, requestReader(context, tx)(request));
  };

/** `7` is the outcome of Request 7; `7.12.expired.…` is about its Invitation 12 and those that expired with it. */
const drawOutcome: Drawer = ({ context, tx, reader }, id) => {
  const [requestId, isOfSome, status, at] = id.split(".");
  const request = tx.requests.get(Number(requestId));
  if (request === null) return null;
  const facts = requestReader(context, tx)(request);
  if (isOfSome === undefined) return outcomeCard(reader, facts);
  const affected = facts.invitations.filter(({ status: is, since }) => is === status && since === Number(at));
  const [first] = affected;
  if (first === undefined) return wentOnCard(reader, facts);
  return wrongCard(reader, { ...facts, invitations: affected, reason: reasonOf(tx, first) });
};

/** What whoever had the Task says is in the way. */
function reasonOf(tx: Tx, invitation: Invitation): string | null {
  const tasks = tx.tasks.ofInvitation(invitation.id).filter(({ state }) => state === "impossible");
  return tasks.at(-1)?.reason ?? null;
}

type InvitationFacts = Parameters<typeof nudgeCard>[1] & Parameters<typeof ranOutCard>[1];

const byInvitation =
  (card: (reader: Reader, facts: InvitationFacts) => View): Drawer =>
  ({ context, tx, reader, setup, now }, id) => {
    const invitation = tx.invitations.get(Number.parseInt(id, 10));
    if (invitation === null) return null;
    if (isReplaced(invitation, id)) return replaced(reader);
    return card(reader, { invitation, setup, mode: modeOf(context), now });
  };

const replaced = (reader: Reader): View => saying(reader.strings.answers.replaced);

/** `7` is the Task; a reminder of it is `7.p_x.2`, or `7.p_x.2.1760000000000` when it was handed over then. */
const byTask =
  (card: typeof taskReminderCard): Drawer =>
  ({ context, tx, reader, setup, now }, id) => {
    const task = tx.tasks.get(Number.parseInt(id, 10));
    if (task === null) return null;
    const invitations = task.invitations.map(tx.invitations.get).filter((found) => found !== null);
    const workspace = task.workspace === null ? null : tx.workspaces.get(task.workspace);
    const wishes = wishesOf(tx, invitations);
    const [, , , handed] = id.split(".");
    const since = handed === undefined ? task.createdAt : Number(handed);
    return card(reader, { task, invitations, workspace, setup, mode: modeOf(context), now, wishes, since });
  };

/** `3` is the domain with that number; `3.gone.1760000000000` is what was told about it then. */
const byDomain =
  (card: typeof domainNewsCard): Drawer =>
  ({ tx, reader, setup, now }, id) => {
    const [number, , since] = id.split(".");
    const watch = watchOf(tx, Number(number));
    if (watch === null) return null;
    const told = { at: Number(since), current: isSoNow(watch, id) };
    return card(reader, { watch, setup, now, told });
  };

const drawers: Record<Exclude<SubjectKind, "home">, Drawer> = {
  setup: ({ tx, reader, setup, now }) => setupCard(reader, { setup, counts: tx.invitations.count(), now }),
  billing: ({ reader, setup, now }, id) => {
    const [, confirmedAt] = id.split(".");
    const told = confirmedAt === undefined ? null : Number(confirmedAt);
    return billingCard(reader, { setup, told, now });
  },
  feed: ({ tx, reader, now }, id) => {
    const events = feedEvents(tx, Number(id));
    return events.length === 0 ? null : feedCard(reader, events, now);
  },
  "no-audit": ({ reader }) => saying(reader.strings.feed.noAudit),
  complete: ({ tx, reader, setup }) =>
    setup.completedAt === null ? null : completeCard(reader, { setup, counts: tx.invitations.count() }),
  request: byRequest(requestCard),
  reminder: byRequest(reminderCard),
  asked: byRequest(askedCard),
  outcome: drawOutcome,
  task: byTask(taskCard),
  "task-reminder": byTask(taskReminderCard),
  helper: ({ reader, setup, now }, id) => helperCard(reader, { setup, step: stepOf(id), now }),
  "helper-reminder": ({ reader, setup, now }, id) => {
    const since = Number(id.split(".")[1]);
    return helperReminderCard(reader, { setup, step: stepOf(id), since, now });
  },
  invitee: ({ tx, reader, setup, now }, id) => {
    const invitation = tx.invitations.get(Number.parseInt(id, 10));
    const request = invitation === null ? null : tx.requests.get(invitation.request);
    if (invitation === null || request === null) return null;
    if (isReplaced(invitation, id)) return replaced(reader);
    const { organization } = setup;
    return inviteeCard(reader, { invitation, inviter: request.requester, organization, now });
  },
  nudge: byInvitation(nudgeCard),
  "ran-out": (drawing, id) => {
    const { context, tx, reader, now } = drawing;
    const invitations = sentTogether(tx, id);
    if (invitations === null) return byInvitation(ranOutCard)(drawing, id);
    if (invitations.length === 0) return replaced(reader);
    return ranOutTogetherCard(reader, { invitations, mode: modeOf(context), now });
  },
  welcome: byInvitation(welcomeCard),
  removed: ({ tx, reader, setup, now }, id) => {
    const invitation = tx.invitations.get(Number.parseInt(id, 10));
    return invitation === null ? null : removedCard(reader, { invitation, setup, now });
  },
  active: ({ tx, reader, now }, id) =>
    activeCard(reader, { invitations: tx.invitations.ofDigest(Number(id)), now }),
  joined: ({ tx, reader, person, now }, id) => {
    // Their own is told by the message that welcomes them.
    const mine = tx.invitations
      .ofDigest(Number(id))
      .filter(({ request }) => tx.requests.get(request)?.requester === person?.id)
      .filter(({ invitee, address }) => !asksForThemselves(person, tx.people.get(invitee ?? ""), address));
    return mine.length === 0 ? null : joinedCard(reader, { invitations: mine, now });
  },
  approver: ({ reader, setup }) => approverCard(reader, setup),
  alert: (drawing, id) => {
    const alert = alertIn(drawing.tx, id);
    return alert && drawAlert(drawing, alert);
  },
  refused: ({ reader, setup, now }) => refusedCard(reader, setup, now),
  "not-revoked": ({ tx, reader }, id) => {
    const [, by = "", ...ids] = id.split(".");
    const invitations = ids.flatMap((one) => tx.invitations.get(Number(one)) ?? []);
    return notRevokedCard(reader, { by, invitations });
  },
  domain: byDomain(domainCard),
  "domain-news": byDomain(domainNewsCard),
  account: ({ tx, reader, person }, id) => {
    const facts = person === null ? null : accountFacts(tx, person, id);
    return facts === null ? null : accountCard(reader, facts);
  },
  file: ({ context, tx, reader }, id) => {
    const offer = tx.files.get(Number(id));
    return offer && fileCard(reader, offer, mayHave({ tx, context }, offer));
  },
  "put-file": ({ tx, reader }, id) => {
    const offer = tx.files.get(Number(id));
    return offer && putFileCard(reader, offer);
  },
};
