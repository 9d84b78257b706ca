import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { directOf } from "../../src/sandbox/chat.ts";
import { folder as newFolder } from "../store/repositories/samples.ts";
import { must } from "../support/must.ts";
import { verified } from "../support/reading/exported.ts";
import type { Fault } from "../support/servers/faults.ts";
import { DAY, MINUTE, opens, sees } from "../support/servers/whole.ts";
import { FILE, OFFERED, type Offering, offering } from "../support/world/offering.ts";

let scene: Offering;
beforeEach(async () => {
  scene = await offering();
});
afterEach(() => scene.world.stop());

const isConsent = (activity: unknown): boolean =>
  (activity as { name?: string }).name === "fileConsent/invoke";
const minutes = async (count: number) => {
  for (let n = 0; n < count; n += 1) await scene.world.later(MINUTE);
};

describe("the Record as a file in Teams", () => {
  it("goes into the OneDrive of its reader once they accept it, as it was told, and can be checked", async () => {
    const { world, asked, answered, offer, drive, kept, all } = scene;
    await asked();
    const { size, name, description } = offer();
    expect(description).toBe("All that is recorded (1 entry).");
    expect(drive()).toEqual([]);
    await answered(true);
    const [file, ...rest] = kept();
    expect(rest).toEqual([]);
    const { text, owner } = must(file);
    expect(must(file).name).toBe(name);
    expect(owner).toBe(world.inTeams("ana").id);
    expect(Buffer.byteLength(must(text))).toBe(size);
    expect(text).not.toMatch(/lumen|Ana/);
    const said = all("ana");
    expect(said).toContain(`${name} is in your OneDrive.`);
    expect(said).toContain(`File: ${name}`);
    expect(said).not.toContain("Allow or decline");
    const download = await fetch(must(world.teams.state().messages.find(({ put }) => put != null)?.put).link);
    expect(await download.text()).toBe(text);
    const folder = newFolder();
    writeFileSync(join(folder, name), must(text));
    const head = must(/head (\d+:[0-9a-f]+)/.exec(said)?.[1]);
    expect(await verified(join(folder, name), "--head", head)).toMatchObject({ code: 0 });
    expect(world.refused()).toEqual([]);
  });

  it("that was declined goes nowhere, and can be asked for again", async () => {
    const { world, asked, answered, drive, kept, all } = scene;
    await asked();
    await answered(false);
    expect(all("ana")).toMatch(/You declined mistral-setup-record-\d+\.jsonl/);
    expect(all("ana")).not.toContain("Allow or decline");
    expect(drive()).toEqual([]);
    await world.inTeams("ana").press(FILE, { in: "dm" });
    await world.settle();
    await sees(world.inTeams("ana").dm, OFFERED);
    await answered(true);
    expect(kept()).toHaveLength(1);
  });

  it("is answered once, however often it is pressed", async () => {
    const { world, asked, settled, kept, all } = scene;
    await asked();
    const ana = world.inTeams("ana");
    const presses = await Promise.all([ana.answerFile(true), ana.answerFile(true), ana.answerFile(false)]);
    expect(presses.every(({ ok }) => ok)).toBe(true);
    await settled();
    expect(kept()).toHaveLength(1);
    expect(all("ana").match(/File: /g)).toHaveLength(1);
    const consents = world.teams.deliveries.sent().filter((each) => isConsent(each));
    expect(await world.teams.deliveries.event(must(consents[0]))).toMatchObject({ status: 200 });
    await settled();
    expect(kept()).toHaveLength(1);
    expect(all("ana")).toContain("l is in your OneDrive.");
  });

  it("that somebody else answers for them is refused", async () => {
    const { world, asked, kept } = scene;
    await asked();
    const ben = world.inTeams("ben");
    const state = world.teams.state();
    const offered = must(state.messages.find((each) => each.offer != null));
    state.messages.push({ ...offered, place: must(directOf(state, ben.id)).id });
    await ben.answerFile(true);
    await world.settle();
    expect(kept()).toEqual([]);
    expect(world.bot.store.read((tx) => tx.files.get(1)?.state)).toBe("offered");
  });
});

it("a template for a list in Teams is offered from the invite form, and can be sent back once it is filled in", async () => {
  const { world, answered, kept } = scene;
  const chloe = world.inTeams("chloe");
  await chloe.command("invite");
  await opens(chloe, "Get a template");
  chloe.fill({ "E-mail addresses": "" });
  expect(await chloe.press("Get a template")).toMatchObject({ ok: true });
  await world.settle();
  await sees(chloe.dm, /Allow or decline: mistral-setup-list-\d+\.csv\n.*give it to this bot/);
  await answered(true, "chloe");
  const text = must(kept()[0]?.text);
  expect(text).toBe("email\r\n");
  await chloe.attach("list.csv", `${text}new@lumen.example\r\n`);
  await sees(chloe.dm, "I found 1 address in your file");
  expect(world.refused()).toEqual([]);
});

describe("a file that OneDrive does not simply take", () => {
  const put = (fault: Fault, times = 1) => scene.world.teams.faults.add({ path: "/upload", fault, times });

  it("is put there later where it is cut off on its way, and its address is not logged", async () => {
    const { asked, answered, kept, all, logged } = scene;
    await asked();
    put({ kind: "drop" });
    await answered(true);
    expect(all("ana")).not.toContain("Allow or decline");
    await minutes(3);
    expect(kept()).toHaveLength(1);
    expect(all("ana")).toContain("l is in your OneDrive.");
    expect(logged()).not.toContain("/upload/");
  });

  it.each<[string, Fault]>([
    ["does not know any more", { kind: "answer", status: 404 }],
    ["would send elsewhere", { kind: "answer", status: 302, headers: { location: "http://127.0.0.1:9/" } }],
  ])("that it %s is asked for again by whoever wants it, and troubles nobody else", async (_why, fault) => {
    const { world, asked, answered, kept, all } = scene;
    await asked();
    put(fault);
    await answered(true);
    expect(all("ana")).toMatch(
      /Nobody has said that .* is in your OneDrive\. If it is not there, ask for it again/,
    );
    expect(kept()).toEqual([]);
    await world.inTeams("ana").press(FILE, { in: "dm" });
    await world.settle();
    await answered(true);
    expect(kept()).toHaveLength(1);
    expect(world.bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
  });

  it("is not put there when the Record is another one by then, because an older copy was put back", async () => {
    const { world, asked, answered, drive, kept, all } = scene;
    await asked();
    world.bot.store.transact((tx) => {
      const offer = must(tx.files.get(1));
      tx.files.save({ ...offer, content: { kind: "record", end: { seq: 1, hash: "0".repeat(64) } } });
    });
    await answered(true);
    expect(drive()).toHaveLength(1);
    expect(kept()).toEqual([]);
    expect(all("ana")).toContain("If it is not there, ask for it again.");
  });

  it("is forgotten after 90 days", async () => {
    const { world, asked, answered } = scene;
    await asked();
    await answered(false);
    const kept = () => world.bot.store.read((tx) => tx.files.get(1));
    await world.later(89 * DAY);
    expect(kept()).not.toBeNull();
    for (let day = 0; day < 3; day += 1) await world.later(DAY);
    expect(kept()).toBeNull();
  });
});
