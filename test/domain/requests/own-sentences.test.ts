import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAddresses } from "../../../src/domain/requests/address.ts";
import { PAUL, ROSA, read, understood } from "../../support/requests/own-words.ts";

describe("an invitation in a whole sentence", () => {
  it.each([
    [`rosa@x.io, approved by ${PAUL}`, "approved by @paul"],
    [`rosa@x.io, approved by <@U2|kenji>, ${PAUL} and ${PAUL}`, "approved by @kenji, @paul and @paul"],
    [`rosa@x.io (asked by ${PAUL})`, "(asked by @paul)"],
    [`rosa@x.io cc ${PAUL}`, "cc @paul"],
    [`rosa@x.io cc:${PAUL}`, "cc:@paul"],
    [`rosa@x.io (${PAUL})`, "(@paul)"],
    [`rosa@x.io works for ${PAUL}`, "works for @paul"],
    [`rosa@x.io because ${PAUL} is away`, "because @paul is away"],
    [`rosa@x.io for ${PAUL}`, "for @paul"],
    [`rosa@x.io as admin ${PAUL} says`, "@paul says"],
    [`${ROSA} from the team of ${PAUL}`, "from the team of @paul"],
    [`${ROSA}, l'équipe de ${PAUL}`, "l'équipe de @paul"],
    [`${ROSA} y el equipo de ${PAUL}`, "el equipo de @paul"],
    [`${ROSA} and ${PAUL}'s team`, "@paul's team"],
  ])("does not ask for somebody whom it only talks about: %s", (words, rest) => {
    const { role: _, ...found } = understood(words) as Record<string, unknown>;
    expect(found).toEqual({ addresses: "rosa@x.io", rest });
  });

  it.each([
    ...[`${PAUL},${ROSA}`, `${PAUL} and ${ROSA}`, `für ${PAUL} und ${ROSA}`, `${PAUL}\n${ROSA}`],
    ...[`please add my colleague ${PAUL} et ${ROSA}`, `invita a ${PAUL} y a ${ROSA}`, `${PAUL} ${ROSA}.`],
  ])("asks for people who are mentioned: %s", (words) => {
    expect(read(words).addresses).toBe("paul@x.io\nrosa@x.io");
    expect(read(words).rest).toBe("");
  });

  it("asks for people by their addresses and by mentions that touch them", () => {
    expect(understood(`paul@x.io,${ROSA}`)).toEqual({ addresses: "paul@x.io\nrosa@x.io" });
    expect(understood(`paul@x.io,rosa@x.io until March`)).toMatchObject({
      addresses: "paul@x.io\nrosa@x.io",
    });
  });

  it.each([
    ["needs access for the audit", "who is an admin", "(admin)", "nobody", "Paul von Berg", "and the team"],
  ])("leaves what stands behind the last address in the rest: %s", (...all) => {
    for (const words of all) {
      const rest = words.replace(/^and /, "");
      expect(understood(`paul@x.io ${words}`)).toEqual({ addresses: "paul@x.io", rest });
      expect(understood(`a@x.io Sales\npaul@x.io ${words}`)).toEqual({
        addresses: "a@x.io Sales\npaul@x.io",
        rest,
      });
    }
    const rest = "needs access, and so on, too";
    expect(understood("paul@x.io needs access, rosa@x.io and so on, until May, too")).toMatchObject({
      rest: `${rest.replace(", too", "")}, too`.replace("and so on", "and so on"),
    });
  });

  it("understands what stands before the end of a German verb", () => {
    expect(understood("lade paul@x.io als Admin in Design ein")).toEqual({
      ...{ addresses: "paul@x.io", role: "admin", workspaces: ["Design"] },
    });
  });

  it("takes whoever asks by their own address where that is known, and otherwise loses no word", () => {
    const both = { addresses: "paul@x.io\nme@x.io" };
    for (const words of [`paul@x.io and me`, "paul@x.io und mich", "paul@x.io et moi", "paul@x.io y mí"])
      expect([words, understood(words)]).toEqual([words, both]);
    expect(understood(`me and ${PAUL} in Design`)).toEqual({
      addresses: "me@x.io\npaul@x.io",
      workspaces: ["Design"],
    });
    expect(understood("add me to Design")).toEqual({ addresses: "me@x.io", workspaces: ["Design"] });
    expect(understood(`me and ${PAUL}`, "")).toEqual({ addresses: "paul@x.io", rest: "me" });
    expect(understood("my colleague because he is new")).toEqual({ rest: "my colleague because he is new" });
    expect(understood("asked by me: me gustaría")).toEqual({ rest: "asked by me: me gustaría" });
  });

  it.each([["to support the team", "for it and more", "for support", "to support", "Production of videos"]])(
    "takes an ordinary word for no Workspace: %s",
    (...all) => {
      for (const words of all)
        expect(read(`paul@x.io ${words}`)).toMatchObject({ workspaces: [], rest: words });
      expect(understood("paul@x.io in the support workspace, please")).toMatchObject({
        workspaces: ["Support"],
      });
      expect(understood("paul@x.io in IT")).toMatchObject({ workspaces: ["IT"] });
    },
  );

  it.each([
    ...[
      "please invite paul@x.io",
      "add paul@x.io to Design",
      "bitte lade paul@x.io ein",
      "bitte füge paul@x.io in Design hinzu.",
      "paul@x.io, thanks",
      "paul@x.io einladen",
    ],
    ...[
      "paul@x.io bitte hinzufügen",
      "peux-tu ajouter paul@x.io ?",
      "invita a paul@x.io",
      "Can you add paul@x.io?",
    ],
    ...[
      "invite, please: paul@x.io",
      "for paul@x.io",
      "por favor, añade a paul@x.io",
      "s’il te plaît invite paul@x.io",
    ],
  ])("is asked politely, and in a whole sentence: %s", (words) => {
    expect(parseAddresses(read(words).addresses)).toMatchObject([{ address: "paul@x.io", valid: true }]);
    expect(read(words).rest).toBe("");
    expect(understood(words.replace("paul", "my colleague paul"))).toEqual(understood(words));
    const { addresses } = read(words.replace("paul@x.io", "add.me@x.io"));
    expect(parseAddresses(addresses)).toMatchObject([{ address: "add.me@x.io" }]);
  });

  it("has each address as a valid row, and each other word in the rest or in what was understood, in four languages", () => {
    const LANGUAGES = [
      {
        asks: ["", "please invite", "can you add", "my colleague"],
        and: ["and", ",", "\n", ", please add"],
        said: [
          "as admin",
          "in Design",
          "until March",
          "for 3 weeks",
          "to the Engineering workspace",
          "until 03/04",
        ],
        words: [
          "for the audit",
          "because the blue team needs it",
          "who is an admin",
          "through 31 March",
          "(admin)",
        ],
      },
      {
        asks: ["", "bitte lade", "kannst du", "meine Kollegin"],
        and: ["und", ",", "\n", ", bitte"],
        said: ["als Admin", "in Design", "bis 31. März", "für 3 Wochen", "bis Ende Mai", "bis 31.11."],
        words: ["wegen der Revision", "für das blaue Team", "die neue Leiterin", "3 Wochen lang", "(Admin)"],
      },
      {
        asks: ["", "peux-tu ajouter", "s'il te plaît invite", "mon collègue"],
        and: ["et", ",", "\n", ", merci d'ajouter"],
        said: [
          "comme admin",
          "dans Design",
          "jusqu'au 31 mars",
          "pour 3 semaines",
          "jusqu'à fin mai",
          "jusqu'au 03/04",
        ],
        words: [
          "pour cet audit",
          "parce que l'équipe attend",
          "qui est admin",
          "avant le 31 mars",
          "(admin)",
        ],
      },
      {
        asks: ["", "invita a", "por favor añade", "mi compañera"],
        and: ["y", ",", "\n", "y a"],
        said: [
          "como admin",
          "en Design",
          "hasta el 31 de marzo",
          "durante 3 semanas",
          "hasta fin de mayo",
          "hasta 03/04",
        ],
        words: [
          "para esta auditoría",
          "porque el equipo espera",
          "que es admin",
          "antes del 31 de marzo",
          "(admin)",
        ],
      },
    ];
    const sentence = fc.constantFrom(...LANGUAGES).chain(({ asks, and, said, words }) => {
      const person = fc.constantFrom(
        "paul@x.io",
        "Rosa R <rosa@x.io>",
        PAUL,
        "<@U2|kenji>",
        "add.y@x.io",
        "me",
      );
      const more = fc.array(fc.constantFrom(...said, ...words, ...words.map((one) => `, ${one}`)), {
        maxLength: 4,
      });
      const one = fc
        .tuple(person, more)
        .map(([who, what]) => (what.length === 0 ? who : `${[who, ...what].join(" ")},`));
      const others = fc.array(fc.tuple(fc.constantFrom(...and), one), { maxLength: 3 });
      return fc
        .tuple(fc.constantFrom(...asks), one, others)
        .map(([asked, first, next]) => [asked, first, ...next.flat()].join(" "))
        .filter((text) => !/(?:colleague|Kollegin|collègue|compañera) me/.test(text));
    });
    fc.assert(
      fc.property(sentence, (text) => {
        const { addresses, rest, role, workspaces, until } = read(text);
        const rows = parseAddresses(addresses);
        expect(rows.filter(({ valid }) => !valid)).toEqual([]);
        for (const typed of text.match(/[\w.]+@x\.io/g) ?? [])
          expect(rows.map(({ address }) => address)).toContain(typed);
        expect(addresses + rest).not.toMatch(/<@U/);
        const kept = wordsIn(`${rest} ${addresses}`);
        const said = [role && /admin/i, workspaces.length > 0 && /design|engineering/i];
        const day =
          until !== null &&
          /^(?:March|März|mars|marzo|31|Ende|fin|Mai|mai|mayo|3|weeks|Wochen|semaines|semanas)$/;
        const lost = wordsIn(text).filter(
          (word) => !kept.includes(word) && ![...said, day].some((one) => one && word.match(one)),
        );
        expect(lost.filter((word) => !JOINS.test(word))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

const wordsIn = (text: string): string[] =>
  text.replace(/<@\w+\|(\w+)>/g, "@$1").match(/[\p{L}\p{N}@.]*[\p{L}\p{N}]/gu) ?? [];
/** What joins, asks or leads to what was understood, and whoever is known by a mention or by "me". */
const JOINS =
  /^(?:and|und|et|y|a|as|als|comme|como|in|en|dans|to|the|workspace|for|für|pour|durante|until|bis|jusqu|au|à|hasta|el|de|please|invite|can|you|add|bitte|lade|kannst|du|peux|tu|ajouter|s|il|te|plaît|merci|my|colleague|meine|Kollegin|mon|collègue|mi|compañera|d|invita|por|favor|añade|me|@paul)$/i;
