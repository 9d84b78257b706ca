import { describe, expect, it } from "vitest";
import { person } from "../support/browser/browser.ts";
import { personInTeams } from "../support/browser/browser-teams.ts";
import { eachIsANewcomer, noBrowser } from "./newcomer.ts";

describe.skipIf(noBrowser)("a dialog on the sandbox page", () => {
  const here = eachIsANewcomer();

  it("gives the keyboard back to the composer that it was opened from", async () => {
    const { page } = here;
    const inSlack = person(page);
    const composer = page.getByRole("combobox", { name: /^Message/ });
    await inSlack.type("/mistral-setup");
    await inSlack.dialogSays(/Channel for approvals/);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await expect.poll(() => composer.evaluate((field) => field.matches(":focus"))).toBe(true);
    await page.keyboard.type("hello");
    expect(await composer.inputValue()).toBe("hello");
  });

  it("leads to Mistral's panel above it, and is as it was once the panel is closed, in Slack and in Teams", async () => {
    const { page } = here;
    const [inSlack, inTeams] = [person(page), personInTeams(page)];
    const panel = page.getByRole("dialog", { name: "Outside the chat" });
    const limit = page.getByLabel(/Monthly spending limit/);
    const followed = async (keys: string) => {
      await page.getByRole("dialog").getByRole("link", { name: "Billing" }).click();
      await panel.getByRole("switch", { name: "Payment method" }).click();
      await panel.getByText(keys).waitFor();
      await page.keyboard.press("Escape");
      await panel.waitFor({ state: "hidden" });
    };
    await inSlack.type("/mistral-setup");
    await inSlack.pick(/Channel for approvals/, "mistral-approvals");
    await inSlack.press("Start");
    await inSlack.press("Confirm billing");
    await inSlack.fill(/Monthly spending limit/, "50");
    await inSlack.check("Credit card");
    await followed("warming up");
    expect(await limit.inputValue()).toBe("50");
    await inSlack.check("Pay-as-you-go");
    await inSlack.press("Confirm");
    await inSlack.dialogSays(/Noted: the payment method/);
    await inSlack.close();

    await inTeams.goTo("Teams");
    await inTeams.write("settings");
    await inTeams.goTo("Slack");
    await inSlack.direct();
    await inSlack.press("Yes, that is me");
    await inTeams.goTo("Teams");
    await inTeams.write("setup");
    await inTeams.choose("2. Billing", "Change");
    await inTeams.fill(/Monthly spending limit/, "70");
    await followed("inactive");
    expect(await limit.inputValue()).toBe("70");
    expect(here.problems).toEqual([]);
  });
});
