import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { createLogger } from "../../src/log.ts";
import type { Snapshot } from "../../src/sandbox/snapshot.ts";
import type { Running } from "../../src/start.ts";
import { start } from "../../src/start.ts";
import type { TestSandbox } from "../support/slack.ts";
import { BOT_TOKEN, SIGNING_SECRET, startSandbox } from "../support/slack.ts";

const KEYS = { mistralAdminKey: "admin-key-0123456789abcdef", mistralKey: "ordinary-key-0123456789abcdef" };

let folder: string;
let sandbox: TestSandbox;
let bot: Running;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tour-"));
  sandbox = await startSandbox({ ...KEYS, botUrl: () => bot.url, onSkip: () => bot.worker.wake() });
  const read = readConfig({
    PORT: "0",
    DATABASE_PATH: join(folder, "tour.db"),
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: sandbox.slackApiUrl(),
    MISTRAL_API_URL: sandbox.mistralApiUrl(),
    MISTRAL_ADMIN_API_KEY: KEYS.mistralAdminKey,
    MISTRAL_API_KEY: KEYS.mistralKey,
    SYNC_SECONDS: "1",
  });
  if (!read.ok) throw new Error(read.problems.join("\n"));
  bot = await start(read.config, createLogger({ level: "fatal" }), { now: sandbox.clock.now, graceMs: 0 });
});
afterEach(async () => {
  await bot.stop();
  await sandbox.stop();
  rmSync(folder, { recursive: true });
});

async function hint(): Promise<string | null> {
  const answer = await fetch(`${sandbox.origin}/sandbox/state?as=${sandbox.as("ana").id}`);
  return ((await answer.json()) as Snapshot).hint?.text.replaceAll("`", "") ?? null;
}

test("following the hints leads a newcomer from nothing to an Active Member", async () => {
  const [ana, chloe] = [sandbox.as("ana"), sandbox.as("chloe")];
  expect(await hint()).toBe("Type /mistral-setup and send the form that opens.");
  await ana.command("", "#mistral");
  await expect.poll(() => ana.modal()).not.toBeNull();
  expect(await hint()).toBe("Fill in the dialog and send it.");
  ana.fill({ "Channel for approvals": "#mistral-approvals", "Channel for news": "#mistral" });
  await ana.submit();
  await expect.poll(() => ana.messages("#mistral").length).toBe(1);
  expect(await hint()).toBe("Read the dialog, then close it.");
  await ana.close();

  expect(await hint()).toContain("add a payment method");
  sandbox.mistral.change({ kind: "payment", on: true });
  expect(await hint()).toContain("press Confirm billing");
  await ana.command();
  await ana.press("Confirm billing", { in: "dm" });
  await expect.poll(() => ana.modal() ?? "").toContain("Plan");
  ana.fill({ Plan: "Pay-as-you-go" });
  await ana.submit();
  while (ana.modal() !== null) await ana.close();
  await expect.poll(async () => (await hint()) ?? "").toContain("skip three minutes ahead");
  sandbox.skip(180_000);

  await expect
    .poll(async () => (await hint()) ?? "")
    .toContain("Switch to Chloé Martin, then type /mistral-setup invite");
  await chloe.command("invite", "#mistral");
  await expect.poll(() => chloe.modal()).not.toBeNull();
  await chloe.submit();
  await expect.poll(hint).toBe("Press Approve in #mistral-approvals.");
  await ana.press("Approve", { in: "#mistral-approvals" });
  await expect.poll(hint).toBe("Open the inbox and accept the invitation to chloe@lumen.example.");
  const [mail] = sandbox.mistral.mails();
  sandbox.mistral.accept(mail?.id ?? "");
  await expect.poll(hint).toBeNull();
  await expect
    .poll(() => ana.messages("#mistral").join("\n"), { timeout: 10_000 })
    .toContain("@chloe is Active");
  expect(sandbox.slack.refusals()).toEqual([]);
});
