import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MistralAdmin } from "../../src/mistral/admin.ts";
import type { MistralState } from "../../src/sandbox/mistral/state.ts";
import { openStore } from "../../src/store/store.ts";
import { createAround, createBot, START } from "../support/bot.ts";
import { bothBot } from "../support/both.ts";
import { createMemoryMistral } from "../support/memory-mistral.ts";
import { createModel } from "./model/model.ts";
import type { Mode } from "./model/world.ts";
import type { World } from "./model-deeds.ts";
import { createWeather } from "./model-weather.ts";
import { createGate } from "./races/gate.ts";

/** Where a disk would only be slow: nobody pulls the plug here. */
const MEMORY = "/dev/shm";
const FILE = "setup.db";

function adminIn(mode: Mode, now: () => number): { mistral?: MistralAdmin; state?: MistralState } {
  if (mode === "guided") return {};
  const { admin, state } = createMemoryMistral(now);
  return { mistral: admin, state };
}

export type Life = World & { end(): void };

/** Each life begins with a copy of one file and the same two chats: the Setup has just been started. */
export async function livesOf(mode: Mode): Promise<{ begin(): Life; end(): void }> {
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), "model-"));
  const template = join(folder, FILE);
  const around = createAround();
  const { chat, teams, clock } = around;
  const now = () => clock.now;
  const open = (path: string) => openStore({ path, kind: "real", clock: now, idGap: () => 0 });
  const first = await bothBot({ ...adminIn(mode, now), store: open(template), around });
  for (const who of ["kenji", "greta"]) await first.as(who).command("help");
  await first.worker.stop(0);
  first.store.close();
  const said = [chat, teams].map(({ messages }) => ({ messages, first: messages.length }));
  const gate = createGate();
  for (const each of [chat, teams]) gate.guard(each.messenger);

  function begin(): Life {
    const home = mkdtempSync(join(folder, "life-"));
    const path = join(home, FILE);
    copyFileSync(template, path);
    for (const { messages, first: kept } of said) messages.splice(kept);
    clock.now = START;
    const outside = adminIn(mode, now);
    const weather = createWeather();
    const mistral = outside.mistral && weather.spoil(outside.mistral);
    if (mistral !== undefined) gate.guard(mistral);
    const given = mistral === undefined ? {} : { mistral };
    const wake = () => createBot({ ...given, both: true, graceMs: 0, store: open(path), around });
    function die(): void {
      void life.bot.worker.stop(0);
      life.bot.store.close();
      gate.forget();
    }
    const life: Life = {
      bot: wake(),
      state: outside.state ?? null,
      weather,
      gate,
      model: createModel(mode, START),
      last: null,
      done: [],
      deeds: 0,
      crash: () => {
        die();
        life.bot = wake();
      },
      end: () => {
        die();
        rmSync(home, { recursive: true });
      },
    };
    return life;
  }

  return { begin, end: () => rmSync(folder, { recursive: true }) };
}
