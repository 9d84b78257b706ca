import { beforeEach, describe, expect, it } from "vitest";
import type { Messenger } from "../../../src/app/core/app.ts";
import { createReferences } from "../../../src/app/messages/conversation-references.ts";
import { createPace } from "../../../src/lib/rate-limit.ts";
import { createConnector } from "../../../src/teams/outbound/connector.ts";
import { createMessenger } from "../../../src/teams/outbound/messenger.ts";
import { must } from "../../support/must.ts";
import { type Bot, invitation, startedBot } from "../../support/world/bot.ts";
import { type Asked, asTeams, type FakeConnector, fakeConnector } from "../stand-ins/fake-connector.ts";
import { CARD, CHANNEL, NO_TOKENS, OWN } from "../stand-ins/teams-messenger.ts";

const SECOND = 1_000;

let bot: Bot;
let service: FakeConnector;

/** Ana and Ben work in Slack. Tara is in Teams alone and approves too, and so does its channel hear of Requests. */
beforeEach(async () => {
  service = await fakeConnector();
  bot = await startedBot({ both: true });
  const references = createReferences(bot.store, "teams");
  const pace = createPace(bot.now);
  const connector = createConnector({ tokens: NO_TOKENS, pace, trusts: () => true });
  const card = ({ summary }: { summary: string }) => ({ ...CARD, speak: summary });
  const { log } = bot.context;
  const messenger = createMessenger({ connector, references, ownTenant: OWN, card, log, now: bot.now });
  (bot.context.messengers as Messenger[]).splice(1, 1, messenger);
  const common = { serviceUrl: service.serviceUrl, tenant: OWN, bot: "28:app" };
  references.note({ kind: "channel", id: CHANNEL, label: "General", data: { ...common, kind: "channel" } });
  const tara = { user: "29:tara", conversation: "a:tara", locale: "", timezone: "" };
  references.note({ kind: "person", id: "t-tara", label: "Tara", data: { ...common, ...tara } });
  answer((asked) => asTeams(asked));
  await bot.inTeams("tara").command("status");
  bot.store.transact((tx) => {
    const setup = must(tx.setup.load());
    const approvals = [...setup.settings.approvals, { platform: "teams" as const, channel: CHANNEL }];
    const approvers = [...setup.settings.approvers, must(tx.people.byAccount("teams", "t-tara")).id];
    tx.setup.save({ ...setup, settings: { ...setup.settings, approvals, approvers } });
  });
  service.asked.length = 0;
});

const TARA = {
  id: "29:tara",
  aadObjectId: "t-tara",
  name: "Tara",
  email: "tara@lumen.example",
  tenantId: OWN,
};

/** Teams as the test says; it knows Tara. */
function answer(as: FakeConnector["answer"]): void {
  const member = { body: { ...TARA, userRole: "user" } };
  service.answer = (asked) => (asked.path.endsWith("members/29:tara") ? member : as(asked));
}

const isThread = ({ path, body }: Asked) => path === "v3/conversations" && body.isGroup === true;
const threads = () => service.asked.filter(isThread);
const updates = () => service.asked.filter(({ method }) => method === "PUT");
const copies = () =>
  bot.store.read((tx) => tx.posted.ofSubject("request:1")).filter(({ platform }) => platform === "teams");
const ask = (address: string) => bot.as("chloe").submit({ form: "invite" }, invitation(address));

describe("a card in a channel of Teams", () => {
  it("that Teams took without an id is there once, and changes from the first press on, which names it", async () => {
    answer((asked) => (isThread(asked) ? { status: 202, body: { id: CHANNEL } } : asTeams(asked)));
    await ask("paul@lumen.example");
    await bot.as("ben").press({ do: "approve", request: 1 });
    await bot.skip(60 * SECOND);
    expect([threads().length, updates().length]).toEqual([1, 0]);
    const { caller } = bot.inTeams("tara");
    const late = { do: "approve", request: 1, ask: "m1" } as const;
    const pressed = (channel: string) => ({ ...caller, pressed: { channel, message: "m77" } });
    await bot.app.press(pressed("19:elsewhere@thread.tacv2"), late, "elsewhere");
    await bot.app.press(pressed(CHANNEL), { ...late, request: 2 }, "about another");
    await bot.settle();
    expect([copies().map(({ message }) => message), updates()]).toEqual([[""], []]);
    await bot.app.press(pressed(CHANNEL), late, "its own");
    await bot.settle();
    expect(copies()).toMatchObject([{ channel: CHANNEL, message: "m77" }]);
    expect(updates().at(-1)?.path).toBe(`v3/conversations/${CHANNEL};messageid=m77/activities/m77`);
    expect(updates().at(-1)?.body.summary).toContain("approved");
    expect(bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
  });

  it("that asks somebody themselves and was taken without an id changes from the first press on, too", async () => {
    answer((asked) => (asked.method === "POST" ? { status: 202, body: {} } : asTeams(asked)));
    const { caller } = bot.inTeams("tara");
    const subject = "domain:1";
    const person = bot.store.read((tx) => must(tx.people.byAccount("teams", "t-tara")).id);
    const copy = { subject, platform: "teams", channel: "a:tara", message: "", person } as const;
    bot.store.transact((tx) => void tx.posted.insert({ ...copy, drawn: null, openedAt: null }));
    const pressed = { ...caller, pressed: { channel: "a:tara", message: "m5" } };
    const at = () => bot.store.read((tx) => tx.posted.ofSubject(subject).map(({ message }) => message));
    await bot.app.press(pressed, { do: "unwatch-domain", watch: 2 }, "about another");
    expect(at()).toEqual([""]);
    await bot.app.press(pressed, { do: "unwatch-domain", watch: 1 }, "its own");
    expect(at()).toEqual(["m5"]);
  });
});
