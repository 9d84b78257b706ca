import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { keepEvents } from "../../../src/app/record/feed.ts";
import { runVerify } from "../../../src/cli/record/record-verify.ts";
import { headText } from "../../../src/domain/record/record.ts";
import type { AuditEvent } from "../../../src/domain/security/audit.ts";
import { note } from "../../../src/sandbox/mistral/audit-log.ts";
import { must } from "../../support/must.ts";
import { type AutomaticBot, startAutomatic } from "../../support/world/automatic.ts";
import { type Bot, billing, createAround, createBot, START, startedBot } from "../../support/world/bot.ts";
import { words } from "../../support/world/chat.ts";
import { fileStore } from "../../support/world/file-store.ts";
import { DAY, MINUTE, SECOND } from "../../support/world/times.ts";

let world: AutomaticBot;
beforeEach(async () => {
  world = await startAutomatic();
});

/** Long enough for the next look, however seldom it comes. */
const look = () => world.skip(11 * MINUTE);
const settings = (feed: string | null) => world.bot.set({ feed });
const told = (channel = "audit") => world.bot.chat.in(channel).map(({ view }) => words(view));
const key = (times = 1) => {
  for (let n = 0; n < times; n += 1) world.mistral.change({ kind: "key" });
};

describe("the audit feed", () => {
  it("is silent until a channel is chosen for it", async () => {
    key();
    await look();
    expect(world.bot.chat.in("audit")).toEqual([]);
    expect(world.bot.chat.in("news").some(({ key: subject }) => subject.startsWith("feed:"))).toBe(false);
  });

  it("tells nothing that happened before it was switched on", async () => {
    key();
    await world.skip(SECOND);
    await settings("audit");
    await look();
    expect(told()).toEqual([]);
    await look();
    expect(told()).toEqual([]);
    key();
    await look();
    expect(told()).toHaveLength(1);
    expect(told()[0]).toMatch(/@ana: API key created/);
  });

  it("tells of ten minutes in one message, which grows", async () => {
    await world.pay();
    await look();
    await settings("audit");
    // Somebody is Pending, so the log is read every minute.
    await world.approved("bob@lumen.example");
    await world.skip(66 * SECOND);
    key(2);
    await world.skip(66 * SECOND);
    expect(told()).toHaveLength(1);
    expect(told()[0]).toMatch(/An API key: Invitation sent\n.*@ana: 2 × API key created/);
    await world.skip(11 * MINUTE);
    key();
    await world.skip(66 * SECOND);
    expect(told()).toHaveLength(2);
    expect(told()[1]).not.toMatch(/Invitation/);
  });

  it("sums up in one message what happened while the bot was away", async () => {
    await settings("audit");
    await look();
    for (let hour = 0; hour < 50; hour += 1) {
      const at = world.bot.now() + hour * 60 * MINUTE;
      world.section.change((draft) => {
        for (const type of ["api_key.create", "workspace.create", "billing.monthly_limit.updated"] as const)
          note(draft, at, type, { by: `${hour}`.padStart(36, "0") });
      });
    }
    await world.skip(3 * DAY);
    await look();
    expect(told()).toHaveLength(1);
    expect(told()[0]).toMatch(/Somebody: 50 × API key created/);
    expect(must(told()[0]).split("\n").length).toBeLessThan(20);
  });

  it("names people as far as they are known, and no address", async () => {
    await world.pay();
    await world.approved("kenji@lumen.example, zoe.nowhere@lumen.example");
    await look();
    await settings("audit");
    for (const { id, to } of world.mistral.mails()) {
      world.mistral.accept(id, to.startsWith("zoe") ? to : undefined);
    }
    await world.skip(66 * SECOND);
    const [message = ""] = told();
    expect(message).toMatch(/@kenji: Invitation accepted/);
    expect(message).toMatch(/Somebody: Invitation accepted/);
    expect(message).not.toMatch(/\w@\w/);
  });

  it("passes over everyday work, and shows what nobody has a word for as it is called", async () => {
    await settings("audit");
    await look();
    const at = world.bot.now();
    world.section.change((draft) => {
      draft.log ??= [];
      for (const [n, type] of [
        "le_chat.conversation.created",
        "user.log_in",
        "quantum.flux.enable",
      ].entries())
        draft.log.push({ id: 900 + n, at: at + SECOND, type, by: "API_KEY", target: "USER", about: null });
    });
    await look();
    expect(must(told()[0]).split("\n").slice(1)).toEqual([
      expect.stringMatching(/An API key: Event quantum\.flux\.enable$/) as string,
    ]);
  });

  it("can be switched off, and starts from then when it is switched on again", async () => {
    await settings("audit");
    await look();
    await settings(null);
    key();
    await look();
    await settings("audit");
    await look();
    expect(told()).toEqual([]);
  });

  it("goes on in its channel when other settings change", async () => {
    await settings("audit");
    await world.skip(SECOND);
    key();
    await world.skip(SECOND);
    await settings("audit");
    await look();
    await look();
    expect(told()).toHaveLength(1);
  });

  it("of a plan without audit logs: the owner hears once why it is silent", async () => {
    world.mistral.change({ kind: "auditLogs", on: false });
    await settings("audit");
    await look();
    await world.skip(1.2 * DAY);
    await world.skip(1.2 * DAY);
    const heard = world.bot.chat.in("dm-ana").filter(({ key: subject }) => subject.startsWith("no-audit:"));
    expect(heard).toHaveLength(1);
    expect(words(must(heard[0]).view)).toMatch(/Enterprise/);
  });
});

describe("events and messages", () => {
  /** Minutes. */
  const LATEST = 132;
  const PAUSE = 3;

  it("each event that came after the channel was chosen is told exactly once", async () => {
    const event = fc.record({ minute: fc.nat(120), late: fc.nat(LATEST - 120), everyday: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 40 }), fc.nat(120), async (events, from) => {
        const bot = createBot();
        const since = START + from * MINUTE;
        const channels = [{ platform: "slack", channel: "audit", since } as const];
        const all = events.map(({ minute, late, everyday }, id) => ({
          seen: minute + late,
          event: audit(id + 1, START + minute * MINUTE, everyday ? "user.log_in" : "api_key.create"),
        }));
        // The last look comes after the last entry has appeared.
        for (let minute = from; minute < LATEST + PAUSE; minute += PAUSE) {
          const now = START + minute * MINUTE;
          bot.store.transact((tx) => {
            const fresh = all.filter(
              ({ seen, event: { id } }) => seen <= minute && !tx.audit.known([id]).has(id),
            );
            keepEvents(
              { tx, now, context: bot.context },
              channels,
              fresh.map(({ event: one }) => one),
            );
          });
        }
        const feeds = bot.store.read((tx) => {
          const ids = Array.from({ length: LATEST + PAUSE }, (_, minute) => START + minute * MINUTE);
          return ids.map((id) => tx.audit.ofFeed(id)).filter((list) => list.length > 0);
        });
        const expected = all
          .map(({ event: one }) => one)
          .filter(({ at, type }) => at >= since && type !== "user.log_in");
        expect(
          feeds
            .flat()
            .map(({ id }) => id)
            .sort(),
        ).toEqual(expected.map(({ id }) => id).sort());
        expect(feeds.length).toBeLessThanOrEqual(14);
        await bot.worker.stop(0);
        bot.store.close();
      }),
      { numRuns: 15 },
    );
  });
});

const audit = (id: number, at: number, type: string): AuditEvent => ({
  ...{ id: String(id), at, type },
  ...{ actor: null, target: null },
});

/** The line about the Record in every message of a channel, as people read it. */
const shown = (bot: Bot, channel: string): string[] =>
  bot.chat.in(channel).flatMap(({ view }) => /^Record: .*$/m.exec(words(view))?.[0] ?? []);

const endNow = (bot: Bot): string => headText(bot.store.read((tx) => tx.record.end()));

async function everyStep(bot: Bot): Promise<void> {
  const ana = bot.as("ana");
  for (const step of ["organization", "workspaces", "security"] as const)
    await ana.press({ do: step === "organization" ? "confirm" : "skip", step });
  await ana.submit({ form: "billing" }, billing());
  await bot.skip(180_000);
}

describe("the head of the Record", () => {
  it("is on the card of the Setup with each step that is done, and stays what it was when the card is drawn anew", async () => {
    const bot = await startedBot();
    const [started] = shown(bot, "news");
    await bot.as("ana").press({ do: "skip", step: "workspaces" });
    const [closed] = shown(bot, "news");
    expect(closed).not.toBe(started);
    expect(closed).toBe(`Record: entry 2, head ${endNow(bot)}`);
    await bot.ask("paul@lumen.example");
    const card = must(bot.chat.in("news")[0]);
    expect(card.updates).toBeGreaterThan(1);
    expect(shown(bot, "news")).toEqual([closed]);
  });

  it("is in the channel again after fifty entries without a milestone, in a message that is there", async () => {
    const bot = await startedBot();
    const posted = bot.chat.in("news").length;
    for (let n = 0; n < 25; n += 1) {
      await bot.as("ana").press({ do: "skip", step: "workspaces" });
      await bot.as("ana").press({ do: "reopen", step: "workspaces" });
    }
    expect(shown(bot, "news")).toEqual([expect.stringMatching(/^Record: entry 50, head 50:/)]);
    expect(bot.chat.in("news")).toHaveLength(posted);
  });

  it("is what the operator's check takes", async () => {
    const around = createAround();
    const file = fileStore({ clock: () => around.clock.now, redrawAfterMs: 0 });
    const bot = await startedBot({ store: file.store, around });
    const first = shown(bot, "news");
    await everyStep(bot);
    const heads = [...first, ...shown(bot, "news")];
    expect(new Set(heads).size).toBe(2);
    const said: string[] = [];
    const options = heads.flatMap((head) => ["--head", head]);
    const code = await runVerify(options, { path: file.path, kind: "real" }, (line) => said.push(line));
    expect([code, said.join("\n")]).toEqual([0, expect.stringContaining("nothing was changed or cut off")]);
  });
});
