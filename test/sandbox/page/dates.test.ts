import { expect, test } from "vitest";
import { dayName, slackDate, spanText, timeOf } from "../../../src/sandbox/page/text/dates.ts";

const NOW = Date.UTC(2026, 10, 25, 9, 0);
const london = { timezone: "Europe/London", locale: "en-GB" };
const tokyo = { timezone: "Asia/Tokyo", locale: "en-GB" };
const paris = { timezone: "Europe/Paris", locale: "fr-FR" };

test("a time is that of the reader's zone", () => {
  expect(timeOf(NOW, london)).toBe("09:00");
  expect(timeOf(NOW, tokyo)).toBe("18:00");
});

test("pretty dates say today in the reader's own words and day", () => {
  const pattern = "{date_short_pretty} {time}";
  expect(slackDate(NOW / 1000, pattern, london, NOW)).toBe("today 09:00");
  expect(slackDate(NOW / 1000 + 9 * 3600, pattern, tokyo, NOW)).toBe("tomorrow 03:00");
  expect(slackDate(NOW / 1000 - 86_400, pattern, paris, NOW)).toBe("hier 10:00");
  expect(slackDate(NOW / 1000 - 5 * 86_400, pattern, london, NOW)).toBe("20 Nov 2026 09:00");
});

test("a date that stands in a sentence is never a word such as yesterday", () => {
  const pattern = "{date_short} à {time}";
  expect(slackDate(NOW / 1000 - 86_400, pattern, paris, NOW)).toBe("24 nov. 2026 à 10:00");
});

test("a token that is not known stays as it is", () => {
  expect(slackDate(NOW / 1000, "{moon} {time}", london, NOW)).toBe("{moon} 09:00");
});

test("days are named for the divider", () => {
  expect(dayName(NOW, NOW, london)).toBe("Today");
  expect(dayName(NOW - 3 * 86_400_000, NOW, london)).toBe("Sunday 22 November");
});

test("how far the clock was moved is said shortly", () => {
  expect(spanText(180_000)).toBe("3 min");
  expect(spanText(86_400_000 * 8 + 180_000)).toBe("8 d 3 min");
});
