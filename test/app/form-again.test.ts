import { expect, it } from "vitest";
import type { Reply } from "../../src/app/app.ts";
import type { Field, Form } from "../../src/view/view.ts";
import { automaticBot } from "../support/automatic.ts";
import { createBot, invitation, startedBot } from "../support/bot.ts";
import { words } from "../support/chat.ts";

const formIn = (reply: Reply): Form => {
  if (reply.kind !== "open" && reply.kind !== "stack") throw new Error(`no form but ${reply.kind}`);
  return reply.form;
};
const initials = (form: Form) =>
  Object.fromEntries(
    form.fields.map((field: Field) => [field.name, "initial" in field ? field.initial : undefined]),
  );
const said = (reply: Reply): string => (reply.kind === "show" ? words(reply.view) : reply.kind);

it("a form is drawn again with everything that was typed in it", async () => {
  const bot = await startedBot({ both: true });
  const typed = {
    approvals: "C9",
    news: null,
    level: "milestones",
    approvers: ["t-ben", "t-tara"],
    domains: "not a domain!",
    seats: ["chat"],
    reminders: [],
  };
  const again = formIn(await bot.inTeams("ana").form({ form: "settings" }, typed));
  expect(initials(again)).toEqual({
    approvals: { teams: "C9" },
    news: undefined,
    level: "milestones",
    approvers: [{ teams: "t-ben" }, { teams: "t-tara" }],
    domains: "not a domain!",
    seats: ["chat"],
    reminders: [],
    after: undefined,
    second: [],
  });
});

it("what a form was opened with stays what it was", async () => {
  const bot = await startedBot();
  await bot.skip(60_000);
  const ref = { form: "security", openedAt: bot.now() - 60_000, seen: { domains: "then" } } as const;
  expect(formIn(await bot.as("ana").form(ref, {})).ref).toEqual(ref);
});

it("the second look at a list of addresses can be drawn again, for whom it was made", async () => {
  const bot = await startedBot();
  const { addresses, ...rest } = invitation("ben@lumen.example\nnobody");
  const review = formIn(await bot.as("ana").submit({ form: "invite" }, { ...rest, addresses }));
  if (review.ref === null) throw new Error("a review has nothing to submit");
  expect(formIn(await bot.as("ana").form(review.ref, {}))).toEqual(review);
  expect(said(await bot.as("ben").form(review.ref, {}))).toContain("no longer there");
});

it("drawing a form has no effect and asks the same rights as opening it", async () => {
  const bot = await startedBot();
  const jobs = bot.store.read((tx) => tx.jobs.nextDue());
  expect(said(await bot.as("chloe").form({ form: "settings" }, {}))).toContain("Only the owner");
  expect(said(await bot.as("greta").form({ form: "invite" }, {}))).toContain("uest");
  expect(bot.store.read((tx) => tx.jobs.nextDue())).toBe(jobs);
});

it("who lost the right meanwhile reads that, and what they wrote", async () => {
  const bot = await startedBot({ both: true });
  await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
  const key = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7cF0xL";
  const denied = said(
    await bot.inTeams("tara").form({ form: "deny", request: 1 }, { reason: "Not this month." }),
  );
  expect(denied).toMatch(
    /Only the owner and the approvers[\s\S]*This is what you wrote:[\s\S]*Not this month\./,
  );
  const typed = said(await bot.inTeams("tara").form({ form: "deny", request: 1 }, { reason: key }));
  expect(typed).not.toMatch(/you wrote|aB3d/);
});

it("a form whose opening asks Mistral is drawn again without asking anew", async () => {
  const { bot, close } = await automaticBot();
  const kind = async () => (await bot.as("ana").form({ form: "verify" }, {})).kind;
  expect(await kind()).toBe("open");
  await bot.as("ana").press({ do: "open", to: { form: "verify" } });
  expect(await kind()).toBe("open");
  await close();
});

it("a key that was typed is not shown again", async () => {
  const bot = await startedBot();
  const key = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7cF0xL";
  const again = formIn(
    await bot.as("ana").form({ form: "invite" }, { ...invitation("a@lumen.example"), reason: key }),
  );
  expect(initials(again)).toMatchObject({ addresses: "a@lumen.example", reason: undefined });
});

it("a copy is drawn for whoever sees it there, and for nobody else", async () => {
  const bot = await startedBot({ both: true });
  await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
  const [card] = bot.chat.in("approvals");
  if (card === undefined) throw new Error("no card was posted");
  expect(bot.as("ben").copy("approvals", card.id)).toEqual(card.view);
  expect(bot.as("ben").copy("news", card.id)).toBeNull();
  expect(bot.inTeams("ben").copy("approvals", card.id)).toBeNull();
  const [asked] = bot.chat.dm("chloe");
  if (asked === undefined) throw new Error("Chloe was not told");
  expect(bot.as("chloe").copy("dm-chloe", asked.id)).toEqual(asked.view);
  expect(bot.as("ben").copy("dm-chloe", asked.id)).toBeNull();
});

it("a form can be drawn for somebody whom nobody has met", async () => {
  const bot = createBot();
  expect(said(await bot.as("chloe").form({ form: "start" }, {}))).toContain("start");
  expect(said(await bot.as("nobody").form({ form: "start" }, {}))).not.toBe("open");
});
