import type { Settings } from "../../../src/domain/setup/settings.ts";
import { must } from "../must.ts";
import { type Bot, startedBot } from "./bot.ts";

export function changeSettings(bot: Bot, settings: (before: Settings) => Partial<Settings>): void {
  bot.store.transact((tx) => {
    const setup = must(tx.setup.load());
    tx.setup.save({ ...setup, settings: { ...setup.settings, ...settings(setup.settings) } });
  });
}

/** Ana owns the Setup in Slack; Ben decides there and Tara in Teams; both have a channel for each thing. */
export async function bothBot(options: Parameters<typeof startedBot>[0] = {}): Promise<Bot> {
  const bot = await startedBot({ ...options, both: true });
  await bot.inTeams("tara").command("status");
  const tara = bot.personOf("t-tara", "teams").id;
  const inTeams = (channel: string) => ({ platform: "teams", channel }) as const;
  changeSettings(bot, ({ approvers, approvals, news }) => ({
    approvers: [...approvers, tara],
    approvals: [...approvals, inTeams("t-approvals")],
    news: [...news, { ...inTeams("t-news"), level: "milestones" }],
  }));
  return bot;
}
