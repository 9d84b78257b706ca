import { beforeEach, describe, expect, it } from "vitest";
import type { Messenger } from "../../../src/app/core/messenger.ts";
import { createReferences, type References } from "../../../src/app/messages/conversation-references.ts";
import { createPace } from "../../../src/lib/rate-limit.ts";
import { createConnector } from "../../../src/teams/outbound/connector.ts";
import { createMessenger } from "../../../src/teams/outbound/messenger.ts";
import { must } from "../../support/must.ts";
import { type Bot, invitation, startedBot } from "../../support/world/bot.ts";
import {
  type Answer,
  type Asked,
  asTeams,
  type FakeConnector,
  fakeConnector,
  refusing,
} from "../stand-ins/fake-connector.ts";
import { CARD, CHANNEL, NO_TOKENS, OWN } from "../stand-ins/teams-messenger.ts";

const PAUL = "paul@lumen.example";
const SECOND = 1_000;
const GRACE = 15 * SECOND;

let bot: Bot;
let service: FakeConnector;
let references: References;

/** Ana and Ben work in Slack. Tara is in Teams alone and approves too, and so does its channel hear of Requests. */
beforeEach(async () => {
  service = await fakeConnector();
  bot = await startedBot({ both: true });
  references = createReferences(bot.store, "teams");
  const messengers = bot.context.messengers as Messenger[];
  const messenger = createMessenger({
    connector: createConnector({
      tokens: NO_TOKENS,
      pace: createPace(bot.now),
      trusts: () => true,
      timeoutMs: 10_000,
    }),
    references,
    ownTenant: OWN,
    card: ({ summary }) => ({ ...CARD, speak: summary }),
    log: bot.context.log,
    now: bot.now,
  });
  messengers.splice(1, 1, messenger);
  const common = { serviceUrl: service.serviceUrl, tenant: OWN, bot: "28:app" };
  references.note({ kind: "channel", id: CHANNEL, label: "General", data: { ...common, kind: "channel" } });
  const tara = { user: "29:tara", conversation: "a:tara", locale: "", timezone: "" };
  references.note({ kind: "person", id: "t-tara", label: "Tara", data: { ...common, ...tara } });
  answer(() => undefined);
  await bot.inTeams("tara").command("status");
  bot.store.transact((tx) => {
    const setup = must(tx.setup.load());
    const taraIs = must(tx.people.byAccount("teams", "t-tara"));
    const approvals = [...setup.settings.approvals, { platform: "teams" as const, channel: CHANNEL }];
    const approvers = [...setup.settings.approvers, taraIs.id];
    tx.setup.save({ ...setup, settings: { ...setup.settings, approvals, approvers } });
  });
  service.asked.length = 0;
});

/** Teams as it is, but for what the test says. */
function answer(changed: (asked: Asked) => Answer | undefined): void {
  const tara = {
    id: "29:tara",
    aadObjectId: "t-tara",
    name: "Tara",
    email: "tara@lumen.example",
    tenantId: OWN,
    userRole: "user",
  };
  service.answer = (asked) =>
    changed(asked) ?? (asked.path.endsWith("members/29:tara") ? { body: tara } : asTeams(asked));
}

const isThread = ({ path, body }: Asked) => path === "v3/conversations" && body.isGroup === true;
const threads = () => service.asked.filter(isThread);
const updates = () => service.asked.filter(({ method }) => method === "PUT");
const toTara = () => service.asked.filter(({ path }) => path === "v3/conversations/a:tara/activities");
const copies = () =>
  bot.store.read((tx) => tx.posted.ofSubject("request:1")).filter(({ platform }) => platform === "teams");
const ask = () => bot.as("chloe").submit({ form: "invite" }, invitation(PAUL));
const approve = () => bot.as("ben").press({ do: "approve", request: 1 });

describe("a card in a channel of Teams", () => {
  it("is posted once and changes where it stands", async () => {
    await ask();
    expect(threads()).toHaveLength(1);
    const [copy] = copies();
    expect(copy).toMatchObject({ channel: CHANNEL });
    await approve();
    expect(threads()).toHaveLength(1);
    const at = `v3/conversations/${CHANNEL};messageid=${copy?.message}/activities/${copy?.message}`;
    expect(updates().at(-1)).toMatchObject({ path: at });
    expect(updates().at(-1)?.body.summary).toContain("approved");
  });

  it("that Teams took without an id is there once, and nothing tries to change it", async () => {
    answer((asked) => (isThread(asked) ? { status: 202, body: { id: CHANNEL } } : undefined));
    await ask();
    await approve();
    await bot.skip(60 * SECOND);
    expect(threads()).toHaveLength(1);
    expect(copies()).toMatchObject([{ message: "" }]);
    expect(updates()).toEqual([]);
    expect(bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
  });

  it("that Teams took without an id changes from the first press on, which names it", async () => {
    answer((asked) => (isThread(asked) ? { status: 202, body: { id: CHANNEL } } : undefined));
    await ask();
    await approve();
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
  });

  it("of which nobody knows whether it came through is posted once more, after a while", async () => {
    let lost = 0;
    answer((asked) => {
      if (!isThread(asked) || lost > 0) return undefined;
      lost += 1;
      return "drop";
    });
    await ask();
    expect(threads()).toHaveLength(1);
    await bot.skip(GRACE - 1);
    expect(threads()).toHaveLength(1);
    await bot.skip(2 * SECOND);
    expect(threads()).toHaveLength(2);
    expect(copies()).toHaveLength(1);
    await approve();
    expect(updates().at(-1)?.path).toContain(must(copies()[0]).message);
  });

  it("waits as long as Teams says, and then shows what is so by then", async () => {
    let refused = 0;
    answer((asked) => {
      if (!isThread(asked) || refused > 0) return undefined;
      refused += 1;
      return refusing(429, "Throttled", { "retry-after": "30" });
    });
    await ask();
    await bot.skip(29 * SECOND);
    expect(threads()).toHaveLength(1);
    await approve();
    await bot.skip(2 * SECOND);
    expect(threads()).toHaveLength(2);
    expect(threads()[1]?.body.activity.summary).toContain("approved");
  });

  it("is changed again when a change did not come through", async () => {
    await ask();
    let lost = 0;
    answer(({ method }) => {
      if (method !== "PUT" || lost > 1) return undefined;
      lost += 1;
      return lost === 1 ? "cut" : refusing(502, "ServiceError");
    });
    await approve();
    await bot.skip(60 * SECOND);
    await bot.skip(60 * SECOND);
    expect(updates().length).toBeGreaterThanOrEqual(3);
    expect(updates().at(-1)?.body.summary).toContain("approved");
    expect(threads()).toHaveLength(1);
  });

  it("comes through however many there are, within Microsoft's limits", async () => {
    const at: number[] = [];
    answer((asked) => {
      if (isThread(asked)) at.push(bot.now());
      return undefined;
    });
    for (let i = 0; i < 20; i += 1) {
      await bot.as("chloe").submit({ form: "invite" }, invitation(`p${i}@lumen.example`));
    }
    expect(at).toHaveLength(5);
    for (let i = 0; i < 60 && at.length < 20; i += 1) await bot.skip(500);
    expect(at).toHaveLength(20);
    for (const [index, time] of at.entries()) {
      expect(at.slice(index).filter((other) => other < time + SECOND).length).toBeLessThanOrEqual(7);
      expect(at.slice(index).filter((other) => other < time + 2 * SECOND).length).toBeLessThanOrEqual(8);
    }
    expect(bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
  });
});

describe("a person in Teams", () => {
  const withoutChannels = () =>
    bot.store.transact((tx) => {
      const setup = must(tx.setup.load());
      tx.setup.save({ ...setup, settings: { ...setup.settings, approvals: [] } });
    });
  const unreachable = () => bot.store.read((tx) => tx.people.isUnreachable("teams", "t-tara"));

  it("gets a card in their own chat", async () => {
    withoutChannels();
    await ask();
    expect(toTara()).toHaveLength(1);
  });

  it.each(["ConversationBlockedByUser", "BotNotInConversationRoster", "BotDisabledByAdmin"])(
    "who cannot be written to (%s) is remembered as such, until they write",
    async (code) => {
      withoutChannels();
      answer(({ method, path }) =>
        method === "POST" && path.includes("a:tara") ? refusing(403, code) : undefined,
      );
      await ask();
      expect(toTara()).toHaveLength(1);
      expect(unreachable()).toBe(true);
      await bot.as("chloe").submit({ form: "invite" }, invitation("rosa@lumen.example"));
      expect(toTara()).toHaveLength(1);
      answer(() => undefined);
      await bot.inTeams("tara").command("status");
      expect(unreachable()).toBe(false);
      // Her own page has both Requests that waited for her.
      expect(toTara()).toHaveLength(2);
      expect(JSON.stringify(toTara()[1])).toContain("2 Requests wait for you");
      await bot.as("chloe").submit({ form: "invite" }, invitation("lena@lumen.example"));
      expect(toTara()).toHaveLength(3);
    },
  );
});
