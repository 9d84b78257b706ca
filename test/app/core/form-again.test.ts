import { expect, it, onTestFinished } from "vitest";
import type { Reply } from "../../../src/app/core/app.ts";
import { PICKED, TYPED } from "../../../src/app/core/form-handler.ts";
import type { FormRef, FormValues } from "../../../src/domain/action.ts";
import { keepSecret } from "../../../src/lib/redact.ts";
import type { Field, Form } from "../../../src/view/core/view.ts";
import { must } from "../../support/must.ts";
import { samples } from "../../support/reading/samples.ts";
import { type Bot, createBot, invitation, settings, startedBot } from "../../support/world/bot.ts";
import { said } from "../../support/world/chat.ts";

const formIn = (reply: Reply): Form => {
  if (reply.kind !== "open" && reply.kind !== "stack") throw new Error(`no form but ${reply.kind}`);
  return reply.form;
};
const KEY = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7cF0xL";
const initials = (form: Form) =>
  Object.fromEntries(
    form.fields.map((field: Field) => [field.name, "initial" in field ? field.initial : undefined]),
  );

it("a form is drawn again with everything that was typed in it", async () => {
  const bot = await startedBot({ both: true });
  const kept = { level: "milestones", domains: "not a domain!", seats: ["chat"], reminders: [] };
  const empty = { after: null, second: [], news: null, language: null, review: null };
  const typed = { ...kept, ...empty, approvals: "C9", approvers: ["t-ben", "t-tara"] };
  const again = formIn(await bot.inTeams("ana").form({ form: "settings" }, typed));
  expect(initials(again)).toEqual({
    ...{ ...kept, approvals: { teams: "C9" }, news: undefined, after: undefined, second: [] },
    approvers: [{ teams: "t-ben" }, { teams: "t-tara" }],
    ...{ escalate: "never", alternates: [], review: undefined },
  });
});

it("the second look at a list of addresses can be drawn again, for whom it was made", async () => {
  const bot = await startedBot();
  const { addresses, ...rest } = invitation("ben@lumen.example\nnobody");
  const review = formIn(await bot.as("ana").submit({ form: "invite" }, { ...rest, addresses }));
  const ref = must(review.ref);
  expect(formIn(await bot.as("ana").form(ref, {}))).toEqual(review);
  expect(said(await bot.as("ben").form(ref, {}))).toContain("no longer there");
});

it("drawing a form has no effect and asks the same rights as opening it", async () => {
  const bot = await startedBot();
  const jobs = bot.store.read((tx) => tx.jobs.nextDue());
  expect(said(await bot.as("chloe").form({ form: "settings" }, {}))).toContain("Only the owner");
  expect(said(await bot.as("greta").form({ form: "invite" }, {}))).toContain("uest");
  expect(bot.store.read((tx) => tx.jobs.nextDue())).toBe(jobs);
});

it("a person who lost the right meanwhile reads that, and the text they wrote", async () => {
  const bot = await startedBot({ both: true });
  await bot.ask("paul@lumen.example");
  const drawn = async (reason: string) =>
    said(await bot.inTeams("tara").form({ form: "deny", request: 1 }, { reason }));
  expect(await drawn("Not this month.")).toMatch(
    /Only the owner and the approvers[\s\S]*You wrote:[\s\S]*Not this month\./,
  );
  expect(await drawn(KEY)).not.toMatch(/you wrote|aB3d/);
});

it("each field that is typed or picked is known by its name", () => {
  for (const { name, kind } of samples().flatMap(({ form }) => form?.fields ?? [])) {
    expect([name, TYPED.includes(name)]).toEqual([name, kind === "text"]);
    const isPicked = ["person", "people", "channel"].includes(kind) || /groups$/i.test(name);
    expect([name, PICKED.includes(name)]).toEqual([name, isPicked]);
  }
});

it("a key that was typed is not shown again", async () => {
  const bot = await startedBot();
  const typed = { ...invitation("a@lumen.example"), reason: KEY };
  const again = formIn(await bot.as("ana").form({ form: "invite", for: "others" }, typed));
  expect(initials(again)).toMatchObject({ addresses: "a@lumen.example", reason: undefined });
});

it("a copy is drawn for the people who see it there, and for nobody else", async () => {
  const bot = await startedBot({ both: true });
  await bot.ask("paul@lumen.example");
  const card = must(bot.chat.in("approvals")[0]);
  expect(bot.as("ben").copy("approvals", card.id)).toEqual(card.view);
  expect(bot.as("ben").copy("news", card.id)).toBeNull();
  expect(bot.inTeams("ben").copy("approvals", card.id)).toBeNull();
  const asked = must(bot.chat.dm("chloe")[0]);
  expect(bot.as("chloe").copy("dm-chloe", asked.id)).toEqual(asked.view);
  expect(bot.as("ben").copy("dm-chloe", asked.id)).toBeNull();
});

const SETTINGS = settings({ feed: null });
const settingsOf = (bot: Bot) => bot.setup().settings;

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
  const same = await opened(bot, "settings");
  await first({ ...SETTINGS, approvers: ["ben", "chloe"] });
  expect(await same({ ...SETTINGS, approvers: ["ben", "chloe"] })).toMatchObject({ kind: "show" });
  const reply = await second({ ...SETTINGS, approvers: [], seats: ["chat"] });
  expect(reply).toEqual({ kind: "errors", errors: { approvers: expect.stringMatching(/changed.*Open/) } });
  expect(settingsOf(bot)).toMatchObject({ approvers: { length: 2 }, seats: [] });
});

it("the form of the security step undoes no domains that were allowed while it was open", async () => {
  const bot = await startedBot();
  const [security, again] = [await opened(bot, "security"), await opened(bot, "security")];
  await (await opened(bot, "settings"))({ ...SETTINGS, domains: "lumen.example" });
  await security({ domains: "", done: ["audit"] });
  expect(settingsOf(bot).domains).toEqual(["lumen.example"]);
  const reply = await again({ domains: "ink.example", done: ["audit"] });
  expect(reply).toEqual({ kind: "errors", errors: { domains: expect.stringMatching(/changed.*Open/) } });
});

it.each([
  ["does not know", ["ben", "nobody", "chloe"], /can't reach someone you chose/],
  [
    "may not trust with it",
    ["ben", "greta"],
    /Guests, apps and people from elsewhere can't do this: greta\./,
  ],
])("a person chosen in a form whom the bot %s is refused at the field", async (_, approvers, words) => {
  const start = { approvals: null, news: null, approvers };
  expect(said(await createBot().as("ana").submit({ form: "start" }, start))).toMatch(words);
});

it("what the operator has configured is not taken in a form, whatever it looks like", async () => {
  const SECRET = "Correct horse battery staple";
  onTestFinished(() => keepSecret([]));
  keepSecret([SECRET]);
  const bot = await startedBot();
  const form = { ...invitation("paul@lumen.example"), reason: `the password is ${SECRET}` };
  const reply = await bot.as("chloe").submit({ form: "invite" }, form);
  expect(reply.kind).toBe("errors");
  expect(bot.store.read((tx) => tx.requests.open())).toEqual([]);
  expect(JSON.stringify(bot.chat.messages)).not.toContain(SECRET);
});
