import type { Quirks } from "./exchange.ts";
import type { MistralState, RoleName, StoredInvite, StoredMember, StoredWorkspace } from "./state.ts";
import { isExpired, limitReached, ROLES } from "./state.ts";

function rolesOut(roles: RoleName[], { rawRoles }: Quirks) {
  const raw = roles.map((role) => (rawRoles === "uuids" ? ROLES[role].id : ROLES[role].letter));
  return { raw_roles: raw, raw_role: raw[0] };
}

const time = (at: number): string => new Date(at).toISOString();

export const memberOut = (state: MistralState, member: StoredMember, quirks: Quirks) => ({
  uuid: member.id,
  oid_id: null,
  name: member.name,
  email: member.email,
  is_sso_outsider: null,
  workspaces: state.workspaces
    .filter((workspace) => member.workspaceIds.includes(workspace.id))
    .map(({ id, name, isDefault }) => ({
      uuid: id,
      name,
      is_default: isDefault,
      raw_roles: ["M"],
      raw_role: "M",
    })),
  subscriptions: [],
  subscription_types: member.seats,
  created_at: time(member.createdAt),
  ...rolesOut(member.roles, quirks),
});

export const inviteOut = (invite: StoredInvite, now: number, quirks: Quirks) => ({
  uuid: invite.id,
  email: invite.email,
  expired: isExpired(invite, now),
  created_at: time(invite.createdAt),
  workspace_uuids: invite.workspaceIds,
  ...rolesOut(invite.roles, quirks),
});

/** What revokes it: the id from the list of people, or another one. */
export const inviteIdOut = ({ id }: StoredInvite, { inviteIds }: Quirks): string =>
  inviteIds === "same" ? id : [...id.slice(0, 8)].reverse().join("") + id.slice(8);

export const inviteByIdOut = (invite: StoredInvite, quirks: Quirks) => {
  const { raw_roles: roles, raw_role: role } = rolesOut(invite.roles, quirks);
  return { invite_uuid: inviteIdOut(invite, quirks), email: invite.email, roles, role };
};

export const workspaceOut = (workspace: StoredWorkspace) => ({
  uuid: workspace.id,
  name: workspace.name,
  description: workspace.description,
  icon: workspace.icon ?? null,
  members_count: null,
  spend_limit: null,
  is_default: workspace.isDefault,
});

export const limitsOut = (state: MistralState) => ({
  limits: {
    completion: {
      no_monthly_limit: state.monthlyLimit === null,
      monthly_limit_reached: limitReached(state),
      usage: state.usage,
      vibe_usage: 0,
      total_usage: state.usage,
      usage_limit: state.monthlyLimit,
    },
    last_payment_failure: state.paymentFailure,
    last_payment_failure_protection: null,
    currency: "EUR",
  },
});

export const rolesListOut = () => ({
  organization_roles: Object.entries(ROLES).map(([name, { id }]) => ({
    name,
    uuid: id,
    description: "",
    is_custom_role: false,
  })),
  workspace_roles: [],
});
