import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { firstBroken } from "../../src/domain/record.ts";
import { openStore } from "../../src/store/store.ts";
import { startChild } from "../store/child.ts";
import { folder, NOW, someRequest } from "../store/samples.ts";
import { smallDisk } from "../support/small-disk.ts";
import { countRows } from "./bot-process.ts";

const COMMAND = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

/** `npm run backup` in a process of its own. */
function backup(database: string, file: string) {
  const env = {
    DATABASE_PATH: database,
    SLACK_BOT_TOKEN: "xoxb-1-test",
    SLACK_SIGNING_SECRET: "0123456789abcdef",
  };
  const child = spawn(process.execPath, ["--import", "tsx", COMMAND, "backup", file], { env });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  return { child, ended: once(child, "close").then(() => ({ code: child.exitCode, said })) };
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

it("a backup beside a server that writes without a pause ends, and has all that was committed before it", async () => {
  const dir = folder();
  const [path, copy] = [join(dir, "a.db"), join(dir, "copy.db")];
  large(path);
  const server = await startChild("writer", path);
  const before = countRows(path, "record");
  expect(await backup(path, copy).ended).toEqual({
    code: 0,
    said: expect.stringContaining("The copy is whole"),
  });
  await server.kill();
  expect(countRows(path, "record")).toBeGreaterThan(before);
  const restored = openStore({ path: copy, kind: "real" });
  restored.read((tx) => {
    expect(tx.record.end().seq).toBeGreaterThanOrEqual(before);
    expect(firstBroken(tx.record.all())).toBeNull();
  });
  restored.close();
}, 60_000);

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

it("a backup for which there is no room says so and leaves nothing", async (context) => {
  const dir = folder();
  const disk = smallDisk(dir);
  if (disk === null) return context.skip("no right to mount a small disk here");
  const path = join(dir, "a.db");
  large(path);
  const copy = join(disk, "copy.db");
  const { code, said } = await backup(path, copy).ended;
  expect([code, said.trim().split("\n").length]).toEqual([1, 1]);
  expect(said).toMatch(/no room|cannot be written/);
  expect([existsSync(copy), existsSync(`${copy}.part`)]).toEqual([false, false]);
  writeFileSync(copy, "precious");
  expect((await backup(path, copy).ended).said).toContain("never overwrites");
}, 60_000);
