import { describe, expect, it } from "vitest";
import { person, personInTeams } from "../support/browser/browser.ts";
import { stepsDone, titleOf } from "../support/steps.ts";
import { eachIsANewcomer, noBrowser } from "./newcomer.ts";

const HOSTILE =
  '<img src=x onerror="alert(1)"> **bold** [x](https://evil.example) &lt;b&gt; {{DATE(2020-01-01T00:00:00Z)}}';

describe.skipIf(noBrowser)("a newcomer in Teams", () => {
  const here = eachIsANewcomer({ adminApi: true });

  it("takes a team through all steps there alone, led by the hints", async () => {
    const [me, outside] = [personInTeams(here.page), person(here.page)];
    const next = (text: RegExp) => here.page.getByLabel("What to do next").getByText(text).first().waitFor();
    // Of billing alone: the row of Workspaces says it too, once its menu was used.
    const confirmed = () =>
      here.page.evaluate("document.body.innerText.match(/Confirmed by.*Plan:/g)?.length ?? 0");
    await outside.press("Teams");
    await next(/Write setup to Mistral Setup/);
    await outside.press("Type it for me");
    await next(/Fill in the form/);
    await me.pick(/Channel for approvals/, /mistral-approvals$/);
    await me.pick(/Channel for news/, /mistral$/);
    await me.pick(/Approvers/, /Ben/);
    await me.press("Start");
    await next(/Press Set the organization/);
    await me.press("Set the organization");
    await me.dialogSays("Name of the organization");
    await me.press("Confirm");
    await me.dialogSays(/must not be empty|needed/i);
    await me.fill("Name of the organization", "Atelier Lumen");
    await me.press("Confirm");
    await next(/Close the dialog/);
    await me.close();
    await me.press("Confirm billing");
    await me.check("Credit card");
    await me.check(/^Pay-as-you-go/);
    await me.press("Confirm");
    await next(/Press One Workspace is enough/);
    await me.close();
    // Not before: what the audit log proves has no button to confirm it any more.
    await outside.side("Mistral admin");
    await expect.poll(confirmed, { timeout: 30_000 }).toBe(1);
    const menu = await me.openMenu(titleOf("workspaces"));
    // By its event alone: a click would close the menu.
    await here.page.getByRole("switch", { name: "Payment method" }).dispatchEvent("click");
    const sent = () => here.page.evaluate("fetch('/sandbox/state').then((answer) => answer.text())");
    await expect.poll(sent, { timeout: 30_000 }).not.toMatch(/Confirmed by.{0,250}?Plan:/);
    // The card changes when its menu is closed.
    expect(await confirmed()).toBe(1);
    await menu.getByRole("button", { name: "I've made them" }).click();
    await expect.poll(confirmed, { timeout: 30_000 }).toBe(0);
    await outside.side("Mistral admin");
    await next(/Switch to Chloé/);
    await outside.press("Switch to Chloé");
    await outside.press("Type it for me");
    await me.press("Demander");
    await next(/Switch to Ana/);
    await here.bot.killAndRestart();

    await me.be("Ana");
    await me.channel("mistral-approvals");
    await me.press("Approve");
    await me.sees(/Pending, verified with Mistral/);
    await outside.side("Inbox");
    await outside.accept("chloe@lumen.example");
    await me.channel("mistral");
    await me.sees(/is Active, verified with Mistral/);
    await outside.skip("Skip ahead 3 minutes");
    await me.sees(/warm-up over/i);
    await me.direct();
    await me.press("Later");
    await me.sees(stepsDone());
    await me.channel("mistral");
    await me.sees(/1 of 1 Members Active/);
    expect(here.problems).toEqual([]);
  }, 120_000);

  it("sees what was asked in Slack, decides it in Teams, and the other way round, and both show it", async () => {
    const { page } = here;
    const [inTeams, inSlack] = [personInTeams(page), person(page)];
    await inSlack.type("/mistral-setup");
    await inSlack.pick(/Channel for approvals/, "mistral-approvals");
    await inSlack.press("Start");
    await inSlack.close();
    await inTeams.goTo("Teams");
    await inTeams.write("settings");
    await inTeams.sees(/First confirm in Slack/);
    await inTeams.goTo("Slack");
    await inSlack.direct();
    await inSlack.press("Yes, that's me");
    await inSlack.sees(/is yours, too/);
    await inTeams.goTo("Teams");
    await inTeams.write("settings");
    await inTeams.pick(/Channel for approvals/, /mistral-approvals$/);
    await inTeams.press("Save");
    await inTeams.sees(/saved/i);

    await inTeams.be("Chloé");
    await inTeams.goTo("Slack");
    await inSlack.channel("mistral");
    await inSlack.type("/mistral-setup invite paul@lumen.example");
    await inSlack.fill("Motif", HOSTILE);
    await inSlack.submit("Demander");
    await inTeams.be("Ana");
    await inTeams.goTo("Both");
    await inSlack.channel("mistral-approvals");
    await inTeams.channel("mistral-approvals");
    await inTeams.sees(HOSTILE);
    await inTeams.press("Approve");
    const slack = page.getByRole("main");
    await slack.getByText(/Approved by/).waitFor();
    await inTeams.sees(/Approved by/);

    await inTeams.be("Chloé");
    await inTeams.direct();
    await inTeams.write("invite rosa@lumen.example");
    await inTeams.fill("Motif", "For the search");
    const reason = page.getByLabel("Motif").last();
    await slack.getByRole("textbox").waitFor();
    const clock = page.getByRole("timer");
    const before = await clock.textContent();
    await inSlack.skip("Skip ahead 3 minutes");
    await expect.poll(() => clock.textContent()).not.toBe(before);
    expect(await reason.inputValue()).toBe("For the search");
    await inTeams.press("Demander");
    await inTeams.sees(/En attente d’un approbateur/);
    await inTeams.be("Ana");
    await inSlack.channel("mistral-approvals");
    await inTeams.channel("mistral-approvals");
    await slack.getByRole("button", { name: "Deny" }).click();
    await inSlack.fill(/Reason/, "Not yet");
    await inSlack.press("Deny");
    await inTeams.sees(/Denied by/);
    expect(here.problems).toEqual([]);
  }, 120_000);
});
