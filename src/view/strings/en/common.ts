import type { PaymentMeans, Plan } from "../../../domain/billing.ts";
import type { InvitationStatus } from "../../../domain/invitation.ts";
import type { Role, Seat } from "../../../domain/role.ts";
import { joined, type Piece, say } from "../../spans.ts";

const roles: Record<Role, string> = { admin: "Admin", billing: "Billing", member: "Member" };

/** The quickstart's table. */
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

const icons: Record<InvitationStatus, string> = {
  proposed: "⏳",
  approved: "⏳",
  sending: "⏳",
  pending: "⏳",
  active: "✅",
  denied: "✖️",
  expired: "⚠️",
  revoked: "✖️",
  failed: "⚠️",
  removed: "✖️",
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

const andMore = (n: number): string => `and ${n} more`;

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

export const common = {
  roles,
  rolePermissions,
  statuses,
  icons,
  seats,
  plans,
  means,
  languageName: "English",
  people: (n: number) => count(n, "person", "people"),
  invitations: (n: number) => count(n, "Invitation", "Invitations"),
  minutes: (n: number) => count(n, "minute", "minutes"),
  erased: "an erased person",
  someone: "Somebody",
  bot: "Mistral Setup",
  mistral: "Mistral",
  operator: "The operator",
  confirmedBy: (who: Piece, at: Piece) => say`confirmed by ${who} ${at}`,
  verifiedWithMistral: (at: Piece) => say`verified with Mistral ${at}`,
  verifiedInDns: (at: Piece) => say`verified in DNS ${at}`,
  /** Between a day and its hour in a language whose sentences need a date there ("le 24 nov. à 14:02"); empty: "yesterday 14:02" will do. */
  dayToHour: "",
  separator: " · ",
  comma: ", ",
  semicolon: "; ",
  colon: ": ",
  /** Some of several in one sentence, and how many more there are. */
  listed: (items: readonly Piece[], more: number) =>
    joined(more > 0 ? [...items, andMore(more)] : items, ", "),
  andMore,
  buttons: {
    checklist: "Show the checklist",
    status: "Show the status",
    close: "Close",
    cancel: "Cancel",
    members: "Show the members",
    key: "How to get a key",
    previous: "Previous page",
    next: "Next page",
    keep: "Keep it",
  },
};
