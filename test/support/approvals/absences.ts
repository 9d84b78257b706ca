import type { FormValues } from "../../../src/domain/action.ts";
import { type Bot, startedBot } from "../world/bot.ts";

/** The bot starts on Monday, 5 January 2026, in the morning. */
const WEEK = { from: "2026-01-05", until: "2026-01-09" };

/** Ana owns the Setup, Ben approves and is away, and Kenji stands in for him. */
export async function benAway(change: FormValues = {}): Promise<Bot> {
  const bot = await startedBot();
  await bot.as("kenji").command("help");
  await goAway(bot, change);
  return bot;
}

export const goAway = (bot: Bot, change: FormValues = {}, who = "ben") =>
  bot.as(who).submit({ form: "away" }, { ...WEEK, standIn: "kenji", ...change });

/** Ends their own, if there is one. */
export function endAway(bot: Bot, who = "ben") {
  const { id: person } = bot.personOf(who);
  const own = bot.setup().settings.absences.find((one) => one.person === person);
  return bot.as(who).press({ do: "end", of: "absence", id: own?.id ?? 1 });
}

/** The kinds of messages that somebody was sent. */
export const told = (bot: Bot, who: string) => bot.chat.dm(who).map(({ key }) => key.split(":")[0]);

/** What somebody was sent about requests. */
export const about = (bot: Bot, who: string) =>
  told(bot, who).filter((kind) => kind === "request" || kind === "reminder");

/** Ana owns the Setup, Ben approves, and Kenji is asked as well when nobody decides. */
export async function escalating(change: FormValues = {}): Promise<Bot> {
  const bot = await startedBot();
  for (const name of ["kenji", "rosa"]) bot.chat.join(name);
  await bot.as("kenji").command("help");
  await bot.set({ escalate: "8", alternates: ["kenji"], ...change });
  return bot;
}
