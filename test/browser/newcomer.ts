import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { findChromium, launch, person } from "../support/browser/browser.ts";
import { type BuiltBot, createBuiltBot } from "./built-bot.ts";

const chromium = findChromium();
const required = process.env["REQUIRE_BROWSER"] === "1";
if (chromium === null && !required) {
  process.stdout.write("No Chromium was found, so the browser tests are skipped.\n");
}

export const noBrowser = chromium === null && !required;

/** For each test a bot of its own and the page that it serves, as somebody finds it who has just started it. */
export type Newcomer = { bot: BuiltBot; page: Page; problems: string[] };

export function eachIsANewcomer({ adminApi = false } = {}): Newcomer {
  const here = { problems: [] as string[] } as Newcomer;
  let browser: Browser;

  beforeAll(async () => {
    if (chromium === null) throw new Error("Chromium is required here and was not found.");
    browser = await launch(chromium);
  }, 60_000);
  afterAll(() => browser?.close());

  beforeEach(async () => {
    here.bot = createBuiltBot();
    here.page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    here.page.setDefaultTimeout(20_000);
    here.problems = [];
    here.page.on("pageerror", (error) => here.problems.push(error.message));
    await person(here.page).open(await here.bot.start());
    // The bot greets everybody in Teams when it starts. Nobody reads and types within that second.
    await here.page.waitForFunction(async () =>
      (await (await fetch("/sandbox/state")).text()).includes("hasn't started yet"),
    );
    if (!adminApi) return;
    const me = person(here.page);
    await me.side("Mistral admin");
    await me.turn("Admin API (Enterprise)");
    await me.sees(/The bot invites and reads the members list by itself/);
    await me.side("Mistral admin");
  }, 60_000);
  afterEach(async () => {
    await here.page.close();
    here.bot.remove();
  });
  return here;
}

/** From the start form to billing, which is left open to be filled in further. */
export async function begin(me: ReturnType<typeof person>): Promise<void> {
  await me.pick(/Channel for approvals/, "mistral-approvals");
  await me.pick(/Channel for news/, /^\W*mistral$/);
  await me.press("Start");
  await me.press("Set the organization");
  await me.fill("Name of the organization", "Atelier Lumen");
  await me.press("Confirm");
  await me.press("Confirm billing");
  await me.check("Credit card");
  await me.check("Pay-as-you-go");
}
