import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { Snapshot } from "../../src/sandbox/snapshot.ts";
import { person } from "../support/browser/browser.ts";
import { eachIsANewcomer, noBrowser } from "./newcomer.ts";

const guideOf = (page: Page) => page.getByRole("region", { name: "What to do next" });
const stopOf = (page: Page) => guideOf(page).getByRole("button", { name: "Stop" });
const stateOf = (page: Page) =>
  page.evaluate<Snapshot>("fetch('/sandbox/state?as=U0ANADUA01').then((answer) => answer.json())");

/** Whether the guide is in sight as a whole beneath the open dialog. */
const IN_SIGHT = `(() => {
  const guide = document.querySelector(".guide");
  const dialog = document.querySelector("dialog[open]").getBoundingClientRect();
  const { left, top, width, bottom } = guide.getBoundingClientRect();
  const seen = document.elementFromPoint(left + width / 2, (top + bottom) / 2);
  return guide.contains(seen) && dialog.bottom <= top && bottom <= innerHeight;
})()`;

describe.skipIf(noBrowser)("the tour", () => {
  const here = eachIsANewcomer();

  it.each([
    ["in Slack", "Show me in one minute", false],
    ["in Teams", "Teams", false],
    ["on Enterprise", "Enterprise", true],
  ])(
    "%s plays itself to the end",
    async (_, choice, adminApi) => {
      const { page } = here;
      await person(page).press(choice);
      if (choice !== "Show me in one minute") await person(page).press("Show me the rest");
      await stopOf(page).waitFor();
      const platform = choice === "Teams" ? "teams" : "slack";
      if (platform === "slack")
        await page.getByText("says: “On holiday”, until").last().waitFor({ timeout: 100_000 });
      await stopOf(page).waitFor({ state: "hidden", timeout: 150_000 });
      const { messages, panel, hints } = await stateOf(page);
      expect(hints[platform]?.isLast).toBe(true);
      expect(JSON.stringify(messages)).toContain("Ready in");
      expect(panel.adminApi).toBe(adminApi);
      expect(panel.members.find(({ email }) => email === "chloe@lumen.example")?.status).toBe("Active");
      expect(here.problems).toEqual([]);
    },
    180_000,
  );

  it("stops in an open dialog at a key, leaves it as it is, and goes on from there", async () => {
    const { page } = here;
    const me = person(page);
    await me.press("Show me in one minute");
    await me.dialogSays(/Channel for approvals/);
    await stopOf(page).and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Enter");
    await stopOf(page).waitFor({ state: "hidden" });
    const title = await page.getByRole("dialog").getAttribute("aria-label");
    await page.waitForTimeout(3_000);
    expect(await page.getByRole("dialog").getAttribute("aria-label")).toBe(title);
    expect(await page.evaluate("document.activeElement !== document.body")).toBe(true);
    await me.press("Do it for me");
    await me.dialogSays("Set the organization");
    // Nothing of the tour is left that would go on by itself.
    await page.waitForTimeout(2_000);
    await guideOf(page).getByText("Press Set the organization.").waitFor({ timeout: 1_000 });
    await me.press("Show me the rest");
    await me.dialogSays("Name of the organization");
    await stopOf(page).click();
    expect(here.problems).toEqual([]);
  }, 60_000);

  it("is led in sight of every dialog, on narrow and on wide screens", async () => {
    const { page } = here;
    const me = person(page);
    await me.type("/mistral-setup");
    await me.dialogSays(/Channel for approvals/);
    for (const [width, height] of [
      [1280, 800],
      [800, 600],
      [380, 700],
    ] as const) {
      await page.setViewportSize({ width, height });
      const where = { message: `${width} pixels wide` };
      await expect.poll(() => page.evaluate(IN_SIGHT), where).toBe(true);
    }
  }, 30_000);

  it("begins anew after a reset, which is asked about once and forgets everything", async () => {
    const { page } = here;
    const me = person(page);
    const reset = page.getByRole("banner").getByRole("button", { name: "Reset" });
    await me.press("Enterprise");
    await me.skip("Skip ahead a week");
    await me.type("/mistral-setup");
    await me.press("Start");
    await me.dialogSays("Set the organization");
    await me.close();
    await me.type("half a sen");
    await reset.click();
    await me.press("Cancel");
    expect((await stateOf(page)).panel.adminApi).toBe(true);
    await reset.click();
    await me.press("Start afresh");
    await guideOf(page).getByText("How would you like to begin?").waitFor();
    const { messages, now, panel } = await stateOf(page);
    // Nothing is skipped.
    expect([now < Date.now() + 60_000, panel.adminApi]).toEqual([true, false]);
    expect(messages.every(({ author, isEdited }) => author === null && !isEdited)).toBe(true);
    // Nothing of the old Setup: it begins again.
    await me.press("Let me click");
    await me.press("Type it for me");
    await me.dialogSays(/Channel for approvals/);
    expect(here.problems).toEqual([]);
  }, 60_000);
});

describe.skipIf(noBrowser)("the keyboard", () => {
  const here = eachIsANewcomer();
  const focused = "document.activeElement?.ariaLabel || document.activeElement?.textContent";

  it.each(["Slack", "Teams"])(
    "comes to the text field of %s by ten Tabs, or by the first one",
    async (client) => {
      const { page } = here;
      const { keyboard } = page;
      await page.getByRole("radio", { name: client }).check();
      await page.goto(page.url());
      await page.reload();
      const field = page.getByRole("textbox", { name: /^Message/ });
      await field.waitFor();
      await keyboard.press("Tab");
      expect(await page.evaluate(focused)).toBe("Skip to the conversation");
      let tabs = 1;
      for (; tabs < 20 && !(await field.evaluate((input) => input.matches(":focus"))); tabs += 1)
        await keyboard.press("Tab");
      expect(tabs).toBeLessThanOrEqual(10);
      await page.reload();
      await field.waitFor();
      await keyboard.press("Tab");
      await keyboard.press("Enter");
      await keyboard.type("setup");
      expect(await field.inputValue()).toBe("setup");
    },
    30_000,
  );

  it("reaches every person and conversation by arrows", async () => {
    const { page } = here;
    const people = page.getByRole("navigation", { name: "Act as" });
    await people.locator("[aria-current]").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await people.locator("[aria-current]").filter({ hasText: "Ben" }).waitFor();
    await page.getByRole("navigation", { name: "Conversations" }).locator("[aria-current]").focus();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "general", exact: true }).waitFor();
  }, 30_000);

  it("has both clients side by side only where there is room for both", async () => {
    const { page } = here;
    const both = page.getByRole("radio", { name: "Both" });
    const teams = page.getByRole("region", { name: "Teams" });
    await both.check();
    await teams.waitFor();
    await page.setViewportSize({ width: 899, height: 700 });
    await both.waitFor({ state: "hidden" });
    await page.getByRole("radio", { name: "Slack", checked: true }).waitFor();
    expect(await teams.count()).toBe(0);
    await page.setViewportSize({ width: 900, height: 700 });
    await teams.waitFor();
  }, 30_000);
});
