import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Reply } from "../../src/app/core/app.ts";
import { initialSlackState } from "../../src/sandbox/slack/company.ts";
import { createEmbeddedSlack, type EmbeddedSlack } from "../../src/sandbox/slack/embedded-slack.ts";
import { openWorld } from "../../src/sandbox/world.ts";
import { saying } from "../../src/view/core/saying.ts";
import type { Form } from "../../src/view/core/view.ts";
import { must } from "../support/must.ts";
import { type Bot, bot, closed, listening, SECRET } from "./fake-slack.ts";

const TOKEN = "xoxb-1-secret";
const CHANNEL = "C0MISTRAL1";

let server: Server;
let slack: EmbeddedSlack;
let rig: Bot;
let ana: string;

beforeEach(async () => {
  let botUrl = "";
  server = createServer((req, res) => {
    slack.handle(req, res, req.url ?? "");
  });
  const url = await listening(server);
  slack = createEmbeddedSlack({
    section: openWorld().section("slack", initialSlackState()),
    now: Date.now,
    botToken: TOKEN,
    signingSecret: SECRET,
    botUrl: () => botUrl,
    url: () => url,
  });
  rig = await bot({ url: `${url}/api/` }, { botToken: TOKEN, answerWithinMs: 600 });
  botUrl = rig.url;
  ana = slack.state().people.find((person) => person.owner)?.id ?? "";
});
afterEach(async () => {
  await rig.stop();
  await closed(server);
  expect(slack.refusals()).toEqual([]);
});

const form: Form = {
  ref: { form: "invite" },
  title: "Invite people",
  submit: "Send",
  close: "Cancel",
  intro: [
    { kind: "note", spans: [{ kind: "text", text: "Mistral will e-mail them." }] },
    { kind: "actions", buttons: [{ label: "What roles may", action: { do: "status" } }] },
  ],
  fields: [
    { name: "addresses", label: "Addresses", kind: "text", multiline: true },
    {
      name: "role",
      label: "Role",
      kind: "choice",
      as: "radio",
      options: [
        { value: "member", label: "Member" },
        { value: "admin", label: "Admin" },
      ],
      initial: "member",
    },
    { name: "watchers", label: "Who hears of it", kind: "people", optional: true },
    { name: "channel", label: "Where", kind: "channel", optional: true },
  ],
};
const typed = (addresses: string) => ({
  addresses: { value: { type: "plain_text_input", value: addresses } },
});
const modals = () => slack.state().modals.map((view) => JSON.stringify(view.content));
const firstButton = (blocks: readonly object[]) => {
  const block = JSON.parse(JSON.stringify(blocks)).find((each: { type: string }) => each.type === "actions");
  const [element] = block.elements;
  return { block_id: block.block_id, action_id: element.action_id };
};

describe("in a Slack that refuses what Slack refuses", () => {
  it("a command opens a form, which can be corrected, stacked and finished", async () => {
    rig.app.reply = () => ({ kind: "open", form });
    expect(await slack.client.command(ana, CHANNEL, "invite")).toEqual({ ok: true });
    await expect.poll(() => slack.state().modals.length).toBe(1);
    const id = () => slack.state().modals.at(-1)?.id ?? "";

    rig.app.reply = () => ({ kind: "errors", errors: { addresses: "Not an address: x" } });
    expect(await slack.client.submit(ana, id(), typed("x"))).toEqual({
      ok: false,
      errors: { addresses: "Not an address: x" },
    });
    rig.app.reply = () => ({
      kind: "stack",
      form: { ...form, ref: { form: "review", draft: 1 }, fields: [] },
    });
    expect(await slack.client.submit(ana, id(), typed("x@y.test"))).toEqual({ ok: true });
    expect(modals()).toHaveLength(2);
    rig.app.reply = () => ({ kind: "show", view: saying("Requested") });
    expect(await slack.client.submit(ana, id(), {})).toEqual({ ok: true });
    expect(modals().at(-1)).toContain("Requested");

    const submitted = rig.app.asked.filter((asked) => asked.what === "submit");
    expect(submitted).toMatchObject([
      { form: { form: "invite" }, values: { addresses: "x", role: "member", watchers: [], channel: null } },
      { values: { addresses: "x@y.test" } },
      { form: { form: "review", draft: 1 }, values: {} },
    ]);
    expect(new Set(submitted.map((asked) => asked.key)).size).toBe(3);
  });

  it("a form whose answer is late stays as it was typed, whatever comes of it", async () => {
    rig.app.reply = () => ({ kind: "open", form });
    await slack.client.command(ana, CHANNEL, "invite");
    await expect.poll(() => slack.state().modals.length).toBe(1);
    const id = slack.state().modals[0]?.id ?? "";
    const late = async (reply: Reply, addresses: string) => {
      let done = () => {};
      rig.app.reply = () =>
        new Promise((resolve) => {
          done = () => resolve(reply);
        });
      const errors = { addresses: "WORDS-working" };
      expect(await slack.client.submit(ana, id, typed(addresses))).toEqual({ ok: false, errors });
      done();
    };
    await late({ kind: "errors", errors: { addresses: "Not an address: x" } }, "x");
    await expect.poll(() => modals()[0]).toContain("Not an address: x");
    expect(modals()[0]).toContain('"block_id":"addresses"');
    await late({ kind: "show", view: saying("Requested") }, "x@y.test");
    await expect.poll(() => modals()).toEqual([expect.stringContaining("Requested")]);
  });

  it("a press inside a form puts its answer on top and keeps the form", async () => {
    rig.app.reply = () => ({ kind: "open", form });
    await slack.client.command(ana, CHANNEL, "invite");
    await expect.poll(() => slack.state().modals.length).toBe(1);
    rig.app.reply = () => ({ kind: "show", view: saying("Roles are these") });
    const [view] = slack.state().modals;
    const modalId = view?.id ?? "";
    await slack.client.press(ana, { kind: "modal", modalId }, firstButton(view?.content.blocks ?? []), {});
    await expect.poll(() => modals().length).toBe(2);
    expect(modals()[1]).toContain("Roles are these");
  });

  it("a private answer is replaced by what its button leads to", async () => {
    const actions = { kind: "actions", buttons: [{ label: "More", action: { do: "status" } }] } as const;
    rig.app.reply = () => ({ kind: "show", view: { summary: "First", blocks: [actions] } });
    await slack.client.command(ana, CHANNEL, "");
    const message = slack.state().messages.at(-1);
    expect(message).toMatchObject({ text: "First", ephemeralFor: ana });
    rig.app.reply = () => ({ kind: "show", view: saying("Second") });
    const container = { kind: "message", channel: CHANNEL, ts: message?.ts ?? "" } as const;
    await slack.client.press(ana, container, firstButton(message?.blocks ?? []), {});
    await expect.poll(() => slack.state().messages.map((each) => each.text)).toEqual(["Second"]);
  });

  it("a card is posted, found again by its key, pressed, and changed in place", async () => {
    const { messenger } = rig.connection;
    const actions = {
      kind: "actions",
      buttons: [{ label: "Withdraw", action: { do: "withdraw", request: 1 } }],
    } as const;
    const ts = must(await messenger.post(CHANNEL, { summary: "A request", blocks: [actions] }, "card-1"));
    expect(await messenger.lookFor(CHANNEL, "card-1", Date.now())).toBe(ts);
    expect(await messenger.lookFor(CHANNEL, "card-2", Date.now())).toBeNull();
    rig.app.reply = () => ({ kind: "show", view: saying("Not your own") });
    const container = { kind: "message", channel: CHANNEL, ts } as const;
    await slack.client.press(ana, container, firstButton(slack.state().messages.at(-1)?.blocks ?? []), {});
    await expect.poll(() => modals().join()).toContain("Not your own");
    await messenger.update(CHANNEL, ts, saying("Decided"));
    expect(slack.state().messages).toMatchObject([{ ts, text: "Decided" }]);
    expect(await messenger.lookFor(CHANNEL, "card-1", Date.now())).toBe(ts);
  });

  it("Home is published when it is opened, and a changed account is told", async () => {
    await slack.client.openHome(ana);
    expect(rig.app.asked).toMatchObject([{ what: "home", caller: { account: ana } }]);
    await rig.connection.messenger.publishHome(ana, saying("Your tasks"));
    expect(JSON.stringify(slack.state().homes)).toContain("Your tasks");
    await slack.changePerson(ana, { deleted: true });
    expect(rig.app.asked.at(-1)).toMatchObject({ what: "changed", account: { id: ana, standing: "gone" } });
  });

  it("everybody is who they are", async () => {
    const { messenger } = rig.connection;
    const people = slack.state().people;
    const accounts = await Promise.all(people.map((person) => messenger.account(person.id)));
    expect(accounts.map((account) => account.standing)).toEqual(
      people.map((person) => (person.kind === "guest" ? "guest" : "member")),
    );
    const own = await messenger.findByAddress(people[0]?.email ?? "");
    expect(own).toEqual(accounts[0]);
    expect(await messenger.findByAddress("nobody@nowhere.test")).toBeNull();
    expect(await messenger.openDirect(ana)).toBe(await messenger.openDirect(ana));
  });
});
