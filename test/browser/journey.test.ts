import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, launch, person } from "../support/browser.ts";

const chromium = findChromium();
const required = process.env["REQUIRE_BROWSER"] === "1";
if (chromium === null && !required) {
  process.stdout.write("No Chromium was found, so the browser tests are skipped.\n");
}

let folder: string;
let bot: ChildProcess;
let url: string;
let browser: Browser;
let page: Page;

/** The built program as anybody starts it, in a folder of its own. */
async function startBot(): Promise<void> {
  const env = {
    PATH: process.env["PATH"],
    PORT: port,
    DATABASE_PATH: join(folder, "sandbox.db"),
    LOG_LEVEL: "warn",
  };
  bot = spawn(process.execPath, [join(process.cwd(), "dist/main.js")], { cwd: folder, env });
  url = await new Promise<string>((resolve, reject) => {
    let printed = "";
    bot.stdout?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      const address = /http:\/\/\S+/.exec(printed)?.[0];
      if (address !== undefined) resolve(address);
    });
    bot.stderr?.on("data", (chunk: Buffer) => process.stderr.write(chunk));
    bot.once("exit", (code) => reject(new Error(`ended with ${code}: ${printed}`)));
  });
  port = new URL(url).port;
}
let port = "0";

async function killAndRestart(): Promise<void> {
  const ended = new Promise((resolve) => bot.once("exit", resolve));
  bot.kill("SIGKILL");
  await ended;
  await startBot();
}

describe.skipIf(chromium === null && !required)("a newcomer with the page alone", () => {
  beforeAll(async () => {
    if (chromium === null) throw new Error("Chromium is required here and was not found.");
    folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
    await startBot();
    browser = await launch(chromium);
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.setDefaultTimeout(10_000);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    bot?.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  it("takes a team through all six steps, over two kills of the bot", async () => {
    const me = person(page);
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    await me.open(url);

    await me.direct();
    await me.sees(/You cannot write here/);
    await me.press("Type it for me");
    await me.send();
    await me.pick(/Channel for approvals/, "mistral-approvals");
    await me.pick(/Channel for news/, /^\W*mistral$/);
    await me.press("Start");
    await me.press("Set the organization");
    await me.check("New account");
    await me.fill("Name of the Organization", "Atelier Lumen");
    await me.press("It exists");
    await me.press("Confirm billing");
    await me.check("Credit card");
    await me.check("Pay-as-you-go");
    await me.fill(/Monthly spending limit/, "50");
    await me.press("Confirm");
    await me.press("Show the checklist");
    await me.press("Add Workspaces");
    await me.fill("Names, one per line", "Engineering");
    await me.press("Add");
    await me.dialogSays(/on its way/);
    await me.close();
    await me.side("Mistral admin");
    await me.press("Add payment method");

    await me.be("Chloé");
    await me.type("/mistral-setup invite kenji@lumen.example paul@lumen.example rosa@lumen.example");
    await me.press("Ask");
    await me.dialogSays(/with the approvers/);
    await me.close();

    await killAndRestart();
    await me.be("Ana");
    await me.channel("mistral-approvals");
    await me.press("Change");
    await me.uncheck("rosa@lumen.example");
    await me.press("Change");
    await me.sees(/invite 2 people/);
    await me.press("Approve");
    await me.sees(/Pending, verified with Mistral/);
    await killAndRestart();

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
    await me.sees(/is Active/);

    await me.be("Ana");
    await me.channel("mistral");
    await me.type("/mistral-setup");
    await me.press("Set up security");
    await me.check("The rest can wait");
    await me.press("Save");
    await me.press("Show the checklist");
    await me.dialogSays(/6 of 6/);
    await me.close();
    await me.sees(/1 of 2 Members Active/);
    expect(problems).toEqual([]);
  }, 120_000);
});
