import { describe, expect, it } from "vitest";
import type { Reply } from "../../../src/app/core/app.ts";
import { readerFor } from "../../../src/app/core/context.ts";
import { drawHome } from "../../../src/app/setup/overview.ts";
import { propose } from "../../../src/domain/invitations/invitation.ts";
import { UNDECIDED } from "../../../src/domain/requests/request.ts";
import { problemsInView } from "../../../src/sandbox/slack/blocks.ts";
import { renderHome } from "../../../src/slack/render/render.ts";
import { renderCard } from "../../../src/teams/cards/card.ts";
import type { View } from "../../../src/view/core/view.ts";
import { must } from "../../support/must.ts";
import { actionsIn } from "../../support/reading/read-view.ts";
import { CARDS, problemsOfCard } from "../../support/reading/teams-cards.ts";
import { type Bot, startedBot } from "../../support/world/bot.ts";
import { said, words } from "../../support/world/chat.ts";
import { DAY } from "../../support/world/times.ts";

const viewOf = (reply: Reply): View => {
  if (reply.kind !== "show") throw new Error(`${reply.kind}, and no View`);
  return reply.view;
};
const buttonIn = ({ blocks }: View, label: string) => actionsIn(blocks).find((one) => one.label === label);
const addressesIn = (reply: Reply): string[] => words(viewOf(reply)).match(/\S+@\S+\.example/g) ?? [];

const named = (n: number, domain = "lumen"): string => `p${String(n).padStart(3, "0")}@${domain}.example`;

/** So many Invitations in as many Requests as that takes, sent by hand, and Pending. */
async function invited(bot: Bot, count: number): Promise<void> {
  await bot.pay();
  for (let from = 0; from < count; from += 20) {
    const some = Array.from({ length: Math.min(20, count - from) }, (_, at) => named(from + at));
    await bot.ask(some.join(", "), "ana");
  }
  await bot.doAll("ana");
}

/** The first `count` of them have run out, by a person's word. */
async function runOut(bot: Bot, count: number): Promise<void> {
  await bot.skip(8 * DAY);
  for (let id = 1; id <= count; id += 1) await bot.as("ana").press({ do: "mark-expired", invitation: id });
}

describe("the members list of a large team", () => {
  it("is turned page by page, and has everybody once", async () => {
    const bot = await startedBot();
    await invited(bot, 43);
    const seen: string[] = [];
    let reply = await bot.as("ana").command("members");
    for (;;) {
      seen.push(...addressesIn(reply));
      const next = buttonIn(viewOf(reply), "Next page");
      if (next === undefined) break;
      reply = await bot.as("ana").press(next.action);
    }
    expect(words(viewOf(reply))).toContain("Page 5 of 5, 43 in all");
    expect(seen).toEqual(Array.from({ length: 43 }, (_, n) => named(n)));
    const back = must(buttonIn(viewOf(reply), "Previous page"));
    expect(addressesIn(await bot.as("ana").press(back.action))).toEqual(
      Array.from({ length: 10 }, (_, n) => named(30 + n)),
    );
  });

  it("is searched with a word after the command, and stays so after a press, until everybody is asked for", async () => {
    const bot = await startedBot();
    await invited(bot, 25);
    await runOut(bot, 3);
    expect(addressesIn(await bot.as("ana").command("members P02"))).toEqual(
      [20, 21, 22, 23, 24].map((n) => named(n)),
    );
    expect(said(await bot.as("ana").command("members nobody"))).toContain("0 found for nobody.");
    const found = await bot.as("ana").command("members p00");
    expect(addressesIn(found)).toHaveLength(10);
    const press = (label: string) => bot.as("ana").press(must(buttonIn(viewOf(found), label)).action);
    expect(addressesIn(await press("Send again"))).toEqual(addressesIn(found));
    expect(said(await press("Show everybody"))).toContain("25 in all");
  });
});

/** Sixty open Requests of Chloe's, forty open Tasks of Ben's, and 500 Members. */
async function busy(): Promise<Bot> {
  const bot = await startedBot();
  for (const who of ["ben", "chloe", "kenji"]) await bot.as(who).command("help");
  const [assignee, requester] = [bot.personOf("ben").id, bot.personOf("chloe").id];
  const asked = { role: "member", seats: [], workspaces: [], reason: "", state: "open" } as const;
  bot.store.transact((tx) => {
    for (let n = 1; n <= 60; n += 1) {
      const none = { ...UNDECIDED, createdAt: bot.now() };
      const { id } = tx.requests.insert({ ...asked, ...none, requester });
      tx.invitations.insert(propose(id, `p${n}@lumen.example`, "member", bot.now()));
    }
    for (let n = 1; n <= 40; n += 1)
      tx.tasks.insert({
        ...{ kind: "invite", assignee, role: "member", invitations: [n], workspace: null, state: "open" },
        ...{ reason: null, createdAt: n, closedAt: null, closedBy: null },
      });
    for (let n = 1; n <= 500; n += 1)
      tx.members.save({
        ...{ address: `m${n}@lumen.example`, name: null, role: "member", mistralId: `m${n}`, seenAt: n },
      });
  });
  return bot;
}

function homeOf(bot: Bot, account: string): View {
  const { context } = bot;
  const person = bot.personOf(account);
  return bot.store.read((tx) =>
    drawHome(context, tx, readerFor({ tx, context }, person, "slack"), person, "member"),
  );
}

/** What the rows of all pages do, from where this View leads. */
async function turned(bot: Bot, account: string, from: View, label: string, what: string): Promise<number[]> {
  const seen: number[] = [];
  let button = must(buttonIn(from, label));
  for (;;) {
    const view = viewOf(await bot.as(account).press(button.action));
    for (const { action } of actionsIn(view.blocks)) {
      if (action.do !== what) continue;
      if (action.do === "approve") seen.push(action.request);
      if (action.do === "task-done") seen.push(action.task);
    }
    const next = buttonIn(view, "Next page");
    if (next === undefined) return seen;
    button = next;
  }
}

const upTo = (n: number) => Array.from({ length: n }, (_, at) => at + 1);

describe("the list of what waits in a large team", () => {
  it("is at hand on an approver's own page, whose limits hold, and page by page behind it", async () => {
    const bot = await busy();
    const home = homeOf(bot, "ben");
    expect(words(home)).toMatch(/And 34 more.*And 54 more/s);
    expect(problemsInView(renderHome(home), "home")).toEqual([]);
    expect(renderHome(home).blocks.length).toBeLessThan(100);
    expect(problemsOfCard(renderCard(home, CARDS))).toEqual([]);
    expect(JSON.stringify(renderCard(home, CARDS))).not.toContain("more than Teams shows");
    expect(await turned(bot, "ben", home, "All my tasks", "task-done")).toEqual(upTo(40));
    expect(await turned(bot, "ben", home, "All open requests", "approve")).toEqual(upTo(60));
    const status = viewOf(await bot.as("ben").command("status"));
    expect(await turned(bot, "ben", status, "All open requests", "approve")).toEqual(upTo(60));
  });

  it("is shown again by the press that decided, where it is not kept up to date", async () => {
    const bot = await startedBot();
    for (const name of ["p1", "p2", "p3"]) await bot.ask(`${name}@lumen.example`);
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
    const after = words(await pressIn(mine, "chloe", "withdraw"));
    expect(after).toMatch(/^Setup status(?![\s\S]*p3@lumen\.example)/);
  });

  it("shows a requester their own Requests alone, and nobody's Tasks but theirs", async () => {
    const bot = await busy();
    const open = { do: "waiting", of: "requests", page: 0 } as const;
    expect(said(await bot.as("kenji").press(open))).toContain("No open requests.");
    expect(said(await bot.as("chloe").press(open))).toContain("Page 1 of 6, 60 in all");
    expect(said(await bot.as("chloe").press({ ...open, of: "tasks" }))).toContain(
      "Nothing is waiting for you.",
    );
  });
});
