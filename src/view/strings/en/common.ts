import type { InvitationStatus, Role, Seat } from "../../../domain/invitations/invitation.ts";
import type { PaymentMeans, Plan } from "../../../domain/setup/setup.ts";
import { joined, type Piece, say } from "../../core/spans.ts";

const roles: Record<Role, string> = { admin: "Admin", billing: "Billing", member: "Member" };

const rolePermissions: Record<Role, string> = {
  admin: "Full control: organization settings, users, security, billing",
  billing: "Subscriptions, invoices, and payment methods only",
  member: "Uses models and creates API keys within their workspace",
};

/** "Pending" and "Active" are Mistral's words; nothing sounds granted before Mistral has it. */
const statuses: Record<InvitationStatus, string> = {
  proposed: "waiting for approval",
  approved: "approved, not sent yet",
  sending: "approved, sending",
  pending: "Pending",
  active: "Active",
  denied: "denied",
  expired: "expired",
  revoked: "revoked",
  failed: "not sent",
  removed: "no longer a member",
};

const seats: Record<Seat, string> = { chat: "Vibe (chat)", code: "Mistral Code" };
const plans: Record<Plan, string> = {
  "pay-as-you-go": "Pay-as-you-go",
  team: "Team",
  enterprise: "Enterprise",
  free: "Free mode",
};
const means: Record<PaymentMeans, string> = {
  card: "Credit card",
  aws: "AWS Marketplace",
  azure: "Azure Marketplace",
};

/** Why something was not done and what to do, per stable word. */
const reasons: Readonly<Record<string, string>> = {
  not_an_address: "Mistral doesn't take this address. Check its spelling, then ask again.",
  address_refused:
    "Mistral refused this address. Check its spelling and the domains on Mistral's Access page.",
  already_member: "Mistral says they're already a member, maybe under another address.",
  not_listed: "Mistral took it but never listed it. Look there, then send it again.",
  still_listed: "Mistral still lists it. Remove it there by hand.",
  list_with_gaps: "Mistral's members list came with gaps. Look there, then try again.",
  seats_refused: "Mistral may have no free seats. Check Subscription, or ask again without seats.",
  workspace_gone: "A Workspace you asked for is gone at Mistral. Ask again without it.",
  billing_needed: "Mistral wants a plan, seats or a payment method first. See Subscription and Billing.",
  no_right: "The Admin API key or the plan doesn't allow this. Ask Mistral, or do it in its panel.",
  no_admin_key: "This bot no longer has an Admin API key. Do it in Mistral's panel, then drop it here.",
  no_member: "They're no longer in Mistral's members list: nothing to change.",
  removal_refused:
    "Mistral refused to remove them: maybe the last Admin, or managed by the identity provider.",
  role_refused:
    "Mistral refused this role change. If they're the last Admin, make someone else Admin first; otherwise change it there by hand.",
  workspace_refused:
    "Mistral refused it: a similar name may exist, maybe archived, or all 500 are used. Look there, or choose another name.",
  not_possible: "It wasn't possible at Mistral. Try again once that's solved.",
  no_files: "This bot may not send files. Give its app the scope files:write, then try again.",
  unreadable: "Another version of this bot wrote it. If nothing is missing, drop it.",
  key_refused: "The configured key was refused. Check that it's complete and not expired or revoked.",
  forbidden: "Not allowed: check the plan, and the rights of the key or this bot.",
  conflict: "It conflicts with what's there now. Look there, then try again.",
  not_found: "It's no longer there.",
  invalid: "It wasn't accepted. Look there, then ask again.",
  rate_limited: "Too many requests for too long. Try again later.",
  unavailable: "No connection for too long. Try again later.",
  outcome_unknown: "No answer came, so it may have happened. Look before you try again.",
};

const andMore = (n: number): string => `and ${n} more`;

export const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;
export const people = (n: number): string => (n === 1 ? "one person" : `${n} people`);

export const common = {
  roles,
  rolePermissions,
  statuses,
  seats,
  plans,
  means,
  reasons,
  noReason: "Mistral didn't say why. Look there, then try again.",
  language: "en",
  languageName: "English",
  minutes: (n: number) => count(n, "minute", "minutes"),
  erased: "an erased person",
  someone: "Somebody",
  bot: "Mistral Setup",
  mistral: "Mistral",
  operator: "The operator",
  confirmedBy: (who: Piece, at: Piece) => say`confirmed by ${who} ${at}`,
  verifiedWithMistral: (at: Piece) => say`verified with Mistral ${at}`,
  verifiedInDns: (at: Piece) => say`seen in DNS ${at}`,
  proven: (what: Piece, proof: Piece) => say`${what}, ${proof}`,
  /** Between a day and its hour in a language whose sentences need a date there ("le 24 nov. à 14:02"); empty: "yesterday 14:02" will do. */
  dayToHour: "",
  separator: " · ",
  comma: ", ",
  semicolon: "; ",
  colon: ": ",
  listed: (items: readonly Piece[], more: number) =>
    joined(more > 0 ? [...items, andMore(more)] : items, ", "),
  andMore,
  open: (page: string) => `Open ${page}`,
  sure: (label: string) => `${label}?`,
  buttons: {
    end: "End it",
    checklist: "Show the checklist",
    status: "Status",
    settings: "Settings",
    cancel: "Cancel",
    members: "Show the members",
    key: "How to get a key",
    previous: "Previous page",
    next: "Next page",
  },
};
