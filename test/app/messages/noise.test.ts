import { describe, expect, it } from "vitest";
import { automaticBot } from "../../support/world/automatic.ts";
import { type Bot, billing, invitation, PAUL, ROSA, startedBot } from "../../support/world/bot.ts";
import { MINUTE } from "../../support/world/times.ts";

/** Each asks for themselves; Ana owns the Setup, and Ben approves. */
const ASKING = ["chloe", "kenji", "paul", "rosa", "mia", "wes", "bill", "ivo"];

type World = {
  readonly bot: Bot;
  readonly skip: (milliseconds: number) => Promise<unknown>;
  readonly accept: (name: string) => unknown;
};

async function wholeSetup({ bot, skip, accept }: World): Promise<void> {
  const ana = bot.as("ana");
  await ana.submit({ form: "organization" }, { name: "Atelier Lumen" });
  await ana.submit({ form: "billing" }, billing());
  await skip(4 * MINUTE);
  await ana.press({ do: "skip", step: "workspaces" });
  await ana.press({ do: "skip", step: "security" });
  for (const name of ASKING) {
    bot.chat.join(name);
    await bot.as(name).submit({ form: "invite" }, invitation(`${name}@lumen.example`));
    await skip(MINUTE);
  }
  for (const index of ASKING.keys()) await bot.approve(index + 1);
  await skip(MINUTE);
  await bot.doAll();
  for (const name of ASKING) {
    await accept(name);
    await skip(2 * MINUTE);
  }
  await bot.as("chloe").press({ do: "key-works", invitation: 1 });
  await ana.submit({ form: "verify" }, { keyWorks: ["yes"] });
  await skip(2 * MINUTE);
}

describe("the Setup of ten people", () => {
  it.each([
    ["guided", 22],
    ["automatic", 20],
  ] as const)("in %s mode takes at most %i direct messages and five posts of news", async (mode, most) => {
    const automatic = mode === "automatic" ? await automaticBot() : null;
    const bot = automatic?.bot ?? (await startedBot());
    automatic?.mistral.change({ kind: "payment", on: true });
    await wholeSetup({
      bot,
      skip: automatic?.skip ?? bot.skip,
      accept: (name) => {
        if (automatic !== null) return automatic.accept(`${name}@lumen.example`);
        return bot.as(name).press({ do: "joined", invitation: ASKING.indexOf(name) + 1 });
      },
    });
    await automatic?.close();
    expect(bot.setup().completedAt).not.toBeNull();
    const direct = bot.chat.messages.filter(({ channel }) => channel.startsWith("dm-"));
    expect(direct.length, direct.map(({ channel, key }) => `${channel} ${key}`).join()).toBeLessThanOrEqual(
      most,
    );
    expect(bot.chat.in("news").length).toBeLessThanOrEqual(5);
    for (const name of ASKING) expect(bot.chat.dm(name)).toHaveLength(2);
    expect(bot.chat.first("approvals")).toContain("@chloe wants to join Mistral as Member");
  });
});

it("without a channel for news the owner hears of a new Member from others, and not of one whom the owner marked Active", async () => {
  const bot = await startedBot();
  await bot.pay();
  await bot.set({ news: null });
  await bot.approved(`${PAUL}, ${ROSA}`);
  await bot.doAll();
  const heard = () => bot.chat.cards("dm-ana", "active:").length;
  await bot.as("ana").press({ do: "mark-active", invitation: 1 });
  await bot.skip(MINUTE);
  expect(heard()).toBe(0);
  await bot.as("ben").press({ do: "mark-active", invitation: 2 });
  await bot.skip(MINUTE);
  expect(heard()).toBe(1);
});
