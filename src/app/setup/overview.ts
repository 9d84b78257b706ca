import {
  type AccountRef,
  isSameHuman,
  type Person,
  type Platform,
  type Standing,
} from "../../domain/accounts/person.ts";
import type { UserAction } from "../../domain/action.ts";
import { messageOf, subjectOf } from "../../domain/message.ts";
import { pageOf } from "../../domain/page.ts";
import { refuse } from "../../domain/refusal.ts";
import { stillAsked } from "../../domain/requests/deciding.ts";
import type { Request } from "../../domain/requests/request.ts";
import {
  actsAsApprover,
  actsAsOwner,
  isApprover,
  isOwner,
  mayBeAsked,
  mayWorkOn,
  openSteps,
  type Setup,
  STEP_NAMES,
  type StepName,
} from "../../domain/setup/setup.ts";
import type { PostedMessage, Tx } from "../../store/tx.ts";
import { saved } from "../../view/core/notices.ts";
import type { Reader } from "../../view/core/reader.ts";
import type { Piece } from "../../view/core/spans.ts";
import type { View } from "../../view/core/view.ts";
import { keyView } from "../../view/key/key.ts";
import {
  MOST_REQUESTS,
  requestsPage,
  tasksPage,
  WAITING_PER_PAGE,
} from "../../view/requests/request-cards.ts";
import { checklistView, homeBeforeSetup, homeView, statusView, stepView } from "../../view/setup/home.ts";
import type { Rights } from "../../view/setup/step-rows.ts";
import { troubles } from "../alerts/alerts.ts";
import type { Answer, Reply } from "../core/app.ts";
import { type ActorUnit, type Context, messengerOf, modeOf, type Unit, type Where } from "../core/context.ts";
import { hashOf } from "../core/drawing.ts";
import { enqueue, updateCopy, updateKey } from "../core/effects.ts";
import { mayStartAs, requireStarted } from "../core/rights.ts";
import { invitationOf } from "../invitations/transition-invitations.ts";
import { decidersOf, decidingOn, isMember } from "../requests/deciders.ts";
import { requestReader } from "../requests/decisions.ts";
import { thingsOf } from "../tasks/tasks.ts";

const MY_REQUESTS = 5;

const factsFor = (context: Context, tx: Tx, setup: Setup, person: Person) => ({
  setup,
  alerts: tx.alerts.open(),
  counts: tx.invitations.count(),
  workspaces: tx.workspaces.all(),
  now: context.now(),
  rights: rightsOf(setup, person),
  mode: modeOf(context),
  ownerLeft: !isMember({ context, tx }, setup.owner),
});

/** Every step; where people have no page of their own, all that would be on it as well. */
export function drawChecklist(
  context: Context,
  tx: Tx,
  reader: Reader,
  person: Person,
  platform: Platform,
): View | null {
  const setup = tx.setup.load();
  if (setup === null) return null;
  if (messengerOf(context, platform)?.home !== "message")
    return checklistView(reader, factsFor(context, tx, setup, person));
  return homeView(reader, { ...homeFacts(context, tx, setup, person, FEW), shown: STEP_NAMES });
}

export function checklist({ context, tx, reader, actor: { person, account } }: ActorUnit): Reply {
  const view = drawChecklist(context, tx, reader, person, account.platform);
  if (view === null) throw refuse("not_started");
  return { kind: "show", view, subject: subjectOf({ kind: "home", person: person.id, page: "checklist" }) };
}

export function stepAlone({ context, tx, reader, actor: { person } }: ActorUnit, name: StepName): Reply {
  const setup = requireStarted({ tx });
  return { kind: "show", view: stepView(reader, factsFor(context, tx, setup, person), name) };
}

const tasksOf = (tx: Tx, person: Person) => tx.tasks.open().filter(({ assignee }) => assignee === person.id);

/** A person's own page: what they may see and do, and nothing else. `standing`: theirs where it is shown. */
export function drawHome(context: Context, tx: Tx, reader: Reader, person: Person, standing: Standing): View {
  const setup = tx.setup.load();
  if (setup === null) return homeBeforeSetup(reader, mayStartAs(context, person));
  return homeView(reader, { ...homeFacts(context, tx, setup, person), standing });
}

/** Those whose decision is still wanted of this person. */
function requestsAsking(where: Where, setup: Setup, person: Person): readonly Request[] {
  if (!mayBeAsked(setup, person.id)) return [];
  const deciders = decidersOf(where);
  const isAsked = (request: Request) =>
    stillAsked(setup, request, decidingOn(where, request, deciders)).some((one) => isSameHuman(one, person));
  return where.tx.requests.open().filter(isAsked);
}

/** How much of what waits stands above a checklist in a message, which has to have room for each step. */
const FEW = 3;

function homeFacts(context: Context, tx: Tx, setup: Setup, person: Person, most = MOST_REQUESTS) {
  const open = requestsAsking({ context, tx }, setup, person);
  const factsOf = requestReader(context, tx);
  const tasks = tasksOf(tx, person);
  return {
    ...factsFor(context, tx, setup, person),
    tasks: tasks.slice(0, most).map((task) => thingsOf(tx, task)),
    toDo: tasks.length,
    requestsToDecide: open.slice(0, most).map(factsOf),
    toDecide: open.length,
    myRequests: tx.requests.ofRequester(person.id, Math.min(most, MY_REQUESTS)).map(factsOf),
    mine: invitationOf(tx, person),
    muted: person.muted,
  };
}

/** Their own page, and the checklists among the answers to them. */
function pagesOf(tx: Tx, { id: person }: Person): PostedMessage[] {
  const all = tx.posted.ofSubject(subjectOf({ kind: "home", person }));
  const moved = subjectOf({ kind: "home", person, page: "moved" });
  return all.filter(({ subject }) => subject !== moved);
}

export function openHome(unit: Unit, person: Person, { platform, id }: AccountRef): void {
  const { tx, context } = unit;
  const all = pagesOf(tx, person);
  const own = subjectOf({ kind: "home", person: person.id });
  if (messengerOf(context, platform)?.home === "message") {
    const there = all.find((copy) => copy.platform === platform);
    const { subject } = there ?? { subject: own };
    // One edit of a message after the other: an older one that arrives last would stay.
    const group = there === undefined ? `to:${person.id}` : updateKey(there);
    const job = { kind: "post", subject, to: { person: person.id, on: platform } } as const;
    enqueue(unit, job, `post:${subject}>${platform}`, { group, collapse: true });
    return;
  }
  const mine = all.find((copy) => copy.message === id);
  const page = { platform, channel: "home", message: id, subject: own, person: person.id };
  const copy = mine ?? tx.posted.insert(page);
  tx.posted.setOpened(copy.id, unit.now);
  updateCopy(unit, copy);
}

/** From now on the message is kept up to date, in place of the last page in this chat, which shrinks to a line. */
export function keepAnswer(
  unit: Unit,
  person: Person,
  place: Pick<PostedMessage, "platform" | "channel" | "message">,
  { subject, view }: Answer,
): void {
  const { posted } = unit.tx;
  // A press only claims what it was about.
  const claimed = subject === undefined ? null : messageOf(subject);
  const isTheirs = claimed?.kind === "home" && claimed.person === person.id && claimed.page === "checklist";
  if (subject === undefined || !isTheirs || posted.at(place, place.message) !== null) return;
  const moved = subjectOf({ kind: "home", person: person.id, page: "moved" });
  for (const { id, ...copy } of pagesOf(unit.tx, person)) {
    if (copy.channel !== place.channel) continue;
    posted.remove(id);
    // Elsewhere an answer goes away by itself.
    if (messengerOf(unit.context, place.platform)?.home === "message")
      updateCopy(unit, posted.insert({ ...copy, subject: moved, drawn: null }));
  }
  const drawn = view === null ? null : hashOf(view);
  // What changed while the message was on its way had no copy to refresh.
  updateCopy(unit, posted.insert({ ...place, subject, person: person.id, drawn }));
}

export function status(unit: ActorUnit): Reply {
  const { tx, now, context, actor, reader } = unit;
  const setup = requireStarted(unit);
  const mayDecide = mayBeAsked(setup, actor.person.id);
  const open = openTo(unit, setup);
  const view = statusView(reader, {
    ...{ setup, alerts: tx.alerts.open(), counts: tx.invitations.count(), now },
    requests: open.slice(0, MOST_REQUESTS).map(requestReader(context, tx)),
    ...{ openRequests: open.length, mayDecide },
    listed: modeOf(context) === "automatic" ? tx.members.count(["active"]) : null,
    troubles: actsAsOwner(setup, actor) ? troubles(tx) : [],
  });
  return { kind: "show", view };
}

/** After a decision in an answer that nobody keeps up to date: where things stand now. */
export const wentBack = (unit: ActorUnit, back: "status" | undefined, reply: Reply): Reply =>
  back === undefined || reply.kind !== "nothing" ? reply : status(unit);

export function key({ tx, now, actor: { person }, context, reader }: ActorUnit): Reply {
  const listed = person.accounts.some(
    ({ address, addressVerified }) =>
      addressVerified && address !== null && tx.members.byAddress(address) !== null,
  );
  const mine = invitationOf(tx, person);
  const facts = { setup: tx.setup.load(), mine, listed, mode: modeOf(context), now };
  return { kind: "show", view: keyView(reader, { ...facts, probing: context.probe !== null }) };
}

/** What was done, and the next open step of this person: not the one they have just `worked` on, which may take a while. */
export function wentOn(unit: ActorUnit, sentence: Piece, worked: StepName | null = null): Reply {
  const setup = requireStarted(unit);
  const { steps } = rightsOf(setup, unit.actor.person);
  const next = openSteps(setup).find((name) => name !== worked && steps.includes(name)) ?? null;
  return { kind: "show", view: saved(unit.reader, sentence, next) };
}

export function waitingPage(unit: ActorUnit, { of, page }: Extract<UserAction, { do: "waiting" }>): Reply {
  const { tx, actor, reader, context, now } = unit;
  const setup = requireStarted(unit);
  if (of === "tasks") {
    const mine = pageOf(tasksOf(tx, actor.person), page, WAITING_PER_PAGE);
    const rows = mine.rows.map((task) => thingsOf(tx, task));
    return { kind: "show", view: tasksPage(reader, { ...mine, rows }, now) };
  }
  const list = pageOf(openTo(unit, setup), page, WAITING_PER_PAGE);
  const rows = list.rows.map(requestReader(context, tx));
  return { kind: "show", view: requestsPage(reader, { ...list, rows }, mayBeAsked(setup, actor.person.id)) };
}

/** Other people's addresses are for those who decide about them; everybody else sees their own Requests. */
function openTo(unit: ActorUnit, setup: Setup): readonly Request[] {
  const { tx, me, actor } = unit;
  const open = tx.requests.open();
  if (actsAsApprover(setup, actor)) return open;
  const asking = requestsAsking(unit, setup, actor.person).map(({ id }) => id);
  return open.filter(({ id, requester }) => requester === me || asking.includes(id));
}

function rightsOf(setup: Setup, person: Person): Rights {
  return {
    owner: isOwner(setup, person.id),
    approver: isApprover(setup, person.id),
    steps: STEP_NAMES.filter((name) => mayWorkOn(setup, person.id, name)),
  };
}
