import type { Mode, Role } from "../../../domain/invitations/invitation.ts";
import type { Problem } from "../../../domain/requests/preflight.ts";
import type { Request } from "../../../domain/requests/request.ts";
import { bold, code, type Piece, say } from "../../core/spans.ts";
import { people as forPeople } from "./common.ts";

const at = (organization: string | null): string => (organization === null ? "" : `${organization} at `);

export const people = {
  inviteeTitle: "Your invitation to Mistral",
  invited: (who: Piece, organization: string | null, role: string) =>
    say`${who} invites you to ${at(organization)}Mistral as ${role}.`,
  invitedYourself: (organization: string | null, role: string) =>
    say`You asked for an invitation to ${at(organization)}Mistral as ${role}.`,
  comingSoon: "⏳ It is approved and being sent. You will see here when Mistral has it.",
  emailComes: (address: string) =>
    say`Mistral sends an e-mail to ${code(address)} within a few minutes. It is genuine: open it and accept, then sign up or log in with that address.`,
  runsOut: (when: Piece) => say`It runs out after 7 days, ${when}.`,
  buttons: {
    noEmail: "No e-mail?",
    joined: "I have joined",
    resend: "Send it again",
  },
  active: "✅ You are Active",
  takenBack: (address: string) =>
    say`⏳ That you are Active has been taken back here. If you have not accepted yet, open the e-mail to ${code(address)} and accept.`,
  expired: "⚠️ This invitation ran out after 7 days. It can be sent again in one click.",
  revoked: "This invitation was revoked, and its link no longer works.",
  failed: "⚠️ This invitation has not reached Mistral yet. Whoever asked for it is told.",
  removed: "✖️ You are no longer a Member of this Organization at Mistral",
  denied: "This invitation is not going out.",
  noEmail: {
    address: (address: string) =>
      say`Is ${code(address)} the right address? If not, ask for a new Invitation with the right one.`,
    spam: "Look in spam, and in quarantine if your company has one. The sender is Mistral.",
    again: "Still nothing? Have it sent again. The new e-mail replaces the old one.",
    justSent: "The e-mail was sent only a short while ago. Please give it a few minutes.",
  },
  nudge: (address: string) =>
    say`⏳ Your invitation to Mistral is still waiting for you, in an e-mail to ${code(address)}.`,
  welcomeTitle: "Welcome to Mistral: your first key",
  welcomeSteps: [
    "Open API keys in Mistral Studio.",
    "Create a key and copy it at once. Mistral shows it only this one time.",
    "Keep it in a safe place, never in chat. This bot never asks for it.",
  ],
  welcomeTell: "When it works, say so here.",
  whoActive: (who: Piece) => say`✅ ${who} is Active`,
  manyActive: (n: number) => `✅ ${n} Members are Active.`,
  newMember: "A new Member",
  joinedIntro: "From your Requests:",
  noneActive: "This is out of date: it no longer names anybody as Active.",
};

export const problems: Record<Problem, string> = {
  member: "already a Member",
  pending: "already invited or asked for",
  "not-an-address": "not an e-mail address",
  "space-inside": "is this one address? Write it without a space, or as Name <address>",
  "outside-domains": "outside the allowed e-mail domains",
};

const states: Record<Request["state"], string> = {
  open: "waits for a decision",
  approved: "approved",
  denied: "denied",
  withdrawn: "withdrawn",
  lapsed: "lapsed, because nobody answered for 7 days",
};

export const requests = {
  states,
  title: "Request to join Mistral",
  forRole: (n: number, role: string) => `${forPeople(n)} as ${role}`,
  as: (address: Piece, role: string) => say`${address} as ${role}`,
  summary: (n: number, state: string) => `The Request for ${forPeople(n)}: ${state}.`,
  summaryOpen: (who: string, n: number) => `${who} asks for access to Mistral for ${forPeople(n)}.`,
  asks: (who: Piece, n: number, role: string) =>
    say`${who} asks to invite ${forPeople(n)} into the Mistral Organization as ${bold(role)}.`,
  requesterLeft: (who: Piece) => say`⚠️ ${who} is not a regular member here any more. Is this still wanted?`,
  left: (n: number, role: string) => say`An approver changed it to ${forPeople(n)} as ${bold(role)}.`,
  permissions: (role: string, permissions: string) => `${role}: ${permissions}.`,
  strongRole: {
    admin: "⚠️ Admin is the strongest role: it includes security and billing.",
    billing: "⚠️ Billing can change plans and payment methods.",
    member: "",
  } satisfies Record<Role, string>,
  workspaces: (names: readonly string[]) => `Workspaces: ${names.join(", ")}`,
  seats: (names: readonly string[]) => `Seats: ${names.join(", ")}`,
  askedAt: (when: Piece) => say`Asked ${when}`,
  /** `both`: two approvals are still wanted, so one alone does nothing. */
  willFollow: (mode: Mode, both: boolean): string => {
    const first = both ? "When both have approved" : "When you approve";
    const does = mode === "automatic" ? "the bot invites them" : "a card asks for it to be done at Mistral";
    return `${first}, ${does}, and Mistral e-mails them. Invitations run out after 7 days.`;
  },
  alreadyMember: (address: Piece) => say`${address} is a Member already`,
  membersAmong: (n: number) => `Members already: ${n}`,
  outside: (n: number, all: number, domains: string) =>
    `⚠️ Outside ${domains}: ${n} of ${all}, and listed first.`,
  punycode: (domain: string) => say`its domain is ${code(domain)}`,
  approveTitle: "Approve the Request",
  changedMeanwhile: "Somebody changed the Request meanwhile. This is what it asks for now.",
  otherLetters: "has letters other than a to z",
  membersStay: "Who is a Member already gets no e-mail and keeps their role.",
  willWaitForBilling: "⏳ Billing does not allow inviting yet. What you approve waits and goes on by itself.",
  oneApprover: "There is only one approver. Nobody decides on their own Request, so add a second one.",
  buttons: {
    approve: "Approve",
    review: (n: number): string => (n === 1 ? "Review" : `Review all ${n}`),
    deny: "Deny",
    change: "Change",
    withdraw: "Withdraw",
  },
  /** `id` comes first: what follows may be cut, and somebody may ask twice for as many. */
  describe: (label: string, { id, n, who }: { id: number; n: number; who: string }) =>
    `${label} Request ${id} of ${who} for ${forPeople(n)}`,
  withdrawConfirm: "The approvers can no longer decide on it. You can make a new one at any time.",
  takesTwo: "Two approvers have to agree to Admin.",
  agreedBy: (who: Piece, when: Piece) =>
    say`☑️ Approved by ${who} ${when}. Admin takes two, so another approver has to approve it, too.`,
  reasonAsked: "Reason:",
  reasonDenied: "Answer:",
  ended: {
    approved: (who: Piece, when: Piece) => say`✅ Approved by ${who} ${when}`,
    alone: (who: Piece, when: Piece) => say`✅ Invited by ${who} ${when}, no second person needed`,
    denied: (who: Piece, when: Piece) => say`✖️ Denied by ${who} ${when}`,
    withdrawn: (who: Piece, when: Piece) => say`Withdrawn by ${who} ${when}`,
    lapsed: (_who: Piece, when: Piece) => say`Lapsed ${when}: nobody answered for 7 days`,
  },
  /** In place of "approved, sending". */
  waitsForPerson: "approved, to be sent by hand",
  waitingForBilling: "approved, waiting for billing",
  counts: (pending: number, active: number) => `${pending} Pending, ${active} Active`,
  askedTitle: "Your Request",
  asked: (n: number, role: string | null) =>
    `You asked to invite ${forPeople(n)}${role === null ? "" : ` as ${role}`}.`,
  askedWaits: "⏳ It waits for an approver. You will hear what they decide.",
  askedBilling: "⏳ Mistral does not allow inviting yet. It goes on by itself once billing is set up.",
  outcomeTitle: "Your Request was answered",
  lapsedTitle: "Nobody answered your Request",
  reminderSummary: (who: string, n: number) => `A Request by ${who} for ${forPeople(n)} still waits.`,
  waitsSince: (when: Piece) => say`⏳ This Request has been waiting for a decision since ${when}.`,
  lapsesAt: (when: Piece) => say`Without an answer it lapses ${when}.`,
  noLongerWaits: "This Request no longer waits.",
  taken: (addresses: Piece) => say`Taken out by an approver: ${addresses}`,
  wrongTitle: "This needs a look",
  wrong: {
    expired: (n: number) => `Ran out after 7 days: the Invitation of ${forPeople(n)}.`,
    failed: (n: number) => `Could not be sent: the Invitation of ${forPeople(n)}.`,
    revoked: (n: number) => `Revoked: the Invitation of ${forPeople(n)}.`,
    removed: (n: number) => `No longer at Mistral: ${forPeople(n)}.`,
  },
  wrongNext: {
    expired: "An approver can send it again, on the members page.",
    failed: "An approver can send it again, on the members page.",
    revoked: "If that is a surprise, talk to an approver.",
    removed: "They can be invited again, but nothing of their access is carried over.",
  },
  wentOn: "✅ This has moved on since.",
  inTheWay: "What is in the way:",
};
