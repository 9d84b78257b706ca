import type { Role } from "../../src/domain/role.ts";
import type { MistralAdmin } from "../../src/mistral/admin.ts";
import { invite, revoke } from "../../src/sandbox/mistral/people.ts";
import type { MistralState, RoleName } from "../../src/sandbox/mistral/state.ts";
import { initialMistralState, isExpired } from "../../src/sandbox/mistral/state.ts";

const NAMES: Record<Role, RoleName> = {
  admin: "organization_admin",
  billing: "billing_manager",
  member: "member",
};

const roleOf = (name: RoleName): Role =>
  (Object.keys(NAMES) as Role[]).find((role) => NAMES[role] === name) ?? "member";

/** The embedded Mistral's people without HTTP, for tests that decide themselves when each call goes through. */
export function createMemoryMistral(now: () => number): { admin: MistralAdmin; state: MistralState } {
  const state = initialMistralState(now());
  const notHere = async (): Promise<never> => {
    throw new Error("this is not part of the test");
  };
  const admin: MistralAdmin = {
    people: async () => ({
      whole: true,
      before: null,
      members: state.members.map(({ id, email, name, roles }) => ({
        id,
        address: email,
        name,
        roles: roles.map(roleOf),
      })),
      invites: state.invites.map(({ id, email, createdAt, ...other }) => ({
        ...{ id, address: email, createdAt, roles: ["member"] },
        expired: isExpired({ id, email, createdAt, ...other }, now()),
      })),
    }),
    invite: async ({ addresses, role }) => {
      const order = { emails: addresses.join(","), roles: [NAMES[role]], seats: [], workspaceIds: [] };
      const { invalid, members } = invite(state, order, now());
      return { invalid, alreadyMembers: members };
    },
    revoke: async (id) => (revoke(state, id) ? "erased" : "gone"),
    workspaces: async () => [],
    setSpendLimit: async () => {},
    setRole: notHere,
    remove: async (id) => {
      const before = state.members.length;
      state.members = state.members.filter((member) => member.id !== id);
      return state.members.length < before ? "erased" : "gone";
    },
    createWorkspace: notHere,
    spendLimit: async () => ({ limit: null, currency: "EUR", reached: false, paymentFailure: false }),
    audit: { since: async () => [], newest: async () => null, organization: async () => null },
  };
  return { admin, state };
}
