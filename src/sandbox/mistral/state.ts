import type { Mail, Organization } from "../snapshot.ts";

/** A role as the panel, the API and its list of roles call it. The contract gives the ids no names: a client must ask. */
export const ROLES = {
  organization_admin: { label: "Admin", letter: "A", id: "c955f4e1-9477-43f0-8349-6fbc629fccc9" },
  billing_manager: { label: "Billing", letter: "B", id: "7bde5959-d676-47d2-b779-35b64323d278" },
  member: { label: "Member", letter: "M", id: "0d48f530-095c-43fe-8aea-6673bcacabe6" },
};

export type RoleName = keyof typeof ROLES;
export const ROLE_NAMES = Object.keys(ROLES) as [RoleName, ...RoleName[]];

export const roleNamed = (word: string): RoleName =>
  ROLE_NAMES.find((name) => [ROLES[name].label, ROLES[name].letter].includes(word)) ?? "member";

export const labelsOf = (roles: RoleName[]): string => roles.map((role) => ROLES[role].label).join(", ");

export type StoredMember = {
  id: string;
  email: string;
  name: string;
  roles: RoleName[];
  seats: string[];
  workspaceIds: string[];
  createdAt: number;
};

export type StoredInvite = Omit<StoredMember, "name">;

export type StoredMail = Omit<Mail, "state"> & {
  inviteId: string;
  state: Exclude<Mail["state"], "expired">;
};

export type StoredWorkspace = { id: string; name: string; isDefault: boolean; archived?: boolean };

/** Who did it: a Member by id, or a program with an Admin key. */
export type Author = string | "API_KEY";

type StoredEvent = { id: number; at: number; type: string; by: Author; target: string; about: string | null };

export type MistralState = Organization & {
  /** Epoch milliseconds since when there is a payment method; null: there is none. */
  paymentSince: number | null;
  usage: number;
  workspaces: StoredWorkspace[];
  members: StoredMember[];
  /** Those not accepted and not revoked; expired ones stay. */
  invites: StoredInvite[];
  mails: StoredMail[];
  /** How often an address was invited while it was Pending already: each time a person got a second e-mail. */
  doubleInvites: number;
  log: StoredEvent[];
};

const WARMUP_MS = 3 * 60 * 1000;
export const INVITE_LIFE_MS = 7 * 24 * 60 * 60 * 1000;

export const ORGANIZATION_ID = "3d7f5c0a-94b1-4a58-8e63-0c9a6c1d2b10";
export const OWNER_ID = "5f0c2f1e-6a53-4d6b-9d7e-1f0f7f0a4b01";
const WORKSPACE_ID = "9d2b7a64-3c1f-4e0a-8b55-6f2d1c3e7a02";

/** `adminApi`: whether the plan has one; most have none. */
export function initialMistralState(now: number, adminApi = true): MistralState {
  const owner: StoredMember = {
    ...{ id: OWNER_ID, email: "ana@lumen.example", name: "Ana Duarte", roles: ["organization_admin"] },
    ...{ seats: ["CHAT"], workspaceIds: [WORKSPACE_ID], createdAt: now },
  };
  return {
    ...{ organization: "Atelier Lumen", payAsYouGo: true, adminApi, auditLogs: true },
    ...{ keyRefused: false, paymentSince: null, paymentFailure: false, monthlyLimit: null, usage: 0 },
    workspaces: [{ id: WORKSPACE_ID, name: "Default Workspace", isDefault: true }],
    ...{ members: [owner], invites: [], mails: [], doubleInvites: 0, log: [] },
    ...{ record: false, domain: false, saml: false },
  };
}

export const keysWorkAt = ({ paymentSince }: MistralState): number | null =>
  paymentSince === null ? null : paymentSince + WARMUP_MS;

export const isExpired = ({ createdAt }: StoredInvite, now: number): boolean =>
  now >= createdAt + INVITE_LIFE_MS;

export const limitReached = ({ monthlyLimit, usage }: MistralState): boolean =>
  monthlyLimit !== null && usage >= monthlyLimit && usage > 0;

export const sameAddress = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** What can happen here, of all that the published contract names, and what it is about. */
const EVENTS = {
  "organization.invite.send": "ORGANIZATION",
  "organization.invite.accepted": "USER",
  "organization.invite.revoked": "ORGANIZATION",
  "organization.domain_verification.enable": "ORGANIZATION",
  "organization.domain_verification.disable": "ORGANIZATION",
  "organization.saml_authentication.enable": "ORGANIZATION",
  "organization.saml_authentication.disable": "ORGANIZATION",
  "user.organization.join": "USER",
  "user.organization.role.update": "USER",
  "user.organization.delete": "USER",
  "billing.payment_method.added": "PAYMENT_METHOD",
  "billing.payment_method.removed": "PAYMENT_METHOD",
  "billing.monthly_limit.updated": "MONTHLY_LIMIT",
  "workspace.create": "WORKSPACE",
  "api_key.create": "API_KEY",
} as const;

type EventType = keyof typeof EVENTS;

export function note(
  { log }: MistralState,
  at: number,
  type: EventType,
  { by = OWNER_ID, about = null }: { by?: Author; about?: string | null } = {},
): void {
  log.push({ id: (log.at(-1)?.id ?? 0) + 1, at, type, by, target: EVENTS[type], about });
}
