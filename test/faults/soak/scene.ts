import { setTimeout as sleep } from "node:timers/promises";
import type { TestSandbox } from "../../support/slack.ts";
import { teamsPerson } from "../../support/teams.ts";

const until = async (read: () => string | null | string[], words: string): Promise<void> => {
  while (!String(read()).includes(words)) await sleep(20);
};

/** The owner's account in Teams is theirs, and Requests and news go to channels there as well. */
export async function joinTeams(sandbox: TestSandbox): Promise<void> {
  const [ana, also] = [sandbox.as("ana"), teamsPerson(sandbox, "ana")];
  await sandbox.teams.announce();
  await also.command("settings");
  await until(ana.dm, "Yes, that is me");
  await ana.press("Yes, that is me", { in: "dm" });
  await until(ana.dm, "is yours, too");
  await also.command("settings");
  await until(also.modal, "Channel for approvals");
  also.fill({ "Channel for approvals": "mistral-approvals", "Channel for news": "mistral" });
  const { ok, error } = await also.submit();
  if (!ok) throw new Error(`the channels of Teams could not be chosen: ${error}`);
}
