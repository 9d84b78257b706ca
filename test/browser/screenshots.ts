import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { findChromium, launch, person, personInTeams } from "../support/browser/browser.ts";
import { stepsDone, titleOf } from "../support/steps.ts";
import { createBuiltBot } from "./built-bot.ts";

/**
 * Takes the pictures of README.md and .github/docs: the built sandbox in a folder of its own, driven to the moments worth
 * showing. ImageMagick makes a moving picture of some of them.
 */
const PICTURES = join(process.cwd(), ".github");
const FRAMES = mkdtempSync(join(tmpdir(), "mistral-setup-tour-"));
const frames: string[] = [];

const chromium = findChromium();
if (chromium === null) throw new Error("Chromium is needed, and was not found.");
mkdirSync(PICTURES, { recursive: true });
const bot = createBuiltBot();
const browser = await launch(chromium);
try {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, deviceScaleFactor: 1 });
  page.setDefaultTimeout(15_000);
  await tell(page, await bot.start());
  execFileSync("convert", [
    ...["-delay", "260", "-loop", "0", ...frames, "-resize", "1050x", "-dither", "None", "-colors", "96"],
    ...["-layers", "OptimizeTransparency", join(PICTURES, "tour.gif")],
  ]);
} finally {
  rmSync(FRAMES, { recursive: true });
  await browser.close();
  bot.remove();
}

async function settled(page: Page): Promise<{ animations: "disabled"; caret: "hide" }> {
  // Neither the pointer nor a toast belongs into a picture.
  await page.mouse.move(0, 0);
  await page.waitForTimeout(600);
  return { animations: "disabled", caret: "hide" };
}

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(PICTURES, `${name}.png`), ...(await settled(page)) });
}

/** One of the moving picture. */
async function film(page: Page): Promise<void> {
  const path = join(FRAMES, `${frames.length}.png`);
  await page.screenshot({ path, ...(await settled(page)) });
  frames.push(path);
}

/** A company from nothing to its first Active Member. */
async function tell(page: Page, url: string): Promise<void> {
  const me = person(page);
  await page.emulateMedia({ colorScheme: "light" });
  await me.open(url);
  await me.press("Let me click");
  await me.side("Mistral admin");
  await me.turn("Admin API (Enterprise)");
  await me.side("Mistral admin");
  await me.type("/mistral-setup");
  await me.pick(/Channel for approvals/, "mistral-approvals");
  await me.pick(/Channel for news/, /^\W*mistral$/);
  await me.pick(/Approvers/, /Ben/);
  await film(page);
  await me.press("Start");
  await me.dialogSays(stepsDone(0));
  await film(page);
  await me.press("Set the organization");
  await me.fill("Name of the organization", "Atelier Lumen");
  await me.press("Confirm");
  await me.close();
  await me.direct();
  await page.getByRole("radio", { name: "Home" }).check();
  await me.press("Confirm billing");
  await me.check("Credit card");
  await me.check("Pay-as-you-go");
  await me.press("Confirm");
  await me.close();
  // Not before: what the audit log proves has no button to confirm it any more.
  await me.side("Mistral admin");
  await me.turn("Payment method");
  await me.side("Mistral admin");
  await me.skip("Skip ahead 3 minutes");

  const there = personInTeams(page);
  await there.goTo("Teams");
  await there.write("settings");
  await there.sees(/First confirm in Slack/);
  await there.goTo("Slack");
  await page.getByRole("radio", { name: "Messages" }).check();
  await me.press("Yes, that's me");
  await me.sees(/is yours, too/);
  await there.goTo("Teams");
  await there.write("settings");
  await there.pick(/Channel for approvals/, /mistral-approvals$/);
  await there.pick(/Channel for news/, /mistral$/);
  await there.press("Save");
  await there.sees(/saved/i);
  await there.goTo("Slack");

  await me.be("Ben");
  await me.channel("mistral-approvals");
  await me.type("Requests for Mistral come in here from now on. Ana or I decide.");
  await me.be("Kenji");
  await me.channel("mistral");
  await me.type("/mistral-setup invite kenji@lumen.example chloe@lumen.example");
  await me.dialogSays("E-mail addresses");
  await take(page, "invite");
  await me.fill("Reason", "For the new search, from Monday on");
  await film(page);
  await me.press("Ask");

  await me.be("Ana");
  await me.channel("mistral-approvals");
  await me.sees(/invite 2 people/);
  await take(page, "request");
  await film(page);
  await there.goTo("Both");
  await there.channel("mistral-approvals");
  await there.sees(/invite 2 people/);
  await take(page, "both");
  await there.goTo("Slack");
  await me.press("Approve");
  await me.sees(/Pending, verified with Mistral/);
  await film(page);

  await me.be("Kenji");
  await me.channel("mistral");
  await me.side("Inbox");
  await me.accept("kenji@lumen.example");
  await me.sees(/is Active, verified with Mistral/);
  await take(page, "inbox");
  await film(page);
  await me.side("Mistral admin");
  await me.be("Ana");
  await take(page, "admin");
  await me.side("Mistral admin");
  await me.direct();
  await page.getByRole("radio", { name: "Home" }).check();
  await me.sees(titleOf("verify"));
  await take(page, "home");
  await film(page);
}
