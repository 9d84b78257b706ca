import { describe, expect, it } from "vitest";
import type { Subject } from "../../../src/domain/message.ts";
import { AppError } from "../../../src/lib/errors.ts";
import { must } from "../../support/must.ts";
import { type Bot, invitation, startedBot } from "../../support/world/bot.ts";
import { buttonsOf, words } from "../../support/world/chat.ts";
import { HOUR, MINUTE } from "../../support/world/times.ts";

const cards = (bot: Bot) => bot.chat.told("ana", "alert:trouble.");
const firstDead = (bot: Bot): number => must(bot.dead()[0]).id;

/** A channel that takes nothing, for a reason that is final but says nothing of the channel. */
function refuseIn(bot: Bot, channel: string): { over: () => void } {
  const { messenger } = bot.chat;
  const { post } = messenger;
  messenger.post = (where, ...rest) =>
    where === channel ? Promise.reject(new AppError("invalid", "no")) : post(where, ...rest);
  return { over: () => Object.assign(messenger, { post }) };
}

let posts = 0;
async function postInto(bot: Bot, channel: string, ...subjects: Subject[]): Promise<void> {
  for (const subject of subjects) {
    posts += 1;
    const to = { place: { platform: "slack" as const, channel } };
    const options = { key: `post-${posts}`, group: `to:slack/${channel}`, dueAt: bot.now() };
    bot.store.transact((tx) => tx.jobs.enqueue({ kind: "post", subject, to }, options));
  }
  await bot.settle();
}

describe("what was given up", () => {
  it("for one conversation is on one card, which says how much it is and has all of it tried again", async () => {
    const bot = await startedBot();
    const { over } = refuseIn(bot, "other");
    await postInto(bot, "other", "setup:1", "billing:1.5", "billing:1.6");
    expect(cards(bot)).toEqual([expect.stringContaining("2 more messages")]);
    over();
    await bot.as("ana").press({ do: "retry-job", job: firstDead(bot) });
    expect([bot.dead(), bot.chat.in("other").length]).toEqual([[], 3]);
  });

  it("for one conversation is dropped together", async () => {
    const bot = await startedBot();
    refuseIn(bot, "other");
    await postInto(bot, "other", "setup:1", "billing:1.5");
    await postInto(bot, "other", "billing:1.6");
    await bot.as("ana").press({ do: "drop-job", job: firstDead(bot) });
    expect([bot.dead(), cards(bot)]).toEqual([[], [expect.stringContaining("This is closed.")]]);
  });

  it("is listed for the owner by status, once for each conversation, and decided there", async () => {
    const bot = await startedBot();
    refuseIn(bot, "news");
    refuseIn(bot, "other");
    await postInto(bot, "news", "billing:1.5", "billing:1.6");
    await postInto(bot, "other", "setup:1");
    const status = async (who: string) => {
      const reply = await bot.as(who).command("status");
      if (reply.kind !== "show") throw new Error(`${who} was answered with ${reply.kind}`);
      return reply.view;
    };
    const view = await status("ana");
    expect(words(view).match(/could not be posted\./g)).toHaveLength(2);
    expect(words(view)).toContain("Something needs a person");
    expect(words(view)).toContain("1 more message to the same place");
    expect(words(await status("ben"))).not.toContain("could not be posted");
    const [first] = buttonsOf(view).filter(({ label }) => label === "Drop it");
    await bot.as("ana").press(must(first && "action" in first ? first.action : null));
    expect(words(await status("ana")).match(/could not be posted/g)).toHaveLength(1);
  });

  it("is nothing in 18 hours without Slack: an edit tries for as long as it takes, and what waits goes out after it", async () => {
    const bot = await startedBot({ both: true });
    await bot.inTeams("tara").submit({ form: "invite" }, invitation("first@lumen.example"));
    const { messenger } = bot.chat;
    const working = { ...messenger };
    const down = () => Promise.reject(new AppError("unavailable", "down"));
    Object.assign(messenger, { post: down, openDirect: down, update: down, lookFor: down });
    await bot.approve();
    for (const name of ["paul", "rosa", "zoe"])
      await bot.inTeams("tara").submit({ form: "invite" }, invitation(`${name}@lumen.example`));
    for (let at = 0; at < 18 * HOUR; at += 20 * MINUTE) await bot.skip(20 * MINUTE);
    expect(bot.dead()).toEqual([]);
    Object.assign(messenger, working);
    for (let at = 0; at < 20 * MINUTE; at += 5 * MINUTE) await bot.skip(5 * MINUTE);
    expect(bot.chat.first("approvals")).toContain("Approved by @ben");
    expect(bot.chat.in("approvals")).toHaveLength(4);
  });
});
