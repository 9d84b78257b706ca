import { expect, it } from "vitest";
import type { Setup } from "../../../../src/domain/setup/setup.ts";
import { goAway } from "../../../support/approvals/absences.ts";
import { askInto, LAB, nameFor, SHOP, withWorkspaces, YARD } from "../../../support/approvals/workspaces.ts";

it("a stand-in who approves for a Workspace decides by one press also what they may decide for others", async () => {
  const bot = await withWorkspaces({ approvers: [] });
  await goAway(bot, { standIn: "kenji" }, "ana");
  await askInto(bot, [LAB, YARD]);
  await bot.approve(1, "kenji");
  expect(bot.request().state).toBe("approved");
});

it("a stand-in for the approvers of two Workspaces decides for both by one press", async () => {
  const bot = await withWorkspaces();
  await goAway(bot, { standIn: "zoe" }, "kenji");
  await goAway(bot, { standIn: "zoe" }, "rosa");
  await askInto(bot, [LAB, SHOP]);
  await bot.approve(1, "zoe");
  expect(bot.request().state).toBe("approved");
});

it("one human's word and the word they give for somebody else are no two for Admin", async () => {
  const bot = await withWorkspaces({ approvers: ["ben", "zoe"], second: ["on"] });
  await goAway(bot, { standIn: "ben" }, "ana");
  await askInto(bot, [], "chloe", "admin");
  for (const _ of [1, 2]) await bot.approve(1, "ben");
  expect(bot.request().state).toBe("open");
  await bot.approve(1, "zoe");
  expect(bot.request().state).toBe("approved");
});

it("an account that is only taken for an approver's gives no word of that approver", async () => {
  const bot = await withWorkspaces({}, { both: true, apart: true });
  await bot.inTeams("ben").command("help");
  const [here, there] = [bot.personOf("ben").id, bot.personOf("t-ben", "teams").id];
  expect(there).not.toBe(here);
  const setup: Setup = bot.setup();
  bot.store.transact((tx) => {
    const workspaceApprovers = [{ workspace: LAB, people: [there] }];
    tx.setup.save({ ...setup, settings: { ...setup.settings, workspaceApprovers } });
  });
  await askInto(bot, [LAB, YARD]);
  await bot.inTeams("ben").press({ do: "approve", request: 1, ask: "m1" });
  expect([bot.request().state, bot.request().approvals.map(({ by }) => by)]).toEqual(["open", [there]]);
  await bot.approve(1, "ana");
  expect(bot.request().state).toBe("approved");
});

it("nor does it where the settings name that account for what nobody decides", async () => {
  const bot = await withWorkspaces({}, { both: true, apart: true });
  await bot.inTeams("ben").command("help");
  const there = bot.personOf("t-ben", "teams").id;
  const setup: Setup = bot.setup();
  bot.store.transact((tx) => {
    const workspaceApprovers = [{ workspace: LAB, people: [there] }];
    const escalation = { after: 4, to: [there] } as const;
    tx.setup.save({ ...setup, settings: { ...setup.settings, workspaceApprovers, escalation } });
  });
  await askInto(bot, [LAB, YARD]);
  await bot.inTeams("ben").press({ do: "approve", request: 1, ask: "m1" });
  expect(bot.request().state).toBe("open");
});

it("a Workspace whose only approver who is there asks for Admin leaves its part to the approvers", async () => {
  const bot = await withWorkspaces({ approvers: ["ben", "zoe"] });
  await nameFor(bot, LAB, ["kenji", "rosa"]);
  await goAway(bot, { standIn: "kenji" }, "rosa");
  await askInto(bot, [LAB], "kenji", "admin");
  await bot.approve();
  expect(bot.request().state).toBe("approved");
});
