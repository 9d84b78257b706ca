import { expect, it } from "vitest";
import { invitation } from "../support/bot.ts";
import { bothBot } from "../support/both.ts";
import { words } from "../support/chat.ts";

const REQUESTS = 12;
const NEVER = new Promise<never>(() => {});

it.each(["slack", "teams"] as const)(
  "while %s does not answer, the other one goes on at once",
  async (silent) => {
    const bot = await bothBot();
    for (let id = 1; id <= REQUESTS; id += 1)
      await bot.as("chloe").submit({ form: "invite" }, invitation(`p${id}@lumen.example`));
    const [{ messenger }, other, channel] =
      silent === "slack" ? [bot.chat, bot.teams, "t-approvals"] : [bot.teams, bot.chat, "approvals"];
    Object.assign(messenger, { post: () => NEVER, update: () => NEVER, publishHome: () => NEVER });
    const press = silent === "slack" ? bot.inTeams("tara").caller : bot.as("ben").caller;
    for (let id = 1; id <= REQUESTS; id += 1)
      await bot.app.press(press, { do: "approve", request: id }, `approved ${id}`);
    bot.worker.wake();
    const approved = () => other.in(channel).filter(({ view }) => words(view).includes("Approved by")).length;
    await expect.poll(approved, { timeout: 20_000, interval: 10 }).toBe(REQUESTS);
  },
);
