import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PLATFORMS, type Platform } from "../../../src/domain/accounts/person.ts";
import { wordsOf as spoken } from "../../../src/view/core/spans.ts";
import { listed } from "../../../src/view/strings/es/grammar.ts";
import { of } from "../../../src/view/strings/fr/grammar.ts";
import { stringsFor } from "../../../src/view/strings/index.ts";
import { read, readForm } from "../../support/reading/read-view.ts";
import { samples } from "../../support/reading/samples.ts";
import { LANGUAGES, withoutTyped } from "../../support/samples/facts.ts";

const CASES = PLATFORMS.flatMap((platform) =>
  LANGUAGES.filter((language) => language !== "en").map((language) => ({ platform, language })),
);

/** Every word by its path. */
function wordsOf(words: unknown, path = ""): [string, unknown][] {
  if (typeof words !== "object" || words === null) return [[path, words]];
  return Object.entries(words).flatMap(([name, each]) =>
    wordsOf(each, path === "" ? name : `${path}.${name}`),
  );
}

/** A list of sentences may have as many as a language needs, a function counts by how much it is told. */
const shapeOf = (platform: Platform, locale: string): string[] =>
  wordsOf(stringsFor(locale, platform))
    .map(([path, word]) =>
      typeof word === "function" ? `${path} is told ${word.length}` : `${path} is a ${typeof word}`,
    )
    .sort();

/** What a word says by itself: of a function, without what it is told. */
const saidBy = (word: unknown): string =>
  typeof word === "function"
    ? String(word)
        .replace(/^.*?=>/s, "")
        .replaceAll(/\$\{[^}]*\}|\w*import\w*\.\w+/g, "")
    : String(word);

/** The same as in English: Mistral's words, names, and what is typed or copied as it stands. */
const ALIKE = [
  /^checklist\.memberCounts$|^(?:roles|seats)\.|^statuses\.(?:pending|active)$|^plans\.(?!free)/,
  /^means\.(?:aws|azure)$|^(?:bot|mistral)$|^reach\.names\.|^(?:slack|teams|checklist)\.title$/,
  /^(?:steps\.workspaces|forms\.workspaces)\.title$|^(?:forms\.invite|requests)\.workspaces$|^workspaces\.made$/,
  /^forms\.billing\.plan$/,
  /^lists\.helpCommand$/,
  /^record\.flags\.(?:sso|saml)$|^measures\.plans\.(?:saml|audit)$/,
  /^compare\.sources\.(?:active|invited)\.0$/,
  /^workspaceApprovers\.workspace$/,
  /[pP]laceholder$/,
  // Words that German has as well.
  /^buttons\.status$|^domains\.domain$|^closed\.named$|^lists\.helpCommands\.2\.0$/,
];

it.each(CASES)("each word is there in $language as in English, and is told as much, in $platform", (here) => {
  expect(shapeOf(here.platform, here.language)).toEqual(shapeOf(here.platform, "en"));
});

/** The words that stay as they are in English. */
function leftIn({ platform, language }: (typeof CASES)[number]): string[] {
  const english = new Map(wordsOf(stringsFor("en", platform)));
  const left = wordsOf(stringsFor(language, platform)).filter(
    ([path, word]) => /\p{L}{2}/u.test(saidBy(word)) && saidBy(word) === saidBy(english.get(path)),
  );
  return left.map(([path]) => path);
}

it.each(CASES)("what is said in $language is not said in English, but for names, in $platform", (here) => {
  expect(leftIn(here).filter((path) => !ALIKE.some((alike) => alike.test(path)))).toEqual([]);
});

it.each(PLATFORMS)("nothing is taken for a name that is translated everywhere, in %s", (platform) => {
  const left = CASES.filter((one) => one.platform === platform).flatMap(leftIn);
  expect(ALIKE.filter((alike) => !left.some((path) => alike.test(path)))).toEqual([]);
});

const linesIn = ({ platform, language }: (typeof CASES)[number]): string[] => {
  const all = samples(platform, language).flatMap(({ view, form }) => [
    view === undefined ? "" : `${view.summary}\n${read(view)}`,
    form === undefined ? "" : readForm(form),
  ]);
  return [...new Set(all.flatMap((text) => withoutTyped(text).split("\n")))];
};

const ENGLISH = [
  ...["the", "you", "your", "and", "is", "are", "was", "with", "this", "that", "not", "been", "of", "has"],
  ...["by", "when"],
];
/** Those that a language has as well. */
const SHARED: Readonly<Record<string, readonly string[]>> = { de: ["was"] };

it.each(CASES)("what is read in $language has no English left in it, in $platform", (here) => {
  const words = ENGLISH.filter((word) => !SHARED[here.language]?.includes(word)).join("|");
  const english = RegExp(`(?<![\\p{L}-])(?:${words})(?![\\p{L}-])`, "iu");
  const { reasonAsked, reasonDenied } = stringsFor(here.language, here.platform).requests;
  // A person's reason, a command line, and an event that nobody knows.
  const isTheirs = (line: string) =>
    [reasonAsked, reasonDenied].some((label) => line.startsWith(label)) || /^curl |an\.event/.test(line);
  expect(linesIn(here).filter((line) => english.test(line) && !isTheirs(line))).toEqual([]);
});

/** Every line that says something, also what no sample shows. */
const saidInFiles = (language: string): string[] => {
  const folder = new URL(`../../../src/view/strings/${language}/`, import.meta.url);
  const files = readdirSync(folder).filter((file) => file !== "grammar.ts");
  const lines = files.flatMap((file) => readFileSync(new URL(file, folder), "utf8").split("\n"));
  return lines.filter((line) => /["`]/.test(line)).map((line) => line.replaceAll(/ [?:] say(?=`)/g, ""));
};

describe("in French", () => {
  const french = stringsFor("fr", "slack");
  const frenchIn = (platform: Platform) => linesIn({ platform, language: "fr" });

  it.each(PLATFORMS)(
    "no-break spaces stand where French has them, and curly apostrophes, in %s",
    (platform) => {
      expect(frenchIn(platform).filter((line) => /\p{L} [:;?!»]|« |\p{L}'\p{L}/u.test(line))).toEqual([]);
    },
  );

  it("no-break spaces stand where French has them, in each word that can be said", () => {
    // A question mark or colon of the code stands before a quote, or where a line begins.
    const plain = /[\p{L}\p{N})»}] [:;?!»](?:["`]| (?:\p{Lu}?\p{Ll}|[$«]))|« /u;
    expect(saidInFiles("fr").filter((line) => plain.test(line))).toEqual([]);
  });

  it("nobody who reads it is taken for a man", () => {
    const male =
      /[Vv]ous (?:êtes|serez|avez été) (?:\p{L}+ )?\p{L}+(?:é|eur)(?!\p{L})|vous a (?:invité|désigné)/u;
    expect(saidInFiles("fr").filter((text) => male.test(text))).toEqual([]);
  });

  it("what is somebody's stands with the vowel that follows", () => {
    const names = ["Ana", "E\u0301lodie", "Hélène", "Yves", "Yann", "Ben"];
    expect(names.map(of)).toEqual(["d’Ana", "d’E\u0301lodie", "d’Hélène", "d’Yves", "de Yann", "de Ben"]);
  });

  it("as many as there are agree with what is said of them", () => {
    expect(french.checklist.ready("2 minutes", 1, 3)).toBe("Prêt en 2 minutes, Active : 1 sur 3.");
    expect(french.compared.count(1, "Expirée")).toBe("1 Expirée");
    expect(french.compared.count(2, "Expirée")).toBe("2 Expirées");
    expect(french.compared.count(2, "Pending")).toBe("2 Pending");
  });

  it("what is said of each step agrees with all of their names", () => {
    expect(french.checklist.skipped).not.toMatch(/[ée]es?(?:,|$)/);
  });

  it.each(PLATFORMS)("who is meant is named, and Requests expire, in %s", (platform) => {
    const odd = /(?:^|[.] )Qui (?!.*\?$)|Retirez qui|à qui s’|échue|échéance|elle seule/iu;
    expect(frenchIn(platform).filter((line) => odd.test(line))).toEqual([]);
  });
});

describe("in German", () => {
  const german = stringsFor("de", "slack");
  const said = PLATFORMS.flatMap((platform) => linesIn({ platform, language: "de" }));
  const all = [...said, ...saidInFiles("de")];

  it("quotes are low and high, and apostrophes curly", () => {
    expect(all.filter((line) => /[”«»]|\p{L}'\p{L}/u.test(line))).toEqual([]);
    const unpaired = (line: string) => line.split("„").length !== line.split("“").length;
    expect(all.filter(unpaired)).toEqual([]);
  });

  it("no space stands before a sign, and no space that breaks within an abbreviation", () => {
    expect(
      all.filter((line) =>
        /[\p{L}\p{N})“}] [:;?!](?=[\s"`]*$| \p{L})|\p{L}\. ?[BhaE]\.(?!\p{L})/u.test(line),
      ),
    ).toEqual([]);
    expect(said.filter((line) => line.includes("z.\u00a0B. Entwicklung"))).not.toEqual([]);
  });

  it("nobody is taken for a man", () => {
    const male =
      /(?:Genehmiger|Eigentümer|Inhaber|Besitzer|Kollege|Nutzer|Benutzer|Mitarbeiter|Empfänger|Administrator)(?!konto)/u;
    expect(saidInFiles("de").filter((line) => male.test(line))).toEqual([]);
  });

  it("who is addressed as Sie is never mixed up with others who are meant by sie and ihr", () => {
    const odd = /(?:^|[.:] |["`])(?:Sie (?:bekommen|warten|entscheiden|behalten|gehören)|Ihre? offenen)/u;
    expect(all.filter((line) => odd.test(line))).toEqual([]);
  });

  it("as many as there are agree with what is said of them", () => {
    expect(german.checklist.ready("2 Minuten", 1, 3)).toBe("Nach 2 Minuten bereit, 1 von 3 Active.");
    expect([1, 2].map(german.forms.review.submit)).toEqual(["1 Einladung senden", "2 Einladungen senden"]);
    expect([1, 2].map(german.compared.submit)).toEqual(["1 Änderung speichern", "2 Änderungen speichern"]);
    expect([1, 1234].map(german.addressFile.found)).toEqual([
      "In Ihrer Datei steht 1 Adresse. Noch ist nichts gesendet.",
      "In Ihrer Datei stehen 1.234 Adressen. Noch ist nichts gesendet.",
    ]);
    expect([1, 2].map(german.said.workspacesOrdered)).toEqual([
      "Ein Workspace wird erstellt.",
      "2 Workspaces werden erstellt.",
    ]);
  });
});

describe("in Spanish", () => {
  const spanish = stringsFor("es", "slack");
  const count = (text: string, sign: RegExp) => text.match(sign)?.length ?? 0;
  /** Of a question in the code the mark stands behind a space, or before a dot. */
  const isHalf = (line: string) => count(line, /¿/g) !== count(line, /(?<=[\p{L}\d})”])\?(?!\.)/gu);

  it.each(PLATFORMS)("every question has both of its marks, in %s", (platform) => {
    expect(linesIn({ platform, language: "es" }).filter(isHalf)).toEqual([]);
  });

  it("every question has both of its marks, in each word that can be said, and quotes are of one kind", () => {
    expect(saidInFiles("es").filter(isHalf)).toEqual([]);
    const isOdd = (line: string) => /[«»’‘]/.test(line) || count(line, /“/g) !== count(line, /”/g);
    expect(saidInFiles("es").filter(isOdd)).toEqual([]);
  });

  it("people are addressed with tú, and nobody who reads it is taken for a man", () => {
    const male =
      /(?<!\p{L})(?:estás|eres|serás|fuiste|quedas) (?:\p{L}+ )?(?:el únic\p{L}+|\p{L}+(?:[aei]do|dor))(?!\p{L})/iu;
    const formal =
      /(?<!\p{L})(?:usted(?:es)?|vosotr[oa]s|vuestr[oa]s?)(?!\p{L})|(?:["`]|[.:;?] )(?:Abra|Añada|Copie|Elija|Envíe|Escriba|Guarde|Haga|Pida|Pegue|Pulse|Revise|Vuelva)(?!\p{L})/iu;
    expect(saidInFiles("es").filter((line) => male.test(line) || formal.test(line))).toEqual([]);
  });

  it("the word before the last of a list is another where the two would run together", () => {
    const last = ["Ben", "Inés", "i\u0301caro", "Hilario", "hielo", "Yves"].map((name) =>
      listed(["Ana", name], 0),
    );
    expect(last.map(spoken)).toEqual([
      ...["Ana y Ben", "Ana e Inés", "Ana e i\u0301caro", "Ana e Hilario", "Ana y hielo", "Ana y Yves"],
    ]);
    const mention = { kind: "mention", name: "ines", ids: {} } as const;
    expect(spoken(listed(["a", "b", mention], 0))).toBe("a, b e @ines");
    expect(spoken(listed(["a", "b"], 3))).toBe("a, b y 3 más");
  });

  it("as many as there are agree with what is said of them", () => {
    expect([0, 1, 2].map(spanish.minutes)).toEqual(["0 minutos", "1 minuto", "2 minutos"]);
    expect(spanish.checklist.ready("2 minutos", 1, 3)).toBe("Todo listo en 2 minutos. Active: 1 de 3.");
    expect(spanish.compared.count(1, "expirada")).toBe("1 expirada");
    expect(spanish.compared.count(2, "expirada")).toBe("2 expiradas");
    expect(spanish.compared.count(2, "Pending")).toBe("2 Pending");
  });

  it("what is said of each step agrees with all of their names", () => {
    expect([spanish.checklist.skipped, ...Object.values(spanish.record.evidence)]).toEqual([
      ...["para más tarde", "confirmado", "verificado"],
    ]);
  });
});
