import { describe, expect, it } from "vitest";
import { personInTeams } from "../support/browser/browser-teams.ts";
import { eachIsANewcomer, noBrowser } from "./newcomer.ts";

describe.skipIf(noBrowser)("a file from the bot in Teams", () => {
  const here = eachIsANewcomer();

  it("is allowed and downloaded, or declined, and is asked about once", async () => {
    const { page } = here;
    const me = personInTeams(page);
    await me.goTo("Teams");
    await me.write("setup");
    await me.pick(/Approvers/, /Ben/);
    await me.press("Start");
    await me.sees(/0 of 6 steps done/);
    await me.write("record");
    await me.press("Send it as a file");
    await me.sees(/would like to put this file into your OneDrive/);
    await me.press("Allow");
    await me.sees(/is in your OneDrive\./);
    const file = page.getByRole("link", { name: /^mistral-setup-record-\d+\.jsonl$/ }).last();
    const [download] = await Promise.all([page.waitForEvent("download"), file.click()]);
    expect(download.suggestedFilename()).toMatch(/^mistral-setup-record-\d+\.jsonl$/);
    await me.write("invite");
    await me.fill(/^E-mail addresses/, "");
    await me.press("Get a template");
    await me.sees(/send it to this bot/);
    await me.press("Decline");
    await me.sees(/You declined mistral-setup-list-\d+\.csv/);
    const pane = page.getByLabel("Teams", { exact: true });
    expect(await pane.getByRole("button", { name: /^(Allow|Decline)$/ }).count()).toBe(0);
    expect(here.problems).toEqual([]);
  }, 60_000);
});
