import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AutomaticBot, automaticBot } from "../support/automatic.ts";
import { buttonsOf, words } from "../support/chat.ts";

const PAUL = "paul@lumen.example";

let world: AutomaticBot;
beforeEach(async () => {
  world = await automaticBot();
  await world.pay();
});
afterEach(() => world.close());

const refuse = (path: string, times: number) =>
  world.mistral.faults.add({ fault: { kind: "answer", status: 403, body: { detail: "no" } }, path, times });
const read = (person: string) => world.bot.chat.dm(person).map(({ view }) => words(view));
const outcomes = (person: string) =>
  world.bot.chat.dm(person).filter(({ key }) => key.startsWith("outcome:"));
const labels = (person: string) =>
  outcomes(person).flatMap(({ view }) => buttonsOf(view).map(({ label }) => label));

describe("a refused Invitation that is tried again", () => {
  const again = () => world.bot.as("ben").press({ do: "resend", invitation: 1 });

  it("is in no two messages of the requester's that say the same, whatever comes of it", async () => {
    refuse("/v1/admin/users-invite", 2);
    await world.approved(PAUL);
    await again();
    expect(world.statuses()).toEqual(["failed"]);
    expect(new Set(read("chloe")).size).toBe(read("chloe").length);
    await again();
    expect(world.statuses()).toEqual(["pending"]);
    expect(new Set(read("chloe")).size).toBe(read("chloe").length);
    expect(read("chloe").filter((text) => text.includes("needs a look"))).toEqual([]);
    expect(read("chloe").filter((text) => text.includes("Your Request was answered"))).toHaveLength(1);
  });
});

describe("an Invitation that Mistral refuses for everybody", () => {
  it("is one message with one button for all who may send it again, and without one for who may not", async () => {
    refuse("/v1/admin/users-invite", 1);
    await world.approved(PAUL);
    expect(labels("ana")).toEqual(["Send again"]);
    expect(labels("ben")).toEqual(["Send again"]);
    expect(labels("chloe")).toEqual([]);
    expect(world.bot.chat.dm("ana").filter(({ key }) => key.startsWith("alert:trouble."))).toEqual([]);
    expect(world.bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
    await world.bot.as("ana").press({ do: "resend", invitation: 1 });
    expect(world.statuses()).toEqual(["pending"]);
    for (const person of ["ana", "ben", "chloe"]) expect(labels(person)).toEqual([]);
  });
});
