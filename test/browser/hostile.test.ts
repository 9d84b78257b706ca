import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, launch, person, personInTeams } from "../support/browser/browser.ts";
import { must } from "../support/must.ts";
import { opens, sendForm, startWhole, type Whole } from "../support/servers/whole.ts";
import { stepsDone, titleOf } from "../support/steps.ts";
import { noBrowser } from "./newcomer.ts";

const HOUR = 3_600_000;

/** Whoever gets any of these run sets `window.hacked`. */
const SCRIPTS = [
  '<img src=x onerror="window.hacked=1">',
  "<script>window.hacked=1</script>",
  "[click](javascript:window.hacked=1) ![x](https://alien.example/x.png)",
  "<https://alien.example/|here> <!channel> <@U0BENOKA01>",
  "<at>all</at> {{DATE(2026-01-01T00:00:00Z, SHORT)}} <iframe src=https://alien.example></iframe>",
];
const TEXT = SCRIPTS.join(" ");
/** By handle. */
const NAMES: Readonly<Record<string, string>> = {
  ana: `Ana ${SCRIPTS[0]}`,
  ben: `Ben ${SCRIPTS[2]}`,
  chloe: `Chloé ${SCRIPTS[3]} \u202Eezaj`,
  kenji: `Kenji ${SCRIPTS[4]}`,
  greta: `Greta ${SCRIPTS[1]}`,
};

/** A Setup whose people, Organization and Requests are all called so. */
async function hostileCompany(world: Whole): Promise<void> {
  for (const each of world.slack.state().people) each.name = NAMES[each.handle] ?? each.name;
  await world.later(2 * HOUR);
  const [ana, chloe] = [world.as("ana"), world.as("chloe")];
  await ana.command("", "#mistral");
  await sendForm(ana, "Start the setup", {
    "Channel for approvals": "mistral-approvals",
    "Channel for news": "mistral",
    "Approvers besides you": ["ben"],
  });
  await opens(ana, stepsDone(0));
  await ana.press("Set the organization", { in: "modal" });
  await sendForm(ana, titleOf("organization"), { "Name of the organization": TEXT.slice(0, 80) });
  await chloe.command("invite paul@lumen.example");
  await sendForm(chloe, "Ask for invitations", { Reason: TEXT });
  await world.inTeams("chloe").command("invite rosa@lumen.example");
  await opens(world.inTeams("chloe"), "Ask for invitations");
  world.inTeams("chloe").fill({ Reason: TEXT });
  await world.inTeams("chloe").submit();
  // The page shows a dialog over everything else.
  for (const each of [ana, chloe]) while (each.modal() !== null) await each.close();
  await world.settle();
}

describe.skipIf(noBrowser)("on the page of the sandbox", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(must(findChromium()));
  }, 60_000);
  afterAll(() => browser?.close());

  it("what people are called and what they write is words, wherever it is shown", async () => {
    const world = await startWhole({ mode: "guided", platforms: ["slack", "teams"], skips: true });
    await hostileCompany(world);
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    const alien: string[] = [];
    const problems: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(`${world.origin}/`) && !request.url().startsWith("data:"))
        alien.push(request.url());
    });
    page.on("dialog", (dialog) => {
      problems.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("pageerror", (error) => problems.push(error.message));
    await person(page).open(world.origin);
    const read = new Set<string>();
    const look = async () => read.add((await page.locator("body").textContent()) ?? "");
    const everyConversation = async (nav: string) => {
      const all = page.getByRole("navigation", { name: nav }).getByRole("button");
      for (let at = 0; at < (await all.count()); at += 1) {
        await all.nth(at).click();
        await look();
      }
    };
    const people = page.getByRole("navigation", { name: "Act as" }).getByRole("button");
    expect(await people.count()).toBe(5);
    for (const client of ["Slack", "Teams"] as const) {
      await personInTeams(page).goTo(client);
      for (let at = 0; at < 3; at += 1) {
        await people.nth(at).click();
        await everyConversation(client === "Slack" ? "Conversations" : "Teams chats and channels");
      }
    }
    await person(page).side("Mistral admin");
    await look();
    const shown = [...read].join("\n");
    for (const script of SCRIPTS) expect(shown).toContain(script);
    expect(shown).toContain(NAMES["ana"]);
    expect(await page.evaluate("window.hacked")).toBeUndefined();
    expect(await page.locator("iframe, img[src=x], a[href^=javascript]").count()).toBe(0);
    expect([alien, problems]).toEqual([[], []]);
    await page.close();
    await world.stop();
  }, 120_000);
});
