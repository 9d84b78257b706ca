import { describe, expect, it } from "vitest";
import { examiner } from "../support/browser/axe.ts";
import { person, pressBelow } from "../support/browser/browser.ts";
import { personInTeams } from "../support/browser/browser-teams.ts";
import { eachIsANewcomer, noBrowser } from "./newcomer.ts";

describe.skipIf(noBrowser)("the sandbox page", () => {
  const here = eachIsANewcomer();

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
    await me.sees(/Start the Mistral Setup|Start/);
    await axe.look("Home before the Setup");
    await me.channel("mistral");
    await me.type("/mistral-setup");
    await me.dialogSays(/Channel for approvals/);
    await axe.look("the start form");
    await me.pick(/Channel for approvals/, "mistral-approvals");
    await me.pick(/Channel for news/, /^\W*mistral$/);
    await me.pick(/Approvers/, /Ben/);
    await axe.look("a list of many");
    await me.press("Start");
    await me.dialogSays("Set the organization");
    await axe.look("the Setup has started");
    await me.press("Set the organization");
    await me.press("It exists");
    await page.getByRole("alert").first().waitFor();
    await axe.look("the organization form with an error");
    await me.fill("Name of the Organization", "Atelier Lumen");
    await me.press("It exists");
    await me.press("Confirm billing");
    await me.dialogSays("Credit card");
    await axe.look("the billing form");
    await me.check("Credit card");
    await me.check("Pay-as-you-go");
    await me.press("Confirm");
    await me.press("Show the checklist");
    await me.dialogSays(/of 6 steps/);
    await axe.look("the checklist");
    await closeAll();
    for (const [row, label, says] of [
      ["5. Security and monitoring", "Hand to someone", /can confirm it/],
      [null, "Add Workspaces", "Names, one per line"],
      [null, "Set up security", "Done at Mistral"],
    ] as const) {
      await me.type("/mistral-setup");
      await me.sees(/of 6 steps done/);
      const answer = page.getByTestId("message").last();
      if (row === null) await answer.getByRole("button", { name: label }).click();
      else {
        await axe.look("buttons beneath rows");
        await pressBelow(answer, row, label);
      }
      await me.dialogSays(says);
      await axe.look(label);
      await closeAll();
    }
    for (const [word, says] of [
      ["help", /What this bot understands|You can type/],
      ["status", /Where the Setup stands/],
      ["key", /first key|API key/],
      ["record", /Last hash/],
    ] as const) {
      await me.type(`/mistral-setup ${word}`);
      await me.sees(says);
    }
    await axe.look("answers to commands");
    for (const [word, says] of [
      ["settings", /Approvers/],
      ["language", /The language I write/],
      ["invite", /E-mail addresses/],
    ] as const) {
      await me.type(`/mistral-setup ${word}`);
      await me.dialogSays(says);
      await axe.look(`the form of ${word}`);
      if (word !== "invite") await closeAll();
    }
    await me.fill(/^E-mail addresses/, "paul@lumen.example, nobody, paul@lumen.example");
    await me.press("Invite");
    await me.dialogSays("nobody");
    await axe.look("the second look before inviting");
    await closeAll();

    await me.be("Chloé");
    await me.type("/mistral-setup invite kenji@lumen.example rosa@lumen.example");
    await me.press("Demander");
    await me.dialogSays(/transmise aux approbateurs/);
    await axe.look("what was asked, in French");
    await me.close("Fermer");
    await me.direct();
    await home();
    await axe.look("Home of whoever asked");
    await me.be("Ana");
    await me.channel("mistral-approvals");
    await me.sees(/invite 2 people/);
    await axe.look("a Request");
    await me.press("Deny");
    await me.dialogSays(/Reason/);
    await axe.look("denying");
    await closeAll();
    await me.press("Change");
    await me.dialogSays("rosa@lumen.example");
    await axe.look("changing a Request");
    await closeAll();
    await me.press("Approve");
    await me.sees(/Pending, verified with Mistral/);
    await axe.look("a decided Request");
    await me.side("Inbox");
    await axe.look("the inbox");
    await me.accept("kenji@lumen.example");
    await me.side("Mistral admin");
    await axe.look("Mistral's panel");
    await me.side("Mistral admin");
    await me.direct();
    await axe.look("direct messages of an owner");
    await home();
    await me.sees(/6. Verify/);
    await axe.look("Home of the owner");
    await me.press("Show the members");
    await me.dialogSays(/Members and Invitations/);
    await axe.look("the members list");
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).first().click();
    await me.dialogSays(/the link in the e-mail stops working/);
    await axe.look("a question before a deed");
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
    await me.dialogSays(/Members and Invitations/);
    await me.press("Find a member");
    await me.dialogSays("Name or e-mail address");
    await axe.look("finding a member");
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
    await me.select(/Channel for approvals/, /mistral-approvals$/);
    await axe.look("the start form");
    await me.select(/Channel for news/, /mistral$/);
    await me.pick(/Approvers/, /Ben/);
    // What came of a form takes its place, and must be there before it can be closed.
    const outcome = () => here.page.getByRole("dialog", { name: "Mistral Setup" }).waitFor();
    await me.press("Start");
    await me.sees("Set the organization");
    await me.press("Set the organization");
    await me.dialogSays("Name of the Organization");
    await me.press("It exists");
    await me.dialogSays(/must not be empty|needed/i);
    await axe.look("the organization form with an error");
    await me.fill("Name of the Organization", "Atelier Lumen");
    await me.press("It exists");
    await outcome();
    await me.close();
    const more = "xpath=following::button[normalize-space(.)='...'][1]";
    await page.getByText("3. Workspaces").last().locator(more).click();
    await page.getByRole("menuitem", { name: "One is enough" }).waitFor();
    await axe.look("a menu");
    await page.keyboard.press("Escape");
    await me.press("Confirm billing");
    await me.check("Credit card");
    await axe.look("the billing form");
    await me.check(/^Pay-as-you-go/);
    await me.press("Confirm");
    await outcome();
    await me.close();
    for (const word of ["help", "status", "record", "members", "key"]) await me.write(word);
    await me.sees(/How to get/);
    await axe.look("answers");
    await me.press("Send it as a file");
    await me.sees(/would like to put this file/);
    await axe.look("a file that is offered");
    await me.press("Allow");
    await me.sees(/is in your OneDrive\./);
    await axe.look("a file that was put there");
    await me.write("settings");
    await me.sees(/Allowed/);
    await axe.look("the form of settings");
    await me.write("invite paul@lumen.example nobody");
    await me.sees(/Reason/);
    await axe.look("the form of invite");
    await me.be("Chloé");
    await me.direct();
    await me.write("invite rosa@lumen.example");
    await me.press("Demander");
    await me.sees(/transmise aux approbateurs/);
    await me.be("Ana");
    await me.channel("mistral-approvals");
    await me.sees(/invite/);
    await axe.look("a Request");
    await me.press("Deny");
    await me.dialogSays(/Reason/);
    await axe.look("denying");
    await me.close();
    await me.press("Change");
    await me.dialogSays(/Role/);
    await axe.look("changing a Request");
    await me.close();
    await me.press("Approve");
    await me.sees(/Approved by/);
    await axe.look("a decided Request");
    await me.goTo("Both");
    await axe.look("both clients");
    await outside.side("Inbox");
    expect(axe.found()).toEqual([]);
    expect(here.problems).toEqual([]);
  }, 240_000);

  it("keeps the keyboard in an open dialog, and gives it back to what has opened it", async () => {
    const { page } = here;
    const { keyboard } = page;
    const me = person(page);
    const focused = () =>
      page.evaluate<string | null>("document.activeElement?.closest('dialog')?.ariaLabel ?? null");
    const name = () => page.evaluate<string>("document.activeElement?.textContent");
    const composer = page.getByRole("combobox", { name: /^Message/ });
    await composer.focus();
    await keyboard.type("/mistral-setup");
    await keyboard.press("Enter");
    await me.dialogSays(/Channel for approvals/);
    expect(await focused()).toBe("Start the Mistral Setup");
    for (let turn = 0; turn < 25; turn += 1) {
      await keyboard.press("Tab");
      // At its end the browser's own buttons come, and then the dialog again; nothing behind it.
      expect(["Start the Mistral Setup", null]).toContain(await focused());
    }
    await keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    expect(await page.evaluate("document.activeElement?.ariaLabel")).toMatch(/^Message/);

    await me.direct();
    await page.getByRole("radio", { name: "Home" }).check();
    const start = page.getByRole("button", { name: "Start", exact: true });
    await start.focus();
    await keyboard.press("Enter");
    await me.dialogSays(/Channel for approvals/);
    await keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    expect(await name()).toBe("Start");
  }, 60_000);

  it("reads out what is new politely, and a refusal at once", async () => {
    const { page } = here;
    const me = person(page);
    const log = page.getByRole("log", { name: "Messages in #mistral" });
    // A log is read out politely, and only what is added to it.
    expect(await log.getAttribute("aria-live")).toBeNull();
    await me.type("Hello");
    await log.getByText("Hello").waitFor();
    await me.type("/unknown");
    await page
      .getByRole("alert")
      .getByText(/No app here knows/)
      .waitFor();
  }, 60_000);

  it("shows where one is and as whom, also under the pointer", async () => {
    for (const current of [".channel[aria-current]", ".person[aria-current]"]) {
      const shown = `getComputedStyle(document.querySelector("${current}")).backgroundColor`;
      const before = await here.page.evaluate(shown);
      expect(before).toMatch(/^rgb/);
      await here.page.locator(current).hover();
      expect(await here.page.evaluate(shown)).toBe(before);
    }
  }, 30_000);
});
