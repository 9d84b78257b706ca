import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sayWhetherAdminKeyIsLetIn } from "../../src/app/admin-key.ts";
import { type AutomaticBot, automaticBot } from "../support/automatic.ts";
import { words } from "../support/chat.ts";
import { must } from "../support/must.ts";

const MINUTE = 60_000;
const PAUL = "paul@lumen.example";

let world: AutomaticBot;
beforeEach(async () => {
  world = await automaticBot();
  await world.pay();
});
afterEach(() => world.close());

const refuse = (path: string, times = Number.POSITIVE_INFINITY) =>
  world.mistral.faults.add({ fault: { kind: "answer", status: 403, body: { detail: "no" } }, path, times });
const read = (person: string) => world.bot.chat.dm(person).map(({ view }) => words(view));

describe("an Admin key that Mistral lets in and refuses everything", () => {
  const heard = () => world.bot.chat.dm("ana").filter(({ key }) => key.startsWith("alert:admin-key."));

  it("is told to the owner as a key without rights, and what waits goes on once it has them", async () => {
    refuse("/v1/admin");
    await world.approved(PAUL);
    for (let gone = 0; gone < 15; gone += 1) await world.skip(MINUTE);
    expect(world.statuses()).toEqual(["approved"]);
    expect(heard()).toHaveLength(1);
    const said = words(must(heard()[0]).view);
    expect(said).toMatch(/MISTRAL_ADMIN_API_KEY has no rights at Mistral/);
    expect(said).toMatch(/people and Invitations, Workspaces and the spending limit/);
    expect(said).toMatch(/Backoffice or Admin Panel/);
    for (const person of ["ana", "ben", "chloe"])
      expect(read(person).join("\n")).not.toMatch(/but not for this|needs a look/);
    world.mistral.faults.clear();
    for (let gone = 0; gone < 10; gone += 1) await world.skip(MINUTE);
    expect(world.statuses()).toEqual(["pending"]);
  });

  it("is told as such in the log of the next start", async () => {
    refuse("/v1/admin");
    const said: string[] = [];
    const error = (_fields: object, message: string) => void said.push(message);
    const { context } = world.bot;
    await sayWhetherAdminKeyIsLetIn({ ...context, log: { ...context.log, error } });
    expect(said).toEqual([expect.stringMatching(/in, and allows it nothing: give it the rights/)]);
  });

  it("is not taken for one without rights while it may read anything", async () => {
    refuse("/v1/admin/users");
    refuse("/v1/admin/users-invite");
    await world.approved(PAUL);
    for (let gone = 0; gone < 15; gone += 1) await world.skip(MINUTE);
    expect(heard()).toEqual([]);
    expect(world.statuses()).toEqual(["failed"]);
  });
});
