import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayAskedIn, makesDayUnsure } from "../../../src/domain/requests/day-words.ts";

const MONDAY = "2026-11-30";
const dayIn = (words: string, today = MONDAY) => dayAskedIn(words, today)?.day ?? null;

describe("a day in words", () => {
  it.each([
    ["2027-03-31", "until 2027-03-31", "bis 2027-03-31", "jusqu'au 2027-03-31", "hasta 2027-03-31"],
    ["2027-03-31", "until 31 March", "till March 31st", "until Mar 31, 2027", "until 31st of March 2027"],
    ["2027-03-31", "bis 31. März", "bis zum 31.3.", "bis 31.03.2027", "bis 31.3.27", "bis 31. Maerz"],
    ["2027-03-31", "jusqu'au 31 mars", "jusqu’au 31/03", "jusqu'au 31 MARS 2027"],
    ["2027-03-31", "hasta el 31 de marzo", "hasta 31/3", "hasta el 31 de marzo del 2027"],
    ["2027-03-31", "until end of March", "until the end of March", "bis Ende März", "jusqu'à fin mars"],
    ["2027-03-31", "jusqu'à la fin de mars", "hasta finales de marzo", "hasta fin de marzo 2027"],
    ["2026-12-31", "until the end of the year", "bis Ende des Jahres", "jusqu'à la fin de l’année"],
    ["2026-12-01", "until tomorrow", "bis morgen", "jusqu'à demain", "hasta mañana"],
    ["2026-12-21", "for 3 weeks", "für 3 Wochen", "pour 3 semaines", "durante 3 semanas", "for 21 days"],
    ["2026-12-30", "for a month", "für einen Monat", "pendant un mois", "por un mes", "for 1 month"],
    ["2027-11-30", "for a year", "für ein Jahr", "pendant un an", "durante 12 meses"],
    ["2027-04-01", "jusqu'au 1er avril", "until 1 April", "until April 1"],
  ])("is %s by %s, and however else that is said", (day, ...all) => {
    for (const words of all) expect([words, dayIn(words)]).toEqual([words, day]);
  });

  it("is the end of this month in each language", () => {
    for (const words of ["the end of the month", "Ende des Monats", "la fin du mois", "fin de mes"])
      for (const until of ["until", "bis", "jusqu'à", "hasta"])
        expect([words, dayIn(`${until} ${words}`, "2026-11-02")]).toEqual([words, MONDAY]);
  });

  it.each(["en", "fr", "de", "es"])("has every month in the language %s, whole and short", (language) => {
    for (const month of ["long", "short"] as const)
      for (let at = 1; at <= 12; at += 1) {
        const format = new Intl.DateTimeFormat(language, { month, timeZone: "UTC" });
        const name = format.format(Date.UTC(2000, at - 1));
        const day = `2027-${String(at).padStart(2, "0")}-02`;
        expect([name, dayIn(`until 2 ${name} 2027`, "2027-01-01")]).toEqual([name, day]);
      }
  });

  it("with a month alone is the last one before it begins", () => {
    for (const words of [
      "until March",
      "bis März",
      "jusqu'en mars",
      "hasta marzo",
      "until Mar.",
      "until March 2027",
      "until March of 2027",
    ])
      expect([words, dayIn(words)]).toEqual([words, "2027-02-28"]);
    expect(dayIn("until January", "2026-12-30")).toBe("2026-12-31");
    expect(dayIn("until March", "2028-02-28")).toBe("2028-02-29");
  });

  it("is none where they could mean two", () => {
    for (const words of ["until 03/04", "jusqu'au 03/04/2027", "until November"])
      expect([words, dayIn(words)]).toEqual([words, null]);
    expect(dayIn("until 03/03")).toBe("2027-03-03");
    expect(dayIn("bis 3.4.")).toBe("2027-04-03");
    expect(dayIn("until 12/31")).toBe("2026-12-31");
  });

  it("without a year is the next one that is not over, and none where that is today", () => {
    for (const words of ["until 30 November", "until end of November", "until the end of the month"])
      expect([words, dayIn(words)]).toEqual([words, null]);
    expect(dayIn("until January", "2026-12-31")).toBe(null);
    expect(dayIn("until 29 November")).toBe("2027-11-29");
    expect(dayIn("until end of October")).toBe("2027-10-31");
  });

  it.each([
    ["until 31 March next year", "until 31 March, next year", "until 31 March of next year"],
    ["bis 31. März nächsten Jahres", "bis Ende März des kommenden Jahres", "bis März im Jahr 2028"],
    ["jusqu'au 31 mars de l'année prochaine", "jusqu'au 31 mars prochain", "jusqu'en mars de l’an 2028"],
    [
      "hasta el 31 de marzo del próximo año",
      "hasta marzo del año que viene",
      "hasta el 31 de marzo del 2028",
    ],
    [
      "until March '28",
      "until March of 2028",
      "until 31 March 28",
      "until 31 March (2028)",
      "until March 2028",
    ],
    ["for 3 years", "for 13 months", "für 2 Jahre", "hasta 2028-03-31"],
  ])("is none with a year that it cannot be sure of, or that is too far away: %s", (...all) => {
    for (const words of all) expect([words, dayIn(words)]).toEqual([words, null]);
  });

  it("is at most 365 days away, so that the form takes it", () => {
    expect(dayIn("for a year", "2027-02-28")).toBe("2028-02-28");
    expect(dayIn("for a year", "2027-06-01")).toBe(null);
  });

  it("is not the last one by which something is to be done", () => {
    for (const words of ["by March", "by 31 March", "by tomorrow"])
      expect([words, dayIn(words)]).toEqual([words, null]);
  });

  it.each([
    ["from January", "from 1 March", "from Monday", "von Januar", "vom 1.1.", "ab März", "du 1er mars"],
    ["desde enero", "de enero", "del 1 de enero", "à partir de mars", "until they leave", "bis auf weiteres"],
  ])("is unsure beside where something begins, and beside an end that is not read: %s", (...all) => {
    for (const words of all) expect([words, makesDayUnsure(words)]).toEqual([words, true]);
    for (const words of ["von Berg", "de la Cruz", "du Pont", "de", "about", "Fromm", "bistro"])
      expect([words, makesDayUnsure(words)]).toEqual([words, false]);
  });

  it("is none where there is no such day, where it is over, and where it is no date", () => {
    for (const words of [
      ...[
        "until 2026-11-29",
        "until 31 October 2025",
        "until March 2026",
        "until 29 Feb",
        "until 30 February",
      ],
      ...["until Feb 30", "bis 31.11.", "until 0/5", "until 99/99", "until 2027-13-01", "until 2027-02-29"],
      ...[
        "until",
        "until they leave",
        "until Marching",
        "bis 3 Leute",
        "for 0 weeks",
        "for 3 reasons",
        "for March",
      ],
      ...["March", "31 March", "tomorrow", "untilMarch", "until march@lumen.example", ""],
    ])
      expect([words, dayIn(words)]).toEqual([words, null]);
  });

  it("at the end of a shorter month is its last one", () => {
    expect(dayIn("for a month", "2027-01-31")).toBe("2027-02-28");
    expect(dayIn("for a year", "2028-02-29")).toBe("2029-02-28");
  });

  it("ends where its words end, without what follows them", () => {
    for (const [words, rest] of [
      ["until 31 March", ", please"],
      ["bis 31.3.", " und dann"],
      ["for 3 weeks", "."],
    ])
      expect(dayAskedIn(`${words}${rest}`, MONDAY)?.length).toBe(words?.length);
  });

  it("in any words is a real one that is not over", () => {
    const part = fc.constantFrom(
      ...[
        "until",
        "bis",
        "for",
        "end of",
        "March",
        "mars",
        "31",
        "29",
        "3",
        "/",
        ".",
        "-",
        " ",
        " ",
        "2027",
        "weeks",
        "de",
      ],
    );
    const any = fc.array(part, { maxLength: 8 }).map((parts) => `until ${parts.join("")}`);
    const today = fc.date({ min: new Date("2026-01-01"), max: new Date("2030-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(any, today, (words, at) => {
        const now = at.toISOString().slice(0, 10);
        const day = dayIn(words, now);
        if (day === null) return;
        expect(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(day);
        expect(day > now).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
