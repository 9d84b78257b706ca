import { describe, expect, it } from "vitest";
import { parseMrkdwn, valueIn } from "../../src/sandbox/page/json.ts";
import { dayName, slackDate, timeOf } from "../../src/sandbox/page/text/dates.ts";

const NOW = Date.UTC(2026, 10, 25, 9, 0);
const DAY = 86_400_000;
const london = { timezone: "Europe/London", locale: "en-GB" };
const tokyo = { timezone: "Asia/Tokyo", locale: "en-GB" };
const paris = { timezone: "Europe/Paris", locale: "fr-FR" };
const text = (words: string, style = {}) => ({ type: "text", text: words, style });

describe("on the sandbox page", () => {
  it("times and days are those of the reader's zone", () => {
    expect([timeOf(NOW, london), timeOf(NOW, tokyo)]).toEqual(["09:00", "18:00"]);
    expect([dayName(NOW, NOW, london), dayName(NOW - 3 * DAY, NOW, london)]).toEqual([
      "Today",
      "Sunday 22 November",
    ]);
  });

  it.each([
    [0, "{date_short_pretty} {time}", london, "today 09:00"],
    [9 * 3_600_000, "{date_short_pretty} {time}", tokyo, "tomorrow 03:00"],
    [-DAY, "{date_short_pretty} {time}", paris, "hier 10:00"],
    [-5 * DAY, "{date_short_pretty} {time}", london, "20 Nov 2026 09:00"],
    [-DAY, "{date_short} à {time}", paris, "24 nov. 2026 à 10:00"],
    [0, "{moon} {time}", london, "{moon} 09:00"],
  ])("a date token %i ms from now, as %s, is said in the reader's words", (offset, pattern, reader, said) => {
    expect(slackDate((NOW + offset) / 1000, pattern, reader, NOW)).toBe(said);
  });

  it("mrkdwn becomes spans, and what is escaped or stands within words is no markup", () => {
    expect(parseMrkdwn("*a b* `*e*` snake_case_name 2*3*4")).toEqual([
      text("a b", { bold: true }),
      text(" "),
      text("*e*", { code: true }),
      text(" snake_case_name 2*3*4"),
    ]);
    expect(parseMrkdwn("<https://a.example/?x=1&amp;y=2|here><@U1><#C1><!date^60^{time}|soon>")).toEqual([
      { type: "link", url: "https://a.example/?x=1&y=2", text: "here" },
      { type: "user", user_id: "U1" },
      { type: "channel", channel_id: "C1" },
      { type: "date", timestamp: 60, format: "{time}", fallback: "soon" },
    ]);
    expect(parseMrkdwn("&lt;@U1&gt; &amp;lt;")).toEqual([text("<@U1> &lt;")]);
  });
});

it("a field that somebody has emptied holds nothing, and not what the bot put there", () => {
  const field = { type: "plain_text_input", initial_value: "50" };
  expect(valueIn(field, undefined)).toBe("50");
  expect(valueIn(field, { value: null })).toBeNull();
});
