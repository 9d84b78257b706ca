import type { FormValues } from "../../../src/domain/action.ts";
import { type Bot, invitation, PAUL, startedBot } from "../world/bot.ts";

export const LAB = 1;
export const SHOP = 2;
/** Nobody is named for it. */
export const YARD = 3;

export const nameFor = (bot: Bot, workspace: number, approvers: readonly string[], by = "ana") =>
  bot.as(by).submit({ form: "workspace-approvers" }, { workspace: `${workspace}`, approvers });

/** Ana owns the Setup and Ben approves. Kenji approves for the Workspace Lab, Rosa for Shop, and nobody is named for Yard. */
export async function withWorkspaces(
  change: FormValues = {},
  options: Parameters<typeof startedBot>[0] = {},
): Promise<Bot> {
  const bot = await startedBot(options);
  for (const name of ["rosa", "zoe"]) bot.chat.join(name);
  const made = { state: "created", mistralId: null, evidence: null, trouble: null } as const;
  bot.store.transact((tx) => {
    for (const name of ["Lab", "Shop", "Yard"]) tx.workspaces.insert({ name, ...made });
  });
  await bot.set(change);
  await nameFor(bot, LAB, ["kenji"]);
  await nameFor(bot, SHOP, ["rosa"]);
  return bot;
}

export const askInto = (bot: Bot, workspaces: readonly number[], by = "chloe", role = "member") =>
  bot
    .as(by)
    .submit({ form: "invite" }, { ...invitation(PAUL, role), workspaces: workspaces.map((id) => `${id}`) });
