import { expect, it } from "vitest";
import { afterWorkingHours } from "../../src/domain/working-hours.ts";

const at = (iso: string) => Date.parse(`2026-${iso}:00Z`);

it.each<[string, start: string, hours: number[], zone: string, due: string[]]>([
  ["from nine to five in the person's own zone", "01-05T08:00", [4], "Europe/Paris", ["01-05T12:00"]],
  ["from nine, where their day begins later", "01-05T08:00", [4], "America/New_York", ["01-05T18:00"]],
  ["not over the weekend", "01-09T15:00", [4], "Europe/Paris", ["01-12T11:00"]],
  ["across the change to summer time", "03-27T15:00", [2], "Europe/Paris", ["03-30T08:00"]],
  ["across the change back to winter time", "10-23T14:20", [2], "Europe/Paris", ["10-26T09:20"]],
  ["to the minute, in a zone that is half an hour off", "01-05T11:00", [1], "Asia/Kolkata", ["01-06T04:00"]],
  ["in UTC for a zone that nobody knows", "01-05T09:00", [4], "Mars/Olympus", ["01-05T13:00"]],
  [
    "once for several deadlines",
    "01-05T09:00",
    [4, 12, 28],
    "UTC",
    ["01-05T13:00", "01-06T13:00", "01-08T13:00"],
  ],
])("working hours are counted %s", (_, start, hours, zone, due) => {
  expect(afterWorkingHours(at(start), hours, zone)).toEqual(due.map(at));
});
