import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { runVerify } from "../../../src/cli/record/record-verify.ts";
import { openStore } from "../../../src/store/store.ts";
import { folder, NOW, someRequest } from "../../store/repositories/samples.ts";
import { CLOCK_ENV } from "../../support/clock-env.ts";
import { createRandom } from "../scenario.ts";
import { nothingYet } from "../storm/invariants.ts";
import { createPeople } from "../storm/people.ts";
import { begin, settle } from "../storm/setup.ts";
import { inWorld } from "../storm/world.ts";

const BUILT = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));

/** `npm run backup` in a process of its own. */
function backup(database: string, file: string) {
  const env = {
    ...CLOCK_ENV,
    DATABASE_PATH: database,
    SLACK_BOT_TOKEN: "xoxb-1-test",
    SLACK_SIGNING_SECRET: "0123456789abcdef",
  };
  const child = spawn(process.execPath, [BUILT, "backup", file], { env });
  return { child, ended: heard(child) };
}

async function heard(child: ChildProcessWithoutNullStreams): Promise<{ code: number | null; said: string }> {
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => said.push(String(chunk)));
  await once(child, "close");
  return { code: child.exitCode, said: said.join("") };
}

/** A database of some megabytes, so that a copy of it takes a while. */
function large(path: string): void {
  const store = openStore({ path, kind: "real" });
  store.transact((tx) => {
    const { requester: person } = someRequest(tx);
    for (let n = 0; n < 300; n += 1)
      tx.drafts.insert({ person, values: { text: "x".repeat(30_000) }, createdAt: NOW });
  });
  store.close();
}

it("a backup that is killed leaves nothing of its name, and the next one succeeds", async () => {
  const dir = folder();
  const [path, copy] = [join(dir, "a.db"), join(dir, "copy.db")];
  large(path);
  const { child, ended } = backup(path, copy);
  await expect
    .poll(() => existsSync(`${copy}.part`) || existsSync(copy), { timeout: 20_000, interval: 1 })
    .toBe(true);
  child.kill("SIGKILL");
  await ended;
  if (existsSync(copy)) openStore({ path: copy, kind: "real" }).close();
  else expect((await backup(path, copy).ended).code).toBe(0);
  expect(existsSync(`${copy}.part`)).toBe(false);
}, 60_000);

it("beside the built bot, while people work without a pause, every command of the operator does its own", () =>
  inWorld({ on: ["slack"] }, async ({ sandbox, bot, database, env }) => {
    const dir = dirname(database);
    const at = (name: string) => join(dir, name);
    const cast = settle(sandbox);
    await bot.start();
    await begin(sandbox, ["slack"], cast);
    await sandbox.as("invitee1").command("help", "#mistral");
    const expected = nothingYet();
    const people = createPeople({
      ...{ on: ["slack"], sandbox, expected, cast: { ...cast, known: [] } },
      ...{ random: createRandom(7), requests: 1_000 },
    });
    const living = people.start();
    const asked = () =>
      expected.asked.flatMap(({ addresses, acknowledged }) => (acknowledged ? addresses : []));
    const wrongIn = (path: string, addresses: readonly string[]) => {
      const store = openStore({ path, kind: "real" });
      const wrong = store.read((tx) =>
        addresses.filter((address) => tx.invitations.ofAddress(address).length !== 1),
      );
      store.close();
      return wrong;
    };

    async function operator(...args: string[]): Promise<{ code: number | null; said: string }> {
      const child = spawn(process.execPath, [BUILT, ...args], {
        cwd: dir,
        env: { ...CLOCK_ENV, ...env, DATABASE_PATH: database },
      });
      return await heard(child);
    }

    async function copies(name: string): Promise<void> {
      const before = asked();
      const { code, said } = await operator("backup", name);
      expect([code, said]).toEqual([0, expect.stringContaining("The copy is whole")]);
      expect(wrongIn(at(name), before)).toEqual([]);
      expect(await runVerify([], { path: at(name), kind: "real" }, () => {})).toBe(0);
    }

    async function exported(file: string): Promise<string> {
      const { code, said } = await operator("record", file);
      expect([code, said]).toEqual([0, expect.stringMatching(/Head: [\da-f]{64}\n$/)]);
      const head = said.trim().slice(-64);
      expect(readFileSync(at(file), "utf8").trimEnd().split("\n").at(-1)).toContain(head);
      return head;
    }

    const verified = async (...args: string[]) => {
      const { code, said } = await operator("record", "verify", ...args);
      expect([code, said]).toEqual([0, expect.stringContaining("nothing was changed or cut off")]);
    };

    const [head] = await Promise.all([exported("a.jsonl"), copies("one.db")]);
    const [, erased] = await Promise.all([
      exported("a.csv"),
      operator("erase", "invitee1@lumen.example", "--yes"),
      copies("two.db"),
    ]);
    expect(erased).toMatchObject({ code: 0, said: expect.stringContaining("Erased.") });
    await Promise.all([verified("a.jsonl", "--head", head), verified("--head", head), copies("three.db")]);
    expect((await fetch(`${bot.url()}/readyz`)).status).toBe(200);
    people.stop();
    await living;
    expect(await bot.end()).toBe(0);

    // A machine that is too busy may be too late for Slack; an answer of 5xx is in the log as well.
    expect(expected.refused.filter((said) => !/operation_timeout|trouble connecting/.test(said))).toEqual([]);
    expect(expected.acknowledged).toBeGreaterThan(50);
    expect(asked().length).toBeGreaterThan(10);
    expect(bot.log().filter(({ level }) => level >= 50)).toEqual([]);
    expect(JSON.stringify([bot.log(), sandbox.slack.state()])).not.toMatch(/SQLITE_|Nothing can be saved/);
    expect(wrongIn(database, asked())).toEqual([]);
    const store = openStore({ path: database, kind: "real" });
    expect(store.read((tx) => tx.erasure.find("invitee1@lumen.example"))).toBe(null);
    store.close();
  }));
