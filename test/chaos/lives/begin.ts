import type { MistralAdmin } from "../../../src/mistral/admin/admin.ts";
import type { MistralState } from "../../../src/sandbox/mistral/state.ts";
import { createAround, createBot, START } from "../../support/world/bot.ts";
import { bothBot } from "../../support/world/both.ts";
import { createMemoryMistral } from "../../support/world/memory-mistral.ts";
import { createModel } from "../model/model.ts";
import type { Mode } from "../model/world.ts";
import { createGate } from "../races/gate.ts";
import type { World } from "./deeds.ts";
import { createOrderTrouble } from "./order-trouble.ts";
import { createTemplate } from "./template.ts";

function adminIn(mode: Mode, now: () => number): { mistral?: MistralAdmin; state?: MistralState } {
  if (mode === "guided") return {};
  const { admin, state } = createMemoryMistral(now);
  return { mistral: admin, state };
}

export type Life = World & { end(): void };

/** Each life begins where the Setup has just been started in both chats. */
export async function livesOf(mode: Mode): Promise<{ begin(): Life; end(): void }> {
  const around = createAround();
  const now = () => around.clock.now;
  const template = await createTemplate(around, START, async (store) => {
    const first = await bothBot({ ...adminIn(mode, now), store, around });
    for (const who of ["kenji", "greta"]) await first.as(who).command("help");
    return first;
  });
  const gate = createGate();
  for (const each of [around.chat, around.teams]) gate.guard(each.messenger);

  function begin(): Life {
    const { open, forget } = template.begin();
    const outside = adminIn(mode, now);
    const orders = createOrderTrouble();
    const mistral = outside.mistral && orders.spoil(outside.mistral);
    if (mistral !== undefined) gate.guard(mistral);
    const given = mistral === undefined ? {} : { mistral };
    const wake = () => createBot({ ...given, both: true, graceMs: 0, store: open(), around });
    function die(): void {
      void life.bot.worker.stop(0);
      life.bot.store.close();
      gate.forget();
    }
    const life: Life = {
      ...{ bot: wake(), state: outside.state ?? null, orders, gate },
      ...{ model: createModel(mode, START), last: null, done: [], deeds: 0 },
      crash: () => {
        die();
        life.bot = wake();
      },
      end: () => {
        die();
        forget();
      },
    };
    return life;
  }

  return { begin, end: template.end };
}
