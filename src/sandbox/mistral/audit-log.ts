import type { Answer } from "../fault.ts";
import type { Context, Request } from "./exchange.ts";
import { answer, refuse } from "./exchange.ts";
import type { Author, MistralState, StoredEvent } from "./state.ts";
import { ORGANIZATION_ID, OWNER_ID } from "./state.ts";

/** What can happen here, of all that the published contract names; to ask for another name is refused. */
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

export type EventType = keyof typeof EVENTS;

/** `about`: the Member it concerns. */
export function note(
  draft: MistralState,
  at: number,
  type: EventType,
  { by = OWNER_ID, about = null }: { by?: Author; about?: string | null } = {},
): void {
  draft.log ??= [];
  const id = (draft.log.at(-1)?.id ?? 0) + 1;
  draft.log.push({ id, at, type, by, target: EVENTS[type], about });
}

export function listAuditLogs({ section, quirks }: Context, { query }: Request): Answer {
  const state = section.get();
  if (state.auditLogs === false) return refuse(quirks.noAuditStatus, "Audit logs need the Enterprise plan");
  const read = readQuery(query);
  if (read === null) return refuse(422, "The query does not fit");
  const { types, after, before, sort, limit } = read;
  const inclusive = quirks.auditAfter === "inclusive";
  const found = (state.log ?? []).filter(
    ({ at, type }) =>
      (types.length === 0 || types.includes(type)) &&
      (after === null || at > after || (inclusive && at === after)) &&
      (before === null || at < before),
  );
  found.sort((a, b) => (sort === "ascending" ? 1 : -1) * (a.at - b.at || a.id - b.id));
  return answer(200, found.slice(0, limit).map(out));
}

const PARAMETERS = [
  "event_type",
  "actor_type",
  "target_type",
  "actor_user_uuid",
  "sort",
  "after",
  "before",
  "limit",
];

function readQuery(query: URLSearchParams) {
  const types = query.getAll("event_type");
  const time = (name: string) => (query.has(name) ? Date.parse(query.get(name) ?? "") : null);
  const [after, before] = [time("after"), time("before")];
  const sort = query.get("sort") ?? "descending";
  const limit = Number(query.get("limit") ?? 20);
  const fits =
    [...query.keys()].every((name) => PARAMETERS.includes(name)) &&
    types.every((type) => Object.hasOwn(EVENTS, type)) &&
    ![after, before].some((at) => Number.isNaN(at)) &&
    ["ascending", "descending"].includes(sort) &&
    Number.isSafeInteger(limit) &&
    limit > 0;
  return fits ? { types, after, before, sort, limit } : null;
}

const out = ({ id, at, type, by, target, about }: StoredEvent) => ({
  created_at: new Date(at).toISOString().replace("Z", "000+00:00"),
  actor_type: by === "API_KEY" ? "API_KEY" : "HUMAN",
  actor_metadata: by === "API_KEY" ? {} : { user_uuid: by },
  event_type: type,
  event_metadata: {},
  target_type: target,
  target_metadata: about === null ? {} : { user_uuid: about },
  log_id: id,
  organization_uuid: ORGANIZATION_ID,
  workspace_uuid: null,
});
