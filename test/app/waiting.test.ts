import { describe, expect, it } from "vitest";
import type { Reply } from "../../src/app/app.ts";
import { readerFor } from "../../src/app/context.ts";
import { drawHome } from "../../src/app/home.ts";
import { problemsInView } from "../../src/sandbox/slack/blocks.ts";
import { renderHome } from "../../src/slack/render/render.ts";
import { renderCard } from "../../src/teams/cards/card.ts";
import type { View } from "../../src/view/view.ts";
import { type Bot, invitation, startedBot } from "../support/bot.ts";
import { words } from "../support/chat.ts";
import { must } from "../support/must.ts";
import { actionsIn } from "../support/read-view.ts";
import { CARDS, problemsOfCard } from "../support/teams-cards.ts";

const viewOf = (reply: Reply): View => {
  if (reply.kind !== "show") throw new Error(`${reply.kind}, and no View`);
  return reply.view;
};

/** Sixty open Requests of Chloe's, forty open Tasks of Ben's, and 500 Members. */
async function busy(): Promise<Bot> {
  const bot = await startedBot();
  for (let n = 1; n <= 60; n += 1)
    await bot.as("chloe").submit({ form: "invite" }, invitation(`p${n}@lumen.example`));
  const assignee = bot.personOf("ben").id;
  bot.store.transact((tx) => {
    for (let n = 1; n <= 40; n += 1)
      tx.tasks.insert({
        ...{ kind: "invite", assignee, role: "member", invitations: [n], workspace: null, state: "open" },
        ...{ reason: null, createdAt: n, closedAt: null, closedBy: null },
      });
    for (let n = 1; n <= 500; n += 1)
      tx.members.save({
        address: `m${n}@lumen.example`,
        name: null,
        role: "member",
        mistralId: `m${n}`,
        seenAt: n,
      });
  });
  return bot;
}

function homeOf(bot: Bot, account: string): View {
  const { id } = bot.personOf(account);
  return bot.store.read((tx) => {
    const person = must(tx.people.get(id));
    return drawHome(bot.context, tx, readerFor({ tx, context: bot.context }, person, "slack"), person);
  });
}

/** What the rows of all pages do, from where this View leads. */
async function turned(bot: Bot, account: string, from: View, label: string, what: string): Promise<number[]> {
  const seen: number[] = [];
  let button = must(actionsIn(from.blocks).find((each) => each.label === label));
  for (;;) {
    const view = viewOf(await bot.as(account).press(button.action));
    for (const { action } of actionsIn(view.blocks)) {
      if (action.do !== what) continue;
      if (action.do === "approve") seen.push(action.request);
      if (action.do === "task-done") seen.push(action.task);
    }
    const next = actionsIn(view.blocks).find((each) => each.label === "Next page");
    if (next === undefined) return seen;
    button = next;
  }
}

const upTo = (n: number) => Array.from({ length: n }, (_, at) => at + 1);

describe("what waits in a large team", () => {
  it("is at hand on an approver's own page, whose limits hold, and page by page behind it", async () => {
    const bot = await busy();
    const home = homeOf(bot, "ben");
    expect(words(home)).toMatch(/and 34 more.*and 54 more Requests/s);
    expect(problemsInView(renderHome(home), "home")).toEqual([]);
    expect(renderHome(home).blocks.length).toBeLessThan(100);
    expect(problemsOfCard(renderCard(home, CARDS))).toEqual([]);
    expect(JSON.stringify(renderCard(home, CARDS))).not.toContain("more than Teams shows");
    expect(await turned(bot, "ben", home, "All my tasks", "task-done")).toEqual(upTo(40));
    expect(await turned(bot, "ben", home, "All open Requests", "approve")).toEqual(upTo(60));
    const status = viewOf(await bot.as("ben").command("status"));
    expect(await turned(bot, "ben", status, "All open Requests", "approve")).toEqual(upTo(60));
  });

  it("is shown anew, where it is not kept up to date, by the press that decided", async () => {
    const bot = await startedBot();
    for (const address of ["p1@lumen.example", "p2@lumen.example", "p3@lumen.example"])
      await bot.as("chloe").submit({ form: "invite" }, invitation(address));
    const pressIn = async (from: View, who: string, what: "approve" | "withdraw"): Promise<View> => {
      const { action } = must(actionsIn(from.blocks).find((each) => each.action.do === what));
      return viewOf(await bot.as(who).press(action));
    };
    const before = viewOf(await bot.as("ben").command("status"));
    const approved = await pressIn(before, "ben", "approve");
    expect(approved.summary).toBe(before.summary);
    expect(words(approved)).not.toContain("p1@lumen.example");
    const page = viewOf(await bot.as("ben").press({ do: "waiting", of: "requests", page: 0 }));
    expect(words(await pressIn(page, "ben", "approve"))).not.toContain("p2@lumen.example");
    const mine = viewOf(await bot.as("chloe").command("status"));
    expect(words(mine)).toContain("p3@lumen.example");
    expect(words(await pressIn(mine, "chloe", "withdraw"))).toContain("No Request is open.");
  });

  it("shows whoever may not decide their own Requests alone, and nobody's Tasks but theirs", async () => {
    const bot = await busy();
    const open = { do: "waiting", of: "requests", page: 0 } as const;
    expect(words(viewOf(await bot.as("kenji").press(open)))).toContain("No Request is open.");
    expect(words(viewOf(await bot.as("chloe").press(open)))).toContain("Page 1 of 6, 60 in all");
    const tasks = viewOf(await bot.as("chloe").press({ ...open, of: "tasks" }));
    expect(words(tasks)).toContain("Nothing waits for you.");
  });
});
