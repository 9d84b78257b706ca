import { randomUUID } from "node:crypto";
import type { Mail } from "../snapshot.ts";
import type { MistralState, StoredInvite, StoredMail } from "./state.ts";
import { INVITE_LIFE_MS, isExpired, labelsOf } from "./state.ts";

export function invitationMail(organization: string, invite: StoredInvite): StoredMail {
  const until = new Date(invite.createdAt + INVITE_LIFE_MS).toISOString().slice(0, 16).replace("T", " ");
  return {
    id: randomUUID(),
    inviteId: invite.id,
    to: invite.email,
    subject: `Join ${organization} on Mistral`,
    body: [
      `You are invited to the organization ${organization} on Mistral as ${labelsOf(invite.roles)}.`,
      "Accept to sign up, or to sign in if you have an account.",
      `The invitation runs out on ${until} UTC.`,
    ].join("\n\n"),
    sentAt: invite.createdAt,
    state: "open",
  };
}

/** Oldest first. */
export function mailsOf(state: MistralState, now: number): Mail[] {
  return state.mails.map(({ inviteId, ...mail }) => {
    const invite = state.invites.find((candidate) => candidate.id === inviteId);
    const ranOut = mail.state === "open" && invite !== undefined && isExpired(invite, now);
    return ranOut ? { ...mail, state: "expired" } : mail;
  });
}
