import type { RecordEvent } from "../../../domain/record/record.ts";
import { type Piece, say } from "../../core/spans.ts";
import { count, people } from "./common.ts";

/** What comes next names the thing: "closed the step" Billing, "made request" 3. */
const events: Record<RecordEvent, string> = {
  "setup.started": "started the setup",
  "setup.claimed": "claimed the setup",
  "setup.completed": "completed the setup",
  "organization.named": "named the organization",
  "organization.accepted": "accepted another Admin API key as this organization's",
  "step.closed": "closed the step",
  "step.skipped": "skipped the step",
  "step.reopened": "reopened the step",
  "step.handed": "handed over the step",
  "billing.confirmed": "confirmed billing",
  "security.confirmed": "confirmed",
  "domain.watched": "started watching the DNS record of",
  "domain.seen": "saw the DNS record of",
  "domain.gone": "no longer saw the DNS record of",
  "domain.unwatched": "stopped watching the DNS record of",
  "settings.changed": "changed the settings",
  "workspace.ordered": "ordered Workspace",
  "workspace.created": "created Workspace",
  "workspace.approvers": "changed the approvers of Workspace",
  "workspace.failed": "couldn't create Workspace",
  "request.made": "made request",
  "request.changed": "changed request",
  "request.agreed": "approved their part of request",
  "request.approved": "approved request",
  "request.denied": "denied request",
  "request.withdrawn": "withdrew request",
  "request.lapsed": "closed unanswered request",
  "request.escalated": "asked others as well about request",
  "invitation.moved": "moved invitation",
  "invitation.role": "changed the role of invitation",
  "role.ordered": "ordered a new role for",
  "removal.ordered": "ordered the removal of",
  "revocation.ordered": "ordered the revocation of invitation",
  "member.role": "changed the role of Member",
  "member.removed": "removed Member",
  "member.kept": "kept Member",
  "access.extended": "extended the access of",
  "group.changed": "noticed a change in the group",
  "rule.made": "made the rule",
  "rule.ended": "ended the rule",
  "absence.announced": "announced the absence of",
  "absence.ended": "ended the absence of",
  "task.closed": "closed task",
  "key.works": "said that a key works",
  "account.confirmed": "said they are also",
  "account.parted": "said they are not",
  "person.erased": "erased the data of",
  "job.retried": "retried job",
  "job.dropped": "dropped job",
};

export const record = {
  line: (seq: number, at: Piece, who: Piece, what: Piece) => say`#${seq} ${at} ${who} ${what}`,
  head: (head: Piece) => say`Record: head ${head}`,
  events,
  evidence: { confirmed: "confirmed", verified: "verified" },
  taskStates: { done: "done", impossible: "not possible" },
  counts: {
    rows: (n: number) => people(n),
    dropped: (n: number) => `${people(n)} taken out`,
    monthlyLimit: (n: number) => `monthly limit ${n}`,
    domains: (n: number) => count(n, "allowed domain", "allowed domains"),
  },
  until: (day: string) => `until ${day}`,
  people: {
    to: (names: string) => `to ${names}`,
    added: (names: string) => `now an approver: ${names}`,
    removed: (names: string) => `no longer an approver: ${names}`,
    joined: (names: string) => `in it now: ${names}`,
    parted: (names: string) => `no longer in it: ${names}`,
    byRule: (names: string) => `by a rule of ${names}`,
    alternates: (names: string) => `asked if nobody decides: ${names}`,
    noAlternates: (names: string) => `no longer asked if nobody decides: ${names}`,
    inPlaceOf: (names: string) => `in place of ${names}`,
    standIn: (names: string) => `${names} stands in`,
  },
  flags: {
    extends: "to extend access",
    alone: "no second person needed",
    adminNeedsTwo: "two approvers for Admin",
    sso: "SSO",
    saml: "SSO",
    domain: "domain verified",
    audit: "audit logs",
  },
};

/** By Mistral's own words for its events, which stand for those that have no others. */
const feedEvents: Readonly<Record<string, string>> = {
  "api_key.create": "API key created",
  "api_key.delete": "API key deleted",
  "organization.invite.send": "Invitation sent",
  "organization.invite.resend": "Invitation resent",
  "organization.invite.accepted": "Invitation accepted",
  "organization.invite.revoked": "Invitation revoked",
  "user.organization.join": "Joined the organization",
  "user.organization.delete": "Removed from the organization",
  "user.organization.role.update": "Role changed",
  "billing.payment_method.added": "Payment method added",
  "billing.payment_method.removed": "Payment method removed",
  "billing.monthly_limit.updated": "Spending limit changed",
};

export const feed = {
  title: "Mistral audit log",
  summary: (n: number) => (n === 1 ? "Mistral audit log: one event." : `Mistral audit log: ${n} events.`),
  events: feedEvents,
  unknown: (type: Piece) => say`Event ${type}`,
  key: "An API key",
  more: (n: number) => `And ${n} more on Mistral's audit log page.`,
  noAudit:
    "Mistral shows this bot no audit log, so the audit feed stays silent. It needs Enterprise and an Admin API key that may read it.",
};

/** A file that goes to whoever accepts it, and only then. */
export const files = {
  offered: (name: string) => `A file for you: ${name}.`,
  accepted: (name: string) => `${name} is on its way to your OneDrive.`,
  put: (name: Piece) => say`${name} is in your OneDrive.`,
  declined: (name: string) => `You declined ${name}, so it isn't in your OneDrive.`,
  failed: (name: Piece) => say`${name} may not have reached your OneDrive. If it isn't there, ask again.`,
  approversOnly: "This file is for the owner and approvers.",
};
