import { beginWork } from "../../../src/app/worker/begin-work.ts";
import type { MistralAdmin } from "../../../src/mistral/admin/admin.ts";
import type { Bot } from "./bot.ts";

/** The Admin API key is configured, or (null) taken away, and the bot starts again. */
export async function restart(bot: Bot, mistral: MistralAdmin | null): Promise<void> {
  Object.assign(bot.context, { mistral });
  bot.store.transact((tx) => beginWork({ tx, now: bot.now(), context: bot.context }));
  await bot.settle();
}

/** What people have still to do by hand, and about whom. */
export const openTasks = (bot: Bot): unknown[][] =>
  bot.store.read((tx) =>
    tx.tasks
      .open()
      .map(({ kind, invitations }) => [kind, ...invitations.map((id) => tx.invitations.get(id)?.address)]),
  );
