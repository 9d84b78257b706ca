import type { UserAction } from "../../domain/action.ts";
import { subjectOf } from "../../domain/message.ts";
import { pageOf } from "../../domain/page.ts";
import { refuse } from "../../domain/refusal.ts";
import { actsAsApprover, actsAsOwner, openSteps, type StepName } from "../../domain/setup/setup.ts";
import { saved } from "../../view/core/notices.ts";
import { saying } from "../../view/core/spans.ts";
import { keyView } from "../../view/key/key.ts";
import { statusView } from "../../view/members/lists.ts";
import {
  MOST_REQUESTS,
  requestsPage,
  tasksPage,
  WAITING_PER_PAGE,
} from "../../view/requests/request-rows.ts";
import { deadWith, troubles } from "../alerts/alerts.ts";
import type { Reply } from "../core/app.ts";
import { type ActorUnit, modeOf } from "../core/context.ts";
import { requireStarted } from "../core/rights.ts";
import { aboutJob, invitationOf, requestReader, rightsOf } from "../core/view-data.ts";
import { drawChecklist } from "./home.ts";

export function checklist(unit: ActorUnit): Reply {
  const { person } = unit.actor;
  const view = drawChecklist(unit.context, unit.tx, unit.reader, person);
  if (view === null) throw refuse("not_started");
  return { kind: "show", view, subject: subjectOf({ kind: "home", person: person.id, page: "checklist" }) };
}

export function status(unit: ActorUnit): Reply {
  const { tx, now, context, actor } = unit;
  const setup = requireStarted(unit);
  const mayDecide = actsAsApprover(setup, actor);
  const open = openTo(unit, mayDecide);
  const factsOf = requestReader(context, tx);
  const requests = open.slice(0, MOST_REQUESTS).map((request) => factsOf(request));
  const listed = modeOf(context) === "automatic" ? tx.members.count(["active"]) : null;
  const mine = actsAsOwner(setup, actor) ? troubles(tx) : [];
  const dead = mine.map((job) => ({
    job,
    about: aboutJob(tx, job.job),
    others: deadWith(tx, job).length - 1,
  }));
  const facts = {
    setup,
    alerts: tx.alerts.open(),
    counts: tx.invitations.count(),
    now,
    requests,
    openRequests: open.length,
    mayDecide,
    listed,
    troubles: dead,
  };
  return { kind: "show", view: statusView(unit.reader, facts) };
}

/** After a decision in an answer that nobody keeps up to date: where things stand now. */
export const wentBack = (unit: ActorUnit, back: "status" | undefined, reply: Reply): Reply =>
  back === undefined || reply.kind !== "nothing" ? reply : status(unit);

export function key(unit: ActorUnit): Reply {
  const { tx, now, actor, context } = unit;
  const { accounts } = actor.person;
  const listed = accounts.some(
    ({ address, addressVerified }) =>
      addressVerified && address !== null && tx.members.byAddress(address) !== null,
  );
  const mine = invitationOf(tx, actor.person);
  const probing = context.probe !== null;
  const facts = { setup: tx.setup.load(), mine, listed, probing, mode: modeOf(context), now };
  return { kind: "show", view: keyView(unit.reader, facts) };
}

/** The open step that this person should look at next; not the one they have just worked on, which may take a while. */
function upNext(unit: ActorUnit, worked: StepName | null): StepName | null {
  const setup = requireStarted(unit);
  const { steps } = rightsOf(setup, unit.actor.person);
  return openSteps(setup).find((name) => name !== worked && steps.includes(name)) ?? null;
}

/** After a form or a step: what was done, and the button of the step that comes next for this person. */
export function wentOn(unit: ActorUnit, sentence: string, worked: StepName | null = null): Reply {
  const reader = unit.reader;
  return { kind: "show", view: saved(reader, sentence, upNext(unit, worked)) };
}

/** After a form that is no step: what was done, and the way back to the checklist. */
export function told(unit: ActorUnit, sentence: string): Reply {
  return { kind: "show", view: saved(unit.reader, sentence, null) };
}

/** A sentence and nothing else. */
export const say = (sentence: string): Reply => ({
  kind: "show",
  view: saying(sentence),
});

export const saidTo = (unit: ActorUnit) => unit.reader.strings.said;
export const answersTo = (unit: ActorUnit) => unit.reader.strings.answers;

type Asked = Extract<UserAction, { do: "waiting" }>;

/** What waits for whoever asks, page by page: all of what a Home or the status begins with. */
export function waitingPage(unit: ActorUnit, { of, page }: Asked): Reply {
  const setup = requireStarted(unit);
  const { tx, actor, reader, context, now } = unit;
  const me = actor.person.id;
  if (of === "tasks") {
    const mine = tx.tasks.open().filter(({ assignee }) => assignee === me);
    return { kind: "show", view: tasksPage(reader, pageOf(mine, page, WAITING_PER_PAGE), now) };
  }
  const mayDecide = actsAsApprover(setup, actor);
  const list = pageOf(openTo(unit, mayDecide), page, WAITING_PER_PAGE);
  const rows = list.rows.map(requestReader(context, tx));
  return { kind: "show", view: requestsPage(reader, { ...list, rows }, mayDecide) };
}

/** Other people's addresses are for the owner and approvers; everybody else sees their own Requests. */
const openTo = ({ tx, actor }: ActorUnit, mayDecide: boolean) =>
  tx.requests.open().filter(({ requester }) => mayDecide || requester === actor.person.id);

/** What is answered to an order. Without an Admin API nothing is on its way until a person has done it. */
export const ordered = (unit: ActorUnit, automatic: string): string =>
  modeOf(unit.context) === "automatic" ? automatic : answersTo(unit).byHand;
