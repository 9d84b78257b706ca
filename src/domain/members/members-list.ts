import type { InvitationStatus } from "../invitations/invitation.ts";

/** What the members list shows of an address, furthest along first: the first of these that it has counts. */
export const LISTED_STATUSES = [
  "active",
  "pending",
  "sending",
  "approved",
  "expired",
  "failed",
  "revoked",
] as const satisfies readonly InvitationStatus[];

/** The parts of the list that can be asked for. A Member without an Invitation is Active. */
export const LIST_PARTS = ["active", "pending", "care"] as const;
export type ListPart = (typeof LIST_PARTS)[number];

export const STATUSES_IN: Record<ListPart, readonly InvitationStatus[]> = {
  active: ["active"],
  pending: ["pending"],
  care: ["expired", "failed"],
};

/** What is looked for travels in buttons. */
export const FIND_LIMIT = 60;

/** Which rows of the members list: all, or those that somebody looked for. */
export type Narrowed = { readonly find?: string | undefined; readonly only?: ListPart | undefined };

/** As two spellings of one name are compared: without accents, in lower case. */
export const folded = (text: string): string =>
  isPlain(text)
    ? text.toLowerCase()
    : text
        .normalize("NFKD")
        .replace(/\p{Mark}/gu, "")
        .toLowerCase();

const isPlain = (text: string): boolean => /^[ -~]*$/.test(text);

const MOST_WORDS = 5;

/** What has to be found, each for itself, in whatever order it was typed. */
export const wordsToFind = (text: string): string[] =>
  folded(text)
    .split(/[\s,;<>]+/)
    .filter((word) => word !== "")
    .slice(0, MOST_WORDS);
