import { describe, expect, it } from "vitest";
import { examiner } from "../support/browser/axe.ts";
import { person, personInTeams, pressBelow } from "../support/browser/browser.ts";
import { titleOf } from "../support/steps.ts";
import { eachIsANewcomer, noBrowser } from "./newcomer.ts";

describe.skipIf(noBrowser)("the sandbox page", () => {
  const here = eachIsANewcomer({ adminApi: true });

  it("has nothing in Slack's look that axe finds, in any place or dialog", async () => {
    const { page } = here;
    const me = person(page);
    const axe = await examiner(page);
    const closeAll = async () => {
      while ((await page.getByRole("dialog").count()) > 0) {
        await page.keyboard.press("Escape");
        await page.waitForTimeout(150);
      }
    };
    const home = () => page.getByRole("radio", { name: "Home" }).check();
    await axe.look("an empty channel");
    await me.direct();
    await axe.look("direct messages");
    await home();
    await axe.look("Home before the Setup", me.sees(/Start the setup|Start/));
    await me.channel("mistral");
    await me.type("/mistral-setup");
    await axe.look("the start form", me.dialogSays(/Channel for approvals/));
    await me.pick(/Channel for approvals/, "mistral-approvals");
    await me.pick(/Channel for news/, /^\W*mistral$/);
    await me.pick(/Approvers/, /Ben/);
    await axe.look("a list of many");
    await me.press("Start");
    await axe.look("the Setup has started", me.dialogSays("Set the organization"));
    await me.press("Set the organization");
    await me.press("Confirm");
    await page.getByRole("alert").first().waitFor();
    await axe.look("the organization form with an error");
    await me.fill("Name of the organization", "Atelier Lumen");
    await me.press("Confirm");
    await me.press("Confirm billing");
    await axe.look("the billing form", me.dialogSays("Credit card"));
    await me.check("Credit card");
    await me.check("Pay-as-you-go");
    await me.press("Confirm");
    await me.press("Show the checklist");
    await axe.look("the checklist", me.dialogSays(/\d of \d+ steps/));
    await closeAll();
    for (const [row, label, says] of [
      [titleOf("security"), "Hand to someone", /can confirm only that/],
      [null, "Add Workspaces", "Names, one per line"],
      [titleOf("security"), "Set up security", "Done at Mistral"],
    ] as const) {
      const messages = page.getByTestId("message");
      const before = await messages.count();
      await me.type("/mistral-setup");
      // The one before says the same, and a click on it misses when the new one moves it.
      await expect.poll(() => messages.count()).toBeGreaterThan(before);
      const answer = messages.last();
      if (row === null) await answer.getByRole("button", { name: label }).click();
      else {
        await axe.look("buttons beneath rows");
        await pressBelow(answer, row, "More");
        await axe.look("a step alone", me.dialogSays("Later"));
        await me.press(label);
      }
      await axe.look(label, me.dialogSays(says));
      await closeAll();
    }
    for (const [word, says] of [
      ["help", /You can type/],
      ["status", /Setup status/],
      ["key", /first key|API key/],
      ["record", /Last hash/],
    ] as const) {
      await me.type(`/mistral-setup ${word}`);
      await me.sees(says);
    }
    await axe.look("answers to commands");
    for (const [word, says] of [
      ["settings", /Approvers/],
      ["language", /Your language/],
      ["invite", /E-mail addresses/],
    ] as const) {
      await me.type(`/mistral-setup ${word}`);
      await axe.look(`the form of ${word}`, me.dialogSays(says));
      if (word !== "invite") await closeAll();
    }
    await me.fill(/^E-mail addresses/, "paul@lumen.example, nobody, paul@lumen.example");
    await me.press("Invite");
    await axe.look("the second look before inviting", me.dialogSays("nobody"));
    await closeAll();

    await me.be("Chloé");
    await me.type("/mistral-setup invite kenji@lumen.example rosa@lumen.example");
    await me.submit("Demander");
    await me.direct();
    await axe.look("what was asked, in French", me.sees(/En attente d’un approbateur/));
    await home();
    await axe.look("Home of whoever asked");
    await me.be("Ana");
    await me.channel("mistral-approvals");
    await axe.look("a Request", me.sees(/invite 2 people/));
    await me.press("Deny");
    await axe.look("denying", me.dialogSays(/Reason/));
    await closeAll();
    await me.press("Change");
    await axe.look("changing a Request", me.dialogSays("rosa@lumen.example"));
    await closeAll();
    await me.press("Approve");
    await axe.look("a decided Request", me.sees(/Pending, verified with Mistral/));
    await me.side("Inbox");
    await axe.look("the inbox");
    await me.accept("kenji@lumen.example");
    await me.side("Mistral admin");
    await axe.look("Mistral's panel");
    await me.side("Mistral admin");
    await me.direct();
    await axe.look("direct messages of an owner");
    await home();
    await axe.look("Home of the owner", me.sees(titleOf("verify")));
    await me.press("Show the members");
    await axe.look("the members list", me.dialogSays(/Members/));
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).first().click();
    await axe.look("a question before a deed", me.dialogSays(/the link in the e-mail stops working/));
    await me.press("Cancel");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Change role: \S+@lumen\.example$/ })
      .first()
      .click();
    await page.getByRole("dialog", { name: /role/i }).waitFor();
    await axe.look("changing a role");
    await closeAll();
    await me.press("Show the members");
    await axe.look("the members", me.dialogSays(/Members/));
    await closeAll();
    expect(axe.found()).toEqual([]);
    expect(here.problems).toEqual([]);
  }, 240_000);

  it("has nothing in Teams' look that axe finds, in any place or dialog", async () => {
    const { page } = here;
    const [me, outside] = [personInTeams(page), person(page)];
    const axe = await examiner(page);
    await me.goTo("Teams");
    await axe.look("an empty chat");
    await me.channel("mistral");
    await axe.look("an empty channel");
    await me.direct();
    await me.write("setup");
    await me.pick(/Channel for approvals/, /mistral-approvals$/);
    await axe.look("the start form");
    await me.pick(/Channel for news/, /mistral$/);
    await me.pick(/Approvers/, /Ben/);
    // What came of a form takes its place, and must be there before it can be closed.
    const outcome = () => here.page.getByRole("dialog", { name: "Mistral Setup" }).waitFor();
    await me.press("Start");
    await me.sees("Set the organization");
    await me.press("Set the organization");
    await me.dialogSays("Name of the organization");
    await me.press("Confirm");
    await axe.look("the organization form with an error", me.dialogSays(/must not be empty|needed/i));
    await me.fill("Name of the organization", "Atelier Lumen");
    await me.press("Confirm");
    await outcome();
    await me.close();
    const more = "xpath=following::button[normalize-space(.)='...'][1]";
    const opener = page.getByText(titleOf("workspaces")).last().locator(more);
    await opener.click();
    const focused = page.locator(":focus");
    await page.getByRole("group", { name: "More" }).getByRole("button").first().and(focused).waitFor();
    await axe.look("a menu");
    await page.keyboard.press("Escape");
    await opener.and(focused).waitFor();
    await me.press("Confirm billing");
    await me.check("Credit card");
    await axe.look("the billing form");
    await me.check(/^Pay-as-you-go/);
    await me.press("Confirm");
    await outcome();
    await me.close();
    for (const word of ["help", "status", "record", "members", "key"]) await me.write(word);
    await axe.look("answers", me.sees(/How to get/));
    await me.press("Send as a file");
    await axe.look("a file that is offered", me.sees(/would like to put this file/));
    await me.press("Allow");
    await axe.look("a file that was put there", me.sees(/is in your OneDrive\./));
    await me.write("settings");
    await axe.look("the form of settings", me.sees(/Allowed/));
    await me.write("invite paul@lumen.example nobody");
    await axe.look("the form of invite", me.sees(/Reason/));
    await me.be("Chloé");
    await me.direct();
    await me.write("invite rosa@lumen.example");
    await me.press("Demander");
    await me.sees(/En attente d’un approbateur/);
    await me.be("Ana");
    await me.channel("mistral-approvals");
    await axe.look("a Request", me.sees(/invite/));
    await me.press("Deny");
    await axe.look("denying", me.dialogSays(/Reason/));
    await me.close();
    await me.press("Change");
    await axe.look("changing a Request", me.dialogSays(/Role/));
    await me.close();
    await me.press("Approve");
    await axe.look("a decided Request", me.sees(/Approved by/));
    await me.goTo("Both");
    await axe.look("both clients");
    await outside.side("Inbox");
    expect(axe.found()).toEqual([]);
    expect(here.problems).toEqual([]);
  }, 240_000);
});
