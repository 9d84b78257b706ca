import type { Strings } from "../view/strings/strings.ts";

/** What cards in Teams themselves say, and the Teams edge where there is no View to show. */
export type TeamsWords = Strings["teams"];

/** Two letters. One that nobody has written is answered in English. */
export type TeamsWordsIn = (lang: string) => TeamsWords;
