import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, type TestContext } from "vitest";
import type { Answer, Snapshot } from "../../src/sandbox/snapshot.ts";
import { folder as newFolder } from "../store/repositories/samples.ts";
import { listening, refusalOf, runProgram } from "../support/programs/program.ts";
import { slackEnv, startSandbox } from "../support/servers/slack.ts";
import { smallDisk } from "../support/small-disk.ts";

const NOT_SAVED = "Nothing can be saved right now, so nothing was changed.";

/** What the page of a sandbox asks for. */
function pageOf(url: string) {
  const state = async (): Promise<Snapshot> => JSON.parse(await (await fetch(`${url}/sandbox/state`)).text());
  const ask = async (name: string, body: object): Promise<Answer> => {
    const headers = { "content-type": "application/json" };
    const { me } = await state();
    const request = { method: "POST", headers, body: JSON.stringify({ as: me.id, ...body }) };
    return JSON.parse(await (await fetch(`${url}/sandbox/${name}`, request)).text());
  };
  return { state, ask };
}

const fill = (disk: string) =>
  expect(() => writeFileSync(join(disk, "ballast"), Buffer.alloc(8_000_000))).toThrow("ENOSPC");

/** A disk of its own, or the test is skipped. */
function disk(folder: string, context: TestContext): string {
  return smallDisk(folder) ?? context.skip("no right to mount a small disk here");
}

describe("a start", () => {
  it("on a full disk says that there is no room, and works once there is", async (context) => {
    const folder = newFolder();
    const small = disk(folder, context);
    fill(small);
    const env = { DATABASE_PATH: join(small, "a.db") };
    expect(await refusalOf(runProgram(folder, env))).toEqual([
      expect.stringMatching(
        /^(?:Cannot \w+ .*|The database .*)(?:ENOSPC|SQLITE_FULL|disk is full).*make room/,
      ),
    ]);
    rmSync(join(small, "ballast"));
    await listening(runProgram(folder, env));
  });
});

it("whose files may become no longer, and its log with them, a server says so to people and goes on", async () => {
  const folder = newFolder();
  const log = join(folder, "log");
  // As long already as files may become.
  writeFileSync(log, Buffer.alloc(400 * 1024));
  let url = "";
  const sandbox = await startSandbox({ botUrl: () => url });
  onTestFinished(() => sandbox.stop());
  const env = { ...slackEnv(sandbox), LOG_LEVEL: "trace" };
  url = await listening(runProgram(folder, env, { blocks: 800, log }));
  const ana = sandbox.as("ana");
  const isTold = () => ana.messages("#mistral").some((text) => text.includes(NOT_SAVED));
  for (let n = 0; n < 300 && !isTold(); n += 1)
    expect(await ana.command("help", "#mistral")).toEqual({ ok: true });
  expect(isTold()).toBe(true);
  // What is in its log already takes a few small changes more.
  const ready = async () => (await fetch(`${url}/readyz`)).status;
  await expect.poll(ready, { timeout: 30_000, interval: 5 }).toBe(503);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

it("while its disk is full a sandbox goes on, says why nothing is kept, and keeps it once there is room", async (context) => {
  const folder = newFolder();
  const small = disk(folder, context);
  const env = { DATABASE_PATH: join(small, "a.db") };
  const first = runProgram(folder, env);
  const url = await listening(first);
  const world = join(small, "a-world.json");
  const { state, ask } = pageOf(url);
  const { places } = await state();
  const channel = places.find(({ kind }) => kind === "channel")?.id;
  const said = async () =>
    (await state()).messages.flatMap(({ platform, text }) => (platform === "slack" ? [text] : []));
  const say = (text: string) => ask("message", { platform: "slack", place: channel, text });
  expect(await say("before")).toEqual({ ok: true });
  fill(small);
  for (const text of ["one", "two"]) expect(await say(text)).toEqual({ ok: true });
  // The bot has introduced itself before.
  expect((await said()).slice(1)).toEqual(["before", "one", "two"]);
  expect(await ask("command", { channel, text: "help" })).toEqual({ ok: true });
  await expect.poll(said).toContainEqual(expect.stringContaining(NOT_SAVED));
  expect((await state()).trouble).toMatch(/^Cannot write .*a-world\.json \(there is no room on its disk\): /);
  expect(readFileSync(world, "utf8")).not.toContain("two");
  expect(existsSync(`${world}.new`)).toBe(false);
  rmSync(join(small, "ballast"));
  await expect.poll(async () => (await state()).trouble ?? "").not.toMatch(/^Cannot write/);
  expect(readFileSync(world, "utf8")).toContain("two");
  expect((await ask("command", { channel, text: "help" })).ok).toBe(true);
  first.process.kill("SIGKILL");
  await first.ended;
  await listening(runProgram(folder, env));
});
