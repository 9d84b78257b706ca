import { setImmediate as turn } from "node:timers/promises";
import { draw } from "../../src/app/messages/draw.ts";
import type { Tx } from "../../src/store/tx.ts";
import type { View } from "../../src/view/core/view.ts";
import { type Bot, START } from "../support/world/bot.ts";
import { bothBot } from "../support/world/both.ts";
import { createMemoryMistral } from "../support/world/memory-mistral.ts";
import { brokenChain } from "./scenario.ts";

/** Holds back every call that leaves the bot until somebody lets it through, and its answer likewise. */
export function createGate() {
  const held: (() => void)[] = [];
  let open = true;
  const pass = (): Promise<void> => (open ? Promise.resolve() : new Promise((go) => void held.push(go)));

  function guard(target: object): void {
    for (const [name, call] of Object.entries(target)) {
      if (typeof call !== "function") continue;
      const guarded = async (...given: unknown[]): Promise<unknown> => {
        await pass();
        const answer: unknown = await call.apply(target, given);
        await pass();
        return answer;
      };
      Object.assign(target, { [name]: guarded });
    }
  }

  return {
    held,
    guard,
    /** Who waits here waits for ever, as if their process had ended. */
    forget: () => {
      open = true;
      held.splice(0);
    },
    close: () => {
      open = false;
    },
    open: () => {
      open = true;
      for (const go of held.splice(0)) go();
    },
  };
}

const MOMENT = /(?:\p{L}+\.? \d{1,2}, |\d{1,2} \p{L}+\.?,? )?\d{1,2}:\d{2}/gu;

/** Days later a time names its day too; no message is drawn again for that alone. */
const shown = (view: View | null): string =>
  JSON.stringify(view, (key, value: unknown) => {
    if (key === "summary" && typeof value === "string") return value.replace(MOMENT, "then");
    return typeof value === "object" && value !== null && "at" in value ? value.at : value;
  });

/** Once all is quiet: each message was posted once and shows what is so, and nothing was given up. */
export function wholeBot(bot: Bot, tx: Tx): string[] {
  const findings: string[] = [];
  const seen = new Set<string>();
  for (const { messenger, messages } of [bot.chat, bot.teams]) {
    const { platform } = messenger;
    for (const { channel, id, key, view } of messages) {
      const post = `${key.split("#")[0]} in ${channel}`;
      if (seen.has(post)) findings.push(`${post} was posted twice`);
      seen.add(post);
      const copy = tx.posted.at({ platform, channel }, id);
      if (copy === null) {
        findings.push(`${post} was posted, and nobody knows of it`);
        continue;
      }
      const person = copy.person === null ? null : tx.people.get(copy.person);
      const wanted = draw(bot.context, tx, copy.subject, { person, platform });
      if (wanted !== null && shown(view) !== shown(wanted))
        findings.push(`${post} shows ${shown(view)} instead of ${shown(wanted)}`);
    }
  }
  findings.push(...brokenChain(tx));
  for (const { job, lastError } of tx.jobs.dead()) findings.push(`gave up ${job.kind}: ${lastError}`);
  return findings;
}

/** Everything that can happen without a held call has happened. */
export async function calm(bot: Bot): Promise<void> {
  void bot.worker.idle();
  for (let turns = 0; turns < 6; turns += 1) await turn();
}

/** Both platforms and an Admin API in memory. */
export async function automaticBoth(log?: Bot["context"]["log"]) {
  const bots: Bot[] = [];
  const { admin, state } = createMemoryMistral(() => bots[0]?.now() ?? START);
  const bot = await bothBot({ mistral: admin, ...(log && { log }) });
  bots.push(bot);
  return { bot, outside: [admin], state };
}
