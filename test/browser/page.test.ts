import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { person, personInTeams } from "../support/browser/browser.ts";
import { stepsDone, titleOf } from "../support/steps.ts";
import { begin, eachIsANewcomer, noBrowser } from "./newcomer.ts";

const WIDTHS = [320, 380, 414, 600, 821, 900, 1024, 1181, 1280, 1400];
/** How far right and down what stands in the bar reaches, and how high the bar is. */
const REACH = `["bar-buttons", "skips", "top-bar"].map((name) => {
  const { right, bottom } = document.querySelector("." + name).getBoundingClientRect();
  return { right, bottom };
})`;

const file = (addresses: readonly string[]) => ({
  name: "team.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(["Name;E-mail", ...addresses.map((each) => `Somebody;${each}`)].join("\r\n")),
});

describe.skipIf(noBrowser)("the sandbox page", () => {
  const here = eachIsANewcomer({ adminApi: true });

  it("keeps the keyboard in an open dialog, and gives it back to what has opened it", async () => {
    const { page } = here;
    const { keyboard } = page;
    const me = person(page);
    const focused = () =>
      page.evaluate<string | null>("document.activeElement?.closest('dialog')?.ariaLabel ?? null");
    const name = () => page.evaluate<string>("document.activeElement?.textContent");
    const composer = page.getByRole("textbox", { name: /^Message/ });
    await composer.focus();
    await keyboard.type("/mistral-setup");
    await keyboard.press("Enter");
    await me.dialogSays(/Channel for approvals/);
    expect(await focused()).toBe("Start the setup");
    for (let turn = 0; turn < 25; turn += 1) {
      await keyboard.press("Tab");
      // At its end the browser's own buttons come, and then the dialog again; nothing behind it.
      expect(["Start the setup", null]).toContain(await focused());
    }
    await keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await expect.poll(() => composer.evaluate((field) => field.matches(":focus"))).toBe(true);
    await keyboard.type("hello");
    expect(await composer.inputValue()).toBe("hello");

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

  it("shows the owner's Home at the third step in one screen of 1280 by 800", async () => {
    const { page } = here;
    const me = person(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await me.type("/mistral-setup");
    await begin(me);
    await me.press("Confirm");
    await me.close();
    await me.direct();
    await page.getByRole("radio", { name: "Home" }).check();
    await me.sees(titleOf("verify"));
    await me.sees(/2 of 6 steps done/);
    const { seen, whole } = await page.evaluate<{ seen: number; whole: number }>(
      `(({ scrollHeight: whole, clientHeight: seen }) => ({ seen, whole }))(document.querySelector(".home"))`,
    );
    expect(whole).toBeLessThanOrEqual(seen);
  });

  it("takes a press of what came while it still fetches what came of the press before", async () => {
    const { page } = here;
    const me = person(page);
    await me.type("/mistral-setup");
    await begin(me);
    await me.press("Confirm");
    await me.dialogSays("Billing confirmed");
    // Each time the page hears what changed a second late.
    await page.route("**/sandbox/state*", async (route) => {
      await setTimeout(1000);
      await route.fallback();
    });
    await me.press("Show the checklist");
    await me.choose(titleOf("workspaces"), "One Workspace is enough");
    await me.dialogSays(/One Workspace it is/);
    await page.unrouteAll({ behavior: "wait" });
  }, 60_000);

  it("takes the panel away from above the chats where one goes on in them, on a narrow page", async () => {
    const { page } = here;
    const me = person(page);
    await page.setViewportSize({ width: 800, height: 700 });
    await me.press("Let me click");
    const panel = page.getByRole("complementary", { name: "Outside the chat" });
    await me.side("Mistral admin");
    await panel.waitFor();
    await me.press("Type it for me");
    await me.dialogSays(/Channel for approvals/);
    expect(await panel.count()).toBe(0);
    await me.press("Cancel");
    await me.side("Inbox");
    await page.getByRole("radio", { name: "Teams" }).check();
    expect(await panel.count()).toBe(0);
  }, 60_000);

  it("reads out what is new politely, and a refusal at once", async () => {
    const { page } = here;
    const me = person(page);
    const log = page.getByRole("log", { name: "Messages in #mistral" });
    // A log is read out politely, and only what is added to it.
    expect(await log.getAttribute("aria-live")).toBeNull();
    await me.type("Good morning");
    await log.getByText("Good morning").waitFor();
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

  it("leads from a dialog to Mistral's panel above it, and the dialog is as it was once the panel is closed, in Slack and in Teams", async () => {
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
    await inSlack.choose(titleOf("billing"), "More");
    await inSlack.press("Confirm billing");
    await inSlack.fill(/Monthly spending limit/, "50");
    await inSlack.check("Credit card");
    await followed("warming up");
    expect(await limit.inputValue()).toBe("50");
    await inSlack.check("Pay-as-you-go");
    await inSlack.press("Confirm");
    await inSlack.dialogSays(/Billing confirmed/);
    await inSlack.close();

    await inTeams.goTo("Teams");
    await inTeams.write("settings");
    await inTeams.goTo("Slack");
    await inSlack.direct();
    await inSlack.press("Yes, that's me");
    await inTeams.goTo("Teams");
    await inTeams.write("setup");
    await inTeams.choose(titleOf("billing"), "Change");
    await inTeams.fill(/Monthly spending limit/, "70");
    await followed("inactive");
    expect(await limit.inputValue()).toBe("70");
    expect(here.problems).toEqual([]);
  });

  it("takes a list as a file, which is chosen in Slack's form, sent in Teams' chat, and looked at in both before it is sent", async () => {
    const { page } = here;
    const [inSlack, inTeams] = [person(page), personInTeams(page)];
    await inSlack.type("/mistral-setup");
    await inSlack.pick(/Channel for approvals/, "mistral-approvals");
    await inSlack.press("Start");
    await inSlack.close();
    await inSlack.type("/mistral-setup invite");
    await page.getByLabel("Or a CSV file").setInputFiles(file(["zoe@lumen.example", "zack@lumen.example"]));
    await page.getByText("team.csv").waitFor();
    await inSlack.press("Invite");
    // Until Mistral's list was read once, the form has her own address in it, and she is already a member.
    await page.getByText(/^2 addresses can be invited:/).waitFor();
    await inSlack.press("Send 2 invitations");
    await inSlack.close();
    await inTeams.goTo("Teams");
    await page.getByLabel("Attach a file").setInputFiles(file(["yann@lumen.example"]));
    await inTeams.sees(/Your file has 1 address/);
    await inTeams.press("Open the form");
    // In Teams nobody has said yet that she is the owner.
    await inTeams.dialogSays(/1 address from your file/);
    await inTeams.press("Ask");
    await inTeams.dialogSays(/1 address can be invited/);
    expect(here.problems).toEqual([]);
  }, 60_000);

  it("offers a file from the bot in Teams, which is allowed and downloaded, or declined, and is asked about once", async () => {
    const { page } = here;
    const me = personInTeams(page);
    await me.goTo("Teams");
    await me.write("setup");
    await me.pick(/Approvers/, /Ben/);
    await me.press("Start");
    await me.sees(stepsDone(0));
    await me.write("record");
    await me.press("Send as a file");
    await me.sees(/would like to put this file into your OneDrive/);
    await me.press("Allow");
    await me.sees(/is in your OneDrive\./);
    const file = page.getByRole("link", { name: /^mistral-setup-record-\d+\.jsonl$/ }).last();
    const [download] = await Promise.all([page.waitForEvent("download"), file.click()]);
    expect(download.suggestedFilename()).toMatch(/^mistral-setup-record-\d+\.jsonl$/);
    await me.write("invite");
    await me.fill(/^E-mail addresses/, "");
    await me.press("Get a template");
    await me.sees(/give the file to this bot/);
    await me.press("Decline");
    await me.sees(/You declined mistral-setup-list-\d+\.csv/);
    const pane = page.getByLabel("Teams", { exact: true });
    expect(await pane.getByRole("button", { name: /^(Allow|Decline)$/ }).count()).toBe(0);
    expect(here.problems).toEqual([]);
  }, 60_000);

  it("has a bar that can be seen and pressed as a whole, from a phone to a wide screen", async () => {
    // Some dates are longer than others.
    await here.page.getByRole("timer").evaluate((timer) => timer.replaceChildren("Wed, 30 Sept, 22:44"));
    for (const width of WIDTHS) {
      await here.page.setViewportSize({ width, height: 700 });
      const reach = (await here.page.evaluate(REACH)) as { right: number; bottom: number }[];
      expect(reach).toHaveLength(3);
      for (const { right, bottom } of reach) {
        expect(right, `${width} pixels wide`).toBeLessThanOrEqual(width);
        expect(bottom, `${width} pixels wide`).toBeLessThanOrEqual(reach.at(-1)?.bottom ?? 0);
      }
    }
  }, 30_000);
});
