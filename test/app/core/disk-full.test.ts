import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openStore } from "../../../src/store/store.ts";
import { folder as newFolder } from "../../store/repositories/samples.ts";
import { smallDisk } from "../../support/small-disk.ts";
import { startedBot } from "../../support/world/bot.ts";

it("on a full disk a press is answered in one sentence and changes nothing, and works again once there is room", async (context) => {
  const disk = smallDisk(newFolder());
  if (disk === null) return context.skip("no right to mount a small disk here");
  const store = openStore({ path: join(disk, "a.db"), kind: "real", idGap: () => 0 });
  onTestFinished(() => store.close());
  const bot = await startedBot({ store });
  await bot.ask("paul@lumen.example");
  const ballast = join(disk, "ballast");
  expect(() => writeFileSync(ballast, Buffer.alloc(8_000_000))).toThrow("ENOSPC");

  const stored = () => store.read((tx) => [tx.requests.get(1)?.state, tx.record.end().seq]);
  const before = stored();
  // What is in the log already takes a few small changes more.
  for (let n = 0; n < 60 && store.trouble() === null; n += 1);
  expect(await bot.approve()).toMatchObject({
    ...{ kind: "show", passing: true },
    view: {
      summary: expect.stringMatching(
        /^Nothing can be saved just now, so nothing was changed\. Please try again/,
      ),
    },
  });
  expect([stored(), store.trouble()]).toEqual([before, expect.stringContaining("SQLITE_FULL")]);

  writeFileSync(ballast, "");
  expect(await bot.approve()).toEqual({ kind: "nothing" });
  expect(stored()).toEqual(["approved", expect.any(Number)]);
});
