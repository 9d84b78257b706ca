import { z } from "zod";
import type { Route } from "../http.ts";
import type { Operation } from "./exchange.ts";
import { answer, checked, refuse } from "./exchange.ts";
import type { Author, MistralState } from "./state.ts";
import { ORGANIZATION_ID, OWNER_ID } from "./state.ts";

/** What can happen here, of all that the published contract names, and what it is about. */
const EVENTS = {
  "organization.invite.send": "ORGANIZATION",
  "organization.invite.resend": "ORGANIZATION",
  "organization.invite.accepted": "USER",
  "organization.invite.revoked": "ORGANIZATION",
  "organization.join_by_email_domain": "USER",
  "organization.update": "ORGANIZATION",
  "organization.domain_verification.enable": "ORGANIZATION",
  "organization.domain_verification.disable": "ORGANIZATION",
  "organization.saml_authentication.enable": "ORGANIZATION",
  "organization.saml_authentication.disable": "ORGANIZATION",
  "user.organization.join": "USER",
  "user.organization.role.update": "USER",
  "user.organization.delete": "USER",
  "billing.payment_method.added": "PAYMENT_METHOD",
  "billing.payment_method.removed": "PAYMENT_METHOD",
  "billing.monthly_limit.updated": "MONTHLY_LIMIT",
  "workspace.create": "WORKSPACE",
  "api_key.create": "API_KEY",
  "api_key.delete": "API_KEY",
  "api_key.rotate": "API_KEY",
} as const;

type EventType = keyof typeof EVENTS;

export function note(
  { log }: MistralState,
  at: number,
  type: EventType,
  { by = OWNER_ID, about = null }: { by?: Author; about?: string | null } = {},
): void {
  log.push({ id: (log.at(-1)?.id ?? 0) + 1, at, type, by, target: EVENTS[type], about });
}

const time = z.string().transform(Date.parse).pipe(z.number()).optional();
const QUERY = z.object({
  sort: z.enum(["ascending", "descending"]).default("descending"),
  after: time,
  before: time,
  limit: z.coerce.number().int().positive().default(20),
});

const listAuditLogs: Operation = ({ section, quirks }, { query }) => {
  const { auditLogs, log } = section.get();
  if (!auditLogs) return refuse(403, "Audit logs need the Enterprise plan");
  const wanted = query.getAll("event_type");
  return checked(QUERY, "query", Object.fromEntries(query), ({ sort, after, before, limit }) => {
    const isAfter = (at: number) =>
      after === undefined || at > after || (quirks.auditAfter === "inclusive" && at === after);
    const found = log.filter(
      ({ at, type }) =>
        (wanted.length === 0 || wanted.includes(type)) &&
        isAfter(at) &&
        (before === undefined || at < before),
    );
    found.sort((a, b) => (sort === "ascending" ? 1 : -1) * (a.at - b.at || a.id - b.id));
    return answer(200, found.slice(0, limit).map(eventOut));
  });
};

const eventOut = ({ id, at, type, by, target, about }: MistralState["log"][number]) => ({
  created_at: new Date(at).toISOString().replace("Z", "000+00:00"),
  actor_type: by === "API_KEY" ? "API_KEY" : "HUMAN",
  actor_metadata: by === "API_KEY" ? {} : { user_uuid: by },
  ...{ event_type: type, event_metadata: {}, target_type: target },
  target_metadata: about === null ? {} : { user_uuid: about },
  ...{ log_id: id, organization_uuid: ORGANIZATION_ID, workspace_uuid: null },
});

export const AUDIT_ROUTE: Route<Operation> = ["GET", /^\/audit-logs$/, listAuditLogs];
