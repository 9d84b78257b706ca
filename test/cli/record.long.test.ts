import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { account } from "../store/repositories/samples.ts";
import { someEntries } from "../support/reading/entries.ts";
import { recorded, verified } from "../support/reading/exported.ts";
import { smallDisk } from "../support/small-disk.ts";

const mode = (file: string): string => (statSync(file).mode & 0o777).toString(8);

describe("the Record as a file", () => {
  it("has one entry on each line, and the answer tells how many and the head", async () => {
    const server = recorded(someEntries(1201));
    const file = server.at("record.jsonl");
    expect(await server.export(file)).toEqual({
      code: 0,
      said: `Wrote 1201 entries of the Record to ${file}.\nHead: ${server.head()}`,
    });
    const text = readFileSync(file, "utf8");
    expect(text.endsWith("\n")).toBe(true);
    const lines = text.trimEnd().split("\n");
    expect(lines).toHaveLength(1201);
    expect(lines.map((line) => JSON.parse(line))).toEqual(server.store.read((tx) => [...tx.record.all()]));
    expect(mode(file)).toBe("600");
  });

  it("names people by their opaque ids alone where it can be checked", async () => {
    const server = recorded();
    const id = known(server.store, "Ana");
    server.store.transact((tx) =>
      tx.record.append({ at: 1, actor: id, event: "setup.started", subject: "setup", data: {} }),
    );
    await server.export(server.at("a.jsonl"));
    const text = readFileSync(server.at("a.jsonl"), "utf8");
    expect(text).toContain(id);
    expect(text).not.toMatch(/Ana|example\.com/);
  });

  it("of a Setup that nobody has started has no entries, which the check of a file does not take for whole", async () => {
    const server = recorded();
    const file = server.at("a.jsonl");
    expect((await server.export(file)).said).toContain("Wrote no entries of the Record to");
    expect(readFileSync(file, "utf8")).toBe("");
    expect(await verified(file)).toMatchObject({
      code: 1,
      said: expect.stringContaining("holds no entries"),
    });
    expect(await server.verify()).toMatchObject({ code: 0 });
  });
});

describe("the Record for a spreadsheet", () => {
  const rows = (file: string): string[] => readFileSync(file, "utf8").split("\r\n");

  it("says the time for people, and what they are called now", async () => {
    const server = recorded();
    const id = known(server.store, "Ana");
    server.store.transact((tx) => {
      tx.record.append({ at: 0, actor: id, event: "step.closed", subject: "step:billing", data: { a: 1 } });
      tx.record.append({ at: 1, actor: "bot", event: "setup.completed", subject: "setup", data: {} });
    });
    expect(await server.export(server.at("a.csv"))).toMatchObject({ code: 0 });
    const [head, first, second, rest] = rows(server.at("a.csv"));
    expect(head).toBe("\uFEFFseq,at,actor,name,event,subject,data,previous,hash");
    expect(first).toContain(`1,1970-01-01T00:00:00.000Z,${id},Ana,step.closed,step:billing,"{""a"":1}",`);
    expect(second).toContain("2,1970-01-01T00:00:00.001Z,bot,,setup.completed,setup,{},");
    expect(rest).toBe("");
    expect(mode(server.at("a.csv"))).toBe("600");
  });

  it.each([
    ["=HYPERLINK(0)", `"'=HYPERLINK(0)"`],
    ["+33 1", `"'+33 1"`],
    ["-2", `"'-2"`],
    ["@SUM(A1)", `"'@SUM(A1)"`],
    ["＝1", `"'＝1"`],
    [" \u200b=1", `"' \u200b=1"`],
    ["\t=1", `"'\t=1"`],
    ["Ana, B", `"Ana, B"`],
    [`Ana "A" B`, `"Ana ""A"" B"`],
    ["Ana - IT", "Ana - IT"],
  ])("a name such as %j is a text and stays in its cell", async (name, cell) => {
    const server = recorded();
    const actor = known(server.store, name);
    server.store.transact((tx) =>
      tx.record.append({ at: 0, actor, event: "setup.started", subject: "setup", data: {} }),
    );
    await server.export(server.at("a.csv"));
    expect(readFileSync(server.at("a.csv"), "utf8")).toContain(`,${actor},${cell},setup.started,`);
  });
});

describe("an export that cannot be made", () => {
  it("never overwrites a file, and leaves none behind when it fails", async () => {
    const server = recorded(someEntries(1));
    writeFileSync(server.at("a.jsonl"), "mine");
    expect(await server.export(server.at("a.jsonl"))).toEqual({
      code: 1,
      said: `${server.at("a.jsonl")} is there already and is not overwritten; name another file.`,
    });
    expect(readFileSync(server.at("a.jsonl"), "utf8")).toBe("mine");
    const lost = server.at("no/folder/a.csv");
    expect(await server.export(lost)).toEqual({ code: 1, said: expect.stringContaining("(ENOENT)") });
    mkdirSync(server.at("file"));
    writeFileSync(server.at("file/x"), "");
    const below = await server.export(server.at("file/x/a.jsonl"));
    expect(below).toEqual({ code: 1, said: expect.stringContaining("(ENOTDIR)") });
  });

  it("says so when the disk is full, and takes the half file away", async (context) => {
    const server = recorded(someEntries(2_000));
    const disk = smallDisk(server.folder, "256k");
    if (disk === null) return context.skip("no right to mount a small disk here");
    const file = join(disk, "a.jsonl");
    expect(await server.export(file)).toEqual({ code: 1, said: expect.stringContaining("(ENOSPC)") });
    expect(existsSync(file)).toBe(false);
  });

  it("says how it is called when the file's name does not tell the format", async () => {
    const server = recorded();
    const usage = expect.stringContaining("Usage: npx mistral-setup record FILE.jsonl | FILE.csv");
    for (const args of [[], ["record.txt"], [""], ["a.jsonl", "b.jsonl"]])
      expect(await server.export(...args)).toEqual({ code: 2, said: usage });
  });
});

/** Somebody with this name, as their chat tells it. */
const known = (store: ReturnType<typeof recorded>["store"], name: string): string =>
  store.transact((tx) => tx.people.upsert(account({ name }), 1).id);
