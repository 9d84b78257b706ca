import type { Requests } from "../request-schemas.ts";
import type { Mail, Panel } from "../snapshot.ts";
import { addWorkspace, invite, removeMember, revokeAddress, setRoles } from "./people.ts";
import type { MistralState, StoredInvite } from "./state.ts";
import { isExpired, keysWorkAt, labelsOf, limitReached, note, roleNamed, sameAddress } from "./state.ts";

const DOMAIN = "lumen.example";
const VALUE = "mistral-domain-verification=lumen-4f9a2c71";
const OTHERS = "v=spf1 -all";

/** The TXT records of a name in the world around Mistral; null: no such name. */
export const txtAt = ({ record }: MistralState, name: string): string[] | null =>
  name === DOMAIN ? [OTHERS, ...(record ? [VALUE] : [])] : null;

export const mailsOf = ({ mails, invites }: MistralState, now: number): Mail[] =>
  mails.map(({ inviteId, ...mail }) => {
    const hasRunOut = invites.some((invited) => invited.id === inviteId && isExpired(invited, now));
    return mail.state === "open" && hasRunOut ? { ...mail, state: "expired" } : mail;
  });

export function panelOf(state: MistralState, now: number): Panel {
  const { members, invites, mails: _mails, log: _log, ...shown } = state;
  const row = (person: StoredInvite, status: Panel["members"][number]["status"], name = "") => {
    return { email: person.email, role: labelsOf(person.roles), status, name };
  };
  return {
    ...{ ...shown, limitReached: limitReached(state), keysWorkAt: keysWorkAt(state) },
    paymentMethod: state.paymentSince !== null,
    txt: { of: DOMAIN, name: "@", value: VALUE },
    workspaces: state.workspaces.filter(({ archived }) => archived !== true),
    members: [
      ...members.map((one) => row(one, "Active", one.name)),
      ...invites.map((one) => row(one, isExpired(one, now) ? "Expired" : "Pending")),
    ],
  };
}

export type PanelChange = Requests["panel"]["change"];

/** What a person does in the admin panel. One sentence when it does not work, or not for everybody. */
export function changePanel(draft: MistralState, change: PanelChange, now: number): string | null {
  switch (change.kind) {
    case "payment": {
      const type = change.on ? "billing.payment_method.added" : "billing.payment_method.removed";
      if (change.on === (draft.paymentSince === null)) note(draft, now, type);
      draft.paymentSince = change.on ? (draft.paymentSince ?? now) : null;
      return null;
    }
    case "payAsYouGo":
    case "adminApi":
    case "paymentFailure":
    case "auditLogs":
    case "keyRefused":
    case "record":
      draft[change.kind] = change.on;
      return null;
    case "limitReached":
      // Where there is no limit yet, it becomes one that can be reached.
      draft.monthlyLimit ??= 100;
      draft.usage = change.on ? draft.monthlyLimit : 0;
      return null;
    case "organization":
      if (change.name.trim() === "") return "The organization needs a name.";
      draft.organization = change.name.trim();
      return null;
    case "workspace":
      if (addWorkspace(draft, change.name) === null) return "This name is empty, too long or taken.";
      note(draft, now, "workspace.create");
      return null;
    case "invite":
      return inviteByHand(draft, change, now);
    case "revoke":
      if (!revokeAddress(draft, change.email)) return `Nobody is invited as ${change.email}.`;
      note(draft, now, "organization.invite.revoked");
      return null;
    case "role":
    case "remove": {
      const member = draft.members.find(({ email }) => sameAddress(email, change.email));
      if (member === undefined) return `Nobody is a Member as ${change.email}.`;
      const isDone =
        "role" in change
          ? setRoles(draft, member, [roleNamed(change.role)], { at: now })
          : removeMember(draft, member, { at: now });
      return isDone ? null : "This is the last Admin: make somebody else Admin first.";
    }
    case "key":
      note(draft, now, "api_key.create");
      return null;
    case "domain":
    case "saml": {
      if (change.kind === "domain" && change.on && !draft.record)
        return "Mistral does not see the record in DNS yet.";
      draft[change.kind] = change.on;
      const what = change.kind === "domain" ? "domain_verification" : "saml_authentication";
      note(draft, now, `organization.${what}.${change.on ? "enable" : "disable"}`);
      return null;
    }
  }
}

type Order = { emails: string; role: string };

function inviteByHand(draft: MistralState, { emails, role }: Order, now: number): string | null {
  if (!draft.payAsYouGo) return "Switch pay-as-you-go on first: without it this plan cannot invite.";
  // The panel sends a fresh link to somebody who is invited already.
  const wanted = { emails, fresh: true, roles: [roleNamed(role)], seats: [], workspaceIds: [] };
  const { invalid, members, invited } = invite(draft, wanted, now);
  for (let n = 0; n < invited; n += 1) note(draft, now, "organization.invite.send");
  const others = [...invalid, ...members];
  if (others.length + invited === 0) return "Enter at least one address.";
  return others.length > 0 ? `No address, or a Member already: ${others.join(", ")}.` : null;
}
