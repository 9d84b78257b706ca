import { expect, it } from "vitest";
import { goAway } from "../../../support/approvals/absences.ts";
import { askInto, LAB, SHOP, withWorkspaces, YARD } from "../../../support/approvals/workspaces.ts";

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
