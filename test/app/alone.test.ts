import { describe, expect, it } from "vitest";
import { AppError } from "../../src/errors.ts";
import { billing, invitation } from "../support/bot.ts";
import { bothBot } from "../support/both.ts";
import { words } from "../support/chat.ts";

const PAUL = "paul@lumen.example";

describe.each([
  ["Slack", "chat", "as", "ben", "ben"],
  ["Teams", "teams", "inTeams", "tara", "t-tara"],
] as const)("an approver who invites alone in %s", (_platform, side, on, approver, account) => {
  async function paid() {
    const bot = await bothBot();
    await bot.as("ana").submit({ form: "billing" }, billing());
    await bot.as("ana").submit({ form: "hand", step: "members" }, { person: "kenji" });
    return { bot, who: bot[on](approver) };
  }
  const heard = (bot: Awaited<ReturnType<typeof bothBot>>) =>
    bot[side].dm(account).filter(({ key }) => /^(?:asked|outcome):/.test(key));

  it("has one message about it, which says all that follows", async () => {
    const { bot, who } = await paid();
    await who.submit({ form: "invite" }, invitation(PAUL));
    await bot.as("kenji").press({ do: "task-done", task: 1, rows: 9 });
    expect(heard(bot).map(({ view }) => words(view))).toEqual([
      expect.stringMatching(/^Your Request[\s\S]*no second person needed[\s\S]*Pending/),
    ]);
  });

  it("gets that one, when they could not be written to and can be again", async () => {
    const { bot, who } = await paid();
    const { openDirect } = bot[side].messenger;
    for (const { messenger } of [bot.chat, bot.teams])
      messenger.openDirect = async () => {
        throw new AppError("forbidden", "the app is not installed there");
      };
    await who.submit({ form: "invite" }, invitation(PAUL));
    expect(heard(bot)).toEqual([]);
    bot[side].messenger.openDirect = openDirect;
    await who.command("status");
    expect(heard(bot).map(({ key }) => key)).toEqual([expect.stringMatching(/^asked:/)]);
  });

  it("hears of what goes wrong later in a message of its own", async () => {
    const { bot, who } = await paid();
    await who.submit({ form: "invite" }, invitation(PAUL));
    await bot.as("kenji").submit({ form: "impossible", task: 1 }, { reason: "no free seat" });
    expect(heard(bot).map(({ view }) => words(view))).toEqual([
      expect.stringMatching(/^Your Request/),
      expect.stringMatching(/An Invitation needs a look[\s\S]*no free seat/),
    ]);
  });
});
