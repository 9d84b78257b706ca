import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../../src/store/store.ts";
import type { Store } from "../../../src/store/tx.ts";
import type { Around, Bot } from "../../support/world/bot.ts";

/** Where a disk would only be slow: nobody pulls the plug here. */
const MEMORY = "/dev/shm";
const FILE = "setup.db";

/** A Setup that has just been started, and the chats around it: each life begins with a copy of both. */
export async function createTemplate(
  { chat, teams, clock }: Around,
  start: number,
  setUp: (store: Store) => Promise<Bot>,
) {
  const home = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), "lives-"));
  const open = (path: string) => openStore({ path, kind: "real", clock: () => clock.now, idGap: () => 0 });
  clock.now = start;
  const first = await setUp(open(join(home, FILE)));
  await first.worker.stop(0);
  first.store.close();
  const said = [chat, teams].map(({ messages }) => ({ messages, kept: messages.map((one) => ({ ...one })) }));
  return {
    begin: () => {
      const life = mkdtempSync(join(home, "life-"));
      copyFileSync(join(home, FILE), join(life, FILE));
      clock.now = start;
      for (const { messages, kept } of said)
        messages.splice(0, messages.length, ...kept.map((one) => ({ ...one })));
      return {
        open: () => open(join(life, FILE)),
        forget: () => rmSync(life, { recursive: true }),
      };
    },
    end: () => rmSync(home, { recursive: true }),
  };
}
