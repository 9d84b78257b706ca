import type { FormRef, FormValues, UserAction } from "../../../src/domain/action.ts";
import type { Refusal } from "../../../src/domain/refusal.ts";
import { billing, invitation, settings } from "../../support/world/bot.ts";
import { ABSENCE, AWAY, DRAFT, INVITATION, REQUEST, RULE, TASK, UNTIL, WATCH, WORKSPACE } from "./scene.ts";

/**
 * Who there is, by letter. Inside: the owner, an approver, whoever was handed Members (and its Task), whoever was handed
 * Billing, the requester, an invitee, an admin of the chat workspace, a member with nothing, whoever stands in for the
 * approver, whoever was asked because nobody had decided, whoever approves as a member of a group, whoever approves for a
 * Workspace alone.
 * Then the owner's own account on the other platform (unconfirmed). Outside: a guest, a guest who was invited, an
 * approver who was invited and became a guest, a person of another chat workspace or tenant, an approver whose account was
 * deactivated, a bot, and an account that its platform does not know.
 */
export const INSIDE = "OAHBRICMTEPK";
export const OUTSIDE = "GJFWDXN";
const EVERYBODY = `${INSIDE}U`;

export type Deed =
  | { readonly press: UserAction }
  | { readonly submit: FormRef; readonly values: FormValues }
  | { readonly say: string };

export type Row = {
  readonly deed: Deed;
  /** The letters of those who may. */
  readonly who: string;
  /** What everybody else inside is told. */
  readonly others: Refusal;
  /** Who is told something else. */
  readonly but: Readonly<Record<string, Refusal>>;
  /** Nothing is changed by it: it shows something, or opens a form. */
  readonly looks: boolean;
  /** About one's own Invitation, which a guest can have too. */
  readonly guestsToo: boolean;
  /** Those for whom it is so already. */
  readonly idle: string;
};

type More = Partial<Pick<Row, "but" | "guestsToo" | "idle">>;
const row =
  (looks: boolean) =>
  (deed: Deed, who: string, others: Refusal, more: More = {}) =>
    ({ deed, who, others, but: {}, looks, guestsToo: false, idle: "", ...more }) satisfies Row;
const does = row(false);
const looks = row(true);

const press = (action: UserAction): Deed => ({ press: action });
const open = (to: FormRef): Deed => ({ press: { do: "open", to } });
const send = (submit: FormRef, values: FormValues): Deed => ({ submit, values });
/** Stands for the owner's account on the platform that the others are not on. */
export const OTHER_ACCOUNT = { platform: "teams", account: "other" } as const;
const own: More = { guestsToo: true };
/** Those who approve for the Organization alone. */
const general: More = { but: { O: "other_approvers", A: "other_approvers", P: "other_approvers" } };
const PANEL = "Name/Host: _mistral\nValue: mistral-domain-verification=abcdef0123456789";
const role = { role: "billing" };
const ACTIVE = { those: [`invitation:${INVITATION.active}`] };
const KEPT = { keep: [`${INVITATION.asked}`], role: "member" };
const PASTED = { list: "iris@lumen.example Active", from: "written" };

/** The Setup is under way, without an Admin API. */
export const UNDER_WAY: readonly Row[] = [
  ...["", "setup", "invite", "status", "key", "help", "language", "frobnicate"].map((say) =>
    looks({ say }, EVERYBODY, "trouble"),
  ),
  looks({ say: "members" }, "OAP", "not_approver"),
  looks({ say: "members paul" }, "OAP", "not_approver"),
  looks({ say: "record" }, "OAP", "not_approver"),
  looks({ say: "settings" }, "O", "not_owner"),
  looks({ say: "away" }, "OAPK", "not_approver"),
  looks({ say: "review" }, "OAP", "not_approver"),

  looks(press({ do: "checklist" }), EVERYBODY, "trouble"),
  looks(press({ do: "status" }), EVERYBODY, "trouble"),
  looks(press({ do: "key" }), `${EVERYBODY}GJF`, "trouble", own),
  looks(press({ do: "members", page: 0 }), "OAP", "not_approver"),
  looks(press({ do: "members", page: 0, find: "paul" }), "OAP", "not_approver"),
  looks(press({ do: "waiting", of: "tasks", page: 0 }), EVERYBODY, "trouble"),
  looks(press({ do: "waiting", of: "requests", page: 0 }), EVERYBODY, "trouble"),
  looks(press({ do: "record", page: 0 }), "OAP", "not_approver"),
  looks(press({ do: "record-file" }), "OAP", "not_approver"),
  looks(press({ do: "review-file" }), "OAP", "not_approver"),
  looks(press({ do: "list-template" }), EVERYBODY, "trouble"),
  looks(press({ do: "drift" }), "OAP", "not_approver"),
  looks(press({ do: "saml" }), "O", "not_your_step"),

  looks(press({ do: "step", step: "billing" }), EVERYBODY, "trouble"),
  does(press({ do: "mute", on: true }), EVERYBODY, "trouble"),
  does(press({ do: "skip", step: "workspaces" }), "O", "not_your_step"),
  does(press({ do: "skip", step: "security" }), "O", "not_your_step"),
  does(press({ do: "confirm", step: "workspaces" }), "O", "not_your_step"),
  looks(press({ do: "confirm", step: "billing" }), "OB", "not_your_step"),
  looks(press({ do: "confirm", step: "members" }), "OAPH", "not_your_step"),
  looks(press({ do: "confirm", step: "verify" }), "OAP", "not_your_step"),
  does(press({ do: "reopen", step: "billing" }), "O", "not_owner"),
  does(press({ do: "claim" }), "", "may_not_claim"),
  looks(press({ do: "confirm-organization", of: null }), "", "not_owner", { but: { O: "not_now" } }),
  does(press({ do: "confirm-measure", measure: "audit" }), "O", "not_your_step"),
  does(press({ do: "unwatch-domain", watch: WATCH }), "O", "not_your_step"),
  does(press({ do: "retry-job", job: 1 }), "O", "not_owner"),
  does(press({ do: "drop-job", job: 1 }), "O", "not_owner"),

  does(press({ do: "approve", request: REQUEST.ofRequester, ask: "m2" }), "OAPTE", "not_approver"),
  does(press({ do: "approve", request: REQUEST.ofApprover, ask: "a1" }), "OPE", "not_approver", {
    but: { A: "own_request" },
  }),
  does(press({ do: "approve", request: REQUEST.intoWorkspace, ask: "m1" }), "EK", "not_approver", general),
  does(press({ do: "withdraw", request: REQUEST.ofRequester }), "R", "not_your_request"),
  does(press({ do: "withdraw", request: REQUEST.ofApprover }), "A", "not_your_request"),

  does(press({ do: "end", of: "absence", id: ABSENCE }), "OA", "not_approver", {
    but: { P: "not_owner", K: "not_owner" },
  }),
  does(press({ do: "end", of: "rule", id: RULE }), "O", "not_owner"),
  does(press({ do: "end", of: "workspace-approvers", id: WORKSPACE }), "O", "not_owner"),
  does(press({ do: "task-done", task: TASK, rows: 1 }), "OAPH", "not_your_task"),
  does(press({ do: "mark-active", invitation: INVITATION.ofInvitee }), "OAPH", "not_your_step"),
  does(press({ do: "mark-expired", invitation: INVITATION.ofInvitee }), "OAPH", "not_your_step"),
  does(press({ do: "unmark", invitation: INVITATION.active }), "OAPH", "not_your_step"),
  does(press({ do: "resend", invitation: INVITATION.ofInvitee }), "OAPHI", "not_approver", own),
  does(press({ do: "resend", invitation: INVITATION.ofGuest }), "OAPHJ", "not_approver", own),
  does(press({ do: "resend", invitation: INVITATION.ofFormer }), "OAPHF", "not_approver", own),
  does(press({ do: "resend", invitation: INVITATION.ofFormer, page: 0 }), "OAP", "not_approver", own),
  does(press({ do: "revoke", invitation: INVITATION.ofInvitee }), "OAP", "not_approver"),
  does(press({ do: "remove", invitation: INVITATION.active }), "OAP", "not_approver"),
  does(press({ do: "joined", invitation: INVITATION.ofInvitee }), "I", "not_your_invitation", own),
  does(press({ do: "joined", invitation: INVITATION.ofGuest }), "J", "not_your_invitation", own),
  looks(press({ do: "no-email", invitation: INVITATION.ofInvitee }), "I", "not_your_invitation", own),
  does(press({ do: "key-works", invitation: INVITATION.ofMember }), "M", "not_your_invitation", own),

  does(press({ do: "account", ...OTHER_ACCOUNT, mine: true }), "OU", "not_now", { idle: "U" }),
  does(press({ do: "account", ...OTHER_ACCOUNT, mine: false }), "OU", "not_now", { idle: "U" }),

  looks(open({ form: "settings" }), "O", "not_owner"),
  looks(open({ form: "hand", step: "billing" }), "O", "not_owner"),
  looks(open({ form: "organization" }), "O", "not_your_step"),
  looks(open({ form: "billing" }), "OB", "not_your_step"),
  looks(open({ form: "workspaces" }), "O", "not_your_step"),
  looks(open({ form: "invite" }), EVERYBODY, "trouble"),
  looks(open({ form: "language" }), EVERYBODY, "trouble"),
  looks(open({ form: "refused" }), EVERYBODY, "trouble"),
  looks(open({ form: "review", draft: DRAFT.ofRequester }), "R", "gone"),
  looks(open({ form: "approve", request: REQUEST.ofRequester }), "OAPTE", "not_approver"),
  looks(open({ form: "deny", request: REQUEST.ofRequester }), "OAPTE", "not_approver"),
  looks(open({ form: "change", request: REQUEST.ofRequester }), "OAPTE", "not_approver"),
  looks(open({ form: "deny", request: REQUEST.ofApprover }), "OPE", "not_approver", {
    but: { A: "own_request" },
  }),
  ...(["approve", "deny", "change"] as const).map((form) =>
    looks(open({ form, request: REQUEST.intoWorkspace }), "EK", "not_approver", general),
  ),
  looks(open({ form: "extend", until: UNTIL }), "OAPI", "not_your_invitation"),
  looks(open({ form: "away" }), "OAPK", "not_approver"),
  looks(open({ form: "member-review" }), "OAP", "not_approver"),
  looks(open({ form: "rule" }), "O", "not_owner"),
  looks(open({ form: "workspace-approvers" }), "O", "not_owner"),
  looks(open({ form: "rule-check", draft: DRAFT.ofHelper }), "", "not_owner", { but: { O: "gone" } }),
  looks(open({ form: "security" }), "O", "not_your_step"),
  looks(open({ form: "domain" }), "O", "not_your_step"),
  looks(open({ form: "verify" }), "OAP", "not_your_step"),
  looks(open({ form: "impossible", task: TASK }), "OAPH", "not_your_task"),
  looks(open({ form: "role", invitation: INVITATION.active }), "OAP", "not_approver"),
  looks(open({ form: "compare" }), "OAPH", "not_your_step"),
  looks(open({ form: "compared", draft: DRAFT.ofHelper }), "H", "not_your_step", {
    but: { O: "gone", A: "gone", P: "gone" },
  }),

  does(send({ form: "settings" }, settings({ approvals: null, approvers: [] })), "O", "not_owner"),
  does(send({ form: "language" }, { language: "fr" }), EVERYBODY, "trouble"),
  looks(send({ form: "refused" }, { code: "401" }), EVERYBODY, "trouble"),
  does(send({ form: "hand", step: "verify" }, { person: "max" }), "O", "not_owner"),
  does(send({ form: "organization" }, { name: "Lumen" }), "O", "not_your_step"),
  does(send({ form: "billing" }, billing("team")), "OB", "not_your_step"),
  does(send({ form: "workspaces" }, { names: "Production" }), "O", "not_your_step"),
  does(send({ form: "invite" }, invitation("new@lumen.example")), EVERYBODY, "trouble"),
  does(send({ form: "review", draft: DRAFT.ofRequester }, {}), "R", "gone"),
  // Nothing was read yet, so it is shown.
  looks(send({ form: "approve", request: REQUEST.ofRequester }, {}), "OAPTE", "not_approver"),
  does(send({ form: "deny", request: REQUEST.ofRequester }, { reason: "not now" }), "OAPTE", "not_approver"),
  does(send({ form: "change", request: REQUEST.ofRequester }, KEPT), "OAPTE", "not_approver"),
  does(
    send({ form: "deny", request: REQUEST.intoWorkspace }, { reason: "not now" }),
    "EK",
    "not_approver",
    general,
  ),
  does(
    send({ form: "extend", until: UNTIL }, { until: "2026-05-01", keep: [`${INVITATION.ofInvitee}`] }),
    "OAPI",
    "not_your_invitation",
  ),
  does(send({ form: "away" }, { ...AWAY, standIn: "max" }), "OAPK", "not_approver"),
  does(send({ form: "member-review" }, { ...ACTIVE, answer: "keep" }), "OAP", "not_approver"),
  does(send({ form: "member-review" }, { ...ACTIVE, answer: "release" }), "OAP", "not_approver"),
  does(send({ form: "away" }, { ...AWAY, standIn: "max", person: "olga" }), "O", "not_approver", {
    but: { A: "not_owner", P: "not_owner", K: "not_owner" },
  }),
  does(
    send({ form: "workspace-approvers" }, { workspace: `${WORKSPACE}`, approvers: ["max"] }),
    "O",
    "not_owner",
  ),
  does(send({ form: "rule" }, { domains: "lumen.example", perWeek: "5" }), "O", "not_owner"),
  does(send({ form: "rule-check", draft: DRAFT.ofHelper }, {}), "", "not_owner", { but: { O: "gone" } }),
  does(send({ form: "security" }, { domains: "", done: ["audit"] }), "O", "not_your_step"),
  does(send({ form: "domain" }, { domain: "other.example.com", record: PANEL }), "O", "not_your_step"),
  does(send({ form: "verify" }, { keyWorks: ["yes"] }), "OAP", "not_your_step"),
  does(send({ form: "impossible", task: TASK }, { reason: "no seats left" }), "OAPH", "not_your_task"),
  does(send({ form: "role", invitation: INVITATION.active }, role), "OAP", "not_approver"),
  does(send({ form: "compare" }, PASTED), "OAPH", "not_your_step"),
  does(send({ form: "compared", draft: DRAFT.ofHelper }, {}), "H", "not_your_step", {
    but: { O: "gone", A: "gone", P: "gone" },
  }),
];

/** With an Admin API: somebody whom only Mistral's list knows. */
export const LISTED: readonly Row[] = [
  looks(open({ form: "role", member: "m1" }), "OA", "not_approver"),
  does(send({ form: "role", member: "m1" }, role), "OA", "not_approver"),
  does(press({ do: "remove", member: "m1" }), "OA", "not_approver"),
];

const SETTINGS = { approvals: "approvals", news: null, approvers: [] };

/** Nobody has started: the owner and the admin are named in the configuration, or administer the chat workspace. */
export const BEFORE: readonly Row[] = [
  looks({ say: "" }, "OCU", "may_not_start"),
  looks(open({ form: "start" }), "OCU", "may_not_start"),
  does(send({ form: "start" }, SETTINGS), "OCU", "may_not_start"),
  looks({ say: "status" }, "OCU", "not_started"),
  looks({ say: "invite" }, "OCU", "not_started"),
  looks(press({ do: "status" }), "", "not_started"),
  does(send({ form: "invite" }, invitation("new@lumen.example")), "", "not_started"),
];

/** Its owner has left: the other admin may claim it, and still nobody starts another. */
export const LEFT: readonly Row[] = [
  does(press({ do: "claim" }), "CU", "may_not_claim", { but: { O: "stranger" } }),
  does(send({ form: "start" }, SETTINGS), "", "already_started", { but: { O: "stranger" } }),
  does(press({ do: "reopen", step: "billing" }), "", "not_owner", { but: { O: "stranger" } }),
];

const ownerToo: More = { but: { O: "guest" } };

/** Its owner was invited, and is a guest by now. */
export const OWNER_IS_GUEST: readonly Row[] = [
  looks({ say: "settings" }, "", "not_owner", ownerToo),
  looks({ say: "members" }, "A", "not_approver", ownerToo),
  looks(press({ do: "record", page: 0 }), "A", "not_approver", ownerToo),
  looks(press({ do: "key" }), `${INSIDE}GJF`, "trouble", own),
  does(press({ do: "reopen", step: "billing" }), "", "not_owner", ownerToo),
  does(press({ do: "claim" }), "C", "may_not_claim", ownerToo),
  does(press({ do: "mark-active", invitation: INVITATION.ofOwner }), "A", "not_your_step", ownerToo),
  does(press({ do: "resend", invitation: INVITATION.ofOwner, page: 0 }), "A", "not_approver", own),
];
