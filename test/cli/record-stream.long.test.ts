import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { entryLine } from "../../src/domain/record/record.ts";
import { startChild } from "../support/programs/child.ts";
import { someEntries } from "../support/reading/entries.ts";
import { recorded, verified } from "../support/reading/exported.ts";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

function streamed(count: number) {
  const server = recorded(someEntries(count));
  const env = {
    ...{ NODE_ENV: "production", DATABASE_PATH: server.path },
    ...{ SLACK_BOT_TOKEN: "xoxb-1-1", SLACK_SIGNING_SECRET: "a".repeat(32) },
  };
  const [file, position] = [server.at("out.jsonl"), server.at("out.position")];
  /** The command in a process of its own, and the lines that it prints. */
  const start = (...args: string[]) => {
    const lines: string[] = [];
    const child = startChild([MAIN, "record", "stream", ...args], {
      ...{ cwd: server.folder, env },
      onLine: (line) => lines.push(line),
    });
    onTestFinished(async () => void (await child.end("SIGKILL")));
    const ended = new Promise<number | null>((resolve) => child.process.once("close", resolve));
    return { ...child, lines, ended };
  };
  const add = (more: number) =>
    server.store.transact((tx) => {
      for (const entry of someEntries(more)) tx.record.append(entry);
    });
  const expected = () => server.store.read((tx) => [...tx.record.all()].map(entryLine));
  const inFile = (): string[] =>
    existsSync(file)
      ? readFileSync(file, "utf8")
          .split(/(?<=\n)/)
          .filter((line) => line.endsWith("\n"))
          .map((line) => line.trimEnd())
      : [];
  return { ...{ server, file, position, start, add, expected, inFile }, kept: ["--position", position] };
}

const until = { timeout: 30_000, interval: 20 };

describe("the Record as a stream", () => {
  it("has the lines of the export from the entry that was named on, on standard output, while the server runs", async () => {
    const { start, expected } = streamed(1201);
    const whole = start();
    expect(await whole.ended).toBe(0);
    expect(whole.lines).toEqual(expected());
    const rest = start("--from", "1200");
    expect(await rest.ended).toBe(0);
    expect(rest.lines).toEqual(expected().slice(1199));
    const dash = start("-", "--from", "1201");
    expect([await dash.ended, dash.lines]).toEqual([0, expected().slice(1200)]);
    const none = start("--from", "1202");
    expect([await none.ended, none.lines]).toEqual([0, []]);
  });

  it("goes on as entries come, and ends with 0 at SIGTERM", async () => {
    const { start, add, expected } = streamed(2);
    const child = start("--follow");
    await expect.poll(() => child.lines.length, until).toBe(2);
    add(3);
    await expect.poll(() => child.lines, until).toEqual(expected());
    expect(await child.end("SIGTERM")).toBe(0);
  });

  it("ends at SIGTERM also while nobody reads what it has to say", async () => {
    const { start } = streamed(5_000);
    const child = start("--follow");
    child.process.stdout?.pause();
    child.process.stdout?.removeAllListeners("data");
    await expect.poll(() => child.process.stdout?.readableLength ?? 0, until).toBeGreaterThan(0);
    expect(await child.end("SIGTERM")).toBe(0);
  });

  it("ends without a word when its reader closes the pipe", async () => {
    const { start, add } = streamed(1);
    const child = start("--follow");
    await expect.poll(() => child.lines.length, until).toBe(1);
    child.process.stdout?.destroy();
    add(1);
    expect(await child.ended).toBe(0);
    expect(child.lines).toHaveLength(1);
  });

  it("is added to a file that only this user may read, and goes on behind the position that it remembers", async () => {
    const { start, add, inFile, expected, file, position, kept } = streamed(3);
    expect(await start(file, ...kept).ended).toBe(0);
    expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
    add(2);
    expect(await start(file, ...kept, "--from", "1").ended).toBe(0);
    expect(inFile()).toEqual(expected());
    const head = readFileSync(position, "utf8").trim();
    expect(await verified(file, "--head", head)).toMatchObject({ code: 0 });
  });

  it("goes on in a new file when its file is moved away", async () => {
    const { start, add, inFile, expected, file, kept, server } = streamed(2);
    const child = start(file, ...kept, "--follow");
    await expect.poll(inFile, until).toHaveLength(2);
    renameSync(file, server.at("out.1.jsonl"));
    add(2);
    await expect.poll(inFile, until).toEqual(expected().slice(2));
    expect(await child.end("SIGTERM")).toBe(0);
    expect(readFileSync(server.at("out.1.jsonl"), "utf8").trimEnd().split("\n")).toEqual(
      expected().slice(0, 2),
    );
  });

  it("keeps a second one off its file while it runs, and no longer than that, however it ends", async () => {
    const { start, inFile, expected, file, kept } = streamed(3);
    const first = start(file, ...kept, "--follow");
    await expect.poll(inFile, until).toHaveLength(3);
    const second = start(file, "--follow");
    expect(await second.ended).toBe(1);
    expect(second.lines).toEqual([`Another stream writes to ${file}; end that one, or name another file.`]);
    await first.end("SIGKILL");
    expect(await start(file, ...kept).ended).toBe(0);
    expect(inFile()).toEqual(expected());
    expect(existsSync(`${file}.lock-journal`)).toBe(false);
  });

  it("takes the beginning of a line away that a kill has left, and writes nothing behind what others wrote", async () => {
    const { start, inFile, expected, file, kept } = streamed(3);
    for (const torn of ["{", expected()[0]?.slice(0, 40) ?? ""]) {
      writeFileSync(file, torn);
      const child = start(file);
      expect([await child.ended, inFile()]).toEqual([0, expected()]);
    }
    for (const notes of ["notes", "notes\n"]) {
      writeFileSync(file, notes);
      const child = start(file, ...kept);
      expect(await child.ended).toBe(1);
      expect(child.lines).toEqual([
        `${file} is not of this command, so nothing is written to it; name another file.`,
      ]);
      expect(readFileSync(file, "utf8")).toBe(notes);
    }
  });

  it("refuses a position whose entry the database no longer has, and one of somebody else", async () => {
    const { start, file, position, kept } = streamed(3);
    for (const [text, sentence] of [
      [`57:${"a".repeat(64)}\n`, /^The Record no longer has the entry 57 that was written last: an older/],
      [`3:${"a".repeat(64)}\n`, /^The Record no longer has the entry 3 /],
      ["hello", /is no position as this command writes it/],
    ] as const) {
      writeFileSync(position, text);
      const child = start(file, ...kept);
      expect(await child.ended).toBe(1);
      expect(child.lines).toEqual([expect.stringMatching(sentence)]);
      expect(existsSync(file)).toBe(false);
    }
  });

  it("ends with a sentence when the database is replaced", async () => {
    const { start, server } = streamed(1);
    const child = start("--follow");
    await expect.poll(() => child.lines.length, until).toBe(1);
    server.store.backup(server.at("copy.db"));
    renameSync(server.at("copy.db"), server.path);
    expect(await child.ended).toBe(1);
    expect(child.lines.at(-1)).toMatch(/^\S+ was removed or replaced; start the stream again/);
  });

  it("is explained when it is not understood", async () => {
    const { start, position } = streamed(1);
    for (const args of [["--from", "0"], ["--from", "x"], ["a", "b"], ["--position", position], ["--old"]]) {
      const child = start(...args);
      expect(await child.ended).toBe(2);
      expect(child.lines.join("\n")).toContain("record stream [FILE.jsonl");
    }
  });

  it("has no gap and keeps its order however often it is killed and started again while entries come", async () => {
    const life = fc.record({
      entries: fc.integer({ min: 0, max: 700 }),
      more: fc.integer({ min: 1, max: 300 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 4 }), fc.nat(9), async (lives, first) => {
        const { start, add, inFile, expected, file, position, kept } = streamed(first);
        for (const { entries, more } of lives) {
          add(entries);
          const child = start(file, ...kept, "--follow");
          const before = inFile().length;
          // In the middle of what it writes, most of the time.
          if (entries > 0)
            await expect.poll(() => inFile().length, { ...until, interval: 1 }).toBeGreaterThan(before);
          add(more);
          await child.end("SIGKILL");
          // And one time in two between the line and the position.
          if (more % 2 === 0) rmSync(position, { force: true });
        }
        expect(await start(file, ...kept).ended).toBe(0);
        const lines = inFile();
        const all = expected();
        expect([...new Set(lines)]).toEqual(all);
        const numbers = lines.map((line): number => JSON.parse(line).seq);
        for (const [at, number] of numbers.entries())
          expect(number).toBeLessThanOrEqual(Math.max(0, ...numbers.slice(Math.max(0, at - 1), at)) + 1);
      }),
      { numRuns: 8 },
    );
  });
});
