import type { InvitationStatus } from "../../../domain/invitation.ts";
import type { RecordEvent } from "../../../domain/record.ts";
import { type Piece, say } from "../../spans.ts";

const people = (n: number): string => (n === 1 ? "one person" : `${n} people`);

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
  "request.approved": "approved Request",
  "request.denied": "denied Request",
  "request.withdrawn": "withdrew Request",
  "request.lapsed": "closed, after 7 days without an answer, Request",
  "invitation.moved": "moved Invitation",
  "invitation.role": "changed the role of Invitation",
  "role.ordered": "ordered a change of role for",
  "removal.ordered": "ordered the removal of",
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

/** Short, because two of them stand in one line. */
const states: Record<InvitationStatus, string> = {
  proposed: "proposed",
  approved: "approved",
  sending: "sending",
  pending: "Pending",
  active: "Active",
  denied: "denied",
  expired: "expired",
  revoked: "revoked",
  failed: "not sent",
  removed: "removed",
};

export const record = {
  line: (seq: number, at: Piece, who: Piece, what: Piece) => say`${seq}. ${at} ${who} ${what}`,
  head: (seq: number, head: Piece) => say`Record: entry ${seq}, head ${head}`,
  events,
  states,
  evidence: { confirmed: ", confirmed", verified: ", verified" },
  thing: (name: string) => ` ${name}`,
  named: (name: Piece) => say` ${name}`,
  ofAddress: (address: Piece) => say` of ${address}`,
  moved: (from: string, to: string) => `: ${from} → ${to}`,
  handedTo: (who: Piece) => say` to ${who}`,
  toRole: (role: string) => ` to ${role}`,
  asked: (n: number, role: string) => ` for ${people(n)} as ${role}`,
  changed: (n: number, role: string) => `: ${n === 0 ? "nobody" : people(n)} taken out, as ${role}`,
  alone: ", no second person needed",
  details: (words: readonly string[]) => `: ${words.join(", ")}`,
  limit: (n: number) => `monthly limit ${n}`,
  domains: (n: number) => (n === 1 ? "one allowed domain" : `${n} allowed domains`),
  security: {
    sso: "SSO",
    saml: "SSO",
    domain: "domain verified",
    discoverable: "discoverable",
    audit: "audit logs",
  },
  taskStates: { done: "done", impossible: "not possible" },
};
