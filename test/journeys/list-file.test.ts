import { afterEach, describe, expect, it } from "vitest";
import { MAX_FILE_BYTES } from "../../src/domain/requests/address-file.ts";
import { GRANTED_SCOPES } from "../../src/sandbox/slack/embedded-slack.ts";
import { must } from "../support/must.ts";
import { keepingLog } from "../support/servers/logged.ts";
import { BOT_TOKEN } from "../support/servers/slack.ts";
import { opens, sees, startedWhole, type Whole, type WholeOptions } from "../support/servers/whole.ts";

const FIELD = "Or a CSV file";

let world: Whole;
let logged: ReturnType<typeof keepingLog>;
afterEach(() => world.stop());

async function started(options: Partial<WholeOptions> = {}): Promise<Whole> {
  logged = keepingLog();
  world = await startedWhole({ mode: "guided", log: logged.log, ...options });
  return world;
}

/** Chloé opens the form and sends this file with it. */
async function sent(file: string[], others: Record<string, string> = {}) {
  const chloe = world.as("chloe");
  if (chloe.modal() === null) {
    await chloe.command("invite", "#mistral");
    await opens(chloe, FIELD);
  }
  chloe.fill({ "E-mail addresses": "", ...others, [FIELD]: file });
  return { chloe, answer: await chloe.submit() };
}

const people = (n: number, from = 0): string[] =>
  Array.from({ length: n }, (_, at) => `person${at + from}@lumen.example`);
const requests = () => world.bot.store.read((tx) => tx.requests.open());
const asked = () =>
  world.bot.store.read((tx) =>
    tx.requests.open().map(({ id }) => tx.invitations.ofRequest(id).map(({ address }) => address)),
  );

describe("a list as a file in Slack", () => {
  it("is shown before anything is sent, and becomes one Request for each hundred addresses", async () => {
    await started();
    const all = people(230);
    const rows = [...all.map((address, n) => `Person ${n};${address};Sales`), `Twice;${all[0]};`, "Nobody;;"];
    const { chloe } = await sent(["team.csv", ["Name;E-mail;Team", ...rows].join("\r\n")], {
      "E-mail addresses": "typed@lumen.example",
      Reason: "The whole team",
    });
    const look = await opens(chloe, "Look at your list");
    expect(look).toContain("231 addresses can go on.");
    expect(look).toContain("Listed more than once, counted once: person0@lumen.example.");
    expect(look).toContain("Not read, because only the addresses are: Name, Team.");
    expect(look).toContain("1 line has no address.");
    expect(look).toContain("They go as 3 Requests, of at most 100 addresses each.");
    expect(requests()).toEqual([]);
    await chloe.submit();
    await opens(chloe, "Your Request for 231 people is with the approvers");
    await world.settle();
    expect(asked().map(({ length }) => length)).toEqual([100, 100, 31]);
    expect(asked().flat()).toEqual(["typed@lumen.example", ...all]);
    expect(requests().map(({ reason }) => reason)).toEqual(Array(3).fill("The whole team"));
    const cards = world
      .as("ben")
      .buttons("#mistral-approvals")
      .filter((label) => /^(Approve|Review all)/.test(label));
    expect(cards).toEqual(["Review all 100", "Review all 100", "Approve"]);
    expect(world.refused()).toEqual([]);
  });

  it.each([
    [
      "no CSV",
      ["list.csv", `base64:${Buffer.from("PK\u0003\u0004\u0000").toString("base64")}`],
      "This is no CSV file",
    ],
    ["empty", ["list.csv", "\ufeff"], "This file is empty"],
    ["without an address", ["list.csv", "name\nAna"], "There is no e-mail address in this file"],
    ["too large", ["list.csv", "x".repeat(MAX_FILE_BYTES + 1)], "This file is too large"],
    ["of too many addresses", ["list.csv", people(501).join("\n")], "These are 501 addresses; at most 500"],
    ["of another type", ["list.xlsx", "email"], "This type of file is not allowed here"],
    [
      "with a key in it",
      ["list.csv", "email\nana@lumen.example\nkey sk-abcdefghijklmnopqrstuvwxyz0123"],
      "That looks like an API key",
    ],
  ])("that is %s is refused at its field, and what was typed stays", async (_what, file, sentence) => {
    await started();
    const { chloe, answer } = await sent(file, { Reason: "Because" });
    expect(answer.errors[FIELD]).toContain(sentence);
    expect(chloe.modal()).toContain(FIELD);
    const again = await sent(["list.csv", "email\nzoe@lumen.example"]);
    expect(again.answer.errors).toEqual({});
    expect(await opens(chloe, "Look at your list")).toContain("1 address can go on.");
    await chloe.submit();
    await opens(chloe, "Your Request for one person");
    expect(requests().map(({ reason }) => reason)).toEqual(["Because"]);
  });

  it.each([
    ["Slack fails", { path: "/files.info", fault: { kind: "answer", status: 500 } }],
    ["the download breaks", { path: "/download", fault: { kind: "drop" } }],
    ["a gateway answers in its place", { path: "/download", fault: { kind: "page", status: 502 } }],
    [
      "Slack sends it elsewhere",
      {
        path: "/download",
        fault: { kind: "answer", status: 302, headers: { location: "http://127.0.0.1:9/" } },
      },
    ],
    [
      "Slack shows a page to sign in",
      { path: "/download", fault: { kind: "answer", status: 200, body: "<p>" } },
    ],
  ] as const)("that cannot be had because %s is asked for again", async (_why, rule) => {
    await started();
    world.slack.faults.add({ ...rule });
    const { chloe, answer } = await sent(["list.csv", people(3).join("\n")]);
    expect(answer.errors[FIELD]).toContain("could not be read just now");
    expect((await chloe.submit()).errors).toEqual({});
    await opens(chloe, "3 addresses can go on.");
  });

  it("of somebody else, or with an address that is not Slack's, is not fetched", async () => {
    await started();
    await world.as("ana").command("help", "#mistral");
    const foreign = (file: object) =>
      ({
        path: "/files.info",
        fault: {
          kind: "answer",
          status: 200,
          body: { ok: true, file: { user: world.as("chloe").id, size: 9, ...file } },
        },
      }) as const;
    for (const file of [
      { url_private: "http://files.evil.example/list.csv" },
      { url_private: "https://slack.com.evil.example/list.csv" },
      { user: world.as("ana").id, url_private: `${world.origin}/sandbox/slack/download/F1` },
      {},
    ]) {
      world.slack.faults.add(foreign(file));
      const { answer } = await sent(["list.csv", people(1).join("\n")]);
      expect(answer.errors[FIELD]).toContain("could not be read just now");
    }
  });

  it("leaves neither the token nor its address anywhere", async () => {
    await started({ graceMs: 0 });
    world.slack.faults.add({ path: "/download", fault: { kind: "drop" } });
    const { chloe } = await sent(["list.csv", "email,note\nzoe@lumen.example,planted in a note"]);
    await chloe.submit();
    await opens(chloe, "1 address can go on.");
    await chloe.submit();
    await opens(chloe, "Your Request for one person");
    await world.settle();
    const kept = logged.text();
    expect(kept).toContain("a file could not be read");
    for (const secret of [BOT_TOKEN, "/sandbox/slack/download", "planted in a note"])
      expect(kept).not.toContain(secret);
  });

  it("is not asked for without the scope, and addresses are typed as before", async () => {
    await started({ scopes: GRANTED_SCOPES.filter((scope) => scope !== "files:read") });
    const chloe = world.as("chloe");
    await chloe.command("invite", "#mistral");
    expect(await opens(chloe, "E-mail addresses")).not.toContain(FIELD);
    chloe.fill({ "E-mail addresses": people(1).join("") });
    await chloe.submit();
    await sees(chloe.modal, "Your Request for one person");
    expect(world.refused()).toEqual([]);
  });

  it("is begun with a template that comes as a file, and what was typed stays", async () => {
    await started();
    const chloe = world.as("chloe");
    await chloe.command("invite", "#mistral");
    await opens(chloe, FIELD);
    chloe.fill({ Reason: "Because" });
    await chloe.press("Get a template", { in: "modal" });
    await opens(chloe, "The template comes to you as a file");
    await world.settle();
    expect(chloe.dm().join("\n")).toContain("Enter one address per line below email");
    const template = must(world.slack.state().files?.find(({ channel }) => channel !== null));
    await chloe.back();
    const { answer } = await sent([template.name, `${template.text}zoe@lumen.example\r\n`]);
    expect(answer.errors).toEqual({});
    await opens(chloe, "1 address can go on.");
    await chloe.submit();
    await opens(chloe, "Your Request for one person");
    expect(requests().map(({ reason }) => reason)).toEqual(["Because"]);
  });

  it("is not taken from a guest", async () => {
    await started();
    const { chloe } = await sent(["list.csv", "name"]);
    await world.slack.changePerson(chloe.id, { kind: "guest" });
    const before = world.slack.calls().filter(({ method }) => method === "files.info").length;
    const { answer } = await sent(["list.csv", people(2).join("\n")]);
    expect(Object.values(answer.errors).join()).toContain("Guests cannot request or decide here");
    expect(world.slack.calls().filter(({ method }) => method === "files.info")).toHaveLength(before);
  });
});
