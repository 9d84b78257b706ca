import { afterEach, describe, expect, it } from "vitest";
import { MAX_FILE_BYTES } from "../../src/domain/requests/address-file.ts";
import { must } from "../support/must.ts";
import { keepingLog } from "../support/servers/logged.ts";
import { opens, sees, sendForm, startWhole, type Whole } from "../support/servers/whole.ts";

let world: Whole;
const { lines, log, text } = keepingLog();
afterEach(async () => {
  lines.length = 0;
  await world.stop();
});

async function started(): Promise<void> {
  world = await startWhole({ mode: "guided", platforms: ["teams"], log });
  const ana = world.inTeams("ana");
  await ana.command("setup");
  await sendForm(ana, "Start the Mistral Setup", { "Approvers besides you": ["ben"] });
  await opens(ana, "0 of 6 steps done");
  await world.settle();
}

const people = (n: number): string[] => Array.from({ length: n }, (_, at) => `person${at}@lumen.example`);
const asked = () =>
  world.bot.store.read((tx) =>
    tx.requests.open().map(({ id }) => tx.invitations.ofRequest(id).map(({ address }) => address)),
  );
const said = (handle: string) => () => must(world.inTeams(handle).dm().at(-1));

describe("a list as a file in Teams", () => {
  it("is answered with what was found, and goes on in the form", async () => {
    await started();
    const chloe = world.inTeams("chloe");
    const rows = people(230).map((address, n) => `Person ${n};${address}`);
    await chloe.attach(
      "team.csv",
      Buffer.from(`\ufeff${["Nom;E-mail", ...rows, "Nobody;"].join("\r\n")}`, "utf16le"),
    );
    const card = await sees(said("chloe"), "I found 230 addresses in your file. Nothing is sent yet.");
    expect(card).toContain("Not read, because only the addresses are: Nom.");
    expect(card).toContain("1 line has no address.");
    expect(asked()).toEqual([]);
    await chloe.press("Go on to the form", { in: "dm" });
    await opens(chloe, "230 addresses from your file");
    chloe.fill({ "E-mail addresses": "typed@lumen.example, nobody", Reason: "The team" });
    expect(await chloe.submit()).toMatchObject({ ok: true, errors: {} });
    const look = await opens(chloe, "Look at your list");
    expect(look).toContain("1 address cannot go on. 231 can");
    expect(look).toContain("They go as 3 Requests");
    // What was typed is there again, and so is the list.
    await chloe.back();
    expect(await opens(chloe, "230 addresses from your file")).toContain("typed@lumen.example");
    await chloe.submit();
    await opens(chloe, "Look at your list");
    await chloe.submit();
    await opens(chloe, "Your Request for 231 people is with the approvers");
    await world.settle();
    expect(asked().map(({ length }) => length)).toEqual([100, 100, 31]);
    expect(world.refused()).toEqual([]);
  });

  it.each([
    ["no CSV", "PK\u0003\u0004\u0000", "This is no CSV file"],
    ["empty", "", "This file is empty"],
    ["without an address", "name\nAna", "There is no e-mail address in this file"],
    ["too large", "x".repeat(MAX_FILE_BYTES + 1), "This file is too large"],
    ["of too many addresses", people(501).join("\n"), "These are 501 addresses; at most 500"],
    [
      "with a key in it",
      "email\nana@lumen.example\nkey sk-abcdefghijklmnopqrstuvwxyz0123",
      "That looks like an API key",
    ],
    [
      "with a key among its headings",
      "email;the team's key is aZ9bY8cX7dW6eV5fU4gT3hS2iR1jQ0kP\nana@lumen.example;x",
      "That looks like an API key",
    ],
  ])("that is %s is answered with one sentence", async (_what, content, sentence) => {
    await started();
    await world.inTeams("chloe").attach("list.csv", content);
    await sees(said("chloe"), sentence);
    expect(world.bot.store.read((tx) => tx.drafts.get(1))).toBeNull();
  });

  it.each([
    ["cannot be reached", { kind: "drop" }],
    ["sends it elsewhere", { kind: "answer", status: 302, headers: { location: "http://127.0.0.1:9/" } }],
    ["does not know it any more", { kind: "answer", status: 404 }],
  ] as const)("that cannot be had because OneDrive %s is asked for again", async (_why, fault) => {
    await started();
    world.teams.faults.add({ path: "/files", fault });
    const chloe = world.inTeams("chloe");
    await chloe.attach("list.csv", "planted@lumen.example");
    await sees(said("chloe"), "could not be read just now");
    await chloe.attach("list.csv", "planted@lumen.example");
    await sees(said("chloe"), "I found 1 address in your file");
    const kept = text();
    expect(kept).toContain("a file could not be read");
    for (const { file } of world.teams.state().messages)
      if (file !== undefined) expect(kept).not.toContain(file.id);
    expect(kept).not.toContain("planted");
  });

  it("is not taken from a guest, nor fetched", async () => {
    await started();
    const greta = world.inTeams("greta");
    world.teams.faults.add({ path: "/files", fault: { kind: "drop" } });
    await greta.install();
    // What everybody is told at first would otherwise come after the answer now and then.
    await world.settle();
    await greta.attach("list.csv", people(2).join("\n"));
    await sees(said("greta"), "Guests cannot request or decide here");
    expect(world.teams.faults.take("GET", "/files")).not.toBeNull();
  });
});
