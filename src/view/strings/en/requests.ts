import type { Role } from "../../../domain/role.ts";
import { type Piece, say } from "../../spans.ts";

const invitations = (n: number): string => (n === 1 ? "An Invitation" : `${n} Invitations`);
const forPeople = (n: number): string => (n === 1 ? "one person" : `${n} people`);

const whenApproved = (both: boolean): string => (both ? "When both have approved" : "When you approve");

export const requests = {
  title: "Request to join Mistral",
  summaryOpen: (who: string, n: number) => `${who} asks for access to Mistral for ${forPeople(n)}.`,
  asks: (who: Piece, n: number, role: string) =>
    say`${who} asks to invite ${forPeople(n)} into the Mistral Organization as ${{ kind: "bold", text: role }}.`,
  requesterLeft: (who: Piece) =>
    say`⚠️ ${who} is not a regular member here any more. Decide whether this is still wanted.`,
  left: (n: number, role: string) =>
    say`An approver changed it: it is for ${forPeople(n)} as ${{ kind: "bold", text: role }} now.`,
  permissions: (role: string, permissions: string) => `${role}: ${permissions}.`,
  strongRole: {
    admin: "⚠️ Admin is the strongest role: it includes security and billing.",
    billing: "⚠️ Billing can change plans and payment methods.",
    member: "",
  } satisfies Record<Role, string>,
  addresses: "Addresses",
  moreAddresses: (n: number) => `and ${n} more`,
  workspaces: (names: readonly string[]) => `Workspaces: ${names.join(", ")}`,
  seats: (names: readonly string[]) => `Seats: ${names.join(", ")}`,
  reason: "Reason",
  askedAt: (at: Piece) => say`Asked ${at}`,
  /** `both`: two approvals are still wanted, so one alone does nothing. */
  willFollow: {
    automatic: (n: number, both: boolean): string =>
      n === 1
        ? `${whenApproved(both)}, the bot sends the Invitation and Mistral e-mails this person. It runs out after 7 days.`
        : `${whenApproved(both)}, the bot sends the Invitations and Mistral e-mails these people. They run out after 7 days.`,
    guided: (n: number, both: boolean): string =>
      n === 1
        ? `${whenApproved(both)}, a card asks for the address to be entered on Mistral's members page, and Mistral e-mails this person. The Invitation runs out after 7 days.`
        : `${whenApproved(both)}, a card asks for the addresses to be entered on Mistral's members page, and Mistral e-mails these people. The Invitations run out after 7 days.`,
  },
  alreadyMember: (address: Piece, proof: Piece) => say`${address} is a Member already, ${proof}`,
  outside: (n: number, all: number, domains: string): string => {
    if (n < all) return `⚠️ ${n} of ${all} ${n === 1 ? "is" : "are"} outside ${domains}, and listed first.`;
    return n === 1 ? `⚠️ The address is outside ${domains}.` : `⚠️ All ${n} are outside ${domains}.`;
  },
  punycode: (domain: string) => say`its domain is ${{ kind: "code", text: domain }}`,
  approveTitle: "Approve the Request",
  changedMeanwhile: "Somebody changed the Request meanwhile. This is what it asks for now.",
  otherLetters: "has letters other than a to z",
  nobodyToInvite:
    "Everybody in it is a Member already: approving it sends nothing and changes nothing for them.",
  membersStay: "Who is a Member already gets no e-mail and keeps their role.",
  willWaitForBilling:
    "⏳ Billing does not allow inviting yet. What you approve waits for billing, then goes on by itself.",
  singleApprover:
    "There is only one approver. Nobody decides on their own Request, so it helps to add a second approver in settings.",
  oneApprover: "There is only one approver.",
  buttons: {
    approve: "Approve",
    review: (n: number): string => (n === 1 ? "Review" : `Review all ${n}`),
    deny: "Deny",
    change: "Change",
    withdraw: "Withdraw",
    resend: "Send again",
    again: "Ask again",
  },
  /** `id` comes first: what follows may be cut, and somebody may ask twice for as many. */
  describe: (label: string, { id, n, who }: { id: number; n: number; who: string }) =>
    `${label} Request ${id} of ${who} for ${forPeople(n)}`,
  withdrawConfirm: {
    title: "Withdraw the Request?",
    text: "The approvers can no longer decide on it. You can make a new one at any time.",
    yes: "Withdraw",
    no: "Keep it",
  },
  takesTwo: "Two approvers have to agree to Admin.",
  agreedBy: (who: Piece, at: Piece) =>
    say`☑️ Approved by ${who} ${at}. Admin takes two, so another approver has to approve it, too.`,
  approvedBy: (who: Piece, at: Piece) => say`✅ Approved by ${who} ${at}`,
  approvedAlone: (who: Piece, at: Piece) => say`✅ Invited by ${who} ${at}, no second person needed`,
  reasonAsked: "Reason:",
  reasonDenied: "Answer:",
  deniedBy: (who: Piece, at: Piece) => say`✖️ Denied by ${who} ${at}`,
  withdrawnBy: (who: Piece, at: Piece) => say`Withdrawn by ${who} ${at}`,
  lapsedAt: (at: Piece) => say`Lapsed ${at}: nobody answered for 7 days`,
  row: (icon: string, address: string, role: Piece, status: Piece) =>
    say`${icon} ${{ kind: "code", text: address }} ${role}: ${status}`,
  otherRole: (role: string) => `(${role})`,
  statusWithProof: (status: string, proof: Piece) => say`${status}, ${proof}`,
  /** In place of "approved, sending". */
  waitsForPerson: "approved, waits for a person at Mistral",
  waitingForBilling: "approved, waiting for billing",
  summaryState: {
    open: (n: number) => `The Request for ${forPeople(n)} waits for a decision.`,
    approved: (n: number) => `The Request for ${forPeople(n)} is approved.`,
    denied: (n: number) => `The Request for ${forPeople(n)} is denied.`,
    withdrawn: (n: number) => `The Request for ${forPeople(n)} is withdrawn.`,
    lapsed: (n: number) => `The Request for ${forPeople(n)} has lapsed: nobody answered for 7 days.`,
  },
  counts: (pending: number, active: number) => `${pending} Pending, ${active} Active`,
  askedTitle: "Your Request",
  asked: (n: number, role: string | null) =>
    role === null
      ? `You asked to invite ${forPeople(n)}.`
      : `You asked to invite ${forPeople(n)} as ${role}.`,
  askedWaits: "⏳ It waits for an approver. You will hear what they decide; you need not ask.",
  askedBilling: "⏳ Mistral does not allow inviting yet. It goes on by itself once billing is set up.",
  outcomeTitle: "Your Request was answered",
  lapsedTitle: "Nobody answered your Request",
  canAskAgain: "You can ask again at any time.",
  reminderSummary: (who: string, n: number) => `A Request by ${who} for ${forPeople(n)} still waits.`,
  waitsSince: (at: Piece) => say`⏳ This Request has been waiting for a decision since ${at}.`,
  lapsesAt: (at: Piece) => say`Without an answer it lapses ${at}.`,
  noLongerWaits: "This Request no longer waits.",
  taken: (addresses: Piece) => say`Taken out by an approver: ${addresses}`,
  wrongTitle: (n: number) => (n === 1 ? "An Invitation needs a look" : `${n} Invitations need a look`),
  wrongSummary: {
    expired: (n: number) =>
      n === 1
        ? "An Invitation that you asked for ran out after 7 days."
        : `${n} Invitations that you asked for ran out after 7 days.`,
    failed: (n: number) => `${invitations(n)} that you asked for could not be sent.`,
    revoked: (n: number) => `${invitations(n)} that you asked for ${n === 1 ? "was" : "were"} revoked.`,
    removed: (n: number) =>
      n === 1
        ? "Somebody you asked for is no longer a Member at Mistral."
        : `${n} people you asked for are no longer Members at Mistral.`,
  },
  wrongOther: {
    expired: (n: number) => `${invitations(n)} ran out after 7 days.`,
    failed: (n: number) => `${invitations(n)} could not be sent.`,
    revoked: (n: number) => `${invitations(n)} ${n === 1 ? "was" : "were"} revoked.`,
    removed: (n: number) => `${forPeople(n)}: no longer a Member at Mistral.`,
  },
  wentOn: "✅ This has moved on since.",
  wrongNext: {
    expired: "An approver can send it again in one click, on the members page.",
    failed: "An approver can send it again in one click, on the members page.",
    revoked: "If that is a surprise, talk to an approver.",
    removed: "They can be invited again, but nothing of their access is carried over.",
  },
  wrongMany: "Each can be sent again in one click, on the members page.",
  inTheWay: "What is in the way:",
};
