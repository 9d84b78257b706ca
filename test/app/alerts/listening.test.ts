import { describe, expect, it } from "vitest";
import type { Messenger } from "../../../src/app/core/messenger.ts";
import { ofKind } from "../../../src/domain/alert.ts";
import { AppError } from "../../../src/lib/errors.ts";
import { type Bot, createBot, invitation, startedBot } from "../../support/world/bot.ts";
import { bothBot } from "../../support/world/both.ts";
import { said, words } from "../../support/world/chat.ts";
import { MINUTE, SECOND } from "../../support/world/times.ts";

describe("Slack that is not heard, because its connection cannot be made", () => {
  const unheard = async (bot: Bot, minutes: number) => {
    for (let gone = 0; gone < 2 * minutes; gone += 1) {
      bot.app.listens(false);
      await bot.skip(30 * SECOND);
    }
  };
  const notices = (bot: Bot, person: string) =>
    bot.chat
      .dm(person)
      .filter(({ key }) => key.startsWith("alert:outage."))
      .map(({ view }) => words(view));

  it("is told of to owner and approvers there, once, with what to do, until it is over", async () => {
    const bot = await startedBot();
    await unheard(bot, 9);
    expect(notices(bot, "ana")).toEqual([]);
    await unheard(bot, 30);
    for (const person of ["ana", "ben"])
      expect(notices(bot, person)).toEqual([
        expect.stringMatching(/heard nothing from Slack since .*SLACK_APP_TOKEN/),
      ]);
    expect(notices(bot, "chloe")).toEqual([]);
    expect(said(await bot.as("ana").command("status"))).toMatch(/heard nothing from Slack since/);
    bot.app.listens(true);
    await bot.skip(MINUTE);
    expect(notices(bot, "ana")).toEqual([expect.stringMatching(/heard nothing from Slack from .* until/)]);
    expect(said(await bot.as("ana").command("status"))).not.toMatch(/heard nothing/);
  });

  it("is no news when it is back within ten minutes, nor after the machine slept", async () => {
    const bot = await startedBot();
    await unheard(bot, 8);
    bot.app.listens(true);
    await unheard(bot, 8);
    await bot.skip(8 * 3_600 * SECOND);
    await unheard(bot, 8);
    expect([notices(bot, "ana"), notices(bot, "ben")]).toEqual([[], []]);
  });

  it("is not told of beside that it does not answer at all", async () => {
    const bot = await bothBot();
    const down = () => Promise.reject(new AppError("unavailable", "no"));
    for (const port of ["post", "update", "account", "openDirect", "publishHome"] as const)
      Object.assign(bot.chat.messenger, { [port]: down });
    for (let id = 1; id <= 3; id += 1)
      await bot.inTeams("tara").submit({ form: "invite" }, invitation(`x${id}@lumen.example`));
    for (let gone = 0; gone < 20; gone += 1) await unheard(bot, 1);
    const of = bot.store.read((tx) => ofKind(tx.alerts.open(), "outage").map((outage) => outage.of));
    expect(of).toEqual(["slack"]);
  });

  it("is forgotten where Slack is taken out of the configuration", async () => {
    const bot = await startedBot();
    await unheard(bot, 15);
    Object.assign(bot.context, { messengers: [] });
    bot.begin();
    expect(bot.alerts()).toEqual([]);
  });
});

it("that somebody signs with another secret is remembered with the newest time, and is nothing that came through", async () => {
  const bot = createBot();
  bot.app.forged("slack");
  await bot.skip(MINUTE);
  bot.app.forged("slack");
  const latest = (key: string) => bot.store.read((tx) => tx.processedRequests.latest(key));
  expect([latest("forged:slack"), latest("slack:")]).toEqual([bot.now(), null]);
});

it.each(["slack", "teams"] as const)(
  "credentials that %s lets in again are noticed within a minute, whenever that is",
  async (platform) => {
    let refuses = false;
    let tries = 0;
    const door = async <T>(call: () => Promise<T>): Promise<T> => {
      if (!refuses) return call();
      tries += 1;
      throw new AppError("unauthorized", "refused", { detail: "token_revoked" });
    };
    const through = (real: Messenger): Messenger => ({
      ...real,
      post: (...given) => door(() => real.post(...given)),
      update: (...given) => door(() => real.update(...given)),
      account: (id) => door(() => real.account(id)),
    });
    const bot = await startedBot({
      both: true,
      through: (messenger) => (messenger.platform === platform ? through(messenger) : messenger),
    });
    const chloe = platform === "slack" ? bot.as("chloe") : bot.inTeams("chloe");
    refuses = true;
    await chloe.submit({ form: "invite" }, invitation("paul@lumen.example"));
    await chloe.submit({ form: "invite" }, invitation("rosa@lumen.example"));
    let [longest, quiet] = [0, 0];
    for (let gone = 0; gone < 300; gone += 5) {
      const before = tries;
      await bot.skip(5 * SECOND);
      quiet = tries === before ? quiet + 5 : 0;
      longest = Math.max(longest, quiet);
    }
    expect(tries).toBeGreaterThan(0);
    expect(longest).toBeLessThanOrEqual(60);
  },
);
