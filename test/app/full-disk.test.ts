import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openStore } from "../../src/store/store.ts";
import { invitation, startedBot } from "../support/bot.ts";
import { must } from "../support/must.ts";
import { smallDisk } from "../support/small-disk.ts";

it("on a full disk a press is answered in one sentence and changes nothing, and works again once there is room", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const disk = smallDisk(folder);
  if (disk === null) return context.skip("no right to mount a small disk here");
  const store = openStore({ path: join(disk, "a.db"), kind: "real", idGap: () => 0 });
  onTestFinished(() => store.close());
  const bot = await startedBot({ store });
  await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
  const ballast = join(disk, "ballast");
  expect(() => writeFileSync(ballast, Buffer.alloc(8_000_000))).toThrow("ENOSPC");

  const stored = () => store.read((tx) => [tx.requests.get(1)?.state, tx.record.end().seq]);
  const before = stored();
  // What is in the log already takes a few small changes more.
  for (let n = 0; n < 60 && store.trouble() === null; n += 1);
  expect(await bot.as("ben").press({ do: "approve", request: 1 })).toMatchObject({
    ...{ kind: "show", passing: true },
    view: {
      summary: expect.stringMatching(
        /^Nothing can be saved just now, so nothing was changed\. Please try again/,
      ),
    },
  });
  expect([stored(), store.trouble()]).toEqual([before, expect.stringContaining("SQLITE_FULL")]);

  writeFileSync(ballast, "");
  expect(await bot.as("ben").press({ do: "approve", request: 1 })).toEqual({ kind: "nothing" });
  expect(stored()).toEqual(["approved", expect.any(Number)]);
});

it("what a press on a full disk did not change is not saved with the next one either", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const disk = smallDisk(folder);
  if (disk === null) return context.skip("no right to mount a small disk here");
  const path = join(disk, "a.db");
  const store = openStore({ path, kind: "real", idGap: () => 0 });
  onTestFinished(() => store.close());
  const bot = await startedBot({ store });
  const ballast = join(disk, "ballast");
  expect(() => writeFileSync(ballast, Buffer.alloc(8_000_000))).toThrow("ENOSPC");
  for (let n = 0; n < 60 && store.trouble() === null; n += 1);
  await bot.as("ana").press({ do: "skip", step: "security" });
  writeFileSync(ballast, "");
  await bot.as("ana").press({ do: "skip", step: "workspaces" });

  const reader = openStore({ path, kind: "real", lock: false });
  onTestFinished(() => reader.close());
  const { security, workspaces } = must(reader.read((tx) => tx.setup.load())).steps;
  expect([security.state, workspaces.state]).toEqual(["open", "skipped"]);
});
