import type { RecordEvent } from "../../../domain/record/record.ts";
import { type Piece, say } from "../../core/spans.ts";
import { count, people } from "./common.ts";

/** What comes next names the thing: "closed the step" Billing, "made Request" 3. */
const events: Record<RecordEvent, string> = {
  "setup.started": "started the Setup",
  "setup.claimed": "claimed the Setup",
  "setup.completed": "completed the Setup",
  "organization.named": "named the Organization",
  "organization.accepted": "said that the Organization of another Admin API key is this one",
  "step.closed": "closed the step",
  "step.skipped": "left out the step",
  "step.reopened": "reopened the step",
  "step.handed": "handed over the step",
  "billing.confirmed": "confirmed billing",
  "security.confirmed": "saved what is done for",
  "domain.watched": "looks in DNS for the record of domain",
  "domain.seen": "saw in DNS the record of domain",
  "domain.gone": "no longer saw in DNS the record of domain",
  "domain.unwatched": "stopped looking in DNS for the record of domain",
  "settings.changed": "changed the settings",
  "workspace.ordered": "ordered Workspace",
  "workspace.created": "created Workspace",
  "workspace.failed": "could not create Workspace",
  "request.made": "made Request",
  "request.changed": "changed Request",
  "request.agreed": "gave the first of two approvals to Request",
  "request.approved": "approved Request",
  "request.denied": "denied Request",
  "request.withdrawn": "withdrew Request",
  "request.lapsed": "closed, after 7 days without an answer, Request",
  "invitation.moved": "moved Invitation",
  "invitation.role": "changed the role of Invitation",
  "role.ordered": "ordered a change of role for",
  "removal.ordered": "ordered the removal of",
  "revocation.ordered": "ordered the revocation of Invitation",
  "member.role": "changed the role of Member",
  "member.removed": "removed Member",
  "task.closed": "closed task",
  "key.works": "said that a key works",
  "account.confirmed": "confirmed as their own another account, of",
  "account.parted": "said that they are not",
  "person.erased": "erased what was stored about",
  "job.retried": "had tried again job",
  "job.dropped": "gave up on job",
};

export const record = {
  line: (seq: number, at: Piece, who: Piece, what: Piece) => say`${seq}. ${at} ${who} ${what}`,
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
  people: {
    to: (names: string) => `to ${names}`,
    added: (names: string) => `now an approver: ${names}`,
    removed: (names: string) => `no longer an approver: ${names}`,
  },
  flags: {
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
  "organization.invite.resend": "Invitation sent again",
  "organization.invite.accepted": "Invitation accepted",
  "organization.invite.revoked": "Invitation revoked",
  "user.organization.join": "Joined the Organization",
  "user.organization.delete": "Removed from the Organization",
  "user.organization.role.update": "Role in the Organization changed",
  "billing.payment_method.added": "Payment method added",
  "billing.payment_method.removed": "Payment method removed",
  "billing.monthly_limit.updated": "Monthly spending limit changed",
};

export const feed = {
  title: "Mistral audit log",
  summary: (n: number) => (n === 1 ? "Mistral audit log: one event." : `Mistral audit log: ${n} events.`),
  events: feedEvents,
  unknown: (type: Piece) => say`Event ${type}`,
  key: "An API key",
  more: (n: number) => `And ${n} more. All of it is on Mistral's audit log page.`,
  noAudit:
    "Mistral shows this bot no audit log, so the audit feed stays silent. It needs the Enterprise plan and an Admin API key that may read it.",
};

/** A file that goes to whoever accepts it, and only then. */
export const files = {
  offered: (name: string) => `There is a file for you: ${name}.`,
  accepted: (name: string) => `${name} is on its way to your OneDrive.`,
  put: (name: Piece) => say`${name} is in your OneDrive.`,
  declined: (name: string) => `You declined ${name}, so it was not put into your OneDrive.`,
  failed: (name: Piece) =>
    say`Nobody has said that ${name} is in your OneDrive. If it is not there, ask for it again.`,
  approversOnly: "The Record goes only to whoever decides in this Setup.",
};
