import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AutomaticBot, automaticBot } from "../support/automatic.ts";
import { words } from "../support/chat.ts";
import { must } from "../support/must.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let world: AutomaticBot;
beforeEach(async () => {
  world = await automaticBot();
  await world.pay();
  await world.approved("paul@lumen.example");
});
afterEach(() => world.close());

/** Mistral says that there is no such Invitation, and keeps it. */
const denyIt = (times: number) =>
  world.mistral.faults.add({
    fault: { kind: "answer", status: 404, body: '{"detail":"Not found"}' },
    method: "DELETE",
    times,
  });
const doubles = () => world.section.get().doubleInvites;

describe("an Invitation that Mistral calls gone and still lists", () => {
  it("is not sent a second time until it is really revoked", async () => {
    denyIt(1);
    await world.bot.as("ben").press({ do: "resend", invitation: 1 });
    expect(world.statuses()).toEqual(["sending"]);
    expect(world.mails()).toHaveLength(1);
    await world.skip(MINUTE);
    expect(world.statuses()).toEqual(["pending"]);
    expect(world.mails()).toHaveLength(2);
    expect(doubles()).toBe(0);
  });

  it("fails in the end, and who can do something hears so and that it is still out", async () => {
    denyIt(100);
    await world.bot.as("ben").press({ do: "resend", invitation: 1 });
    for (let minute = 0; minute < 13 * 60; minute += 10) await world.skip(10 * MINUTE);
    expect(doubles()).toBe(0);
    // It is still out, and says so once that is told.
    expect(world.statuses()).toEqual(["pending"]);
    for (const person of ["ana", "ben"]) {
      const told = world.bot.chat.dm(person).find(({ key }) => key.includes(".failed."));
      expect(words(must(told).view)).toMatch(/moved on since[\s\S]*Pending/);
    }
  });

  it("does not count as revoked", async () => {
    denyIt(1);
    await world.bot.as("ben").press({ do: "revoke", invitation: 1 });
    expect(world.statuses()).toEqual(["pending"]);
    await world.skip(MINUTE);
    expect(world.statuses()).toEqual(["revoked"]);
    expect(world.mistral.mails()[0]?.state).toBe("revoked");
  });

  it("is in nobody's way once it has expired", async () => {
    await world.skip(8 * DAY);
    denyIt(1);
    await world.bot.as("ben").press({ do: "resend", invitation: 1 });
    expect(world.statuses()).toEqual(["pending"]);
    expect(doubles()).toBe(0);
  });
});

it("an Invitation that somebody revoked meanwhile is sent again at once", async () => {
  world.mistral.faults.add({ fault: { kind: "drop", afterChange: true }, method: "DELETE" });
  await world.bot.as("ben").press({ do: "resend", invitation: 1 });
  await world.skip(MINUTE);
  expect(world.statuses()).toEqual(["pending"]);
  expect(world.mails()).toHaveLength(2);
  expect(doubles()).toBe(0);
});
