import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../../src/store/store.ts";
import { createAround, createBot, START } from "../../support/world/bot.ts";
import { bothBot } from "../../support/world/both.ts";
import { createModel } from "../model/model.ts";
import { createGate } from "../races/gate.ts";
import type { World } from "./deeds.ts";

/** Where a disk would only be slow: nobody pulls the plug here. */
const MEMORY = "/dev/shm";
const FILE = "setup.db";

export type Life = World & { end(): void };

/** Each life begins with a copy of a Setup that has just been started in both chats, and of what was said there. */
export async function livesOf(): Promise<{ begin(): Life; end(): void }> {
  const around = createAround();
  const { chat, teams, clock } = around;
  const now = () => clock.now;
  const home = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), "lives-"));
  const open = (folder: string) =>
    openStore({ path: join(folder, FILE), kind: "real", clock: now, idGap: () => 0 });
  const first = await bothBot({ store: open(home), around });
  for (const who of ["kenji", "greta"]) await first.as(who).command("help");
  await first.worker.stop(0);
  first.store.close();
  const said = [chat, teams].map(({ messages }) => ({ messages, kept: messages.map((one) => ({ ...one })) }));
  const gate = createGate();
  for (const { messenger } of [chat, teams]) gate.guard(messenger);

  function begin(): Life {
    const folder = mkdtempSync(join(home, "life-"));
    copyFileSync(join(home, FILE), join(folder, FILE));
    clock.now = START;
    for (const { messages, kept } of said)
      messages.splice(0, messages.length, ...kept.map((one) => ({ ...one })));
    const wake = () => createBot({ both: true, graceMs: 0, store: open(folder), around });
    function die(): void {
      void life.bot.worker.stop(0);
      life.bot.store.close();
      gate.forget();
    }
    const life: Life = {
      ...{ bot: wake(), gate, model: createModel(START), last: null, done: [], deeds: 0 },
      crash: () => {
        die();
        life.bot = wake();
      },
      end: () => {
        die();
        rmSync(folder, { recursive: true });
      },
    };
    return life;
  }

  return { begin, end: () => rmSync(home, { recursive: true }) };
}
