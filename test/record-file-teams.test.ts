import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { verified } from "./support/exported.ts";
import { must } from "./support/must.ts";
import { FILE, OFFERED, type Offering, offering } from "./support/offering.ts";
import { opens, sees, sendForm } from "./support/whole.ts";

let scene: Offering;
afterEach(() => scene.world.stop());

describe("the Record as a file in Teams", () => {
  it("goes into the OneDrive of whoever asked and accepted it, as it was told, and can be checked", async () => {
    scene = await offering();
    const { world, asked, answered, offer, drive, kept, all } = scene;
    await asked();
    const { size, name } = offer();
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
    const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, name), must(text));
    const head = must(/head (\d+:[0-9a-f]+)/.exec(said)?.[1]);
    expect(await verified(join(folder, name), "--head", head)).toMatchObject({ code: 0 });
    expect(world.refused()).toEqual([]);
  });

  it("is offered with how much it is, and with nothing that only an operator needs", async () => {
    scene = await offering();
    const { asked, offer } = scene;
    await asked();
    expect(offer().description).toBe("All that is recorded (1 entry).");
  });

  it("has what was recorded when it was offered, however much was recorded since", async () => {
    scene = await offering();
    const { world, asked, answered, offer, kept } = scene;
    await asked();
    const { size } = offer();
    const before = world.bot.store.read((tx) => tx.record.end());
    const ben = world.inTeams("ben");
    await ben.command("invite new@lumen.example");
    await ben.submit();
    await world.settle();
    expect(world.bot.store.read((tx) => tx.record.end().seq)).toBeGreaterThan(before.seq);
    await answered(true);
    const text = must(kept()[0]?.text);
    expect(Buffer.byteLength(text)).toBe(size);
    expect(JSON.parse(must(text.trim().split("\n").at(-1)))).toMatchObject({ hash: before.hash });
  });

  it("that was declined goes nowhere, and can be asked for again", async () => {
    scene = await offering();
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
    scene = await offering();
    const { world, asked, settled, kept, all } = scene;
    await asked();
    const ana = world.inTeams("ana");
    const presses = await Promise.all([ana.answerFile(true), ana.answerFile(true), ana.answerFile(false)]);
    expect(presses.every(({ ok }) => ok)).toBe(true);
    await settled();
    expect(kept()).toHaveLength(1);
    expect(all("ana").match(/File: /g)).toHaveLength(1);
    const consents = world.teams.deliveries.sent().filter((each) => isConsent(each));
    expect(await world.teams.deliveries.send(must(consents[0]))).toMatchObject({ status: 200 });
    await settled();
    expect(kept()).toHaveLength(1);
    expect(all("ana")).toContain("l is in your OneDrive.");
  });

  it("does not go to whoever decides no longer, though it was offered to them before", async () => {
    scene = await offering();
    const { world, asked, answered, kept, all } = scene;
    await asked("ben");
    const ana = world.inTeams("ana");
    await ana.command("settings");
    await sendForm(ana, "Settings", { "Approvers besides you": null });
    await world.settle();
    await answered(true, "ben");
    expect(kept()).toEqual([]);
    expect(all("ben")).toContain("The Record goes only to whoever decides in this Setup");
    expect(all("ben")).not.toContain("Allow or decline");
  });

  it("that somebody else answers for them is refused", async () => {
    scene = await offering();
    const { world, asked, kept } = scene;
    await asked();
    const ben = world.inTeams("ben");
    const chat = must(
      world.teams
        .state()
        .conversations.find((each) => each.kind === "personal" && each.members.includes(ben.id)),
    );
    world.teams.state().messages.push({
      ...must(world.teams.state().messages.find((each) => each.offer != null)),
      conversation: chat.id,
    });
    await ben.answerFile(true);
    await world.settle();
    expect(kept()).toEqual([]);
    expect(world.bot.store.read((tx) => tx.files.get(1)?.state)).toBe("offered");
  });

  it("asked for in a channel is offered in the own chat", async () => {
    scene = await offering();
    const { world } = scene;
    const ana = world.inTeams("ana");
    await ana.command("record", "#mistral");
    await sees(ana.dm, FILE);
    await ana.press(FILE, { in: "dm" });
    await sees(ana.dm, "Allow or decline");
    expect(world.refused()).toEqual([]);
  });
});

const isConsent = (activity: unknown): boolean =>
  (activity as { name?: string }).name === "fileConsent/invoke";

describe("a template for a list in Teams", () => {
  it("is offered from the invite form, and can be sent back once it is filled in", async () => {
    scene = await offering();
    const { world, answered, kept } = scene;
    const chloe = world.inTeams("chloe");
    await chloe.command("invite");
    await opens(chloe, "Get a template");
    chloe.fill({ "E-mail addresses": "" });
    expect(await chloe.press("Get a template")).toMatchObject({ ok: true });
    await world.settle();
    await sees(chloe.dm, /Allow or decline: mistral-setup-list-\d+\.csv\n.*send it to this bot/);
    await answered(true, "chloe");
    const text = must(kept()[0]?.text);
    expect(text).toBe("email\r\n");
    await chloe.attach("list.csv", `${text}new@lumen.example\r\n`);
    await sees(chloe.dm, "I found 1 address in your file");
    expect(world.refused()).toEqual([]);
  });
});
