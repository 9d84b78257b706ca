import { type Bot, START, type startedBot } from "../../support/world/bot.ts";
import { bothBot } from "../../support/world/both.ts";
import { createMemoryMistral } from "../../support/world/memory-mistral.ts";

export const MINUTE = 60_000;

type Options = NonNullable<Parameters<typeof startedBot>[0]>;

/** Notes what is logged as an error. */
export function listening() {
  const errors: string[] = [];
  const silent = () => {};
  const error = (fields: object, message: string) => {
    const cause = "error" in fields ? fields.error : fields;
    errors.push(
      `${message}: ${cause instanceof Error ? (cause.stack ?? cause.message) : JSON.stringify(cause)}`,
    );
  };
  return { errors, log: { info: silent, warn: silent, error } };
}

/** Both platforms and an Admin API in memory. */
export async function automaticScene(options: Options = {}) {
  const bots: Bot[] = [];
  const mistral = createMemoryMistral(() => bots[0]?.now() ?? START);
  const { errors, log } = listening();
  const bot = await bothBot({ mistral: mistral.admin, log, ...options });
  bots.push(bot);
  return { bot, errors, outside: [mistral.admin], state: mistral.state };
}

/** Both platforms, and people instead of an Admin API. */
export async function guidedScene(options: Options = {}) {
  const { errors, log } = listening();
  const bot = await bothBot({ log, ...options });
  return { bot, errors, outside: [] };
}
