import { randomUUID } from "node:crypto";
import type { Requests } from "../request-schemas.ts";
import type { Panel } from "../snapshot.ts";
import { accessOf, changeAccess } from "./access.ts";
import { note } from "./audit-log.ts";
import { invite, removeMember, revokeAddress, setRoles } from "./people.ts";
import type { MistralState, StoredInvite, StoredMember } from "./state.ts";
import { isExpired, keysWorkAt, labelsOf, limitReached, OWNER_ID, roleNamed, sameAddress } from "./state.ts";

export type PanelChange = Requests["panel"]["change"];

export function panelOf(state: MistralState, now: number): Panel {
  const row = (person: StoredMember | StoredInvite, status: "Active" | "Pending" | "Expired") => ({
    email: person.email,
    name: "name" in person ? person.name : "",
    role: labelsOf(person.roles),
    status,
  });
  return {
    organization: state.organization,
    paymentMethod: state.paymentSince !== null,
    payAsYouGo: state.payAsYouGo,
    adminApi: state.adminApi,
    keyRefused: state.keyRefused === true,
    limitReached: limitReached(state),
    paymentFailure: state.paymentFailure,
    monthlyLimit: state.monthlyLimit,
    keysWorkAt: keysWorkAt(state),
    auditLogs: state.auditLogs !== false,
    keysMade: (state.log ?? []).filter(({ type }) => type === "api_key.create").length,
    access: accessOf(state),
    workspaces: state.workspaces
      .filter(({ archived }) => archived !== true)
      .map(({ id, name, isDefault }) => ({ id, name, isDefault })),
    members: [
      ...state.members.map((member) => row(member, "Active")),
      ...state.invites.map((pending) => row(pending, isExpired(pending, now) ? "Expired" : "Pending")),
    ],
  };
}

/** What a person does in the admin panel. One sentence when it does not work, or not for everybody. */
export function changePanel(draft: MistralState, change: PanelChange, now: number): string | null {
  const byHand = { at: now, by: OWNER_ID };
  switch (change.kind) {
    case "payment": {
      const log = change.on ? "billing.payment_method.added" : "billing.payment_method.removed";
      if (change.on === (draft.paymentSince === null)) note(draft, now, log);
      draft.paymentSince = change.on ? (draft.paymentSince ?? now) : null;
      return null;
    }
    case "payAsYouGo":
      draft.payAsYouGo = change.on;
      return null;
    case "adminApi":
      draft.adminApi = change.on;
      return null;
    case "refuseKey":
      draft.keyRefused = change.on;
      return null;
    case "limitReached":
      // Where there is no limit yet, it becomes one that can be reached.
      draft.monthlyLimit ??= 100;
      draft.usage = change.on ? draft.monthlyLimit : 0;
      return null;
    case "paymentFailure":
      draft.paymentFailure = change.on;
      return null;
    case "organization":
      return rename(draft, change.name.trim());
    case "workspace":
      if (addWorkspace(draft, { name: change.name, description: "" }) === null)
        return "This name is empty, too long or taken.";
      note(draft, now, "workspace.create");
      return null;
    case "invite":
      return inviteByHand(draft, change, now);
    case "revoke":
      if (!revokeAddress(draft, change.email)) return `Nobody is invited as ${change.email}.`;
      note(draft, now, "organization.invite.revoked");
      return null;
    case "role": {
      const roles = [roleNamed(change.role)];
      return changeMember(draft, change.email, (member) => setRoles(draft, member, roles, byHand));
    }
    case "remove":
      return changeMember(draft, change.email, (member) => removeMember(draft, member, byHand));
    case "key":
      note(draft, now, "api_key.create");
      return null;
    case "record":
    case "domain":
    case "saml":
      return changeAccess(draft, change.kind, change.on, now);
    case "auditLogs":
      draft.auditLogs = change.on;
      return null;
  }
}

/** `change` gives false where the Organization would be left without an Admin. */
function changeMember(
  draft: MistralState,
  email: string,
  change: (member: StoredMember) => boolean,
): string | null {
  const found = draft.members.find((member) => sameAddress(member.email, email));
  if (found === undefined) return `Nobody is a Member as ${email}.`;
  return change(found) ? null : "This is the last Admin: make somebody else Admin first.";
}

function rename(draft: MistralState, name: string): string | null {
  if (name === "") return "The organization needs a name.";
  draft.organization = name;
  return null;
}

/** Null when the name cannot be used: names are unique. */
export function addWorkspace(
  draft: MistralState,
  order: { name: string; description: string; icon?: string | undefined },
) {
  const name = order.name.trim();
  const taken = draft.workspaces.some((workspace) => sameAddress(workspace.name, name));
  if (name === "" || [...name].length > 255 || taken) return null;
  const { description, icon } = order;
  const made = { id: randomUUID(), name, description, isDefault: false, icon };
  draft.workspaces.push(made);
  return made;
}

function inviteByHand(
  draft: MistralState,
  order: { emails: string; role: string },
  now: number,
): string | null {
  if (!draft.payAsYouGo) return "Switch pay-as-you-go on first: without it this plan cannot invite.";
  const wanted = { emails: order.emails, roles: [roleNamed(order.role)], seats: [], workspaceIds: [] };
  // The panel sends a fresh link to somebody who is invited already.
  const { invalid, members, invited } = invite(draft, wanted, now, { fresh: true });
  for (let n = 0; n < invited; n += 1) note(draft, now, "organization.invite.send");
  const problems = [
    ...(invalid.length > 0 ? [`Not an address: ${invalid.join(", ")}.`] : []),
    ...(members.length > 0 ? [`Members already: ${members.join(", ")}.`] : []),
  ];
  if (problems.length > 0) return problems.join(" ");
  return invited === 0 ? "Enter at least one address." : null;
}
