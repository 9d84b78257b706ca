import { z } from "zod";

export const PLATFORMS = ["slack", "teams"] as const;

export type Platform = (typeof PLATFORMS)[number];

/** Opaque and random (`p_…`): the Record names people by it, so that a person can be erased without breaking the chain. */
export type PersonId = string;

/** What a chat account may be, as its platform tells us. Only a `member` may request or decide. */
export const STANDINGS = ["member", "guest", "stranger", "bot", "gone"] as const;
export type Standing = (typeof STANDINGS)[number];

/** One account on one platform. */
export type Account = {
  readonly platform: Platform;
  readonly id: string;
  readonly name: string;
  /** Lower-case; null when the platform does not tell. */
  readonly address: string | null;
  readonly addressVerified: boolean;
  readonly timezone: string;
  readonly locale: string;
  readonly standing: Standing;
  /** Administers the chat workspace: may start the Setup, and claim it when the owner has left. */
  readonly admin: boolean;
  /** What an approver says of themselves until then (epoch ms), in words of their own; null: nothing, or without an end. */
  readonly status: { readonly text: string; readonly until: number } | null;
};

/** What somebody says of themselves on any of their accounts, if it still holds. */
export const statusOf = ({ accounts }: Person, now: number): Account["status"] =>
  accounts.map(({ status }) => status).find((status) => status !== null && now < status.until) ?? null;

export type AccountRef = Pick<Account, "platform" | "id">;

/**
 * A person as the bot knows them, and the only one who holds rights: an account, or several that they have said are all
 * theirs. An account on another platform is a person of its own until then, whatever its address.
 */
export type Person = {
  readonly id: PersonId;
  /** The same for one human being by their verified addresses, now or ever. It blocks and merges, and grants nothing. */
  readonly human: string;
  /** The person who is asked whether this is them: somebody here tried what that one may do. */
  readonly asked: PersonId | null;
  /** The person who they say they are, too. It counts once that one agrees or has nothing to lose. */
  readonly agreed: PersonId | null;
  /** Somebody with the same address says that this is not them: nobody is asked again. */
  readonly parted: boolean;
  /** In which they want to read, two letters; null: as their account says. */
  readonly language: string | null;
  /** They want to hear only what needs them. */
  readonly muted: boolean;
  readonly name: string;
  readonly address: string | null;
  readonly timezone: string;
  readonly locale: string;
  readonly accounts: readonly Account[];
};

export const accountIn = ({ accounts }: Person, { platform, id }: AccountRef): Account | undefined =>
  accounts.find((account) => account.platform === platform && account.id === id);

/** One human being, as far as their platforms' verified addresses tell, or ever told: whoever changes one stays the same. */
export const isSameHuman = (one: Person | null, other: Person | null): boolean =>
  one !== null && other !== null && one.human === other.human;

/** An address that nobody confirmed may be somebody else's. */
const verifiedOf = ({ accounts }: Person): string[] =>
  accounts.flatMap(({ address, addressVerified, standing }) =>
    address !== null && addressVerified && standing === "member" ? [address] : [],
  );

export const hasAddress = (person: Person, address: string): boolean => verifiedOf(person).includes(address);

/** Whether somebody asked for themselves, from whichever of their accounts. `invitee` null: nobody was found yet. */
export const asksForThemselves = (
  requester: Person | null,
  invitee: Person | null,
  address: string,
): boolean =>
  requester !== null && (invitee === null ? hasAddress(requester, address) : isSameHuman(requester, invitee));

/**
 * Somebody who says "that is not me", or whose address has changed, gets messages of their own. Neither may decide for the
 * other all the same.
 */
export const hearAsOne = (one: Person, other: Person): boolean =>
  isSameHuman(one, other) && !one.parted && !other.parted && !differ(one, other);

/** Whether all their addresses differ; an account without one says nothing. */
function differ(one: Person, other: Person): boolean {
  const [mine, theirs] = [one, other].map(({ accounts }) => accounts.flatMap(({ address }) => address ?? []));
  if (!mine?.length || !theirs?.length) return false;
  return !mine.some((address) => theirs.includes(address));
}

/** Whether they share a verified address now. */
export const shareAddress = (one: Person, other: Person): boolean =>
  verifiedOf(one).some((address) => verifiedOf(other).includes(address));

/** The person who acts now, through one of their accounts. */
export type Actor = { readonly person: Person; readonly account: Account };

/** A conversation on a platform: a channel, or somebody's direct messages. */
export const place = z.object({ platform: z.enum(PLATFORMS), channel: z.string() });
export type Place = Readonly<z.infer<typeof place>>;

export const isSamePlace =
  (one: Place) =>
  (other: Place): boolean =>
    one.platform === other.platform && one.channel === other.channel;
