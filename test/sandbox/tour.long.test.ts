import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readConfig } from "../../src/config/config.ts";
import { createLogger } from "../../src/lib/log.ts";
import type { Snapshot } from "../../src/sandbox/snapshot.ts";
import type { Running } from "../../src/start.ts";
import { start } from "../../src/start.ts";
import type { TestSandbox } from "../support/servers/slack.ts";
import { BOT_TOKEN, SIGNING_SECRET, startSandbox } from "../support/servers/slack.ts";

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
  const { clock, hasAdminApi } = sandbox;
  bot = await start(read.config, createLogger({ level: "fatal" }), {
    now: clock.now,
    graceMs: 0,
    hasAdminApi,
  });
});
afterEach(async () => {
  await bot.stop();
  await sandbox.stop();
  rmSync(folder, { recursive: true });
});

async function hint(): Promise<string | null> {
  const answer = await fetch(`${sandbox.origin}/sandbox/state?as=${sandbox.as("ana").id}`);
  return ((await answer.json()) as Snapshot).hints.slack?.text.replaceAll("`", "") ?? null;
}

const soon = () => expect.poll(hint, { timeout: 10_000 });

type Tourist = ReturnType<TestSandbox["as"]>;

/** Through the first three steps; what the hints say is checked by the first test. */
async function throughBilling(ana: Tourist): Promise<void> {
  await soon().toBe("Type /mistral-setup and send the form that opens.");
  await ana.command("", "#mistral");
  await expect.poll(() => ana.modal()).not.toBeNull();
  await soon().toBe("Fill in the dialog and send it.");
  ana.fill({ "Channel for approvals": "#mistral-approvals", "Channel for news": "#mistral" });
  await ana.submit();
  await expect.poll(() => ana.messages("#mistral").length).toBe(1);
  await soon().toBe("Press Set the organization and say that it exists.");
  await ana.close();
  await soon().toBe("Type /mistral-setup, press Set the organization and say that it exists.");
  await ana.command("", "#mistral");
  await ana.press("Set the organization", { in: "#mistral" });
  await expect.poll(() => ana.modal() ?? "").toContain("Name");
  ana.fill({ "Name of the Organization": "Atelier Lumen" });
  await ana.submit();
  await soon().toBe("Read the dialog, then close it.");
  await ana.close();
  await soon().toBe("Open Mistral admin (top right) and switch the payment method on.");
  sandbox.mistral.change({ kind: "payment", on: true });
  await soon().toBe("Type /mistral-setup, press Confirm billing and choose pay-as-you-go.");
  await ana.command("", "#mistral");
  await ana.press("Confirm billing", { in: "#mistral" });
  await expect.poll(() => ana.modal() ?? "").toContain("Plan");
  ana.fill({ Plan: "Pay-as-you-go" });
  await ana.submit();
  await soon().toBe("Press Add Workspaces in the dialog.");
  await ana.close();
  await soon().toContain("press Add Workspaces, or press One is enough");
  await ana.command("", "#mistral");
  await ana.press("One is enough", { in: "#mistral" });
  await expect.poll(() => ana.modal()).not.toBeNull();
  await ana.close();
}

async function chloeAsks(chloe: Tourist): Promise<void> {
  await soon().toBe("Switch to Chloé Martin, then type /mistral-setup invite and ask for access.");
  await chloe.command("invite", "#mistral");
  await expect.poll(() => chloe.modal()).not.toBeNull();
  await chloe.submit();
  // The warm-up still runs: who waits for a decision comes first.
  await soon().toBe("Press Approve in #mistral-approvals.");
}

async function toTheEnd(ana: Tourist): Promise<void> {
  await soon().toBe("Billing warms up for three minutes: skip three minutes ahead.");
  sandbox.skip(180_000);
  await soon().toContain("press Set up security, or press Later");
  await ana.command("", "#mistral");
  await ana.press("Later", { in: "#mistral" });
  await expect.poll(() => ana.modal()).not.toBeNull();
  await ana.close();
  await soon().toBeNull();
  await expect.poll(() => ana.messages("#mistral").join("\n")).toContain("1 of 1 Members Active");
  expect(sandbox.slack.refusals()).toEqual([]);
}

test("following the hints leads a newcomer from nothing through all six steps", async () => {
  const ana = sandbox.as("ana");
  await throughBilling(ana);
  await chloeAsks(sandbox.as("chloe"));
  await ana.press("Approve", { in: "#mistral-approvals" });
  await soon().toBe("Open the inbox and accept the invitation to chloe@lumen.example.");
  const [mail] = sandbox.mistral.mails();
  sandbox.mistral.accept(mail?.id ?? "");
  await toTheEnd(ana);
});

test("without the Admin API the hints lead through the Task, too", async () => {
  const ana = sandbox.as("ana");
  sandbox.mistral.change({ kind: "adminApi", on: false });
  bot.modeChanged();
  await throughBilling(ana);
  await chloeAsks(sandbox.as("chloe"));
  await ana.press("Approve", { in: "#mistral-approvals" });
  const task = "in Mistral admin what the Task in the messages of Mistral Setup says, and press Done on it";
  await soon().toBe(`Do ${task}.`);
  sandbox.mistral.change({ kind: "invite", emails: "chloe@lumen.example", role: "Member" });
  await soon().toBe(`Do ${task}.`);
  await ana.press("Done", { in: "dm" });
  await soon().toBe("Open the inbox and accept the invitation to chloe@lumen.example.");
  const [mail] = sandbox.mistral.mails();
  sandbox.mistral.accept(mail?.id ?? "");
  await soon().toBe("Press Is Active on the Task in the messages of Mistral Setup.");
  await ana.press("Is Active", { in: "dm" });
  await soon().toBe("Read the dialog, then close it.");
  await expect.poll(() => ana.modal()).not.toBeNull();
  await ana.close();
  await toTheEnd(ana);
});

test("the hints, which read English, are silent for whoever has the bot speak another language", async () => {
  const ana = sandbox.as("ana");
  await throughBilling(ana);
  await ana.command("language", "#mistral");
  await expect.poll(() => ana.modal() ?? "").toContain("my chat account");
  ana.fill({ "The language I write to you in": "Français" });
  await ana.submit();
  await expect.poll(() => ana.modal()).not.toBeNull();
  await ana.close();
  await ana.openHome();
  await soon().toBeNull();
});
