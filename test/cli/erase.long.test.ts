import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runErase } from "../../src/cli/operations/erase.ts";
import { runRecord } from "../../src/cli/record/record.ts";
import { runVerify } from "../../src/cli/record/record-verify.ts";
import type { ChainedEntry } from "../../src/domain/record/record.ts";
import { Database } from "../../src/store/db/sqlite.ts";
import { openStore } from "../../src/store/store.ts";
import { saidBy } from "../support/reading/exported.ts";
import { type Bot, billing, createAround, invitation, startedBot } from "../support/world/bot.ts";

const ADDRESS = "zoe.parkhurst@lumen.example";
const NAME = "Zoé Parkhurst";
const SLACK = "U0ZOEPARK1";
const TEAMS = "t-0e0e7b52-3d61-4a6f";
/** Nobody can be told by anything else. */
const MARKS = [ADDRESS, NAME, SLACK, TEAMS.slice(2), "Atlantic/Azores", "the sea project"];

let bot: Bot;
let folder: string;
let path: string;

/** Zoé has an account on each platform, asks for herself, and is asked for by Chloé. */
async function scene(): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  path = join(folder, "setup.db");
  const around = createAround();
  const facts = { name: NAME, address: ADDRESS, timezone: "Atlantic/Azores" };
  around.chat.join(SLACK, facts);
  around.teams.join(TEAMS, facts);
  const clock = () => around.clock.now;
  const store = openStore({ path, kind: "real", clock, idGap: () => 0 });
  bot = await startedBot({ store, around, both: true });
  await bot.as("ana").submit({ form: "billing" }, billing());
  await bot.as(SLACK).home();
  await bot.as(SLACK).submit({ form: "invite" }, { ...invitation(ADDRESS), reason: "the sea project" });
}

async function end(): Promise<void> {
  await bot.worker.stop(1000);
  bot.store.close();
  rmSync(folder, { recursive: true });
}

function erase(...args: string[]) {
  const owners = ["ana@lumen.example"];
  const settings = { path, kind: "real", listIsRead: false, owners, patienceMs: 500 } as const;
  return saidBy((print) => runErase(args, settings, print, bot.now));
}

const entries = (): ChainedEntry[] => bot.store.read((tx) => [...tx.record.all()]);

/** What of her is in these bytes. */
const marksIn = (bytes: string): string[] => MARKS.filter((mark) => bytes.includes(mark));

const raw = (file: string): string => readFileSync(join(folder, file), "utf8");

const inFiles = (): string[] => readdirSync(folder).flatMap((file) => marksIn(raw(file)));

/** What others read in chat now, names in mentions included. */
const read = (): string =>
  JSON.stringify(
    [bot.chat, bot.teams]
      .flatMap(({ messages }) => messages)
      .filter(({ channel }) => !channel.endsWith(SLACK) && !channel.endsWith(TEAMS))
      .map(({ view }) => view),
  );

/** Chloé's Request for her is approved, sent and taken back; her own is denied. */
async function taken(): Promise<void> {
  const asked = { ...invitation(`${ADDRESS}, paul@lumen.example`), reason: `for ${NAME} and Paul` };
  await bot.as("ben").submit({ form: "deny", request: 1 }, { reason: "it is not for Zoé Parkhurst" });
  await bot.as("chloe").submit({ form: "invite" }, asked);
  await bot.as("ben").press({ do: "approve", request: 2 });
  await bot.as("ben").press({ do: "task-done", task: 1, rows: 2 });
  await bot.as("ana").press({ do: "revoke", invitation: 2, page: 0 });
  await bot.as("ana").press({ do: "task-done", task: 2, rows: 1 });
  await bot.inTeams(TEAMS.slice(2)).command("invite");
}

describe("erasing a person", () => {
  let ids: string[];
  let before: ChainedEntry[];
  beforeAll(async () => {
    await scene();
    await taken();
    ids = [bot.personOf(SLACK).id, bot.personOf(TEAMS, "teams").id].toSorted();
    before = entries();
  });
  afterAll(end);

  it("first shows what is stored and changes nothing", async () => {
    const { code, said } = await erase(ADDRESS.toUpperCase());
    expect(code).toBe(0);
    expect(said).toContain(`account in Slack: ${NAME}, ${ADDRESS}`);
    expect(said).toContain(`account in Teams: ${NAME}, ${ADDRESS}`);
    expect(said).toMatch(/2 Invitations, in 2 Requests[\s\S]*With --yes/);
    expect((await erase("paul@lumen.example")).said).toContain("  1 Invitation, in 1 Request\n");
    expect(entries()).toEqual(before);
    expect(new Set(inFiles())).toEqual(new Set(MARKS));
    expect(marksIn(read())).toContain(ADDRESS);
  });

  it("says what is left while something else reads the database, and is finished by the next run: no byte of them is in any file, nor in a new backup or export", async () => {
    const reader = new Database(path);
    reader.exec("BEGIN; SELECT * FROM people");
    reader.prepare("SELECT * FROM accounts").all();
    const copies = [1, 12].map((migrations) => `${path}.before-upgrade-${migrations}`);
    for (const copy of copies) writeFileSync(copy, ADDRESS);
    expect(await erase("--yes", ADDRESS)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/Erased\.[\s\S]*But .*still holds older pages.*Litestream/),
    });
    expect(copies.filter((copy) => existsSync(copy))).toEqual([]);
    reader.close();
    expect(inFiles()).not.toEqual([]);
    const last = await erase(ADDRESS, "--yes");
    expect(last).toMatchObject({ code: 0, said: expect.stringContaining("was written anew") });
    expect(inFiles()).toEqual([]);
    const spelled = { code: 1, said: expect.stringContaining("check how it is spelled") };
    expect(await erase(ADDRESS, "--yes")).toMatchObject(spelled);
    bot.store.backup(join(folder, "copy.db"));
    for (const file of ["a.csv", "a.jsonl"])
      await runRecord([join(folder, file)], { path, kind: "real" }, () => {});
    expect(inFiles()).toEqual([]);
    expect(raw("copy.db")).toContain("paul@lumen.example");
  });

  it("keeps the Record as it was, where they are opaque ids, and adds who did it", async () => {
    expect(entries().slice(0, before.length)).toEqual(before);
    const added = entries().slice(before.length);
    expect(added.map(({ actor, event }) => `${actor} ${event}`)).toEqual(
      ids.map(() => "operator person.erased"),
    );
    expect(added.map(({ subject }) => subject).toSorted()).toEqual(ids.map((id) => `person:${id}`));
    expect(before.some(({ actor }) => ids.includes(actor))).toBe(true);
    expect(await runVerify([], { path, kind: "real" }, () => {})).toBe(0);
    const page = JSON.stringify(await bot.as("ana").press({ do: "record", page: 0 }));
    expect(marksIn(page)).toEqual([]);
    expect(page).toMatch(/The operator erased the data of an erased person/);
  });

  it("has every card that named them edited, on both platforms", async () => {
    await bot.settle();
    expect(marksIn(read())).toEqual([]);
    expect(read()).toContain("an erased person");
    const members = await bot.as("ana").press({ do: "members", page: 0 });
    expect(JSON.stringify(members)).not.toContain("p_");
    const again = await bot.as("ana").press({ do: "resend", invitation: 2, page: 0 });
    expect(JSON.stringify(again)).toContain("no longer there");
    expect(inFiles()).toEqual([]);
  });

  it("makes them somebody new when they come again", async () => {
    await bot.as(SLACK).command("status");
    expect(ids).not.toContain(bot.personOf(SLACK).id);
  });
});

describe("nobody is erased", () => {
  beforeAll(scene);
  afterAll(end);

  const refused = async (address = ADDRESS): Promise<string> => {
    const before = entries();
    const { code, said } = await erase(address, "--yes");
    expect(code).toBe(1);
    expect(entries()).toEqual(before);
    return said;
  };

  it("while a Request of theirs is open", async () => {
    expect(await refused()).toMatch(/an open Request is for them[\s\S]*A Request of theirs is open/);
  });

  it("while they are Pending or a Member at Mistral", async () => {
    for (const press of [
      { do: "approve", request: 1 },
      { do: "task-done", task: 1, rows: 1 },
      { do: "mark-active", invitation: 1 },
    ] as const) {
      await bot.as("ben").press(press);
      expect(await refused()).toContain("Remove, revoke or decide that first");
    }
  });

  it("who owns the Setup; an approver is, and is none any more", async () => {
    expect(await refused("ana@lumen.example")).toContain("They own the Setup.");
    await bot.as("ana").submit({ form: "hand", step: "billing" }, { person: "ben" });
    expect((await erase("ben@lumen.example", "--yes")).code).toBe(0);
    const setup = bot.store.read((tx) => tx.setup.load());
    expect([setup?.settings.approvers, setup?.steps.billing.handedTo]).toEqual([[], null]);
  });

  it("whom nothing tells, and what is no address is said to be none", async () => {
    const nobody = await erase("nobody@lumen.example", "--yes");
    const said = expect.stringMatching(
      /Nothing tells who nobody@lumen\.example is: .* check how it is spelled\./,
    );
    expect(nobody).toMatchObject({ code: 1, said });
    expect(await erase("nobody@lumen.example")).toMatchObject({ code: 1, said });
    expect(await erase("nonsense")).toMatchObject({ code: 2, said: expect.stringContaining("Usage:") });
    expect(await erase(ADDRESS, "--now")).toMatchObject({ code: 2 });
  });
});

it("an address that stands in somebody's words alone goes from them, and from every card that shows them", async () => {
  await scene();
  const ria = "ria.solano@lumen.example";
  const values = { ...invitation("paul@lumen.example"), reason: `ask ${ria} why` };
  await bot.as("chloe").submit({ form: "invite" }, values);
  expect(JSON.stringify(bot.chat.in("approvals"))).toContain(ria);
  expect(await erase(ria)).toMatchObject({ code: 0, said: expect.stringContaining(`address ${ria}`) });
  expect(await erase(ria, "--yes")).toMatchObject({ code: 0, said: expect.stringContaining("Erased.") });
  await bot.settle();
  expect(JSON.stringify([bot.chat.messages, bot.teams.messages])).not.toContain(ria);
  expect(JSON.stringify(bot.chat.in("approvals"))).toContain("ask … why");
  expect(readdirSync(folder).filter((file) => raw(file).includes(ria))).toEqual([]);
  expect(await erase(ria)).toMatchObject({ said: expect.stringContaining("Nothing tells who") });
  await end();
});
