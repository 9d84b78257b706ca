import { expect, it } from "vitest";
import type { Reply } from "../../src/app/app.ts";
import type { FormRef, FormValues } from "../../src/domain/action.ts";
import { type Bot, startedBot } from "../support/bot.ts";
import { must } from "../support/must.ts";

const SETTINGS = {
  approvals: "approvals",
  news: "news",
  feed: null,
  level: "everything",
  approvers: ["ben"],
  domains: "",
  seats: [],
  reminders: ["on"],
};
const settingsOf = (bot: Bot) => must(bot.store.read((tx) => tx.setup.load())).settings;

/** The form as it opens now, to be submitted whenever one likes. */
async function opened(bot: Bot, to: "settings" | "security") {
  const reply = await bot.as("ana").press({ do: "open", to: { form: to } });
  const ref: FormRef = must(reply.kind === "open" ? reply.form.ref : null);
  return (values: FormValues): Promise<Reply> => bot.as("ana").submit(ref, values);
}

it("two settings forms that were open at once lose nothing of each other", async () => {
  const bot = await startedBot();
  const [first, second] = [await opened(bot, "settings"), await opened(bot, "settings")];
  await first({ ...SETTINGS, domains: "lumen.example", approvers: ["ben", "chloe"] });
  expect(await second({ ...SETTINGS, news: "other", level: "milestones" })).toMatchObject({ kind: "show" });
  expect(settingsOf(bot)).toMatchObject({
    domains: ["lumen.example"],
    approvers: [bot.personOf("ben").id, bot.personOf("chloe").id],
    news: [{ channel: "other", level: "milestones" }],
  });
});

it("what two people change differently at once is refused at its field to the later, who keeps what they typed", async () => {
  const bot = await startedBot();
  const [first, second] = [await opened(bot, "settings"), await opened(bot, "settings")];
  await first({ ...SETTINGS, approvers: ["ben", "chloe"] });
  const reply = await second({ ...SETTINGS, approvers: [], seats: ["chat"] });
  expect(reply).toEqual({ kind: "errors", errors: { approvers: expect.stringMatching(/changed.*Close/) } });
  expect(settingsOf(bot)).toMatchObject({ approvers: { length: 2 }, seats: [] });
});

it("two people who change a setting alike are both right", async () => {
  const bot = await startedBot();
  const [first, second] = [await opened(bot, "settings"), await opened(bot, "settings")];
  const same = { ...SETTINGS, domains: "lumen.example, ink.example" };
  await first(same);
  expect(await second({ ...same, domains: "ink.example, lumen.example" })).toMatchObject({ kind: "show" });
  expect(settingsOf(bot).domains.toSorted()).toEqual(["ink.example", "lumen.example"]);
});

it("the form of the security step undoes no domains that were allowed while it was open", async () => {
  const bot = await startedBot();
  const [security, again] = [await opened(bot, "security"), await opened(bot, "security")];
  await (await opened(bot, "settings"))({ ...SETTINGS, domains: "lumen.example" });
  await security({ domains: "", done: ["audit"], later: [] });
  expect(settingsOf(bot).domains).toEqual(["lumen.example"]);
  const reply = await again({ domains: "ink.example", done: ["audit"], later: [] });
  expect(reply).toEqual({ kind: "errors", errors: { domains: expect.stringMatching(/changed.*Close/) } });
});
