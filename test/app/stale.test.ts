import { describe, expect, it } from "vitest";
import { AppError } from "../../src/errors.ts";
import { type Bot, invitation, startedBot } from "../support/bot.ts";
import { must } from "../support/must.ts";

const HOUR = 3_600_000;
const APPROVE = { do: "approve", request: 1 } as const;

/** Chloe's Request waits for Ben. Nothing that their platform says of a change arrives. */
async function asked(): Promise<Bot> {
  const bot = await startedBot();
  await bot.as("ben").command("help");
  await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
  return bot;
}

const state = (bot: Bot) => bot.store.read((tx) => tx.requests.get(1)?.state);

describe("what is known of an account, when nobody told of a change", () => {
  it.each(["guest", "stranger", "gone"] as const)(
    "is asked anew before a click an hour later: %s",
    async (standing) => {
      const bot = await asked();
      bot.chat.join("ben", { standing });
      await bot.skip(HOUR);
      await bot.as("ben").press(APPROVE);
      expect(state(bot)).toBe("open");
    },
  );

  it("turns away whoever their platform does not know any more", async () => {
    const bot = await asked();
    bot.chat.leave("ben");
    await bot.skip(HOUR);
    await bot.as("ben").press(APPROVE);
    expect(state(bot)).toBe("open");
  });

  it("counts for a day while their platform cannot be asked, and no longer", async () => {
    const bot = await asked();
    bot.chat.messenger.account = () => Promise.reject(new AppError("unavailable", "Slack is down"));
    await bot.skip(23 * HOUR);
    expect(await bot.as("ben").command("status")).toMatchObject({
      view: { summary: expect.stringMatching(/steps done/) },
    });
    await bot.skip(2 * HOUR);
    expect(await bot.as("ben").press(APPROVE)).toMatchObject({
      view: { summary: expect.stringMatching(/could not be read just now/) },
    });
    expect(state(bot)).toBe("open");
  });
});

describe("a right that is taken away while its platform is asked who presses", () => {
  it("is not there any more when the press is decided, and what was typed stays", async () => {
    const bot = await asked();
    await bot.skip(HOUR);
    const ask = bot.chat.messenger.account;
    let answer = () => {};
    bot.chat.messenger.account = async (id) => {
      if (id === "ben") await new Promise<void>((resolve) => (answer = resolve));
      return ask(id);
    };
    const late = bot.app.submit(bot.as("ben").caller, { form: "deny", request: 1 }, { reason: "no" }, "late");
    await bot.settle();
    bot.store.transact((tx) => {
      const setup = must(tx.setup.load());
      tx.setup.save({ ...setup, settings: { ...setup.settings, approvers: [] } });
    });
    answer();
    expect(await late).toEqual({
      kind: "errors",
      errors: { "": expect.stringMatching(/^Only the owner and/) },
    });
    expect(state(bot)).toBe("open");
  });
});

it("somebody who becomes a member again may go on at the next click", async () => {
  const bot = await asked();
  for (const [standing, after] of [
    ["guest", "open"],
    ["member", "approved"],
  ] as const) {
    bot.chat.join("ben", { standing });
    bot.app.accountChanged(must(bot.chat.account("ben")));
    await bot.as("ben").press(APPROVE);
    expect(state(bot)).toBe(after);
  }
});

it("somebody whom their platform does not know has no page, and that is no failure", async () => {
  const bot = await asked();
  await bot.as("nobody").home();
  expect(bot.chat.homes.size).toBe(0);
});
