import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { headOf } from "../../src/cli/record/record.ts";
import { GRANTED_SCOPES } from "../../src/sandbox/slack/embedded-slack.ts";
import { folder } from "../store/repositories/samples.ts";
import { must } from "../support/must.ts";
import { verified } from "../support/reading/exported.ts";
import { keepingLog } from "../support/servers/logged.ts";
import {
  DAY,
  MINUTE,
  opens,
  sees,
  sendForm,
  startedWhole,
  startWhole,
  type Whole,
  type WholeOptions,
} from "../support/servers/whole.ts";
import { stepsDone } from "../support/steps.ts";

const FILE = "Send as a file";
const OFFERED = "Allow or decline: mistral-setup-record-";

let world: Whole;
afterEach(() => world.stop());

/** The file is the Record up to its head, and tells nobody's name. */
async function isWhole(name: string, text: string, head: string): Promise<void> {
  const file = join(folder(), name);
  writeFileSync(file, text);
  expect(await verified(file, "--head", head)).toMatchObject({ code: 0 });
  expect(text).not.toMatch(/lumen|Ana/);
}

describe("the Record as a file in Slack", () => {
  const started = async (options: Partial<WholeOptions> = {}) => {
    world = await startedWhole({ mode: "guided", ...options });
  };
  const shared = () => (world.slack.state().files ?? []).filter(({ channel }) => channel !== null);

  async function asked(): Promise<void> {
    const ana = world.as("ana");
    await ana.command("record", "#mistral");
    await sees(() => ana.messages("#mistral"), FILE);
    await ana.press(FILE, { in: "#mistral" });
    await sees(() => ana.messages("#mistral"), "sends you the whole record as a file");
    await world.settle();
  }

  it("comes into the direct messages of its reader, is offered for download, and can be checked", async () => {
    await started();
    await asked();
    expect(shared()).toHaveLength(1);
    const { id, name, text, channel } = must(shared()[0]);
    expect(name).toMatch(/^mistral-setup-record-\d+\.jsonl$/);
    const { places } = world.slack.state();
    expect(places.find((each) => each.id === channel)?.members).toContain(world.as("ana").id);
    expect(world.as("ana").dm().join("\n")).toContain(name);
    const download = await fetch(`${world.origin}/sandbox/slack/file/${id}`);
    expect(download.headers.get("content-disposition")).toContain(name);
    expect(await download.text()).toBe(text);
    await isWhole(name, must(text), headOf(world.bot.store.read((tx) => tx.record.end())));
    expect(world.refused()).toEqual([]);
  });

  it.each([
    ["the answer to the sharing is lost", "/files.completeUploadExternal"],
    ["the upload is cut off", "/upload"],
  ])("comes once when %s", async (_, path) => {
    await started();
    world.slack.faults.add({ fault: { kind: "drop", afterChange: true }, path });
    await asked();
    for (let n = 0; n < 5; n += 1) await world.later(MINUTE);
    expect(shared()).toHaveLength(1);
  });

  it("is not offered without the scope, and how to get it is said", async () => {
    await started({ scopes: GRANTED_SCOPES.filter((scope) => scope !== "files:write") });
    const ana = world.as("ana");
    await ana.command("record", "#mistral");
    await sees(() => ana.messages("#mistral"), "npx mistral-setup record");
    expect(ana.buttons("#mistral")).not.toContain(FILE);
  });

  it("that Slack refuses all of a sudden is told to the owner, and holds up nothing else", async () => {
    await started();
    const body = { ok: false, error: "missing_scope", needed: "files:write", provided: "chat:write" };
    const fault = { kind: "answer", status: 200, body } as const;
    world.slack.faults.add({ fault, path: "/files.getUploadURLExternal" });
    await asked();
    const said = world.as("ana").dm().join("\n");
    expect(said).toMatch(/Couldn't send a file[\s\S]*files:write/);
    expect((await fetch(`${world.bot.url}/readyz`)).status).toBe(200);
  });
});

describe("a file in Teams", () => {
  let logged: () => string;
  beforeEach(async () => {
    const { log, text } = keepingLog();
    logged = text;
    world = await startWhole({ mode: "guided", platforms: ["teams"], skips: true, log });
    const ana = world.inTeams("ana");
    await ana.command("setup");
    await sendForm(ana, "Start the setup", { "Approvers besides you": ["ben"] });
    await opens(ana, stepsDone(0));
    await world.settle();
  });
  const drive = () => world.teams.state().drive ?? [];
  const kept = () => drive().filter(({ text }) => text !== null);
  const said = () => world.inTeams("ana").dm().join("\n");
  const stored = () => world.bot.store.read((tx) => tx.files.get(1));

  async function offered(): Promise<void> {
    const { notice } = await world.inTeams("ana").press(FILE, { in: "dm" });
    expect(notice).toMatch(/sends you the whole record as a file/);
    await world.settle();
    await sees(world.inTeams("ana").dm, OFFERED);
  }

  async function asked(): Promise<void> {
    await world.inTeams("ana").command("record");
    await sees(world.inTeams("ana").dm, FILE);
    await offered();
  }

  /** What the pace or a retry holds back for a moment is done as well. */
  async function answered(accept: boolean, handle = "ana"): Promise<void> {
    expect(await world.inTeams(handle).answerFile(accept)).toEqual({ ok: true });
    await world.settle();
    for (let n = 0; n < 3; n += 1) await world.later(2000);
  }

  it("goes into the OneDrive of its reader once they accept it, as it was told, and can be checked", async () => {
    await asked();
    const { offer } = must(world.teams.state().messages.find((each) => each.offer != null));
    const { size, name, description } = must(offer);
    expect(description).toBe("The whole record (1 entry).");
    expect(drive()).toEqual([]);
    await answered(true);
    const [{ text, owner, name: put }, ...rest] = [must(kept()[0]), ...kept().slice(1)];
    expect([rest, put, owner]).toEqual([[], name, world.inTeams("ana").id]);
    expect(Buffer.byteLength(must(text))).toBe(size);
    expect(said()).toContain(`${name} is in your OneDrive.`);
    expect(said()).toContain(`File: ${name}`);
    expect(said()).not.toContain("Allow or decline");
    const { put: there } = must(world.teams.state().messages.find((each) => each.put != null));
    const download = await fetch(must(there).link);
    expect(await download.text()).toBe(text);
    await isWhole(name, must(text), must(/head (\d+:[0-9a-f]+)/.exec(said())?.[1]));
    expect(world.refused()).toEqual([]);
  });

  it("that was declined goes nowhere, can be asked for again, and is forgotten after 90 days", async () => {
    await asked();
    await answered(false);
    expect(said()).toMatch(/You declined mistral-setup-record-\d+\.jsonl/);
    expect(said()).not.toContain("Allow or decline");
    expect(drive()).toEqual([]);
    await offered();
    await answered(true);
    expect(kept()).toHaveLength(1);
    await world.later(89 * DAY);
    expect(stored()).not.toBeNull();
    for (let day = 0; day < 3; day += 1) await world.later(DAY);
    expect(stored()).toBeNull();
  });

  it("that somebody else accepts for its reader is refused", async () => {
    await asked();
    const ben = world.inTeams("ben");
    const { places, messages } = world.teams.state();
    const bens = places.find(({ kind, members }) => kind === "direct" && members.includes(ben.id));
    const offer = must(messages.find((each) => each.offer != null));
    messages.push({ ...offer, place: must(bens).id });
    await ben.answerFile(true);
    await world.settle();
    expect(kept()).toEqual([]);
    expect(stored()?.state).toBe("offered");
  });

  it("is put there later where it is cut off on its way, and its address is not logged", async () => {
    await asked();
    world.teams.faults.add({ path: "/upload", fault: { kind: "drop" } });
    await answered(true);
    expect(said()).not.toContain("Allow or decline");
    for (let n = 0; n < 3; n += 1) await world.later(MINUTE);
    expect(kept()).toHaveLength(1);
    expect(said()).toContain("l is in your OneDrive.");
    expect(logged()).not.toContain("/upload/");
  });

  it("is not put there when the Record is another one by then, because an older copy was put back", async () => {
    await asked();
    world.bot.store.transact((tx) => {
      const offer = must(tx.files.get(1));
      // As long as what was offered, so that its hash alone is another one.
      const seq = "end" in offer.content ? offer.content.end.seq : 0;
      tx.files.save({ ...offer, content: { kind: "record", end: { seq, hash: "0".repeat(64) } } });
    });
    await answered(true);
    expect(drive()).toHaveLength(1);
    expect(kept()).toEqual([]);
    expect(said()).toMatch(/may not have reached your OneDrive\. If it isn't there, ask again\./);
  });

  it("is also the template for a list, which is offered from the invite form, and can be sent back once it is filled in", async () => {
    const chloe = world.inTeams("chloe");
    await chloe.command("invite");
    await opens(chloe, "Add others");
    await chloe.press("Add others");
    await opens(chloe, "Get a template");
    chloe.fill({ "E-mail addresses": "" });
    expect(await chloe.press("Get a template")).toMatchObject({ ok: true });
    await world.settle();
    await sees(chloe.dm, /Allow or decline: mistral-setup-list-\d+\.csv\n.*give the file to this bot/);
    await answered(true, "chloe");
    const text = must(kept()[0]?.text);
    expect(text).toBe("email\r\n");
    await chloe.attach("list.csv", `${text}new@lumen.example\r\n`);
    await sees(chloe.dm, "Your file has 1 address");
    expect(world.refused()).toEqual([]);
  });
});
