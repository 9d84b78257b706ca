import { randomUUID } from "node:crypto";
import type { Author, MistralState, RoleName, StoredInvite, StoredMember, StoredWorkspace } from "./state.ts";
import { INVITE_LIFE_MS, isExpired, labelsOf, note, sameAddress } from "./state.ts";

type Given = Pick<StoredInvite, "roles" | "seats" | "workspaceIds">;
type Order = Given & { emails: string; fresh?: boolean };

/** `by`: the owner when left out. */
export type Noted = { at: number; by?: Author };

/** Like the API: an address that is Pending gets a second invitation; only `fresh` replaces the first. */
export function invite(draft: MistralState, { emails, fresh = false, ...order }: Order, now: number) {
  const result = { invalid: [] as string[], members: [] as string[], invited: 0 };
  for (const email of emails.split(/[,\n]/).map((part) => part.trim())) {
    if (email === "") continue;
    if (!/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email)) result.invalid.push(email);
    else if (draft.members.some((member) => sameAddress(member.email, email))) result.members.push(email);
    else {
      if (fresh) revokeAddress(draft, email);
      const isPending = (other: StoredInvite) => sameAddress(other.email, email) && !isExpired(other, now);
      if (draft.invites.some(isPending)) draft.doubleInvites += 1;
      send(draft, { id: randomUUID(), email, ...order, createdAt: now });
      result.invited += 1;
    }
  }
  return result;
}

function send(draft: MistralState, invited: StoredInvite): void {
  const { id: inviteId, email: to, roles, createdAt: sentAt } = invited;
  const until = new Date(sentAt + INVITE_LIFE_MS).toISOString().slice(0, 16).replace("T", " ");
  const subject = `Join ${draft.organization} on Mistral`;
  const body = [
    `You are invited to the organization ${draft.organization} on Mistral as ${labelsOf(roles)}.`,
    "Accept to sign up, or to sign in if you have an account.",
    `The invitation runs out on ${until} UTC.`,
  ].join("\n\n");
  draft.invites.push(invited);
  draft.mails.push({ id: randomUUID(), inviteId, to, subject, body, sentAt, state: "open" });
}

/** False when there is no such invitation. Its mail's link is dead from now on. */
export function revoke(draft: MistralState, id: string): boolean {
  const before = draft.invites.length;
  draft.invites = draft.invites.filter((invited) => invited.id !== id);
  for (const mail of draft.mails) if (mail.inviteId === id && mail.state === "open") mail.state = "revoked";
  return draft.invites.length < before;
}

export function revokeAddress(draft: MistralState, email: string): boolean {
  const found = draft.invites.filter((invited) => sameAddress(invited.email, email));
  for (const { id } of found) revoke(draft, id);
  return found.length > 0;
}

/** The invitee follows the link. A sentence when that does not work. */
export function accept(draft: MistralState, mailId: string, now: number, name?: string): string | null {
  const mail = draft.mails.find((each) => each.id === mailId);
  if (mail === undefined) return "This e-mail does not exist.";
  if (mail.state === "accepted") return "This invitation was accepted already.";
  const invited = draft.invites.find(({ id }) => id === mail.inviteId);
  if (invited === undefined) return "This invitation was withdrawn or replaced by a newer one.";
  if (isExpired(invited, now)) return "This invitation ran out after 7 days. Ask for a new one.";
  mail.state = "accepted";
  const everyones = draft.workspaces.filter(({ isDefault }) => isDefault).map(({ id }) => id);
  const workspaceIds = [...new Set([...everyones, ...invited.workspaceIds])];
  const id = randomUUID();
  const called = name ?? mail.to.replace(/@.*/, "");
  draft.members.push({ ...invited, id, name: called, workspaceIds, createdAt: now });
  revokeAddress(draft, mail.to);
  note(draft, now, "organization.invite.accepted", { by: id });
  note(draft, now, "user.organization.join", { by: id, about: id });
  return null;
}

/** False where the Organization would be left without an Admin. */
export function setRoles(draft: MistralState, member: StoredMember, roles: RoleName[], how: Noted): boolean {
  if (isLastAdmin(draft, member.id) && !roles.includes("organization_admin")) return false;
  member.roles = roles;
  note(draft, how.at, "user.organization.role.update", { ...how, about: member.id });
  return true;
}

/** False where the Organization would be left without an Admin. */
export function removeMember(draft: MistralState, { id }: StoredMember, how: Noted): boolean {
  if (isLastAdmin(draft, id)) return false;
  draft.members = draft.members.filter((member) => member.id !== id);
  note(draft, how.at, "user.organization.delete", { ...how, about: id });
  return true;
}

function isLastAdmin({ members }: MistralState, id: string): boolean {
  const admins = members.filter(({ roles }) => roles.includes("organization_admin"));
  return admins.length === 1 && admins[0]?.id === id;
}

/** Null when the name cannot be used: names are unique. */
export function addWorkspace({ workspaces }: MistralState, given: string): StoredWorkspace | null {
  const name = given.trim();
  const isTaken = workspaces.some((workspace) => sameAddress(workspace.name, name));
  if (name === "" || [...name].length > 255 || isTaken) return null;
  const made = { id: randomUUID(), name, isDefault: false };
  workspaces.push(made);
  return made;
}
