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
  removed: "no longer a Member",
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
  not_an_address: "Mistral does not take this address. Check how it is spelled, and ask again.",
  address_refused: "Mistral refused this address. Check its spelling, and the domains on its Access page.",
  already_member: "Mistral says that this person is a Member already, perhaps under another address.",
  not_listed: "Mistral took it but never showed it in its lists. Look there, then send it again.",
  still_listed: "Mistral's list still shows it. Look at it there, and take it out by hand.",
  list_with_gaps: "Mistral's members list came with gaps. Look at it there, then try again.",
  seats_refused: "Mistral may have no free seats for it. See Subscription there, or ask again without seats.",
  workspace_gone: "A Workspace that was asked for is not at Mistral any more. Ask again without it.",
  billing_needed: "Mistral asks for a plan, seats or a payment method first. See Subscription and Billing.",
  no_right:
    "Mistral does not let the Admin API key do this. Its rights or the plan do not include it: ask Mistral, or do it in its panel.",
  no_admin_key: "The bot has no Admin API key any more. Do it in Mistral's panel and drop it here.",
  no_member: "This person is not in Mistral's members list any more, so there is nothing to change.",
  removal_refused:
    "Mistral refused to remove this Member: perhaps it is the last Admin, or the identity provider's.",
  role_refused:
    "Mistral refused this change of role: perhaps it is the last Admin. Then make somebody else Admin first; otherwise change it by hand in the members list there.",
  workspace_refused:
    "Mistral refused it. One of nearly that name may be there, archived perhaps, or there are 500, the most there can be. Look there, or choose another name.",
  not_possible: "It was not possible at Mistral. Send it again once what was in the way is gone.",
  no_files: "The bot may not send files. Give its app the scope files:write, then try again.",
  unreadable: "Another version of this bot or somebody else wrote it. If nothing is missing, drop it.",
  key_refused: "The configured key was refused. Check that it is whole, and neither expired nor revoked.",
  forbidden: "It is not allowed: check the plan, and the rights of the key or of the bot.",
  conflict: "It does not fit what is there now. Look there, then try again.",
  not_found: "It is no longer there.",
  invalid: "It was not accepted. Look there, and ask again with what it takes.",
  rate_limited: "Too many requests were made for too long. Try again later.",
  unavailable: "It could not be reached. Try again later.",
  outcome_unknown: "The answer never came, so it may or may not have happened. Look before you try again.",
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
  noReason: "Mistral did not say why. Look there, then try again.",
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
  verifiedInDns: (at: Piece) => say`verified in DNS ${at}`,
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
