import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { envelope } from "../../../src/sandbox/slack/wire.ts";
import { must } from "../../support/must.ts";
import { SIGNING_SECRET, type TestSandbox } from "../../support/servers/slack.ts";
import { teamsPerson } from "../../support/servers/teams.ts";
import { begin } from "../storm/setup.ts";

const PATIENCE_MS = 20_000;
const APPROVALS = "#mistral-approvals";

async function sees(read: () => string | null | string[], words: RegExp): Promise<void> {
  const text = () => [read() ?? []].flat().join("\n");
  for (const until = Date.now() + PATIENCE_MS; !words.test(text()); await sleep(10)) {
    if (Date.now() > until) throw new Error(`no ${words} in:\n${text()}`);
  }
}

async function accepted({ mistral }: TestSandbox, address: string): Promise<void> {
  const mail = () => mistral.mails().find(({ to }) => to === address);
  await sees(() => (mail() === undefined ? "" : "there"), /there/);
  mistral.accept(mail()?.id ?? "");
}

/** One of each that Slack sends: commands, presses, submissions, dialogs closed, events. */
export async function liveInSlack(sandbox: TestSandbox, url: string): Promise<void> {
  const [ana, ben, chloe, kenji] = ["ana", "ben", "chloe", "kenji"].map((handle) => sandbox.as(handle));
  if (!ana || !ben || !chloe || !kenji) throw new Error("somebody is missing");
  const cards = () => ben.messages(APPROVALS);
  await begin(sandbox, ["slack"]);
  const ask = async (addresses: string) => {
    await chloe.command(`invite ${addresses}`, "#mistral");
    await sees(chloe.modal, /^Ask for invitations/);
    await chloe.submit();
    await sees(chloe.modal, /with the approvers/);
    await chloe.close();
    await sees(() => cards().at(-1) ?? "", new RegExp(`${addresses.split(" ")[0]}[\\s\\S]*\\[Approve\\]`));
  };
  await ask("kenji@lumen.example");
  const late = ben.hold("Approve", { in: APPROVALS });
  await ana.press("Approve", { in: APPROVALS });
  await sees(cards, /Approved by @ana/);
  await late();
  await sees(ben.modal, /@ana approved this Request/);
  await ben.close();
  await ask("paul@lumen.example rosa@lumen.example");
  await ben.press("Deny", { in: APPROVALS });
  await sees(ben.modal, /^Deny the Request/);
  ben.fill({ Reason: "not this time" });
  await ben.submit();
  await sees(cards, /Denied by @ben/);
  await ask("vera@lumen.example");
  await sees(chloe.dm, /vera[\s\S]*\[Withdraw\]/);
  await chloe.press("Withdraw", { in: "dm" });
  await sees(cards, /Withdrawn/);
  await kenji.openHome();
  await sees(kenji.home, /My invitation[\s\S]*Pending/);
  await accepted(sandbox, "kenji@lumen.example");
  await kenji.press("I have joined", { in: "home" });
  await sees(kenji.home, /My invitation[\s\S]*Active/);
  await chloe.command("settings");
  await ana.command("members");
  await ana.command("settings");
  await sees(ana.modal, /^Settings/);
  await ana.close();
  const { id } = kenji;
  const user = { id, team_id: "T0LUMEN", name: "kenji", deleted: false, profile: { real_name: "Kenji" } };
  await post(url, envelope({ type: "user_change", user }));
  await post(url, envelope({ type: "tokens_revoked", tokens: { oauth: ["U1"], bot: [] } }));
}

async function post(url: string, event: object): Promise<void> {
  const body = JSON.stringify(event);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const mac = createHmac("sha256", SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest("hex");
  const headers = { "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${mac}` };
  await fetch(`${url}/slack/events`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
}

/** One of each that Teams sends: messages, presses, dialogs fetched and submitted, the app added. */
export async function liveInTeams(sandbox: TestSandbox): Promise<void> {
  const [ana, ben, chloe] = ["ana", "ben", "chloe"].map((handle) => teamsPerson(sandbox, handle));
  if (!ana || !ben || !chloe) throw new Error("somebody is missing");
  const kenji = teamsPerson(sandbox, "kenji");
  const cards = () => ben.messages(APPROVALS);
  await kenji.install();
  await begin(sandbox, ["teams"]);
  await ana.close();
  const ask = async (address: string) => {
    await chloe.command(`invite ${address} member`);
    await sees(() => chloe.dm().at(-1) ?? "", new RegExp(`Ask for invitations[\\s\\S]*${address}`));
    await chloe.submit();
    await sees(() => chloe.dm().at(-1) ?? "", /with the approvers|asked to invite/);
    await sees(() => cards().at(-1) ?? "", new RegExp(`${address}[\\s\\S]*\\[Approve\\]`));
  };
  await ask("kenji@lumen.example");
  const late = ben.hold("Approve", { in: APPROVALS });
  await ana.press("Approve", { in: APPROVALS });
  await sees(cards, /Approved by/);
  await late();
  await ask("paul@lumen.example");
  await ben.press("Deny", { in: APPROVALS });
  await sees(ben.modal, /Deny the Request/);
  ben.fill({ Reason: "not this time" });
  await ben.submit();
  await sees(cards, /Denied by/);
  await accepted(sandbox, "kenji@lumen.example");
  await sees(() => ben.messages("#mistral"), /Active/);
  await chloe.command("settings");
  await ana.command("members");
  await ana.command("status");
}

/** The channel for approvals is closed to the bot, and open again. Nothing must be on its way there. */
export async function closedInSlack({ slack, as }: TestSandbox, url: string): Promise<void> {
  const { dm } = as("ana");
  const { id } = must(slack.state().channels.find(({ name }) => `#${name}` === APPROVALS));
  const becomes = async (type: string, archived: boolean) => {
    slack.changeChannel(id, { archived });
    await post(url, envelope({ type, channel: id }));
  };
  await becomes("group_archive", true);
  await sees(dm, /It, or its team, is archived/);
  await becomes("group_unarchive", false);
  await sees(dm, /There is nothing to do/);
}

export async function closedInTeams(sandbox: TestSandbox): Promise<void> {
  const { dm } = teamsPerson(sandbox, "ana");
  await sandbox.teams.installInTeam(false);
  await sees(dm, /The bot is not in it/);
  await sandbox.teams.installInTeam(true);
  await sees(dm, /There is nothing to do/);
}
