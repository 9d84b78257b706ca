import { describe, expect, it } from "vitest";
import { confirmed, verified } from "../../../src/domain/evidence.ts";
import { evidence, mention, moment, money, type Reader, time } from "../../../src/view/core/reader.ts";
import { wordsOf } from "../../../src/view/core/spans.ts";
import { stringsFor } from "../../../src/view/strings/index.ts";
import { DAY, NOW, readerOf } from "../../support/samples/facts.ts";

const reader = readerOf("p_ana");
const fallback = (at: number, style: "time" | "date" | "both", change: Partial<Reader> = {}) =>
  wordsOf([time({ ...reader, ...change }, at, style)]);

describe("a reader", () => {
  it("mentions a person on both platforms", () => {
    const ids = { slack: "UANA", teams: "29:p_ana" };
    expect(mention(reader, "p_ana")).toEqual({ kind: "mention", name: "ana", ids });
  });

  it("reads times in their own zone", () => {
    expect(fallback(NOW, "time")).toBe("14:10");
    expect(fallback(NOW, "time", { timezone: "Asia/Tokyo" })).toBe("23:10");
    expect(fallback(NOW, "both", { timezone: "America/New_York" })).toBe("25 Nov, 09:10");
  });

  it("gets UTC, and is told so, when their zone or locale is unknown", () => {
    expect(fallback(NOW, "time", { timezone: "Mars/Olympus" })).toBe("14:10 UTC");
    expect(fallback(NOW, "time", { locale: "not a locale" })).toBe("14:10 UTC");
  });

  it("reads the zone as well where many people read: in a channel", () => {
    const channel = { person: null, timezone: "UTC" };
    expect(fallback(NOW, "time", channel)).toBe("14:10 UTC");
    expect(fallback(NOW, "date", channel)).toBe("25 Nov 2026");
    expect(fallback(NOW, "time", { ...channel, locale: "not a locale" })).toBe("14:10 UTC");
  });

  it("sees the day as well when it was another day for them", () => {
    expect(wordsOf([moment(reader, NOW - DAY, NOW)])).toBe("24 Nov, 14:10");
    const late = { ...reader, timezone: "Asia/Tokyo" };
    expect(wordsOf([moment(late, NOW + 3_600_000, NOW)])).toBe("26 Nov, 00:10");
  });

  it("never takes a person's word for Mistral's", () => {
    expect(wordsOf(evidence(reader, confirmed("p_ana", NOW), NOW))).toBe("confirmed by @ana 14:10");
    expect(wordsOf(evidence(reader, verified("members", NOW), NOW))).toBe("verified with Mistral 14:10");
    expect(wordsOf(evidence(reader, verified("dns", NOW), NOW))).toBe("seen in DNS 14:10");
    expect(evidence(reader, null, NOW)).toEqual([]);
  });
});

describe("a reader of French", () => {
  const french = { ...reader, strings: stringsFor("fr-FR", "teams"), locale: "fr-FR" };
  const said = (spans: Parameters<typeof wordsOf>[0]) => wordsOf(spans);

  it("reads days and hours with the words that French has before them", () => {
    const then = moment(french, NOW - DAY, NOW);
    expect(said(evidence(french, confirmed("p_ana", NOW), NOW))).toBe("confirmé par @ana à 14:10");
    expect(said(evidence(french, confirmed("p_ana", NOW - DAY), NOW))).toBe(
      "confirmé par @ana le 24 nov. à 14:10",
    );
    expect(said(french.strings.adminKey.refused.is(then))).toContain("depuis le 24 nov. à 14:10");
    expect(said(french.strings.key.warming(time(french, NOW)))).toContain("jusqu’à 14:10");
    expect(said([time(french, NOW, "date")])).toBe("25 nov. 2026");
  });

  it("counts nothing and one as one, and lists with a word before the last", () => {
    const { strings } = french;
    expect([0, 1, 2].map(strings.minutes)).toEqual(["0 minute", "1 minute", "2 minutes"]);
    expect(said(strings.listed(["a", "b", "c"], 0))).toBe("a, b et c");
    expect(said(strings.listed(["a", "b"], 3))).toBe("a, b et 3 autres");
    expect(said(strings.listed(["a"], 0))).toBe("a");
  });

  it("reads money as it is written there", () => {
    expect(money(french, 1500, "EUR").replaceAll(/\s/g, " ")).toBe("1 500 €");
    expect(money(french, 99.5, "points")).toBe("99,50 points");
  });
});

describe("a reader of German", () => {
  const german = { ...reader, strings: stringsFor("de-DE", "teams"), locale: "de-DE" };

  it("reads days and hours with the words that German has before them", () => {
    const then = moment(german, NOW - DAY, NOW);
    expect(wordsOf(evidence(german, confirmed("p_ana", NOW), NOW))).toBe("bestätigt von @ana um 14:10");
    expect(wordsOf(evidence(german, confirmed("p_ana", NOW - DAY), NOW))).toBe(
      "bestätigt von @ana am 24. Nov. um 14:10",
    );
    expect(wordsOf(german.strings.adminKey.refused.is(then))).toContain("seit dem 24. Nov. um 14:10");
    expect(wordsOf(german.strings.key.warming(time(german, NOW)))).toContain("bis 14:10 ");
    expect(wordsOf(german.strings.alerts.over("war es so", then, time(german, NOW)))).toBe(
      "✅ Vom 24. Nov. um 14:10 bis 14:10 war es so.",
    );
  });

  it("counts and lists with words", () => {
    const { strings } = german;
    expect([0, 1, 2].map(strings.minutes)).toEqual(["0 Minuten", "1 Minute", "2 Minuten"]);
    expect(wordsOf(strings.listed(["a", "b", "c"], 0))).toBe("a, b und c");
    expect(wordsOf(strings.listed(["a", "b"], 3))).toBe("a, b und 3 weitere");
    expect(wordsOf(strings.listed(["a"], 1))).toBe("a und noch 1");
  });

  it("reads money as it is written there", () => {
    expect(money(german, 1500, "EUR").replaceAll(/\s/g, " ")).toBe("1.500 €");
  });
});

describe("a reader of Spanish", () => {
  const spanish = { ...reader, strings: stringsFor("es-MX", "teams"), locale: "es-MX" };

  it("reads days and hours with the words that Spanish has before them", () => {
    const { strings } = spanish;
    const [then, now] = [moment(spanish, NOW - DAY, NOW), time(spanish, NOW)];
    expect(wordsOf(evidence(spanish, confirmed("p_ana", NOW), NOW))).toBe("confirmado por @ana a las 14:10");
    expect(wordsOf(evidence(spanish, confirmed("p_ana", NOW - DAY), NOW))).toBe(
      "confirmado por @ana el 24 nov a las 14:10",
    );
    expect(wordsOf(strings.key.refused(then))).toContain("desde el 24 nov a las 14:10");
    expect(wordsOf(strings.key.warming(now))).toContain("hasta las 14:10 ");
    expect(wordsOf(strings.alerts.over("Nada", then, now))).toContain(
      "desde el 24 nov a las 14:10 hasta las 14:10.",
    );
  });
});

describe("the words", () => {
  it("are English for every locale that has no translation yet", () => {
    for (const locale of ["en-US", "en", "it_IT", "", "__proto__", "constructor"]) {
      expect(stringsFor(locale, "slack")).toBe(stringsFor("en", "slack"));
      expect(stringsFor(locale, "teams")).toBe(stringsFor("en", "teams"));
    }
  });
});
