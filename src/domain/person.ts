export const PLATFORMS = ["slack", "teams"] as const;

export type Platform = (typeof PLATFORMS)[number];

/** Opaque and random (`p_…`): the Record names people by it, so that a person can be erased without breaking the chain. */
export type PersonId = string;

/** What a chat account may be, as its platform tells us. Only a `member` may request or decide. */
export type Standing = "member" | "guest" | "stranger" | "bot" | "gone";

/** One account on one platform; `team` is the chat workspace (Slack) or the tenant (Teams) it belongs to. */
export type Account = {
  readonly platform: Platform;
  readonly id: string;
  readonly team: string;
  readonly name: string;
  /** Lower-case; null when the platform does not tell. */
  readonly address: string | null;
  readonly addressVerified: boolean;
  readonly timezone: string;
  readonly locale: string;
  readonly standing: Standing;
  /** Administers the chat workspace: may start the Setup, and claim it when the owner has left. */
  readonly admin: boolean;
};

/** A person as the bot knows them: one or two accounts, joined when both addresses are verified and equal. */
export type Person = {
  readonly id: PersonId;
  readonly name: string;
  readonly address: string | null;
  readonly timezone: string;
  readonly locale: string;
  readonly accounts: readonly Account[];
};

/** The person who acts now, through one of their accounts. */
export type Actor = { readonly person: Person; readonly account: Account };

/** A conversation on a platform: a channel, or somebody's direct messages. */
export type Place = { readonly platform: Platform; readonly channel: string };
