import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { must } from "../support/must.ts";
import { ask, opens, paidWhole, sees, sendForm, type Whole } from "../support/servers/whole.ts";

let world: Whole;
const as = (handle: string) => world.as(handle);
const approvals = () => as("ben").messages("#mistral-approvals");
const requests = () => world.bot.store.read((tx) => tx.requests.open());

beforeEach(async () => {
  world = await paidWhole("automatic");
});
afterEach(() => world.stop());

const many = (n: number) => Array.from({ length: n }, (_, i) => `p${i}@lumen.example`).join(", ");

describe("what is wrong in a form is said at its field, and nothing typed is lost", () => {
  const ADDRESSES = "E-mail addresses";
  const NAMES = "Names, one per line";
  const DOMAINS = "Allowed e-mail domains";
  const CASES = [
    ["invite", ADDRESSES, "nowhere", "Nobody is left to invite. nowhere: not an e-mail address"],
    ["invite", ADDRESSES, many(101), "These are 101 addresses; at most 100 at once."],
    ["invite", ADDRESSES, " , ;\n", "Please enter at least one e-mail address."],
    ["invite", ADDRESSES, "ana@lumen.example", "ana@lumen.example: already a Member"],
    ["", NAMES, "x".repeat(300), "At most 255 characters."],
    ["", NAMES, "A\na", "“a” is listed twice."],
    ["settings", DOMAINS, "not a domain", "is not a domain such as example.com."],
    ["settings", DOMAINS, "<!channel>", "“<!channel>” is not a domain"],
  ] as const;

  it("whether it is an address, a name or a domain", async () => {
    const ana = as("ana");
    for (const [command, label, value, sentence] of CASES) {
      await ana.command(command);
      if (command === "") await ana.press("Add Workspaces", { in: "dm" });
      await opens(ana, label);
      ana.fill({ [label]: value });
      const errors = { [label]: expect.stringContaining(sentence) };
      expect(await ana.submit()).toMatchObject({ ok: false, errors });
      expect(ana.modal()).toContain(label);
      await ana.close();
    }
    expect(requests()).toEqual([]);
  });
});

it("a command that is longer than a form takes is refused in one sentence", async () => {
  const chloe = as("chloe");
  const name = "somebody.with.a.name.as.long.as.an.address.takes.it";
  const long = Array.from({ length: 100 }, (_, i) => `${name}.${i}@lumen.example`);
  await chloe.command(`invite ${long.join(" ")}`);
  await sees(chloe.dm, "That is too much at once. Write less");
  expect(requests()).toEqual([]);
});

describe("names and reasons", () => {
  const NASTY = "<!channel> *bold* _it_ `code` <https://evil.example|here> 🎉 שלום مرحبا";

  it("are shown as they were typed, and mention, format and link nothing", async () => {
    const [ana, ben, chloe] = [as("ana"), as("ben"), as("chloe")];
    await world.slack.changePerson(chloe.id, { name: NASTY, handle: NASTY });
    await ana.command("");
    await ana.press("Set the organization", { in: "dm" });
    await sendForm(ana, "1. Organization", {
      "Name of the Organization": NASTY,
    });
    await chloe.command("invite kenji@lumen.example");
    await sendForm(chloe, "Ask for invitations", { Reason: NASTY });
    await world.settle();
    await ben.press("Deny", { in: "#mistral-approvals" });
    await sendForm(ben, "Deny the Request", { Reason: NASTY });
    await world.settle();
    await ana.press("Show the checklist", { in: "modal" });
    await opens(ana, NASTY.slice(0, 20));
    expect(approvals().join()).toContain(NASTY);
    expect(chloe.dm().join()).toContain(NASTY);
    const { messages, modals, homes } = world.slack.state();
    const everything = JSON.stringify([messages, modals, homes]);
    expect(everything).not.toMatch(/"broadcast"|"url":"https:\/\/evil/);
    for (const marked of marks([messages, modals.map(({ content }) => content)])) {
      expect(marked).not.toMatch(/<!(?!date)|\*bold\*|<https:\/\/evil/);
    }
    expect(world.refused()).toEqual([]);
  });

  /** All that Slack would read as markup: the words of a message, and mrkdwn. */
  function marks(value: unknown): string[] {
    if (Array.isArray(value)) return value.flatMap(marks);
    if (typeof value !== "object" || value === null) return [];
    const { type, text, ...rest } = value as { type?: unknown; text?: unknown };
    const isMarked = typeof text === "string" && (type === "mrkdwn" || type === undefined);
    return [...(isMarked ? [text] : marks(text)), ...Object.values(rest).flatMap(marks)];
  }
});

describe("who clicks", () => {
  it("late in a form reads at its field who was first, and keeps the words", async () => {
    await ask(world, "chloe", "kenji@lumen.example");
    await as("ana").press("Deny", { in: "#mistral-approvals" });
    await opens(as("ana"), "Deny the Request");
    await as("ben").press("Approve", { in: "#mistral-approvals" });
    await world.settle();
    as("ana").fill({ Reason: "not this month" });
    const { errors } = await as("ana").submit();
    expect(errors["Reason"]).toMatch(/Approved by @?ben .*Nothing was changed/);
    expect(as("ana").modal()).toContain("Deny the Request");
  });

  it("too late for Slack is asked to press again, where they are", async () => {
    await ask(world, "chloe", "kenji@lumen.example");
    const body = { ok: false, error: "expired_trigger_id" };
    world.slack.faults.add({ path: "/views.open", fault: { kind: "answer", status: 200, body } });
    await as("ben").press("Deny", { in: "#mistral-approvals" });
    await sees(
      approvals,
      "Slack let this click run out before the dialog could open. Please press it again.",
    );
    await as("ben").press("Deny", { in: "#mistral-approvals" });
    await opens(as("ben"), "Deny the Request");
  });

  it("without an e-mail address in Slack fills it in by hand", async () => {
    await world.slack.changePerson(as("chloe").id, { email: null });
    await ask(world, "chloe", "chloe@lumen.example");
    await as("ben").press("Approve", { in: "#mistral-approvals" });
    await world.settle();
    expect(must(world.mistral.mails()[0]).to).toBe("chloe@lumen.example");
    expect(world.refused()).toEqual([]);
  });
});

it("while the channel for approvals is gone, the approvers get the card themselves, and the owner hears why", async () => {
  world.slack.changeChannel("C0APPROVE1", { archived: true });
  await ask(world, "chloe", "kenji@lumen.example");
  await sees(as("ben").dm, /@chloe asks to invite one person[\s\S]*\[Approve\]/);
  await sees(as("ana").dm, /#mistral-approvals in Slack: the bot cannot write there/);
  await as("ben").press("Approve", { in: "dm" });
  await world.settle();
  expect(world.mistral.mails()).toHaveLength(1);
  await sees(as("ben").dm, "Approved by @ben");
});
