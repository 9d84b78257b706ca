import type { Strings } from "../view/strings/strings.ts";

/** What the Slack edge itself must say when there is no View to show. */
export type SlackWords = Strings["slack"];

/** Two letters. One that nobody has written is answered in English. */
export type SlackWordsIn = (lang: string) => SlackWords;
