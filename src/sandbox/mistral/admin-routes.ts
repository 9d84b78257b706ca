import type { Answer } from "../fault.ts";
import { listAuditLogs, note } from "./audit-log.ts";
import { inviteIn, limitIn, memberUpdate, workspaceIn } from "./bodies.ts";
import type { Context, Request, Route } from "./exchange.ts";
import { answer, refuse, withBody } from "./exchange.ts";
import { addWorkspace } from "./panel.ts";
import { invite, removeMember, revoke, setRoles } from "./people.ts";
import {
  inviteByIdOut,
  inviteIdOut,
  inviteOut,
  limitsOut,
  memberOut,
  rolesListOut,
  workspaceOut,
} from "./shapes.ts";
import type { MistralState, RoleName } from "./state.ts";
import { roleNamed, sameAddress } from "./state.ts";

const BY_KEY = { by: "API_KEY" } as const;
const UUID = "([0-9a-fA-F-]{36})";

export const ADMIN_ROUTES: readonly Route[] = [
  { method: "GET", path: /^\/users$/, run: listPeople },
  { method: "PATCH", path: new RegExp(`^/users/${UUID}$`), run: updateMember },
  { method: "DELETE", path: new RegExp(`^/users/${UUID}$`), run: deleteMember },
  { method: "POST", path: /^\/users-invite$/, run: postInvite },
  { method: "GET", path: /^\/users-invite$/, run: listInvites },
  { method: "DELETE", path: new RegExp(`^/users-invite/${UUID}$`), run: deleteInvite },
  { method: "GET", path: /^\/roles$/, run: listRoles },
  { method: "GET", path: /^\/workspaces$/, run: listWorkspaces },
  { method: "POST", path: /^\/workspaces$/, run: createWorkspace },
  { method: "GET", path: /^\/spend-limit$/, run: ({ section }) => answer(200, limitsOut(section.get())) },
  { method: "POST", path: /^\/spend-limit$/, run: setLimit },
  { method: "GET", path: /^\/audit-logs$/, run: listAuditLogs },
];

type Window = { page: number; page_size: number };

function paged({ query }: Request, fn: (window: Window) => Answer): Answer {
  const page = Number(query.get("page") ?? 1);
  const size = Number(query.get("page_size") ?? 25);
  const whole = [page, size].every((value) => Number.isSafeInteger(value) && value > 0);
  return whole ? fn({ page, page_size: size }) : refuse(422, "page and page_size are whole numbers above 0");
}

const slice = <T>(items: T[], { page, page_size: size }: Window): T[] =>
  items.slice((page - 1) * size, page * size);

function listPeople({ section, now, quirks }: Context, request: Request): Answer {
  const email = request.query.get("email");
  const wanted = (person: { email: string }) => email === null || sameAddress(person.email, email);
  const state = section.get();
  const members = state.members.filter(wanted);
  const invites = state.invites.filter(wanted);
  return paged(request, (window) => {
    const both = slice([...members, ...invites], window);
    const shared = quirks.paging === "shared";
    const shownMembers = shared ? members.filter((member) => both.includes(member)) : slice(members, window);
    const shownInvites = shared ? invites.filter((other) => both.includes(other)) : slice(invites, window);
    return answer(200, {
      members: shownMembers.map((member) => memberOut(state, member, quirks)),
      invites: shownInvites.map((other) => inviteOut(other, now(), quirks)),
      ...(quirks.totals
        ? { total: members.length + invites.length, ...window }
        : { total: null, page: null, page_size: null }),
    });
  });
}

type RolesIn = { role_names?: RoleName[] | null | undefined; roles?: string[] | null | undefined };

const rolesIn = ({ role_names, roles }: RolesIn): RoleName[] | null =>
  role_names ?? roles?.map(roleNamed) ?? null;

function updateMember({ section, now, quirks }: Context, { body }: Request, id: string): Answer {
  return withBody(memberUpdate, body, (update) =>
    section.change((draft) => {
      const member = draft.members.find((candidate) => candidate.id === id);
      if (member === undefined) return refuse(404, "User not found");
      const roles = rolesIn(update) ?? member.roles;
      if (!setRoles(draft, member, roles, { at: now(), ...BY_KEY })) return lastAdmin();
      member.seats = update.subscription_types ?? member.seats;
      return answer(200, memberOut(draft, member, quirks));
    }),
  );
}

const lastAdmin = (): Answer => refuse(400, "The last admin of the organization cannot be removed");

function deleteMember({ section, now }: Context, _request: Request, id: string): Answer {
  return section.change((draft) => {
    const member = draft.members.find((candidate) => candidate.id === id);
    if (member === undefined) return refuse(404, "User not found");
    if (!removeMember(draft, member, { at: now(), ...BY_KEY })) return lastAdmin();
    return answer(200, { message: "Member removed" });
  });
}

function postInvite({ section, now }: Context, { body }: Request): Answer {
  return withBody(inviteIn, body, (order) =>
    section.change((draft) => {
      if (!draft.payAsYouGo) return refuse(402, "Inviting needs a Team or Enterprise plan or pay-as-you-go");
      const workspaceIds = order.workspace_uuids ?? [];
      if (!workspaceIds.every((id) => draft.workspaces.some((workspace) => workspace.id === id))) {
        return refuse(404, "Workspace not found");
      }
      const roles = rolesIn(order) ?? ["member"];
      const wanted = { emails: order.email, roles, seats: order.subscription_types ?? [], workspaceIds };
      const { invalid, members, invited } = invite(draft, wanted, now());
      for (let n = 0; n < invited; n += 1) note(draft, now(), "organization.invite.send", BY_KEY);
      return answer(200, {
        invalid_emails: invalid,
        already_members: members,
        invited_members_count: invited,
      });
    }),
  );
}

function listInvites({ section, quirks }: Context): Answer {
  return answer(
    200,
    section.get().invites.map((each) => inviteByIdOut(each, quirks)),
  );
}

function deleteInvite({ section, now, quirks }: Context, _request: Request, given: string): Answer {
  return section.change((draft) => {
    const id = draft.invites.find((each) => inviteIdOut(each, quirks) === given)?.id ?? "";
    if (!revoke(draft, id)) return refuse(404, "Invitation not found");
    note(draft, now(), "organization.invite.revoked", BY_KEY);
    return answer(200, { message: "Invitation deleted" });
  });
}

function listRoles({ quirks }: Context): Answer {
  return quirks.roleList ? answer(200, rolesListOut()) : refuse(403, "Custom roles are not enabled");
}

function listWorkspaces({ section }: Context, request: Request): Answer {
  const search = (request.query.get("search") ?? "").toLowerCase();
  const archived = request.query.get("is_archived") === "true";
  const found = section
    .get()
    .workspaces.filter((each) => (each.archived ?? false) === archived)
    .filter(({ name }) => name.toLowerCase().includes(search));
  return paged(request, (window) => {
    const items = slice(found, window).map(workspaceOut);
    return answer(200, { object: "list", total: found.length, items, ...window });
  });
}

function createWorkspace({ section, now }: Context, { body }: Request): Answer {
  return withBody(workspaceIn, body, (order) =>
    section.change((draft) => {
      const admin = draft.members.find((member) => member.id === order.admin_user_id);
      if (admin === undefined) return refuse(404, "User not found");
      const made = addWorkspace(draft, order);
      if (made === null) return refuse(409, "A workspace with this name exists already");
      admin.workspaceIds.push(made.id);
      note(draft, now(), "workspace.create", BY_KEY);
      return answer(200, { ...workspaceOut(made), raw_roles: ["A"], raw_role: "A" });
    }),
  );
}

function setLimit({ section, now }: Context, { body }: Request): Answer {
  return withBody(limitIn, body, ({ amount, no_monthly_limit }) =>
    section.change((draft: MistralState) => {
      draft.monthlyLimit = no_monthly_limit ? null : amount;
      note(draft, now(), "billing.monthly_limit.updated", BY_KEY);
      return answer(200, limitsOut(draft));
    }),
  );
}
