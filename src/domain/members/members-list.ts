import type { Role } from "../invitations/invitation.ts";

/** What is looked for travels in buttons. */
export const FIND_LIMIT = 60;

/** As two spellings of one name are compared: without accents, in lower case. */
export const folded = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase();

const MOST_WORDS = 5;

/** What has to be found, each for itself, in whatever order it was typed. */
export const wordsToFind = (text: string): string[] =>
  folded(text)
    .split(/[\s,;<>]+/)
    .filter((word) => word !== "")
    .slice(0, MOST_WORDS);

export type Member = {
  readonly address: string;
  readonly name: string | null;
  /** null: Mistral lists it in a way that nothing explains. */
  readonly role: Role | null;
  readonly mistralId: string;
  readonly seenAt: number;
};
