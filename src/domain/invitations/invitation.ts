import type { PersonId } from "../accounts/person.ts";
import type { Evidence } from "../evidence.ts";
import { refuse } from "../refusal.ts";

/** What a Member may do in the Organization, strongest first. */
export const ROLES = ["admin", "billing", "member"] as const;
export type Role = (typeof ROLES)[number];

/** Paid places that an Invitation can bring along. */
export const SEATS = ["chat", "code"] as const;
export type Seat = (typeof SEATS)[number];

/** Whether the bot does and reads things at Mistral itself, or people do. */
export type Mode = "automatic" | "guided";

export const INVITATION_STATUSES = [
  "proposed",
  "approved",
  "sending",
  "pending",
  "active",
  "denied",
  "expired",
  "revoked",
  "failed",
  "removed",
] as const;
export type InvitationStatus = (typeof INVITATION_STATUSES)[number];

/** One address on its way into the Organization. */
export type Invitation = {
  readonly id: number;
  readonly request: number;
  /** Lower-case. */
  readonly address: string;
  readonly role: Role;
  readonly status: InvitationStatus;
  /** When it entered its status (epoch ms). */
  readonly since: number;
  readonly evidence: Evidence | null;
  /** When Mistral had it last (epoch ms): the seven days count from here. */
  readonly sentAt: number | null;
  /** Mistral's id of the invitation that is out; still set while approved = that one must be revoked first. */
  readonly mistralId: string | null;
  readonly failure: string | null;
  /** The invitee's account in chat, when there is one with that address. */
  readonly invitee: PersonId | null;
  /** The message about who went Active that names it: the time of its first news (epoch ms). */
  readonly digest: number | null;
  /** When its access ends (epoch ms); null: it has no end. */
  readonly until: number | null;
};

/** Mistral's own figure. Said and asked about, never concluded from: whether one has expired is Mistral's word. */
export const RUNS_OUT_AFTER_MS = 7 * 24 * 3_600_000;

/** What Mistral's lists can still move; the members list shows the first of these that an address has. */
export const LISTED_STATUSES: readonly InvitationStatus[] = [
  ...(["active", "pending", "sending", "approved", "expired", "failed", "revoked"] as const),
];

const OVER: readonly InvitationStatus[] = ["denied", "revoked", "failed", "removed"];
/** Its invitee is not in, and gets in by another one alone. */
export const isOver = ({ status }: Pick<Invitation, "status">): boolean => OVER.includes(status);

/** What of an Invitation tells whether Mistral's lists say anything new about it. */
export type Watched = Pick<
  Invitation,
  "id" | "request" | "address" | "status" | "since" | "sentAt" | "mistralId"
> & { readonly verified: boolean };

export const watched = ({ evidence, ...invitation }: Invitation): Watched => ({
  ...invitation,
  verified: evidence?.kind === "verified",
});

export const propose = (
  request: number,
  address: string,
  role: Role,
  since: number,
  until: number | null = null,
) =>
  ({
    ...{ request, address, role, status: "proposed", since, evidence: null, sentAt: null },
    ...{ mistralId: null, failure: null, invitee: null, digest: null, until },
  }) satisfies Omit<Invitation, "id">;

export type Who = "approver" | "requester" | "invitee" | "Mistral" | "task holder" | "bot";

/** What a transition makes happen outside; the app turns each into jobs. */
export type Effect = "send" | "tell invitee" | "tell requester" | "welcome" | "announce";

type Transition = {
  readonly from: readonly InvitationStatus[];
  readonly to: InvitationStatus;
  readonly who: readonly Who[];
  readonly effects: readonly Effect[];
};

/** The whole life of an Invitation. .github/docs/architecture.md shows this very table. */
export const TRANSITIONS = {
  approve: { from: ["proposed"], to: "approved", who: ["approver"], effects: ["send", "tell requester"] },
  deny: { from: ["proposed"], to: "denied", who: ["approver"], effects: ["tell requester"] },
  drop: { from: ["proposed"], to: "denied", who: ["approver", "requester", "bot"], effects: [] },
  send: { from: ["approved"], to: "sending", who: ["bot"], effects: [] },
  list: {
    from: ["sending"],
    to: "pending",
    who: ["Mistral", "task holder"],
    effects: ["tell invitee", "tell requester"],
  },
  // Mistral has one all the same: it was listed late, or somebody has sent it in the panel.
  appear: {
    from: ["expired", "revoked", "failed"],
    to: "pending",
    who: ["Mistral"],
    effects: ["tell invitee", "tell requester"],
  },
  join: {
    from: ["approved", "sending", "pending", "expired", "revoked", "failed"],
    to: "active",
    who: ["Mistral"],
    effects: ["announce", "welcome"],
  },
  // They were Members before anything was sent: nobody went Active now, and nobody is to be welcomed.
  known: { from: ["approved", "sending"], to: "active", who: ["Mistral", "bot"], effects: [] },
  // A person's word counts only for what was really sent.
  vouch: {
    from: ["pending", "expired"],
    to: "active",
    who: ["invitee", "approver", "task holder"],
    effects: ["announce", "welcome"],
  },
  // What a person said by mistake. Mistral's own list is never taken back.
  unmark: { from: ["active"], to: "pending", who: ["approver", "task holder"], effects: [] },
  fail: {
    from: ["approved", "sending"],
    to: "failed",
    who: ["Mistral", "task holder", "bot"],
    effects: ["tell requester"],
  },
  expire: {
    from: ["pending"],
    to: "expired",
    who: ["Mistral", "approver", "task holder"],
    effects: ["tell requester"],
  },
  revoke: {
    from: ["approved", "sending", "pending", "expired"],
    to: "revoked",
    who: ["approver", "Mistral", "task holder", "bot"],
    effects: ["tell requester"],
  },
  resend: {
    from: ["pending", "expired", "failed", "revoked"],
    to: "approved",
    who: ["approver", "invitee"],
    effects: ["send"],
  },
  // Revoked and invited again by hand, so its seven days and its e-mail are new.
  renew: { from: ["pending"], to: "pending", who: ["task holder"], effects: ["tell invitee"] },
  remove: { from: ["active"], to: "removed", who: ["Mistral", "task holder"], effects: ["tell requester"] },
} as const satisfies Record<string, Transition>;

export type Cause = keyof typeof TRANSITIONS;

/** Whether Active rests on a person's word, which a person can take back. */
export const isVouched = ({ status, evidence }: Invitation): boolean =>
  status === "active" && evidence?.kind === "confirmed";

const SENDS: readonly Cause[] = ["list", "appear", "renew"];

export const can = (invitation: Invitation, cause: Cause): boolean =>
  (TRANSITIONS[cause].from as readonly InvitationStatus[]).includes(invitation.status);

/** Moves an Invitation along the table; `conflict` with detail `not_now` when it has no such way from here. */
export function move(
  invitation: Invitation,
  cause: Cause,
  now: number,
  change: Partial<Pick<Invitation, "evidence" | "mistralId" | "failure" | "role">> = {},
): { invitation: Invitation; effects: readonly Effect[] } {
  if (!can(invitation, cause)) throw refuse("not_now");
  const { to, effects } = TRANSITIONS[cause];
  const moved: Invitation = {
    ...invitation,
    failure: null,
    ...change,
    status: to,
    since: now,
    sentAt: SENDS.includes(cause) ? now : invitation.sentAt,
    // What they have by another way has no end by this one.
    until: cause === "known" ? null : invitation.until,
  };
  return { invitation: moved, effects };
}

export const isToBeSent = ({ status }: Pick<Invitation, "status">): boolean =>
  status === "approved" || status === "sending";
