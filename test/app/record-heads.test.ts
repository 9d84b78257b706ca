import { describe, expect, it } from "vitest";
import { runVerify } from "../../src/cli/record-verify.ts";
import { headText } from "../../src/domain/record.ts";
import { type Bot, billing, invitation, startedBot } from "../support/bot.ts";
import { words } from "../support/chat.ts";
import { fileStore } from "../support/file-store.ts";
import { must } from "../support/must.ts";

/** The line about the Record in every message of a channel, as people read it. */
const shown = (bot: Bot, channel: string, chat: "chat" | "teams" = "chat"): string[] =>
  bot[chat].in(channel).flatMap(({ view }) => /^Record: .*$/m.exec(words(view))?.[0] ?? []);

const endNow = (bot: Bot): string => headText(bot.store.read((tx) => tx.record.end()));

async function everyStep(bot: Bot): Promise<void> {
  const ana = bot.as("ana");
  for (const step of ["organization", "workspaces", "security"] as const)
    await ana.press({ do: step === "organization" ? "confirm" : "skip", step });
  await ana.submit({ form: "billing" }, billing());
  await bot.skip(180_000);
}

describe("the head of the Record", () => {
  it("is in the news with each step that is done, and stays what it was when the message is drawn anew", async () => {
    const bot = await startedBot();
    const [started] = shown(bot, "news");
    await bot.as("ana").press({ do: "skip", step: "workspaces" });
    const [closed] = shown(bot, "news");
    expect(closed).not.toBe(started);
    expect(closed).toBe(`Record: entry 2, head ${endNow(bot)}`);
    await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
    const card = must(bot.chat.in("news")[0]);
    expect(card.updates).toBeGreaterThan(1);
    expect(shown(bot, "news")).toEqual([closed]);
  });

  it("is on the card of a Request once it is decided, and not before", async () => {
    const bot = await startedBot();
    await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
    expect(shown(bot, "approvals")).toEqual([]);
    await bot.as("ben").press({ do: "approve", request: 1 });
    const [decided] = shown(bot, "approvals");
    expect(decided).toMatch(/^Record: entry 3, head 3:[\da-f]{32}$/);
    await everyStep(bot);
    expect(shown(bot, "approvals")).toEqual([decided]);
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

  it("is the same on both platforms, and what is shown is what the operator's check takes", async () => {
    const file = fileStore();
    const bot = await startedBot({ store: file.store, both: true });
    const inTeams = { approvals: "ta", news: "tn", level: "everything", approvers: ["t-ben"] };
    await bot.inTeams("ana").submit({ form: "settings" }, inTeams);
    await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
    await bot.inTeams("ben").press({ do: "approve", request: 1 });
    await everyStep(bot);
    expect(shown(bot, "approvals")).toEqual(shown(bot, "ta", "teams"));
    const heads = [...shown(bot, "approvals"), ...shown(bot, "news")];
    expect(new Set(heads).size).toBeGreaterThan(1);
    const said: string[] = [];
    const options = heads.flatMap((head) => ["--head", head]);
    const code = await runVerify(options, { path: file.path, kind: "real" }, (line) => said.push(line));
    expect([code, said.join("\n")]).toEqual([0, expect.stringContaining("nothing was changed or cut off")]);
  });
});
