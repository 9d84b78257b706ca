import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { runVerify } from "../../src/cli/record/record-verify.ts";
import { openStore } from "../../src/store/store.ts";
import { folder, NOW, someRequest } from "../store/repositories/samples.ts";
import { CLOCK_ENV } from "../support/clock-env.ts";
import { begin, settle } from "../support/servers/cast.ts";
import { createRandom } from "./scenario.ts";
import { holdInShort } from "./short.ts";
import { STORAGE } from "./storage.ts";
import { nothingYet } from "./storm/invariants.ts";
import { createPeople } from "./storm/people.ts";
import { reading } from "./storm/posts.ts";
import { inWorld } from "./storm/world.ts";

holdInShort(STORAGE);

const BUILT = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const SLACK = { SLACK_BOT_TOKEN: "xoxb-1-test", SLACK_SIGNING_SECRET: "0123456789abcdef" };

/** A command of the operator in a process of its own. */
function command(database: string, args: readonly string[], env: Record<string, string> = SLACK) {
  const all = { ...CLOCK_ENV, ...env, DATABASE_PATH: database };
  const child = spawn(process.execPath, [BUILT, ...args], { cwd: dirname(database), env: all });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => said.push(String(chunk)));
  return { child, ended: once(child, "close").then(() => [child.exitCode, said.join("")] as const) };
}

it("a backup that is killed leaves nothing of its name, and the next one succeeds", async () => {
  const dir = folder();
  const [path, copy] = [join(dir, "a.db"), join(dir, "copy.db")];
  const store = openStore({ path, kind: "real" });
  // Of some megabytes, so that a copy of it takes a while.
  store.transact((tx) => {
    const { requester: person } = someRequest(tx);
    for (let n = 0; n < 300; n += 1)
      tx.drafts.insert({ person, values: { text: "x".repeat(30_000) }, createdAt: NOW });
  });
  store.close();
  const { child, ended } = command(path, ["backup", copy]);
  const isBegun = () => existsSync(`${copy}.part`) || existsSync(copy);
  await expect.poll(isBegun, { timeout: 20_000, interval: 1 }).toBe(true);
  child.kill("SIGKILL");
  await ended;
  if (existsSync(copy)) openStore({ path: copy, kind: "real" }).close();
  else expect((await command(path, ["backup", copy]).ended)[0]).toBe(0);
  expect(existsSync(`${copy}.part`)).toBe(false);
}, 60_000);

it(
  "beside the built bot, while people work without a pause, every command of the operator does its own",
  () =>
    inWorld({ on: ["slack"] }, async ({ sandbox, bot, database, env }) => {
      const at = (name: string) => join(dirname(database), name);
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
      const missingIn = (path: string, addresses: readonly string[]) =>
        reading(path, (tx) => addresses.filter((each) => tx.invitations.ofAddress(each).length !== 1));
      const does = async (says: string | RegExp, ...args: string[]): Promise<string> => {
        const [code, said] = await command(database, args, env).ended;
        expect([code, said]).toEqual([0, expect.stringMatching(says)]);
        return said.trim();
      };

      async function copies(name: string): Promise<void> {
        const before = asked();
        await does("The copy is whole", "backup", name);
        expect(missingIn(at(name), before)).toEqual([]);
        expect(await runVerify([], { path: at(name), kind: "real" }, () => {})).toBe(0);
      }

      async function exported(file: string): Promise<string> {
        const head = (await does(/Head: \d+:[\da-f]{64}\n$/, "record", file)).split(" ").at(-1) ?? "";
        expect(readFileSync(at(file), "utf8").trimEnd().split("\n").at(-1)).toContain(head.slice(-64));
        return head;
      }

      const [head] = await Promise.all([exported("a.jsonl"), copies("one.db")]);
      const erasing = does("Erased.", "erase", "invitee1@lumen.example", "--yes");
      await Promise.all([exported("a.csv"), erasing, copies("two.db")]);
      const verifying = [["a.jsonl"], []].map((file) =>
        does("nothing was changed or cut off", "record", "verify", ...file, "--head", head),
      );
      await Promise.all([...verifying, copies("three.db")]);
      expect((await fetch(`${bot.url()}/readyz`)).status).toBe(200);
      people.stop();
      await living;
      expect(await bot.end()).toBe(0);

      // A machine that is too busy may be too late for Slack; an answer of 5xx is in the log as well.
      const refused = expected.refused.filter(
        (said) => !/operation_timeout|trouble connecting|did not answer/.test(said),
      );
      expect(refused).toEqual([]);
      expect(expected.acknowledged).toBeGreaterThan(50);
      expect(asked().length).toBeGreaterThan(10);
      expect(bot.log().filter(({ level }) => level >= 50)).toEqual([]);
      expect(JSON.stringify([bot.log(), sandbox.slack.state()])).not.toMatch(/SQLITE_|Nothing can be saved/);
      expect(missingIn(database, asked())).toEqual([]);
      expect(reading(database, (tx) => tx.erasure.find("invitee1@lumen.example"))).toBe(null);
    }),
  300_000,
);
