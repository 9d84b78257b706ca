import { z } from "zod";
import type { Answer, Route } from "../http.ts";
import type { Section } from "../world.ts";
import { addWorkspace, invite, type Noted, removeMember, revoke, setRoles } from "./people.ts";
import type { MistralState, RoleName, StoredInvite, StoredMember, StoredWorkspace } from "./state.ts";
import { isExpired, limitReached, note, ORGANIZATION_ID, ROLE_NAMES, ROLES, sameAddress } from "./state.ts";

/** Where the real service is not settled, a stand-in can behave either way. */
export type Quirks = {
  /** `separate`: each page holds so many Members and so many invites; `shared`: so many of both together. */
  paging: "separate" | "shared";
  totals: boolean;
  rawRoles: "letters" | "uuids";
  /** `false`: `GET /roles` is refused, as it is without custom roles. */
  roleList: boolean;
  /** Whether an invitation has the same id in both lists; in the other one it is what revokes. */
  inviteIds: "same" | "other";
  /** How an ordinary key is refused while billing is not in force. */
  inactiveStatus: 401 | 402 | 403;
  modelsWhileInactive: boolean;
  /** Whether the audit log shows what happened at the very moment of `after`. */
  auditAfter: "inclusive" | "exclusive";
};

export const DEFAULT_QUIRKS: Quirks = {
  ...{ paging: "separate", totals: true, rawRoles: "letters", roleList: true, inviteIds: "same" },
  ...{ inactiveStatus: 402, modelsWhileInactive: false, auditAfter: "exclusive" },
};

export type Context = { section: Section<MistralState>; now: () => number; quirks: Quirks };

export type Asked = { query: URLSearchParams; body: unknown; id: string };

export type Operation = (context: Context, asked: Asked) => Answer;

export const answer = (status: number, body: unknown): Answer => ({ status, body });
export const refuse = (status: number, detail: string): Answer => answer(status, { detail });

export function checked<T>(
  schema: z.ZodType<T>,
  at: string,
  given: unknown,
  run: (read: T) => Answer,
): Answer {
  const { data, success, error } = schema.safeParse(given);
  if (success) return run(data);
  const detail = error.issues.map(({ path, message: msg, code: type }) => ({
    loc: [at, ...path],
    msg,
    type,
  }));
  return answer(422, { detail });
}

const BY_KEY = { by: "API_KEY" } as const;

/** Request bodies as the bot sends them, of all that the published contract has; unknown fields pass. */
const body =
  <T>(schema: z.ZodType<T>, run: (read: T, ...args: Parameters<Operation>) => Answer): Operation =>
  (context, asked) =>
    checked(schema, "body", asked.body, (read) => run(read, context, asked));

const role_names = z.array(z.enum(ROLE_NAMES)).min(1).optional();

const PAGE = z.object({
  page: z.coerce.number().int().positive().default(1),
  page_size: z.coerce.number().int().positive().default(25),
});
type Page = z.infer<typeof PAGE>;

const paged = ({ query }: Asked, run: (page: Page) => Answer): Answer =>
  checked(PAGE, "query", Object.fromEntries(query), run);
const slice = <T>(items: T[], { page, page_size: size }: Page): T[] =>
  items.slice((page - 1) * size, page * size);

function rolesOut(all: RoleName[], { rawRoles }: Quirks) {
  const raw = all.map((role) => (rawRoles === "uuids" ? ROLES[role].id : ROLES[role].letter));
  return { raw_roles: raw, raw_role: raw[0] };
}

const timeOf = (at: number): string => new Date(at).toISOString();

const memberOut = ({ workspaces }: MistralState, member: StoredMember, quirks: Quirks) => ({
  ...{ uuid: member.id, oid_id: null, name: member.name, email: member.email, is_sso_outsider: null },
  workspaces: workspaces
    .filter(({ id }) => member.workspaceIds.includes(id))
    .map(({ id, name, isDefault }) => ({
      ...{ uuid: id, name, is_default: isDefault, raw_roles: ["M"], raw_role: "M" },
    })),
  ...{ subscriptions: [], subscription_types: member.seats, created_at: timeOf(member.createdAt) },
  ...rolesOut(member.roles, quirks),
});

const inviteOut = (invited: StoredInvite, now: number, quirks: Quirks) => ({
  ...{ uuid: invited.id, email: invited.email, expired: isExpired(invited, now) },
  ...{ created_at: timeOf(invited.createdAt), workspace_uuids: invited.workspaceIds },
  ...rolesOut(invited.roles, quirks),
});

/** What revokes it: the id from the list of people, or another one. */
const revokesIt = ({ id }: StoredInvite, { inviteIds }: Quirks): string =>
  inviteIds === "same" ? id : [...id.slice(0, 8)].reverse().join("") + id.slice(8);

const workspaceOut = ({ id, name, isDefault }: StoredWorkspace) => ({
  ...{ uuid: id, name, description: "", icon: null, is_default: isDefault },
  ...{ members_count: null, spend_limit: null },
});

const limitsOut = (state: MistralState): Answer => {
  const { monthlyLimit, usage, paymentFailure } = state;
  const completion = {
    ...{ no_monthly_limit: monthlyLimit === null, monthly_limit_reached: limitReached(state) },
    ...{ usage, vibe_usage: 0, total_usage: usage, usage_limit: monthlyLimit },
  };
  const failure = { last_payment_failure: paymentFailure, last_payment_failure_protection: null };
  return answer(200, { limits: { completion, ...failure, currency: "EUR" } });
};

const listPeople: Operation = ({ section, now, quirks }, asked) => {
  const state = section.get();
  const email = asked.query.get("email");
  const isWanted = (person: { email: string }) => email === null || sameAddress(person.email, email);
  const members = state.members.filter(isWanted);
  const invites = state.invites.filter(isWanted);
  return paged(asked, (page) => {
    const both = slice([...members, ...invites], page);
    const shown = <T extends (typeof both)[number]>(all: T[]): T[] =>
      quirks.paging === "shared" ? all.filter((one) => both.includes(one)) : slice(all, page);
    return answer(200, {
      members: shown(members).map((member) => memberOut(state, member, quirks)),
      invites: shown(invites).map((invited) => inviteOut(invited, now(), quirks)),
      ...(quirks.totals
        ? { total: members.length + invites.length, ...page }
        : { total: null, page: null, page_size: null }),
    });
  });
};

type ToMember = (draft: MistralState, member: StoredMember, how: Noted) => object | false;

/** Does something to the Member with the id in the path; `run` gives false for the last Admin. */
const toMember = ({ section, now }: Context, { id }: Asked, run: ToMember): Answer =>
  section.change((draft) => {
    const member = draft.members.find((one) => one.id === id);
    if (member === undefined) return refuse(404, "User not found");
    const done = run(draft, member, { at: now(), ...BY_KEY });
    return done ? answer(200, done) : refuse(400, "The last admin of the organization cannot be removed");
  });

const deleteMember: Operation = (context, asked) =>
  toMember(context, asked, (...how) => removeMember(...how) && { message: "Member removed" });

const updateMember = body(z.object({ role_names }), ({ role_names: roles }, context, asked) =>
  toMember(context, asked, (draft, member, how) => {
    const isDone = setRoles(draft, member, roles ?? member.roles, how);
    return isDone && memberOut(draft, member, context.quirks);
  }),
);

const INVITE = z.object({
  ...{ role_names, email: z.string() },
  subscription_types: z.array(z.enum(["CHAT", "MISTRAL_CODE"])).default([]),
  workspace_uuids: z.array(z.guid()).default([]),
});

const postInvite = body(INVITE, (order, { section, now }) =>
  section.change((draft) => {
    if (!draft.payAsYouGo) return refuse(402, "Inviting needs a Team or Enterprise plan or pay-as-you-go");
    const { workspace_uuids: workspaceIds, subscription_types: seats, role_names: roles } = order;
    if (!workspaceIds.every((id) => draft.workspaces.some((workspace) => workspace.id === id)))
      return refuse(404, "Workspace not found");
    const given = { emails: order.email, roles: roles ?? ["member" as const], seats, workspaceIds };
    const result = invite(draft, given, now());
    for (let n = 0; n < result.invited; n += 1) note(draft, now(), "organization.invite.send", BY_KEY);
    const { invalid: invalid_emails, members: already_members, invited: invited_members_count } = result;
    return answer(200, { invalid_emails, already_members, invited_members_count });
  }),
);

const listInvites: Operation = ({ section, quirks }) => {
  const out = section.get().invites.map((invited) => {
    const { raw_roles, raw_role: role } = rolesOut(invited.roles, quirks);
    return { invite_uuid: revokesIt(invited, quirks), email: invited.email, roles: raw_roles, role };
  });
  return answer(200, out);
};

const deleteInvite: Operation = ({ section, now, quirks }, { id: given }) =>
  section.change((draft) => {
    const found = draft.invites.find((invited) => revokesIt(invited, quirks) === given);
    if (!revoke(draft, found?.id ?? "")) return refuse(404, "Invitation not found");
    note(draft, now(), "organization.invite.revoked", BY_KEY);
    return answer(200, { message: "Invitation deleted" });
  });

const listRoles: Operation = ({ quirks }) => {
  if (!quirks.roleList) return refuse(403, "Custom roles are not enabled");
  const all = ROLE_NAMES.map((name) => ({
    ...{ name, uuid: ROLES[name].id, description: "", is_custom_role: false },
  }));
  return answer(200, { organization_roles: all, workspace_roles: [] });
};

const listWorkspaces: Operation = ({ section }, asked) => {
  const found = section.get().workspaces.filter(({ archived }) => archived !== true);
  return paged(asked, (page) => {
    const items = slice(found, page).map(workspaceOut);
    return answer(200, { object: "list", total: found.length, items, ...page });
  });
};

const WORKSPACE = z.object({ name: z.string(), admin_user_id: z.guid() });

const createWorkspace = body(WORKSPACE, (order, { section, now }) =>
  section.change((draft) => {
    const admin = draft.members.find((member) => member.id === order.admin_user_id);
    if (admin === undefined) return refuse(404, "User not found");
    const made = addWorkspace(draft, order.name);
    if (made === null) return refuse(409, "A workspace with this name exists already");
    admin.workspaceIds.push(made.id);
    note(draft, now(), "workspace.create", BY_KEY);
    return answer(200, { ...workspaceOut(made), raw_roles: ["A"], raw_role: "A" });
  }),
);

const LIMIT = z.object({ amount: z.int(), no_monthly_limit: z.boolean().default(false) });

const setLimit = body(LIMIT, ({ amount, no_monthly_limit }, { section, now }) =>
  section.change((draft) => {
    draft.monthlyLimit = no_monthly_limit ? null : amount;
    note(draft, now(), "billing.monthly_limit.updated", BY_KEY);
    return limitsOut(draft);
  }),
);

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
  created_at: timeOf(at).replace("Z", "000+00:00"),
  actor_type: by === "API_KEY" ? "API_KEY" : "HUMAN",
  actor_metadata: by === "API_KEY" ? {} : { user_uuid: by },
  ...{ event_type: type, event_metadata: {}, target_type: target },
  target_metadata: about === null ? {} : { user_uuid: about },
  ...{ log_id: id, organization_uuid: ORGANIZATION_ID, workspace_uuid: null },
});

const MEMBER = /^\/users\/([0-9a-fA-F-]{36})$/;

export const ADMIN_ROUTES: readonly Route<Operation>[] = [
  ["GET", /^\/users$/, listPeople],
  ["PATCH", MEMBER, updateMember],
  ["DELETE", MEMBER, deleteMember],
  ["POST", /^\/users-invite$/, postInvite],
  ["GET", /^\/users-invite$/, listInvites],
  ["DELETE", /^\/users-invite\/([0-9a-fA-F-]{36})$/, deleteInvite],
  ["GET", /^\/roles$/, listRoles],
  ["GET", /^\/workspaces$/, listWorkspaces],
  ["POST", /^\/workspaces$/, createWorkspace],
  ["GET", /^\/spend-limit$/, ({ section }) => limitsOut(section.get())],
  ["POST", /^\/spend-limit$/, setLimit],
  ["GET", /^\/audit-logs$/, listAuditLogs],
];
