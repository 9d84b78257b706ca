import type { FormValues } from "../../../src/domain/action.ts";
import { type Bot, invitation, PAUL, paidBot } from "../world/bot.ts";

/** A month after the bot starts, on 5 January 2026. */
export const END = "2026-02-05";

export const askUntil = (bot: Bot, until: string | null = END, by = "chloe", change: FormValues = {}) =>
  bot.as(by).submit({ form: "invite" }, { ...invitation(PAUL), until, ...change });

/** Chloe has asked for access for Paul until then, Ben has approved it, and Paul is Active. */
export async function activeUntil(
  until = END,
  options: Parameters<typeof paidBot>[0] = {},
  change: FormValues = {},
): Promise<Bot> {
  const bot = await paidBot(options);
  bot.chat.join("paul");
  await bot.as("paul").command("help");
  await askUntil(bot, until, "chloe", change);
  await bot.approve();
  await bot.doAll();
  await bot.as("paul").press({ do: "joined", invitation: 1 });
  return bot;
}

export const endOf = (bot: Bot, id = 1) => bot.store.read((tx) => tx.invitations.get(id)?.until ?? null);

/** For all of those whose access ends then. */
export function extend(bot: Bot, by: string, until: string, before = endOf(bot) ?? 0) {
  const keep = bot.rows().flatMap((row) => (row.until === before ? [`${row.id}`] : []));
  return bot.as(by).submit({ form: "extend", until: before }, { until, keep, reason: null });
}
