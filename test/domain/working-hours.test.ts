import { describe, expect, it } from "vitest";
import { afterWorkingHours } from "../../src/domain/working-hours.ts";

const at = (iso: string) => Date.parse(iso);

describe("working hours", () => {
  it("run from nine to five in the person's own zone", () => {
    // Monday 09:00 in Paris.
    expect(afterWorkingHours(at("2026-01-05T08:00:00Z"), [4], "Europe/Paris")).toEqual([
      at("2026-01-05T12:00:00Z"),
    ]);
    // The same instant is 03:00 in New York: their day begins at 14:00 UTC.
    expect(afterWorkingHours(at("2026-01-05T08:00:00Z"), [4], "America/New_York")).toEqual([
      at("2026-01-05T18:00:00Z"),
    ]);
  });

  it("stop over the weekend", () => {
    // Friday 16:00 in Paris: one hour is left of the day, three come on Monday.
    expect(afterWorkingHours(at("2026-01-09T15:00:00Z"), [4], "Europe/Paris")).toEqual([
      at("2026-01-12T11:00:00Z"),
    ]);
  });

  it("are counted across the change to summer time", () => {
    // The last Sunday of March lies between.
    expect(afterWorkingHours(at("2026-03-27T15:00:00Z"), [2], "Europe/Paris")).toEqual([
      at("2026-03-30T08:00:00Z"),
    ]);
  });

  it("are counted to the minute, and not to the next full hour", () => {
    // Half past four in the afternoon, in a zone that is half an hour off: half an hour is left of the day.
    expect(afterWorkingHours(at("2026-01-05T11:00:00Z"), [1], "Asia/Kolkata")).toEqual([
      at("2026-01-06T04:00:00Z"),
    ]);
  });

  it("are counted across the change back to winter time", () => {
    expect(afterWorkingHours(at("2026-10-23T14:20:00Z"), [2], "Europe/Paris")).toEqual([
      at("2026-10-26T09:20:00Z"),
    ]);
  });

  it("of a zone that nobody knows are told in UTC", () => {
    const monday = at("2026-01-05T09:00:00Z");
    expect(afterWorkingHours(monday, [4], "Mars/Olympus")).toEqual([at("2026-01-05T13:00:00Z")]);
  });

  it("are counted once for several deadlines", () => {
    const monday = at("2026-01-05T09:00:00Z");
    expect(afterWorkingHours(monday, [4, 12, 28], "UTC")).toEqual([
      at("2026-01-05T13:00:00Z"),
      at("2026-01-06T13:00:00Z"),
      at("2026-01-08T13:00:00Z"),
    ]);
  });
});
