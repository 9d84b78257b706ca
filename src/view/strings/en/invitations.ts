import type { Mode, Role } from "../../../domain/invitations/invitation.ts";
import type { Problem } from "../../../domain/requests/preflight.ts";
import type { Request } from "../../../domain/requests/request.ts";
import { bold, capitalized, code, type Piece, say } from "../../core/spans.ts";
import { count, people as forPeople } from "./common.ts";

const invitations = (n: number): string => count(n, "invitation", "invitations");

const at = (organization: string | null): string => (organization === null ? "" : `${organization} at `);

export const people = {
  inviteeTitle: "Your invitation to Mistral",
  invited: (who: Piece, organization: string | null, role: string) =>
    say`${who} invited you to ${at(organization)}Mistral as ${role}.`,
  invitedYourself: (organization: string | null, role: string) =>
    say`You asked to join ${at(organization)}Mistral as ${role}.`,
  comingSoon: "⏳ Approved, sending. This message changes once Mistral has it.",
  emailComes: (address: string) =>
    say`Mistral is sending an e-mail to ${code(address)}. Open it, accept, then sign up or log in with that address.`,
  runsOut: (when: Piece) => say`The invitation expires ${when}.`,
  buttons: {
    noEmail: "No e-mail?",
    joined: "I've joined",
    resend: "Send it again",
  },
  active: "✅ You're Active",
  takenBack: (address: string) =>
    say`⏳ You aren't Active yet after all. If you haven't accepted, open the e-mail to ${code(address)}.`,
  expired: "⚠️ This invitation expired after 7 days.",
  revoked: "This invitation was revoked. Its link no longer works.",
  failed: "⚠️ This invitation couldn't be sent. The person who asked for it knows.",
  removed: "❌ You're no longer in this organization at Mistral",
  denied: "This invitation won't be sent.",
  noEmail: {
    address: (address: string) => say`Is ${code(address)} right? If not, ask for a new invitation.`,
    spam: "Check spam and quarantine. The sender is Mistral.",
    again: "Still nothing? Send it again: the new e-mail replaces the old one.",
    justSent: "It was only just sent. Give it a few minutes.",
  },
  nudge: (address: string) =>
    say`⏳ Your invitation to Mistral is still waiting in an e-mail to ${code(address)}.`,
  welcomeTitle: "Your first key",
  welcomeSteps: [
    "Open API keys in Mistral Studio.",
    "Create a key and copy it: Mistral shows it once.",
    "Keep it safe, and never paste it into chat.",
  ],
  whoActive: (who: Piece) => say`✅ ${who} is Active`,
  manyActive: (n: number) => `✅ ${n} members are Active.`,
  newMember: "A new member",
  joinedIntro: "At your request:",
  noneActive: "Nobody here is Active any more.",
};

export const problems: Record<Problem, string> = {
  member: "already a member",
  pending: "already invited or asked for",
  "not-an-address": "not an e-mail address",
  "space-inside": "has a space in it",
  "outside-domains": "outside the allowed domains",
};

const states: Record<Request["state"], string> = {
  open: "waiting for a decision",
  approved: "approved",
  denied: "denied",
  withdrawn: "withdrawn",
  lapsed: "lapsed after 7 days without an answer",
};

export const requests = {
  states,
  forRole: (n: number, role: string) => `${forPeople(n)} as ${role}`,
  as: (address: Piece, role: string) => say`${address} as ${role}`,
  summary: (n: number, state: string) => `Request for ${forPeople(n)}: ${state}.`,
  /** `n`: how many people; null: the requester alone. */
  wants: (who: Piece, n: number | null, role: string) =>
    say`${who} wants to ${n === null ? "join" : `invite ${forPeople(n)} to`} Mistral as ${bold(role)}.`,
  requesterLeft: (who: Piece) => say`⚠️ ${who} is no longer a regular member here. Is this still wanted?`,
  left: (n: number, role: string) => say`An approver changed it to ${forPeople(n)} as ${bold(role)}.`,
  strongRole: {
    admin: "⚠️ Admins control everything, security and billing included.",
    billing: "⚠️ Billing can change the plan and payment methods.",
    member: "",
  } satisfies Record<Role, string>,
  workspaces: (names: readonly string[]) => `Workspaces: ${names.join(", ")}`,
  seats: (names: readonly string[]) => `Seats: ${names.join(", ")}`,
  /** `several`: more than one approval is still wanted, so one alone does nothing. */
  willFollow: (mode: Mode, several: boolean): string => {
    const first = several ? "Once it has all approvals" : "Once you approve";
    return `${first}, ${mode === "automatic" ? "Mistral sends the invitation" : "someone sends the invitation at Mistral"}.`;
  },
  alreadyMember: (address: Piece) => say`${address} is already a member`,
  membersAmong: (n: number) => `Already members: ${n}`,
  outside: (n: number, all: number, domains: string) =>
    `⚠️ Outside ${domains}: ${n} of ${all}${n === all ? "" : ", listed first"}.`,
  punycode: (domain: string) => say`its domain is ${code(domain)}`,
  approveTitle: "Approve the request",
  changedMeanwhile: "Somebody just changed this request. It now asks for this:",
  otherLetters: "has letters other than a to z",
  membersStay: "No e-mail, and the role stays.",
  willWaitForBilling: "⏳ What you approve is sent once billing is set up.",
  nobodyElse: "⚠️ Nobody else can decide this. The owner can add an approver in the settings.",
  buttons: {
    approve: "Approve",
    review: (n: number): string => (n === 1 ? "Review" : `Review all ${n}`),
    deny: "Deny",
    change: "Change",
    withdraw: "Withdraw",
  },
  /** `id` comes first: what follows may be cut, and somebody may ask twice for as many. */
  describe: (label: string, { id, n, who }: { id: number; n: number; who: string }) =>
    `${label} request ${id} of ${who} for ${forPeople(n)}`,
  withdrawConfirm: "You can always ask again.",
  takesTwo: "Admin takes two approvals.",
  agreedBy: (who: Piece, when: Piece) => say`☑️ Approved by ${who} ${when}.`,
  takesSecond: "Admin takes a second approver.",
  reasonAsked: "Reason:",
  reasonDenied: "Answer:",
  ended: {
    approved: (who: Piece, when: Piece) => say`✅ Approved by ${who} ${when}`,
    alone: (who: Piece, when: Piece) => say`✅ Asked and approved by ${who} ${when}`,
    denied: (who: Piece, when: Piece) => say`❌ Denied by ${who} ${when}`,
    withdrawn: (who: Piece, when: Piece) => say`Withdrawn by ${who} ${when}`,
    lapsed: (_who: Piece, when: Piece) => say`Lapsed ${when} after 7 days without an answer`,
  },
  /** In place of "approved, sending". */
  waitsForPerson: "approved, to be sent by hand",
  waitingForBilling: "approved, waiting for billing",
  /** `n`: how many people; null: the reader alone. */
  asked: (n: number | null, role: string | null) => {
    const what = n === null ? "join Mistral" : `invite ${forPeople(n)}`;
    return `You asked to ${what}${role === null ? "" : ` as ${role}`}.`;
  },
  askedAt: (when: Piece, whom: Piece) => say`Asked ${when} for ${whom}`,
  askedWaits: "⏳ Waiting for an approver.",
  askedBilling: "⏳ It goes on by itself.",
  outcomeTitle: {
    ...{ approved: "Your request was approved", denied: "Your request was denied" },
    ...{ withdrawn: "You withdrew your request", lapsed: "Nobody answered your request" },
  },
  waitsSince: (when: Piece) => say`⏳ Waiting since ${when}.`,
  lapsesAt: (when: Piece) => say`The request lapses ${when}.`,
  taken: (addresses: Piece) => say`Taken out by an approver: ${addresses}`,
  wrong: {
    expired: (n: number) => `${invitations(n)} expired`,
    failed: (n: number) => `${invitations(n)} not sent`,
    revoked: (n: number) => `${invitations(n)} revoked`,
    removed: (n: number) => `${capitalized(forPeople(n))} removed at Mistral`,
  },
  wrongNext: {
    expired: "An approver can resend.",
    failed: "An approver can resend.",
    revoked: "If that's a surprise, talk to an approver.",
    removed: "They can be invited again, but start afresh.",
  },
  wentOn: "Nothing left to do about this.",
  inTheWay: "What's in the way:",
};
