import { en } from "./en.ts";

/** Every word said in chat. A further language is complete or does not compile. */
export type Strings = typeof en;

const languages: ReadonlyMap<string, Strings> = new Map([["en", en]]);

/** The words for a locale such as `fr-FR` or `en_US`; English where there is no translation. */
export function stringsFor(locale: string): Strings {
  return languages.get(locale.toLowerCase().split(/[-_]/)[0] ?? "") ?? en;
}
