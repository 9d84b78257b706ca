import { describe, expect, it } from "vitest";
import type { Messenger, Reply } from "../../../src/app/core/app.ts";
import { AppError } from "../../../src/lib/errors.ts";
import { notices } from "../../../src/view/strings/en/answers.ts";
import { approvalOf, type Bot, createBot, paidBot, settings, startedBot } from "../../support/world/bot.ts";
import { changeSettings } from "../../support/world/both.ts";
import { said } from "../../support/world/chat.ts";
import { HOUR, MINUTE } from "../../support/world/times.ts";

/** Chloe's Request waits for Ben. Nothing that their platform says of a change arrives. */
async function asked(): Promise<Bot> {
  const bot = await startedBot();
  await bot.as("ben").command("help");
  await bot.ask("paul@lumen.example");
  return bot;
}

describe("what is known of an account, when nobody told of a change", () => {
  it.each(["guest", "stranger", "gone"] as const)(
    "is asked anew before a click an hour later: %s",
    async (standing) => {
      const bot = await asked();
      bot.chat.join("ben", { standing });
      await bot.skip(HOUR);
      await bot.approve();
      expect(bot.request().state).toBe("open");
    },
  );

  it("counts for a day while their platform cannot be asked, and no longer", async () => {
    const bot = await asked();
    bot.chat.breaks(new AppError("unavailable", "Slack is down"), "account");
    await bot.skip(23 * HOUR);
    expect(said(await bot.as("ben").command("status"))).toMatch(/^Setup status/);
    await bot.skip(2 * HOUR);
    expect(said(await bot.approve())).toMatch(/couldn't be read/);
    expect(bot.request().state).toBe("open");
  });
});

it.each<[string, (bot: Bot) => Promise<Reply>, (bot: Bot) => unknown, object]>([
  [
    "a right that is taken away",
    ({ app, as }) => app.submit(as("ben").caller, { form: "deny", request: 1 }, { reason: "no" }, "late"),
    (bot) => changeSettings(bot, () => ({ approvers: [] })),
    { kind: "errors", errors: { "": expect.stringMatching(/^Only the owner and/) } },
  ],
  [
    "an account that is closed",
    ({ app, as, store }) => app.press(as("ben").caller, approvalOf(store, 1), "late"),
    (bot) => bot.becomes("ben", { standing: "gone" }),
    { kind: "show", view: { summary: expect.stringMatching(/one organization only/) } },
  ],
])(
  "%s while its platform is asked who presses is not there any more when the press is decided, and what was typed stays",
  async (_what, press, lose, answered) => {
    const bot = await asked();
    await bot.skip(HOUR);
    const { messenger } = bot.chat;
    const { account } = messenger;
    let answer = () => {};
    messenger.account = async (id) => {
      if (id === "ben") await new Promise<void>((resolve) => (answer = resolve));
      return account(id);
    };
    const late = press(bot);
    await bot.settle();
    Object.assign(messenger, { account });
    await lose(bot);
    answer();
    expect(await late).toMatchObject(answered);
    expect(bot.request().state).toBe("open");
  },
);

it("somebody who becomes a member again may go on at the next click", async () => {
  const bot = await asked();
  await bot.becomes("ben", { standing: "guest" });
  await bot.becomes("ben", { standing: "member" });
  await bot.approve();
  expect(bot.request().state).toBe("approved");
});

/** Ana owns the Setup and Ben approves; both are invited, by hand, and both are guests by now. */
it.each([
  ["ana", 1],
  ["ben", 2],
])(
  "%s, who is a guest by now, may have their own Invitation sent again, gets no list with it, and no other one",
  async (name, own) => {
    const bot = await paidBot();
    await bot.ask("ana@lumen.example", "ben");
    await bot.ask("ben@lumen.example\npaul@lumen.example", "ana");
    await bot.doAll();
    for (const each of ["ana", "ben"]) await bot.becomes(each, { standing: "guest" });
    await bot.skip(11 * MINUTE);
    const resend = async (invitation: number, page?: { page: number }) =>
      said(await bot.as(name).press({ do: "resend", invitation, ...page }));
    const listed = await resend(own, { page: 0 });
    expect(listed).toContain(notices.refusals.not_approver);
    expect(listed).not.toContain("paul@lumen.example");
    expect(await resend(3)).toContain(notices.refusals.not_approver);
    expect(await resend(own)).toContain("Done");
  },
);

const many = (count: number) => Array.from({ length: count }, (_, n) => `u${n}`);

/** A bot in Slack and Teams whose platforms note who is asked for. */
async function watched() {
  const asked: string[] = [];
  const through = (messenger: Messenger): Messenger => ({
    ...messenger,
    account: (id) => {
      asked.push(id);
      return messenger.account(id);
    },
  });
  const bot = createBot({ both: true, through });
  await bot.as("ana").submit({ form: "start" }, { approvals: null, news: null, approvers: ["ben"] });
  await bot.inTeams("tara").command("help");
  await bot.as("greta").command("help");
  asked.length = 0;
  return { bot, asked };
}

describe("what somebody sends", () => {
  it("names people who are looked up for nobody without the right to choose them", async () => {
    const { bot, asked } = await watched();
    for (const who of [bot.as("greta"), bot.as("chloe"), bot.inTeams("tara")]) {
      await who.submit({ form: "settings" }, settings({ approvers: many(40) }));
      await who.submit({ form: "hand", step: "billing" }, { person: "u1" });
      await who.submit({ form: "start" }, { approvals: null, news: null, approvers: many(40) });
    }
    expect(asked.filter((id) => id.startsWith("u"))).toEqual([]);
  });

  it("names at most 50 people with ids of at most 255 characters, and the form stays open", async () => {
    const { bot, asked } = await watched();
    for (const approvers of [many(51), ["ben", "u".repeat(256)]]) {
      const reply = await bot.set({ approvers });
      const errors = { approvers: "That's too much at once. Write less, or choose at most 50 people." };
      expect(reply).toEqual({ kind: "errors", errors });
    }
    expect(asked).toEqual([]);
  });

  it("holds no more in all its fields than the largest of the forms", async () => {
    const { bot } = await watched();
    const fields = Array.from({ length: 14 }, (_, n) => [`field${n}`, "\ufdfa".repeat(3000)]);
    const reply = await bot.set(Object.fromEntries(fields));
    const errors = { field0: expect.stringMatching(/^That's too much/), field13: expect.anything() };
    expect(reply).toMatchObject({ kind: "errors", errors });
  });

  it("is looked through for a key only once it is clear that they may send it", async () => {
    const { bot } = await watched();
    const guest = bot.as("greta");
    const key = `aB3${"x".repeat(29)}`;
    const reply = await guest.submit({ form: "deny", request: 1 }, { reason: key });
    expect(reply).toEqual({ kind: "errors", errors: { "": notices.refusals.guest } });
    expect(await guest.command(`status ${key}`)).toMatchObject({ view: { summary: notices.refusals.guest } });
  });

  it("names people who are looked up one after the other, as far as the first who is not known", async () => {
    const { bot, asked } = await watched();
    await bot.set({ approvers: many(50) });
    expect(asked).toEqual(["u0"]);
  });

  it("is refused in one sentence when a command is longer than 4,000 characters, or its list than the field of the form", async () => {
    const { bot } = await watched();
    for (const who of [bot.as("ana"), bot.inTeams("tara")]) {
      const lists = [400, 300].map((n) => `invite ${"a@b.example ".repeat(n)}`);
      for (const command of [`status ${"a".repeat(4000)}`, ...lists]) {
        const reply = await who.command(command);
        expect(said(reply)).toMatch(/^That's too much at once/);
      }
      expect((await who.command(`invite ${"a@b.example ".repeat(200)}`)).kind).toBe("open");
    }
  });
});
