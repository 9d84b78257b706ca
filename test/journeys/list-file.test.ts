import { afterEach, describe, expect, it } from "vitest";
import { MAX_FILE_BYTES } from "../../src/domain/requests/address-file.ts";
import { findPerson } from "../../src/sandbox/chat.ts";
import { GRANTED_SCOPES } from "../../src/sandbox/slack/embedded-slack.ts";
import { wireUser } from "../../src/sandbox/slack/wire.ts";
import { must } from "../support/must.ts";
import { keepingLog } from "../support/servers/logged.ts";
import type { TestPerson } from "../support/servers/person.ts";
import { BOT_TOKEN } from "../support/servers/slack.ts";
import {
  opens,
  START_FORM,
  sees,
  sendForm,
  startWhole,
  type Whole,
  type WholeOptions,
} from "../support/servers/whole.ts";
import { stepsDone } from "../support/steps.ts";

const FIELD = "Or a CSV file";
const ADD = "Add others";
type Platform = "slack" | "teams";

let world: Whole;
let logged: ReturnType<typeof keepingLog>;
afterEach(() => world.stop());

async function started(platform: Platform, options: Partial<WholeOptions> = {}) {
  logged = keepingLog();
  world = await startWhole({ mode: "guided", platforms: [platform], log: logged.log, ...options });
  const as = (handle: string) => (platform === "slack" ? world.as(handle) : world.inTeams(handle));
  const ana = as("ana");
  await ana.command("", "dm");
  const channels = platform === "slack" ? START_FORM : {};
  await sendForm(ana, "Start the setup", { ...channels, "Approvers besides you": ["ben"] });
  await opens(ana, stepsDone(0));
  await world.settle();
  return as("chloe");
}

/** The form that takes more than one's own address. */
async function opensList(chloe: TestPerson, field = FIELD): Promise<string> {
  await chloe.command("invite", "#mistral");
  await opens(chloe, ADD);
  await chloe.press(ADD, { in: "modal" });
  return opens(chloe, field);
}

/** Chloé sends this file, in Slack with the form and whatever else is typed there; what she reads as an answer. */
async function sent(
  platform: Platform,
  name: string,
  content: string | Buffer,
  typed: Record<string, string> = {},
) {
  if (platform === "teams") {
    const chloe = world.inTeams("chloe");
    const before = chloe.dm().length;
    await chloe.attach(name, content);
    await sees(() => chloe.dm().slice(before), /./);
    await world.settle();
    return must(chloe.dm().at(-1));
  }
  const chloe = world.as("chloe");
  if (chloe.modal() === null) {
    await opensList(chloe);
  }
  const bytes = typeof content === "string" ? content : `base64:${content.toString("base64")}`;
  chloe.fill({ "E-mail addresses": "", ...typed, [FIELD]: [name, bytes] });
  return Object.values((await chloe.submit()).errors).join();
}

const people = (n: number): string[] => Array.from({ length: n }, (_, at) => `person${at}@lumen.example`);
const requests = () => world.bot.store.read((tx) => tx.requests.open());
const asked = () =>
  world.bot.store.read((tx) =>
    tx.requests.open().map(({ id }) => tx.invitations.ofRequest(id).map(({ address }) => address)),
  );

/** What she typed beside the list has stayed. */
async function asksForOne(chloe: Awaited<ReturnType<typeof started>>): Promise<void> {
  await opens(chloe, "1 address can be invited:");
  await chloe.submit();
  await sees(chloe.dm, /You asked to invite one person/);
  expect(requests().map(({ reason }) => reason)).toEqual(["Because"]);
}

type Rule = Parameters<Whole["slack"]["faults"]["add"]>[0];
const elsewhere = { kind: "answer", status: 302, headers: { location: "http://127.0.0.1:9/" } } as const;
const FAULTS: Readonly<Record<Platform, [string, Rule][]>> = {
  slack: [
    ["the download breaks", { path: "/download", fault: { kind: "drop" } }],
    ["Slack sends it elsewhere", { path: "/download", fault: elsewhere }],
    ["a page to sign in comes", { path: "/download", fault: { kind: "answer", status: 200, body: "<p>" } }],
  ],
  teams: [
    ["OneDrive sends it elsewhere", { path: "/files", fault: elsewhere }],
    ["OneDrive does not know it any more", { path: "/files", fault: { kind: "answer", status: 404 } }],
  ],
};

describe.each(["slack", "teams"] as const)("a list as a file in %s", (platform) => {
  it("is shown before anything is sent, and becomes one Request for each hundred addresses", async () => {
    const chloe = await started(platform);
    const all = people(230);
    const rows = [...all.map((address, n) => `Person ${n};${address};Sales`), `Twice;${all[0]};`, "Nobody;;"];
    const text = ["Name;E-mail;Team", ...rows].join("\r\n");
    const typed = { "E-mail addresses": "typed@lumen.example", Reason: "The whole team" };
    if (platform === "teams") {
      const card = await sent(platform, "team.csv", Buffer.from(`\ufeff${text}`, "utf16le"));
      expect(card).toMatch(/Your file has 23[01] addresses. Nothing is sent yet./);
      await chloe.press("Open the form", { in: "dm" });
      await opens(chloe, /23[01] addresses from your file/);
      chloe.fill(typed);
      await chloe.submit();
    } else await sent(platform, "team.csv", text, typed);
    const look = await opens(chloe, "Check these addresses");
    expect(look).toContain("231 addresses can be invited:");
    expect(look).toContain("nobody: not an e-mail address");
    expect(look).toContain("These addresses go as 3 requests, each with its own card.");
    expect(requests()).toEqual([]);
    // In Teams as well what was typed is there again, and so is the list.
    if (platform === "teams") {
      await chloe.back();
      expect(await opens(chloe, "from your file")).toContain("typed@lumen.example");
      await chloe.submit();
      await opens(chloe, "Check these addresses");
    }
    await chloe.submit();
    await sees(chloe.dm, /Waiting for an approver/);
    await world.settle();
    expect(asked().map(({ length }) => length)).toEqual([100, 100, 31]);
    expect(asked().flat()).toEqual(["typed@lumen.example", ...all]);
    expect(requests().map(({ reason }) => reason)).toEqual(Array(3).fill("The whole team"));
    expect(world.refused()).toEqual([]);
  });

  it.each([
    ["no CSV", Buffer.from("PK\u0003\u0004\u0000"), "This isn't a CSV file"],
    ["too large", "x".repeat(MAX_FILE_BYTES + 1), "This file is too large"],
    ["with a key in it", "email\na@b.example\nsk-abcdefghijklmnopqrstuvwxyz0123", "looks like an API key"],
  ])("that is %s is refused in one sentence, and what was typed stays", async (_what, content, sentence) => {
    const chloe = await started(platform);
    expect(await sent(platform, "list.csv", content, { Reason: "Because" })).toContain(sentence);
    expect(world.bot.store.read((tx) => tx.drafts.get(1))).toBeNull();
    if (platform === "teams") return;
    expect(await sent(platform, "list.csv", "email\nzoe@lumen.example")).toBe("");
    await asksForOne(chloe);
  });

  it.each(FAULTS[platform])(
    "that cannot be had because %s is asked for again, and leaves no secret anywhere",
    async (_why, rule) => {
      const chloe = await started(platform, { graceMs: 0 });
      world[platform].faults.add({ ...rule });
      const list = "email,note\nplanted@lumen.example,planted in a note";
      expect(await sent(platform, "list.csv", list)).toContain("could not be read just now");
      const again = await sent(platform, "list.csv", list);
      if (platform === "slack") await opens(chloe, "1 address can be invited:");
      else expect(again).toContain("Your file has 1 address");
      const kept = logged.text();
      expect(kept).toContain("a file could not be read");
      const files = world.teams.state().messages.flatMap(({ file }) => (file === undefined ? [] : [file.id]));
      for (const secret of [BOT_TOKEN, "/sandbox/slack/download", "planted", ...files])
        expect(kept).not.toContain(secret);
    },
  );

  it("is not taken from a guest, nor fetched", async () => {
    const chloe = await started(platform);
    if (platform === "slack") {
      await sent(platform, "list.csv", "name");
      const guest = must(findPerson(world.slack.state(), chloe.id));
      guest.kind = "guest";
      const user = wireUser(guest, { email: true, locale: true, now: 0 });
      await world.slack.deliveries.event({ type: "user_change", user });
      const infos = () => world.slack.calls().filter(({ method }) => method === "files.info").length;
      const before = infos();
      expect(await sent(platform, "list.csv", people(2).join("\n"))).toContain("Guests can't ask");
      expect(infos()).toBe(before);
      return;
    }
    expect(chloe.dm().join()).not.toContain("Guests");
    const greta = world.inTeams("greta");
    world.teams.faults.add({ path: "/files", fault: { kind: "drop" } });
    await greta.install();
    // What everybody is told at first would otherwise come after the answer now and then.
    await world.settle();
    await greta.attach("list.csv", people(2).join("\n"));
    await sees(() => must(greta.dm().at(-1)), "Guests can't ask or decide here");
    expect(world.teams.faults.take("GET", "/files")).not.toBeNull();
  });
});

describe("a list as a file in Slack", () => {
  it("of somebody else, or with an address that is not Slack's, is not fetched", async () => {
    await started("slack");
    await world.as("ana").command("help", "#mistral");
    const mine = { user: world.as("chloe").id, size: 9 };
    const evil = ["http://files.evil.example/list.csv", "https://slack.com.evil.example/list.csv"];
    const hers = { user: world.as("ana").id, url_private: `${world.origin}/sandbox/slack/download/F1` };
    for (const more of [...evil.map((url_private) => ({ url_private })), hers, {}]) {
      const file = { ...mine, ...more };
      const fault = { kind: "answer", status: 200, body: { ok: true, file } } as const;
      world.slack.faults.add({ path: "/files.info", fault });
      expect(await sent("slack", "list.csv", people(1).join())).toContain("could not be read just now");
    }
    expect(await sent("slack", "list.xlsx", "email")).toContain("This type of file is not allowed here");
  });

  it("is not asked for without the scope, and addresses are typed as before", async () => {
    const scopes = GRANTED_SCOPES.filter((scope) => scope !== "files:read");
    const chloe = await started("slack", { scopes });
    expect(await opensList(chloe, "E-mail addresses")).not.toContain(FIELD);
    chloe.fill({ "E-mail addresses": people(1).join("") });
    await chloe.submit();
    await sees(chloe.dm, /You asked to invite one person/);
    expect(world.refused()).toEqual([]);
  });

  it("is begun with a template that comes as a file, and what was typed stays", async () => {
    const chloe = await started("slack");
    await opensList(chloe);
    chloe.fill({ Reason: "Because" });
    await chloe.press("Get a template", { in: "modal" });
    await opens(chloe, "sends you the template as a file");
    await world.settle();
    expect(chloe.dm().join("\n")).toContain("Enter one address per line below email");
    const template = must(world.slack.state().files?.find(({ channel }) => channel !== null));
    await chloe.back();
    expect(await sent("slack", template.name, `${template.text}zoe@lumen.example\r\n`)).toBe("");
    await asksForOne(chloe);
  });
});
