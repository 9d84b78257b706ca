import type { Platform } from "../../domain/accounts/person.ts";
import { de, inTeams as inTeamsDe } from "./de.ts";
import { en, inTeams } from "./en.ts";
import { es, inTeams as inTeamsEs } from "./es.ts";
import { fr, inTeams as inTeamsFr } from "./fr.ts";
import type { Overrides, Strings } from "./strings.ts";

type Language = Readonly<Record<Platform, Strings>>;

const language = (strings: Strings, teams: Overrides<Strings>): Language => ({
  slack: strings,
  teams: withOverrides(strings, teams),
});

const english = language(en, inTeams);
const languages: ReadonlyMap<string, Language> = new Map([
  ["en", english],
  ["fr", language(fr, inTeamsFr)],
  ["de", language(de, inTeamsDe)],
  ["es", language(es, inTeamsEs)],
]);

const languageIn = (locale: string): string => locale.toLowerCase().split(/[-_]/)[0] ?? "";

/** What can be chosen: two letters, and what the language calls itself. */
export const LANGUAGES = [...languages].map(([value, { slack }]) => ({ value, label: slack.languageName }));

/** The one of them in which somebody with this locale reads. */
export const languageOf = (locale: string): string => stringsFor(locale, "slack").language;

/** A language that was chosen, as a locale: the one before where that is of that language ("fr-CA"). */
export const localeIn = (chosen: string | null, before: string): string =>
  chosen === null || languageOf(before) === chosen ? before : chosen;

/** The words for a locale such as `fr-FR` or `en_US`, as they are said there; English where there is no translation. */
export function stringsFor(locale: string, platform: Platform): Strings {
  return (languages.get(languageIn(locale)) ?? english)[platform];
}

function withOverrides<T extends object>(words: T, overrides: Overrides<T>): T {
  const changed = Object.entries(overrides).map(([name, said]) => {
    const before: unknown = words[name as keyof T];
    return [name, isGroup(before) && isGroup(said) ? withOverrides(before, said) : said];
  });
  return { ...words, ...Object.fromEntries(changed) };
}

function isGroup(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
