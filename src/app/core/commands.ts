import type { FormName, FormRef, UserAction } from "../../domain/action.ts";
import { FIND_LIMIT } from "../../domain/members/members-list.ts";
import { refuse } from "../../domain/refusal.ts";
import { withNames } from "../../domain/requests/own-words.ts";
import { isOptional, type StepName } from "../../domain/setup/setup.ts";
import { helpView } from "../../view/core/notices.ts";
import type { Form } from "../../view/core/view.ts";
import { homeBeforeSetup } from "../../view/setup/home.ts";
import { formOf } from "../../view/setup/step-buttons.ts";
import { answerAccount, language, mute } from "../accounts/own-accounts.ts";
import { decideJob } from "../alerts/dead-letters.ts";
import { checkNow } from "../alerts/drift.ts";
import { endAbsence } from "../approvals/absences.ts";
import { away } from "../approvals/away-form.ts";
import { extend } from "../approvals/extend-form.ts";
import { memberReview } from "../approvals/review.ts";
import { endRule, rule, ruleCheck } from "../approvals/rules.ts";
import { endWorkspaceApprovers, workspaceApprovers } from "../approvals/workspace-approvers.ts";
import * as invitations from "../invitations/invitation-actions.ts";
import { confirmOrganization } from "../key/admin-key.ts";
import { refused } from "../key/refusal.ts";
import { compare, compared, inList, membersPage } from "../members/lists.ts";
import { remove, role } from "../members/member-actions.ts";
import { fileAsked, recordPage } from "../record/files.ts";
import {
  approve,
  approveRequest,
  askedOtherwise,
  change,
  deny,
  withdrawRequest,
} from "../requests/decisions.ts";
import { invite, openInvite, review } from "../requests/invite-form.ts";
import { confirmMeasure, domain, saml, security, unwatchDomain } from "../security/security.ts";
import { checklist, key, status, stepAlone, waitingPage, wentBack } from "../setup/overview.ts";
import { settings } from "../setup/settings-form.ts";
import { claim, confirmStep, reopen, skip } from "../setup/step-actions.ts";
import { billing, hand, organization, start, verify } from "../setup/step-forms.ts";
import { workspaces } from "../setup/workspaces.ts";
import { impossible, taskDone } from "../tasks/task-actions.ts";
import type { Reply } from "./app.ts";
import type { ActorUnit } from "./context.ts";
import { type FormHandler, holdsSecret, type Opened } from "./form-handler.ts";
import { saidTo, told } from "./replies.ts";
import { mayStart, requireStep } from "./rights.ts";

/** Whoever greets is shown around: Teams asks this of each bot. */
const GREETINGS = [
  "hi",
  "hello",
  "hey",
  "bonjour",
  "bonsoir",
  "salut",
  "coucou",
  "hallo",
  "moin",
  "hola",
  "buenas",
];

/** What people type, without accents. */
const WORDS = {
  "": ["setup", "configuration", "einrichtung", "configuracion"],
  invite: ["inviter", "einladen", "invitar"],
  status: ["etat", "statut", "stand", "estado"],
  members: ["membres", "mitglieder", "miembros"],
  key: ["cle", "schlussel", "schluessel", "clave"],
  settings: ["parametres", "einstellungen", "ajustes"],
  language: ["langue", "sprache", "idioma"],
  away: ["absence", "absent", "abwesend", "abwesenheit", "ausente", "ausencia"],
  review: ["revue", "uberprufung", "ueberpruefung", "revision"],
  record: ["registre", "protokoll", "historial"],
  help: ["aide", "hilfe", "ayuda", ...GREETINGS],
};
type Word = keyof typeof WORDS;

export function parseCommand(text: string): { word: Word; rest: string } | null {
  const whole = text.trim();
  const [first = ""] = whole.split(/\s+/, 1);
  const unaccented = first.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "");
  // "Status." and "¿Ayuda?" are words as well. Few characters are looked at, so that a long run costs nothing.
  const spoken = unaccented.replace(/^[¿¡]/, "").replace(/\P{L}{1,8}$/u, "") || unaccented;
  const words = Object.keys(WORDS) as Word[];
  const word = words.find((known) => known === spoken || WORDS[known].includes(spoken));
  return word === undefined ? null : { word, rest: whole.slice(first.length).trim() };
}

type Command = (unit: ActorUnit, rest: string) => Reply;

const afterStart =
  (command: Command): Command =>
  (unit, rest) => {
    if (unit.tx.setup.load() !== null) return command(unit, rest);
    if (!mayStart(unit)) throw refuse("not_started");
    return { kind: "show", view: homeBeforeSetup(unit.reader, true) };
  };

export const commands: Record<Word, Command> = {
  "": (unit) => (unit.tx.setup.load() === null ? openForm(unit, { form: "start" }) : checklist(unit)),
  invite: afterStart(openInvite),
  status: afterStart(status),
  members: afterStart((unit, rest) =>
    membersPage(unit, { page: 0, find: withNames(rest).slice(0, FIND_LIMIT) }),
  ),
  key,
  settings: afterStart((unit) => openForm(unit, { form: "settings" })),
  language: (unit) => openForm(unit, { form: "language" }),
  away: afterStart((unit) => openForm(unit, { form: "away" })),
  review: afterStart((unit) => openForm(unit, { form: "member-review" })),
  record: afterStart((unit) => recordPage(unit, 0)),
  help: (unit) => ({ kind: "show", view: helpView(unit.reader, { unknown: null }) }),
};

const LONGEST = 4000;

export function runCommand(unit: ActorUnit, text: string): Reply {
  if (text.length > LONGEST) throw refuse("too_much");
  if (holdsSecret(text)) throw refuse("key_typed");
  const parsed = parseCommand(text);
  if (parsed === null)
    return { kind: "show", view: helpView(unit.reader, { unknown: withNames(text.trim()) }) };
  return commands[parsed.word](unit, parsed.rest);
}

type Handler<A> = (unit: ActorUnit, action: A) => Reply;

const ends: Readonly<
  Record<Extract<UserAction, { do: "end" }>["of"], (unit: ActorUnit, id: number) => void>
> = {
  absence: endAbsence,
  rule: endRule,
  "workspace-approvers": endWorkspaceApprovers,
};

const actions: { readonly [K in UserAction["do"]]: Handler<Extract<UserAction, { do: K }>> } = {
  open: (unit, { to }) => openForm(unit, to),
  checklist,
  status,
  key,
  drift: checkNow,
  members: (unit, asked) => membersPage(unit, asked),
  waiting: waitingPage,
  mute,
  end: (unit, { of, id }) => {
    ends[of](unit, id);
    return told(unit, saidTo(unit).saved);
  },
  record: (unit, { page }) => recordPage(unit, page),
  "record-file": (unit) => fileAsked(unit, "record"),
  "review-file": (unit) => fileAsked(unit, "review"),
  "list-template": (unit) => fileAsked(unit, "template"),
  step: (unit, { step }) => stepAlone(unit, step),
  skip: (unit, { step }) => skip(unit, step),
  confirm,
  reopen: (unit, { step }) => reopen(unit, step),
  claim,
  approve: (unit, pressed) =>
    askedOtherwise(unit, pressed)
      ? openForm(unit, { form: "approve", request: pressed.request })
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
  "confirm-organization": confirmOrganization,
  account: (unit, { platform, account, mine }) => answerAccount(unit, { platform, id: account }, mine),
  "retry-job": (unit, { job }) => decideJob(unit, job, "retry"),
  "drop-job": (unit, { job }) => decideJob(unit, job, "drop"),
};

/** Where there is something to say about a step its form asks. */
function confirm(unit: ActorUnit, { step }: { readonly step: StepName }): Reply {
  requireStep(unit, step);
  return isOptional(step) ? confirmStep(unit, step) : openForm(unit, { form: formOf(step) });
}

/** The handler's type follows from the action's name, which TypeScript cannot see through an index. */
export const act: Handler<UserAction> = (unit, action) =>
  (actions[action.do] as Handler<never>)(unit, action as never);

/** Every dialog. */
const forms: { readonly [N in FormName]: FormHandler<N> } = {
  ...{ start, organization, billing, workspaces, security, domain, verify, hand, settings },
  ...{ invite, review, approve, deny, change, impossible, role, compare, compared, language, refused },
  "member-review": memberReview,
  away,
  rule,
  "rule-check": ruleCheck,
  "workspace-approvers": workspaceApprovers,
  extend,
};

/** What the form was opened with before, and came back with it, still counts. */
export function formFor(unit: ActorUnit, ref: FormRef, list: readonly string[] | null = null): Opened {
  const opened = forms[ref.form](unit, ref as never, list);
  const draw = (): Form => {
    const form = opened.draw();
    return form.ref === null ? form : { ...form, ref: { ...form.ref, ...ref } as FormRef };
  };
  return { ...opened, draw };
}

function openForm(unit: ActorUnit, ref: FormRef): Reply {
  const { draw, begin } = formFor(unit, ref);
  begin?.();
  return { kind: "open", form: draw() };
}

/** The Request or Task that an action or a form is about, so that a refusal can say who was first. */
export function aboutOf(it: UserAction | FormRef): { readonly request?: number; readonly task?: number } {
  if ("do" in it && it.do === "open") return aboutOf(it.to);
  return { ...("request" in it && { request: it.request }), ...("task" in it && { task: it.task }) };
}
