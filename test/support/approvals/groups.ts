import { AppError } from "../../../src/lib/errors.ts";
import { must } from "../must.ts";
import { type Bot, createAround, startedBot } from "../world/bot.ts";

/** Ana owns the Setup, nobody else is named, and the people in @it approve: Rosa, Kenji, a guest and a bot. */
export async function withGroup(change = {}, options: Parameters<typeof startedBot>[0] = {}): Promise<Bot> {
  const around = createAround();
  around.chat.join("rosa");
  around.chat.join("robot", { standing: "bot" });
  around.chat.groups.set("it", ["rosa", "kenji", "greta", "robot", "nobody"]);
  const bot = await startedBot({ around, ...options });
  bot.begin();
  await bot.settle();
  await bot.set({ approvers: [], groups: ["it"], ...change });
  return bot;
}

export const groupOf = (bot: Bot) => must(bot.setup().settings.groups[0]);

/** Its platform tells that somebody came or went. */
export async function becomes(bot: Bot, people: string[] | null): Promise<void> {
  if (people === null) bot.chat.groups.delete("it");
  else bot.chat.groups.set("it", people);
  bot.app.groupChanged("slack", "it");
  await bot.settle();
}

/** Nobody can be asked who is in a group, until what is returned is called. */
export const outage = (bot: Bot) =>
  bot.chat.breaks(new AppError("unavailable", "down"), "groups", "groupMembers");
