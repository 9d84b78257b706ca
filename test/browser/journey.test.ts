import { describe, expect, it } from "vitest";
import { person, typeInto } from "../support/browser/browser.ts";
import { stepsDone, titleOf } from "../support/steps.ts";
import { begin, eachIsANewcomer, noBrowser } from "./newcomer.ts";

describe.skipIf(noBrowser)("a newcomer with the page alone", () => {
  const here = eachIsANewcomer();

  it("takes a team through all steps, led by the hints, over two kills of the bot", async () => {
    const { bot, page } = here;
    const me = person(page);
    const next = (text: RegExp) => page.getByLabel("What to do next").getByText(text).first().waitFor();
    await me.side("Mistral admin");
    await me.turn("Admin API (Enterprise)");
    await me.side("Mistral admin");
    await me.press("Let me click");
    await next(/Type \/mistral-setup to start/);
    await me.direct();
    await me.sees(/You cannot write here/);
    await me.press("Type it for me");
    await begin(me);
    await me.fill(/Monthly spending limit/, "50");
    await me.press("Confirm");
    await me.press("Show the checklist");
    // The view before it has that button too.
    await me.dialogSays(/\d of \d+ steps/);
    await me.press("Add Workspaces");
    await me.fill("Names, one per line", "Engineering");
    await me.press("Add");
    await me.dialogSays(/Creating/);
    await next(/Close the dialog/);
    await me.close();
    await next(/Payment method on in Mistral admin \(top right\)/);
    await me.side("Mistral admin");
    await me.turn("Payment method");
    await next(/Switch to Chloé/);

    await me.be("Chloé");
    await me.type("/mistral-setup invite kenji@lumen.example paul@lumen.example rosa@lumen.example");
    await me.submit("Demander");

    await next(/Switch to Ana Duarte, then press Approve in #mistral-approvals/);
    await bot.killAndRestart();
    await me.be("Ana");
    await me.channel("mistral-approvals");
    await me.press("Change");
    await me.uncheck("rosa@lumen.example");
    await me.press("Change");
    await me.sees(/invite 2 people/);
    await me.press("Approve");
    await me.sees(/Pending, verified with Mistral/);
    await bot.killAndRestart();
    await next(/accept the invitation to kenji/);

    await me.skip("Skip ahead 3 minutes");
    await me.channel("mistral");
    await me.sees(/warm-up over/i);

    await me.be("Kenji");
    await me.side("Inbox");
    await me.accept("kenji@lumen.example");
    await me.channel("mistral");
    await me.sees(/is Active, verified with Mistral/);
    await me.direct();
    await me.sees(/first key/i);
    await me.be("Chloé");
    await me.direct();
    await me.sees(/est Active/);

    await me.be("Ana");
    await me.channel("mistral");
    await me.type("/mistral-setup");
    await me.choose(titleOf("security"), "Later");
    await me.dialogSays("Security can wait");
    await me.press("Show the checklist");
    await me.dialogSays(stepsDone());
    await me.close();
    await me.sees(/1 of 2 Members Active/);
    expect(here.problems).toEqual([]);
  }, 120_000);

  it("takes a team there on a plan without an Admin API, as it is at first, where people do it at Mistral and say so", async () => {
    const { bot, page } = here;
    const me = person(page);
    await me.side("Mistral admin");
    await me.sees(/As on most plans/);
    await me.turn("Payment method");

    await me.channel("mistral");
    await me.type("/mistral-setup");
    await begin(me);
    await me.press("Confirm");
    await me.press("Show the checklist");
    await me.choose(titleOf("workspaces"), "One Workspace is enough");
    await me.dialogSays(/One Workspace it is/);
    await me.close();

    await me.be("Chloé");
    await me.type("/mistral-setup invite kenji@lumen.example paul@lumen.example");
    await me.submit("Demander");
    await me.be("Ana");
    await me.channel("mistral-approvals");
    await me.press("Approve");
    await me.sees(/approved, to be sent by hand/);
    const hint = page.getByLabel("What to do next");
    await hint
      .getByText(
        /Invite kenji@lumen.example, paul@lumen.example in Mistral admin, as the task in the messages/,
      )
      .waitFor();
    await bot.killAndRestart();

    await me.direct();
    await me.sees(/Invite at Mistral/);
    await typeInto(page.getByLabel("Invite addresses"), "kenji@lumen.example, paul@lumen.example");
    await me.press("Invite members");
    await me.press("Done");
    await me.sees(/Done, confirmed by/);
    await me.skip("Skip ahead 3 minutes");

    await me.be("Kenji");
    await me.side("Inbox");
    await me.accept("kenji@lumen.example");
    await me.direct();
    await me.press("I've joined");
    await me.sees(/first key/i);
    await me.channel("mistral");
    await me.sees(/is Active, confirmed by/);

    await me.be("Ana");
    await me.type("/mistral-setup members kenji");
    await page.getByRole("button", { name: "Change role: kenji@lumen.example", exact: true }).last().click();
    await me.check(/^Billing/);
    await me.press("Change");
    await me.close();
    await me.direct();
    await me.sees(/Change a role at Mistral/);
    await me.side("Mistral admin");
    await page.getByLabel("Role of kenji@lumen.example").selectOption("Billing");
    await page.getByLabel("Role of ana@lumen.example").selectOption("Member");
    await me.sees(/This is the last Admin/);
    await me.press("Done");
    await me.sees(/Done, confirmed by/);
    expect(await page.getByLabel("Role of ana@lumen.example").inputValue()).toBe("Admin");
    await me.side("Mistral admin");
    await me.channel("mistral");
    await me.type("/mistral-setup");
    await me.choose(titleOf("security"), "Later");
    await me.dialogSays("Security can wait");
    await me.press("Show the checklist");
    await me.dialogSays(stepsDone());
    await me.close();
    await me.sees(/1 of 2 Members Active/);
    // The bot has a key of its own: that it works is all that Mistral itself has said.
    const verified = page.getByText(/verified with Mistral/i);
    for (const open of [me.direct, () => me.channel("mistral-approvals"), () => me.channel("mistral")]) {
      await open();
      for (const line of await verified.allTextContents()) expect(line).toMatch(/key works|6\. Verify/i);
    }
    expect(here.problems).toEqual([]);
  }, 120_000);
});
