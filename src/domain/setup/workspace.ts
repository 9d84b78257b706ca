import type { Evidence } from "../evidence.ts";

export const WORKSPACE_STATES = ["waiting", "created", "failed"] as const;

/** A Workspace at Mistral, never a chat workspace. `waiting`: ordered, not made yet. */
export type Workspace = {
  readonly id: number;
  readonly name: string;
  readonly state: (typeof WORKSPACE_STATES)[number];
  readonly mistralId: string | null;
  readonly evidence: Evidence | null;
  /** Why it failed or waits, as a stable word. Failed without one: it was given up. */
  readonly trouble: string | null;
  /** One or two characters that Mistral shows beside the name. */
  readonly icon: string | null;
};

/** Mistral counts characters as code points, in names and icons. */
export const WORKSPACE_NAME_LENGTH = 255;
const ICON_LENGTH = 2;

export const lengthOf = (text: string): number => [...text].length;

/** Whether Mistral may take them for the same: how it compares names is not documented. */
export const isSameName = (one: string, other: string): boolean =>
  one.trim().toLowerCase() === other.trim().toLowerCase();

export type NamedWorkspace = { readonly name: string; readonly icon: string | null };

/** It waits until whoever is to administer it is a Member. */
export const waitsForAdmin = ({ state, trouble }: Workspace): boolean =>
  state === "waiting" && trouble === "owner_not_member";

/** It was refused, and nobody has given it up. */
export const needsCare = ({ state, trouble }: Workspace): boolean => state === "failed" && trouble !== null;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const EMOJI = /^(?:\p{RI}|\p{Emoji_Presentation}|.\uFE0F)/u;

/** Slack may send an emoji as a word; of those only flags can be told without a list. */
const WORD = /^:[\w+'-]+:/;
const FLAG = /^:(?:flag-([a-z]{2})|(us|gb|fr|de|es|it|jp|kr|cn|ru)):/;

const flagOf = (country: string): string =>
  String.fromCodePoint(...[...country].map((letter) => 0x1f1e6 + letter.charCodeAt(0) - 0x61));

/**
 * An emoji in front of a name is its icon: a flag fits, one that is joined from several does not and is refused. An
 * emoji alone is a name.
 */
export function splitIcon(text: string): NamedWorkspace | null {
  const typed = text
    .trim()
    .replace(FLAG, (_all, long?: string, short?: string) => flagOf(long ?? short ?? ""));
  if (WORD.test(typed)) return null;
  const [first] = graphemes.segment(typed);
  const icon = first?.segment ?? "";
  const name = typed.slice(icon.length).trim();
  if (!EMOJI.test(icon) || name === "") return { name: typed, icon: null };
  return lengthOf(icon) > ICON_LENGTH ? null : { name, icon };
}

/** As it is typed: what `splitIcon` reads. */
export const typedName = ({ name, icon }: NamedWorkspace): string =>
  icon === null ? name : `${icon} ${name}`;
