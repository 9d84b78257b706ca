import { afterEach, describe, expect, it } from "vitest";
import type { Fault } from "../src/sandbox/fault.ts";
import { must } from "./support/must.ts";
import { FILE, type Offering, offering } from "./support/offering.ts";
import { DAY, MINUTE } from "./support/whole.ts";

let scene: Offering;
afterEach(() => scene.world.stop());

describe("a file that OneDrive does not simply take", () => {
  const put = (fault: Fault, times = 1) => scene.world.teams.faults.add({ path: "/upload", fault, times });

  it.each<[string, Fault]>([
    ["is cut off on its way", { kind: "drop" }],
    ["meets an error", { kind: "answer", status: 500 }],
    ["comes at a busy time", { kind: "answer", status: 503, headers: { "retry-after": "70" } }],
    ["comes too fast", { kind: "answer", status: 429, headers: { "retry-after": "70" } }],
  ])("that %s is put there later", async (_how, fault) => {
    scene = await offering();
    const { world, asked, answered, kept, all } = scene;
    await asked();
    put(fault);
    await answered(true);
    const said = all("ana");
    expect(said).toMatch(/is on its way to your OneDrive|l is in your OneDrive\./);
    expect(said).not.toContain("Allow or decline");
    for (let n = 0; n < 3; n += 1) await world.later(MINUTE);
    expect(kept()).toHaveLength(1);
    expect(all("ana")).toContain("l is in your OneDrive.");
  });

  it("whose arrival nobody confirmed is said to be there perhaps", async () => {
    scene = await offering();
    const { world, asked, answered, all } = scene;
    await asked();
    put({ kind: "drop", afterChange: true });
    await answered(true);
    for (let n = 0; n < 3; n += 1) await world.later(MINUTE);
    expect(all("ana")).toMatch(
      /Whether mistral-setup-record-\d+\.jsonl is in your OneDrive, nobody has said/,
    );
  });

  it("that it says it has already is there", async () => {
    scene = await offering();
    const { world, asked, answered, all } = scene;
    await asked();
    put({ kind: "drop", afterChange: true });
    put({ kind: "answer", status: 416 });
    await answered(true);
    for (let n = 0; n < 3; n += 1) await world.later(MINUTE);
    expect(all("ana")).toContain("l is in your OneDrive.");
  });

  it.each<[string, Fault]>([
    ["does not know any more", { kind: "answer", status: 404 }],
    ["has no room for", { kind: "answer", status: 507 }],
    ["does not let in", { kind: "answer", status: 401 }],
    ["would send elsewhere", { kind: "answer", status: 302, headers: { location: "http://127.0.0.1:9/" } }],
  ])("that it %s is asked for again by whoever wants it, and troubles nobody else", async (_why, fault) => {
    scene = await offering();
    const { world, asked, answered, kept, all } = scene;
    await asked();
    put(fault);
    await answered(true);
    expect(all("ana")).toMatch(/could not be put into your OneDrive\. Ask for it again/);
    expect(kept()).toEqual([]);
    await world.inTeams("ana").press(FILE, { in: "dm" });
    await world.settle();
    await answered(true);
    expect(kept()).toHaveLength(1);
    expect(world.bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
  });

  it("goes there while Teams itself does not answer", async () => {
    scene = await offering();
    const { world, asked, answered, kept } = scene;
    await asked();
    world.teams.faults.add({ path: "/v3", fault: { kind: "answer", status: 503 }, times: 1000 });
    await answered(true);
    for (let n = 0; n < 5; n += 1) await world.later(MINUTE);
    expect(kept()).toHaveLength(1);
    expect(world.bot.store.read((tx) => tx.files.get(1)?.state)).toBe("put");
  });

  it("is given up after an hour, and its address is not kept", async () => {
    scene = await offering();
    const { world, logged, asked, answered, drive, all } = scene;
    await asked();
    put({ kind: "answer", status: 503 }, 1000);
    await answered(true);
    expect(world.bot.store.read((tx) => tx.files.get(1)?.place?.address)).toContain("/upload/");
    for (let n = 0; n < 80; n += 1) await world.later(MINUTE);
    expect(all("ana")).toContain("could not be put into your OneDrive");
    expect(world.bot.store.read((tx) => tx.files.get(1)?.place?.address)).toBeNull();
    const secret = must(drive()[0]?.upload);
    expect(JSON.stringify(logged)).not.toContain(secret);
  });

  it("is not put there when the Record is another one by then, because an older copy was put back", async () => {
    scene = await offering();
    const { world, asked, answered, drive, kept, all } = scene;
    await asked();
    world.bot.store.transact((tx) => {
      const offer = must(tx.files.get(1));
      tx.files.save({ ...offer, content: { kind: "record", end: { seq: 1, hash: "0".repeat(64) } } });
    });
    await answered(true);
    expect(drive()).toHaveLength(1);
    expect(kept()).toEqual([]);
    expect(all("ana")).toContain("could not be put into your OneDrive");
  });

  it("whose message Teams took without telling its id is not asked about again either", async () => {
    scene = await offering();
    const { world, asked, answered, all } = scene;
    await asked();
    world.bot.store.transact((tx) => {
      for (const { id } of tx.copies.ofSubject("file:1")) tx.copies.remove(id);
    });
    await answered(false);
    expect(all("ana")).toContain("You declined");
    expect(all("ana")).not.toContain("Allow or decline");
  });

  it("is forgotten after 90 days", async () => {
    scene = await offering();
    const { world, asked, answered } = scene;
    await asked();
    await answered(false);
    for (let n = 0; n < 92; n += 1) await world.later(DAY);
    expect(world.bot.store.read((tx) => tx.files.get(1))).toBeNull();
  });
});
