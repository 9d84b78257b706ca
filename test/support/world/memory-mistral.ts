import type { Role } from "../../../src/domain/invitations/invitation.ts";
import { AppError } from "../../../src/lib/errors.ts";
import type { MistralAdmin } from "../../../src/mistral/admin/admin.ts";
import { withReadingBefore } from "../../../src/mistral/admin/people.ts";
import { invite, revoke } from "../../../src/sandbox/mistral/people.ts";
import type { MistralState, RoleName } from "../../../src/sandbox/mistral/state.ts";
import { initialMistralState, isExpired } from "../../../src/sandbox/mistral/state.ts";

export const ROLE_NAMES: Record<Role, RoleName> = {
  admin: "organization_admin",
  billing: "billing_manager",
  member: "member",
};

const roleOf = (name: RoleName): Role =>
  (Object.keys(ROLE_NAMES) as Role[]).find((role) => ROLE_NAMES[role] === name) ?? "member";

/** The embedded Mistral's people without HTTP, for tests that decide themselves when each call goes through. */
export function createMemoryMistral(now: () => number): { admin: MistralAdmin; state: MistralState } {
  const state = initialMistralState(now());
  const admin: MistralAdmin = {
    people: withReadingBefore(
      async () => ({
        whole: true,
        members: state.members.map(({ id, email, name, roles }) => ({
          ...{ id, address: email, name, roles: roles.map(roleOf) },
        })),
        invites: state.invites.map((invite) => ({
          ...{ id: invite.id, address: invite.email, createdAt: invite.createdAt, roles: ["member"] },
          expired: isExpired(invite, now()),
        })),
      }),
      now,
    ),
    invite: async ({ addresses, role }) => {
      const order = { emails: addresses.join(","), roles: [ROLE_NAMES[role]], seats: [], workspaceIds: [] };
      const { invalid, members } = invite(state, order, now());
      return { invalid, alreadyMembers: members };
    },
    revoke: async (id) => (revoke(state, id) ? "erased" : "gone"),
    workspaces: async () => state.workspaces.map(({ id, name }) => ({ id, name, isDefault: false })),
    setSpendLimit: async () => {},
    setRole: async (id, role) => {
      const member = state.members.find((one) => one.id === id);
      if (member === undefined) throw new AppError("not_found", "no such Member");
      member.roles = [ROLE_NAMES[role]];
    },
    remove: async (id) => {
      const before = state.members.length;
      state.members = state.members.filter((member) => member.id !== id);
      return state.members.length < before ? "erased" : "gone";
    },
    createWorkspace: async ({ name }) => {
      const made = { id: `workspace-${state.workspaces.length}`, name, description: "", isDefault: false };
      state.workspaces.push(made);
      return made;
    },
    spendLimit: async () => ({ limit: null, currency: "EUR", reached: false, paymentFailure: false }),
    audit: { since: async () => [], newest: async () => null, organization: async () => null },
  };
  return { admin, state };
}
