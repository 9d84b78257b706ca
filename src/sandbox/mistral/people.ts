import { randomUUID } from "node:crypto";
import { note } from "./audit-log.ts";
import { invitationMail } from "./mail.ts";
import type { Author, MistralState, RoleName, StoredMember } from "./state.ts";
import { isExpired, sameAddress } from "./state.ts";

export type InviteOrder = { emails: string; roles: RoleName[]; seats: string[]; workspaceIds: string[] };

/** When something is done at Mistral, and by whom. */
type Noted = { readonly at: number; readonly by: Author };

export type Invited = { invalid: string[]; members: string[]; invited: number };

/** Like the API: an address that is Pending gets a second invitation; only `fresh` replaces the first. */
export function invite(
  draft: MistralState,
  order: InviteOrder,
  now: number,
  { fresh = false } = {},
): Invited {
  const result: Invited = { invalid: [], members: [], invited: 0 };
  for (const email of splitAddresses(order.emails)) {
    if (!/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email)) result.invalid.push(email);
    else if (draft.members.some((member) => sameAddress(member.email, email))) result.members.push(email);
    else {
      if (fresh) revokeAddress(draft, email);
      inviteOne(draft, email, order, now);
      result.invited += 1;
    }
  }
  return result;
}

function inviteOne(draft: MistralState, email: string, order: InviteOrder, now: number): void {
  const pending = draft.invites.some((other) => sameAddress(other.email, email) && !isExpired(other, now));
  if (pending) draft.doubleInvites += 1;
  const { roles, seats, workspaceIds } = order;
  const created = { id: randomUUID(), email, roles, seats, workspaceIds, createdAt: now };
  draft.invites.push(created);
  draft.mails.push(invitationMail(draft.organization, created));
}

const splitAddresses = (emails: string): string[] =>
  emails
    .split(/[,\n]/)
    .map((email) => email.trim())
    .filter((email) => email !== "");

/** False when there is no such invitation. Its mail's link is dead from now on. */
export function revoke(draft: MistralState, inviteId: string): boolean {
  const found = draft.invites.some((invite) => invite.id === inviteId);
  draft.invites = draft.invites.filter((invite) => invite.id !== inviteId);
  killMails(draft, (mailInviteId) => mailInviteId === inviteId);
  return found;
}

export function revokeAddress(draft: MistralState, email: string): boolean {
  const ids = draft.invites.filter((invite) => sameAddress(invite.email, email)).map((invite) => invite.id);
  for (const id of ids) revoke(draft, id);
  return ids.length > 0;
}

function killMails(draft: MistralState, dies: (inviteId: string) => boolean): void {
  for (const mail of draft.mails) {
    if (mail.state === "open" && dies(mail.inviteId)) mail.state = "revoked";
  }
}

/** The invitee follows the link. A sentence when that does not work. */
export function accept(draft: MistralState, mailId: string, now: number, name?: string): string | null {
  const mail = draft.mails.find((candidate) => candidate.id === mailId);
  if (mail === undefined) return "This e-mail does not exist.";
  if (mail.state === "accepted") return "This invitation was accepted already.";
  const invite = draft.invites.find((candidate) => candidate.id === mail.inviteId);
  if (mail.state === "revoked" || invite === undefined)
    return "This invitation was withdrawn or replaced by a newer one.";
  if (isExpired(invite, now)) return "This invitation ran out after 7 days. Ask for a new one.";
  mail.state = "accepted";
  const everyones = draft.workspaces
    .filter((workspace) => workspace.isDefault)
    .map((workspace) => workspace.id);
  const id = randomUUID();
  draft.members.push({
    ...invite,
    id,
    name: name ?? nameFrom(mail.to),
    workspaceIds: [...new Set([...everyones, ...invite.workspaceIds])],
    createdAt: now,
  });
  revokeAddress(draft, mail.to);
  note(draft, now, "organization.invite.accepted", { by: id });
  note(draft, now, "user.organization.join", { by: id, about: id });
  return null;
}

const nameFrom = (email: string): string =>
  (email.split("@")[0] ?? email)
    .split(/[._+-]+/)
    .filter((word) => word !== "")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");

/** False where the Organization would be left without an Admin. */
export function setRoles(draft: MistralState, member: StoredMember, roles: RoleName[], how: Noted): boolean {
  if (isLastAdmin(draft, member.id) && !roles.includes("organization_admin")) return false;
  member.roles = roles;
  note(draft, how.at, "user.organization.role.update", { by: how.by, about: member.id });
  return true;
}

/** False where the Organization would be left without an Admin. */
export function removeMember(draft: MistralState, { id }: StoredMember, { at, by }: Noted): boolean {
  if (isLastAdmin(draft, id)) return false;
  draft.members = draft.members.filter((member) => member.id !== id);
  note(draft, at, "user.organization.delete", { by, about: id });
  return true;
}

function isLastAdmin(state: MistralState, memberId: string): boolean {
  const admins = state.members.filter((member) => member.roles.includes("organization_admin"));
  return admins.length === 1 && admins[0]?.id === memberId;
}
