import type { Messenger } from "../../../src/app/core/messenger.ts";
import { AppError } from "../../../src/lib/errors.ts";
import { openStore } from "../../../src/store/store.ts";
import { createAround, invitation, startedBot } from "../../support/world/bot.ts";
import { HOUR } from "../../support/world/times.ts";
import { pick } from "../random.ts";
import type { Outcome } from "../scenario.ts";
import { planting } from "./planted-secrets.ts";

const with_ = (properties: object): Error => Object.assign(new Error("refused"), properties);

/** Where in what a library throws somebody's secret can stand. */
const SHAPES: Record<string, (secret: string) => unknown> = {
  "a message": (secret) => new Error(`refused: ${secret}`),
  "a cause": (secret) => new Error("refused", { cause: new Error(secret) }),
  "the cause of a cause": (secret) => new Error("a", { cause: new Error("b", { cause: { body: secret } }) }),
  "one of several": (secret) => new AggregateError([new Error(secret)], "refused"),
  headers: (secret) => with_({ config: { headers: { Authorization: `Bearer ${secret}` } } }),
  "raw headers": (secret) => with_({ request: { rawHeaders: ["Authorization", secret] } }),
  "a payload": (secret) => with_({ data: JSON.stringify({ token: secret }) }),
  "an address": (secret) => with_({ url: `https://slack.com/api/?token=${secret}&x=1` }),
  "the error's name": (secret) => with_({ name: secret }),
  "an error of ours": (secret) => new AppError("invalid", `Slack: ${secret}`, { detail: secret }),
  "what caused one of ours": (secret) =>
    new AppError("unavailable", "Slack: down", { cause: new Error(secret) }),
  "no error at all": (secret) => `refused ${secret}`,
};

/** Whatever the bot calls throws errors with secrets in them. */
export async function secretsInErrors(seed: number, requests: number): Promise<Outcome> {
  const { path, log, random, plant, found, remove } = planting("errors", seed);
  const around = createAround();
  let fine = true;
  const through = (messenger: Messenger): Messenger =>
    new Proxy(messenger, {
      get(target, name, self) {
        const value: unknown = Reflect.get(target, name, self);
        if (typeof value !== "function") return value;
        return async (...args: unknown[]) => {
          if (!fine && random() < 0.5) throw plant("chat", SHAPES);
          return (await value.apply(target, args)) as unknown;
        };
      },
    });
  const store = openStore({ path, kind: "real", clock: () => around.clock.now, idGap: () => 0 });
  const bot = await startedBot({ store, log, around, both: true, through });
  const replies: unknown[] = [];
  try {
    fine = false;
    for (let n = 0; n < requests; n += 1) {
      const who = pick(random, [bot.as("chloe"), bot.inTeams("chloe"), bot.as(`new${n}`), bot.as("ben")]);
      replies.push(await who?.submit({ form: "invite" }, invitation(`p${n}@lumen.example`)));
      replies.push(await bot.approve(n + 1, "ana"));
      await bot.skip(HOUR);
    }
    fine = true;
    for (let n = 0; n < 24; n += 1) await bot.skip(HOUR);
    return await found(store, [bot.chat.messages, bot.teams.messages, [...bot.chat.homes], replies]);
  } finally {
    await bot.worker.stop(1000);
    store.close();
    remove();
  }
}
