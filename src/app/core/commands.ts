import type { FormRef, UserAction } from "../../domain/action.ts";
import { FIND_LIMIT } from "../../domain/members/members-list.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import { helpView } from "../../view/core/notices.ts";
import { homeBeforeSetup } from "../../view/setup/home.ts";
import { answerAccount } from "../accounts/own-accounts.ts";
import { decideJob } from "../alerts/dead-letters.ts";
import { checkNow } from "../alerts/drift.ts";
import { holdsSecret } from "../forms/form-handler.ts";
import { openForm } from "../forms/forms.ts";
import * as invitations from "../invitations/invitation-actions.ts";
import { acceptOrganization } from "../key/admin-key.ts";
import { inList, membersPage } from "../members/lists.ts";
import { remove } from "../members/member-actions.ts";
import { fileAsked, recordPage } from "../record/files.ts";
import { approveRequest, askedOtherwise, withdrawRequest } from "../requests/decisions.ts";
import { openInvite } from "../requests/invite-form.ts";
import { confirmMeasure, saml, unwatchDomain } from "../security/security.ts";
import { checklist, key, saidTo, say, status, waitingPage, wentBack } from "../setup/overview.ts";
import { claim, confirmStep, reopen, skip } from "../setup/step-actions.ts";
import { taskDone } from "../tasks/task-actions.ts";
import type { Caller, Reply } from "./app.ts";
import { type ActorUnit, lookSoon } from "./context.ts";
import { mayStart, record, requireOwner } from "./handler.ts";

const WORDS = ["", "invite", "status", "members", "key", "settings", "language", "record", "help"] as const;
type Word = (typeof WORDS)[number];

/** What else people type, without accents. Whoever greets is shown around: Teams asks this of each bot. */
const ALSO: readonly (readonly [Word, ...string[]])[] = [
  ["", "setup", "configuration"],
  ["invite", "inviter"],
  ["status", "etat", "statut"],
  ["members", "membres"],
  ["key", "cle"],
  ["settings", "parametres"],
  ["language", "langue"],
  ["record", "registre"],
  ["help", "aide", "hi", "hello", "hey", "bonjour", "bonsoir", "salut", "coucou"],
];

export function parseCommand(text: string): { word: Word; rest: string } | null {
  const whole = text.trim();
  const [first = ""] = whole.split(/\s+/, 1);
  const unaccented = first.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "");
  // "Status." is a word as well. Few characters are looked at, so that a long run costs nothing.
  const spoken = unaccented.replace(/\P{L}{1,8}$/u, "") || unaccented;
  const word = WORDS.find((known) => known === spoken) ?? ALSO.find((all) => all.includes(spoken))?.[0];
  return word === undefined ? null : { word, rest: whole.slice(first.length).trim() };
}

const LONGEST = 4000;

export const whyUnread = (text: string): Refusal | null =>
  text.length > LONGEST ? "too_much" : holdsSecret(text) ? "key_typed" : null;

type Command = (unit: ActorUnit, rest: string, caller: Caller) => Reply;

const afterStart =
  (command: Command): Command =>
  (unit, rest, caller) => {
    if (unit.tx.setup.load() !== null) return command(unit, rest, caller);
    if (!mayStart(unit)) throw refuse("not_started");
    return { kind: "show", view: homeBeforeSetup(unit.reader, true) };
  };

export const commands: Record<Word, Command> = {
  "": (unit, _rest, caller) => {
    if (unit.tx.setup.load() !== null) return checklist(unit);
    if (!mayStart(unit)) throw refuse("may_not_start");
    return openForm(unit, { form: "start" }, caller);
  },
  invite: afterStart((unit, rest) => ({ kind: "open", form: openInvite(unit, rest) })),
  status: afterStart((unit) => status(unit)),
  members: afterStart((unit, rest) => membersPage(unit, { page: 0, find: rest.slice(0, FIND_LIMIT) })),
  key: (unit) => key(unit),
  settings: afterStart((unit, _rest, caller) => openForm(unit, { form: "settings" }, caller)),
  language: (unit, _rest, caller) => openForm(unit, { form: "language" }, caller),
  record: afterStart((unit) => recordPage(unit, 0)),
  help: (unit) => ({ kind: "show", view: helpView(unit.reader, { unknown: null }) }),
};

type Handler<A> = (unit: ActorUnit, action: A, caller: Caller) => Reply;

const actions: { readonly [K in UserAction["do"]]: Handler<Extract<UserAction, { do: K }>> } = {
  open: (unit, { to }, caller) => openForm(unit, to, caller),
  checklist,
  status,
  key,
  drift: checkNow,
  members: (unit, asked) => membersPage(unit, asked),
  waiting: waitingPage,
  record: (unit, { page }) => recordPage(unit, page),
  "record-file": (unit) => fileAsked(unit, "send-record"),
  "list-template": (unit) => fileAsked(unit, "send-template"),
  skip: (unit, { step }) => skip(unit, step),
  confirm: (unit, { step }, caller) => confirmStep(unit, step, caller),
  reopen: (unit, { step }) => reopen(unit, step),
  claim,
  approve: (unit, pressed, caller) =>
    askedOtherwise(unit, pressed)
      ? openForm(unit, { form: "approve", request: pressed.request }, caller)
      : wentBack(unit, pressed.back, approveRequest(unit, pressed.request)),
  withdraw: (unit, { request, back }) => wentBack(unit, back, withdrawRequest(unit, request)),
  resend: (unit, pressed) => inList(unit, pressed, invitations.resend(unit, pressed.invitation)),
  revoke: (unit, pressed) => inList(unit, pressed, invitations.revoke(unit, pressed.invitation)),
  remove: (unit, pressed) => inList(unit, pressed, remove(unit, pressed)),
  "no-email": (unit, { invitation }) => invitations.noEmail(unit, invitation),
  joined: (unit, { invitation }) => invitations.joined(unit, invitation),
  "mark-active": (unit, pressed) => inList(unit, pressed, invitations.markActive(unit, pressed.invitation)),
  "mark-expired": (unit, { invitation }) => invitations.markExpired(unit, invitation),
  unmark: (unit, pressed) => inList(unit, pressed, invitations.unmark(unit, pressed.invitation)),
  "key-works": (unit, { invitation }) => invitations.keyWorks(unit, invitation),
  "task-done": taskDone,
  saml,
  "confirm-measure": (unit, { measure }) => confirmMeasure(unit, measure),
  "unwatch-domain": unwatchDomain,
  "confirm-organization": (unit, { of }) => confirmOrganization(unit, of),
  account: (unit, { platform, account, mine }) => answerAccount(unit, { platform, id: account }, mine),
  "retry-job": (unit, { job }) => decideJob(unit, job, "retry"),
  "drop-job": (unit, { job }) => decideJob(unit, job, "drop"),
};

/** What the Admin API key shows is the Organization, though the bot knew another one. */
function confirmOrganization(unit: ActorUnit, of: string | null): Reply {
  requireOwner(unit);
  if (!acceptOrganization(unit, of)) throw refuse("not_now");
  record(unit, unit.actor.person.id, "organization.accepted", "setup");
  lookSoon(unit, "people");
  return say(saidTo(unit).organizationAccepted);
}

/** The handler's type follows from the action's name, which TypeScript cannot see through an index. */
export const act: Handler<UserAction> = (unit, action, caller) =>
  (actions[action.do] as Handler<never>)(unit, action as never, caller);

/** The Request or Task that an action or a form is about, so that a refusal can say who was first. */
export function aboutOf(it: UserAction | FormRef): { readonly request?: number; readonly task?: number } {
  if ("do" in it && it.do === "open") return aboutOf(it.to);
  return { ...("request" in it && { request: it.request }), ...("task" in it && { task: it.task }) };
}
