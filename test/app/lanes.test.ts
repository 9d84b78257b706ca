import { expect, it } from "vitest";
import { ofKind } from "../../src/domain/alert.ts";
import { AppError } from "../../src/errors.ts";
import { approvalOf, invitation } from "../support/bot.ts";
import { bothBot } from "../support/both.ts";
import { words } from "../support/chat.ts";
import { must } from "../support/must.ts";

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
      await bot.app.press(press, approvalOf(bot.store, id), `approved ${id}`);
    bot.worker.wake();
    const approved = () => other.in(channel).filter(({ view }) => words(view).includes("Approved by")).length;
    await expect.poll(approved, { timeout: 20_000, interval: 10 }).toBe(REQUESTS);
  },
);

it("what the bot knows of people in Teams without asking does not count as an answer", async () => {
  const bot = await bothBot();
  const down = () => Promise.reject(new AppError("unavailable", "refused", { detail: "ECONNREFUSED" }));
  const neverMet = () =>
    Promise.reject(new AppError("not_found", "never met", { detail: "never_met", asked: false }));
  Object.assign(bot.teams.messenger, { post: down, update: down, account: neverMet });
  await bot.inTeams("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
  const began = bot.now();
  for (let minute = 0; minute < 15; minute += 1) {
    const ask = { kind: "refresh-account", platform: "teams", account: "t-nobody" } as const;
    bot.store.transact(({ jobs }) =>
      jobs.enqueue(ask, { key: `ask:${minute}`, group: `ask:${minute}`, dueAt: bot.now() }),
    );
    await bot.skip(60_000);
  }
  const [outage] = bot.store.read((tx) => ofKind(tx.alerts.open(), "outage"));
  expect(outage).toMatchObject({ of: "teams" });
  expect(must(outage).since - began).toBeLessThan(60_000);
  expect(bot.chat.dm("ana").filter(({ key }) => key.startsWith("alert:outage."))).toHaveLength(1);
});
