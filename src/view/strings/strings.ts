import type { en } from "./en.ts";

/** Every word said in chat. A further language is complete or does not compile. */
export type Strings = typeof en;

/** What the edge of a platform itself says where there is no View to show, for a language of two letters. */
export type SlackWords = Strings["slack"];
export type SlackWordsIn = (lang: string) => SlackWords;
export type TeamsWords = Strings["teams"];
export type TeamsWordsIn = (lang: string) => TeamsWords;

type Said = string | readonly unknown[] | ((...pieces: never[]) => unknown);

/** Some of the words, for where they are said differently. */
export type Overrides<T> = { readonly [K in keyof T]?: T[K] extends Said ? T[K] : Overrides<T[K]> };
