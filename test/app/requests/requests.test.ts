import { describe, expect, it } from "vitest";
import type { Reply } from "../../../src/app/core/app.ts";
import type { UserAction } from "../../../src/domain/action.ts";
import { must } from "../../support/must.ts";
import { type Bot, invitation, startedBot } from "../../support/world/bot.ts";
import { buttonsOf, said, words } from "../../support/world/chat.ts";
import { DAY, HOUR } from "../../support/world/times.ts";

const labels = (bot: Bot, channel: string) =>
  buttonsOf(bot.chat.in(channel).at(-1)?.view ?? { summary: "", blocks: [] }).map(({ label }) => label);

async function asked(addresses = "paul@lumen.example, rosa@lumen.example", role = "member"): Promise<Bot> {
  const bot = await startedBot();
  await bot.ask(addresses, "chloe", role);
  return bot;
}

describe("a Request", () => {
  it("is one card in the approvals channel, however many it asks for", async () => {
    const bot = await asked();
    expect(bot.chat.in("approvals")).toHaveLength(1);
    expect(bot.chat.first("approvals")).toContain("paul@lumen.example");
    expect(labels(bot, "approvals")).toEqual(expect.arrayContaining(["Approve"]));
  });

  it("is counted by the card of the Setup as soon as it waits, and no more once it was decided", async () => {
    const bot = await asked();
    const card = () => bot.chat.first("news");
    expect(card()).toContain("2 waiting for approval");
    await bot.approve();
    expect(card()).not.toContain("waiting for approval");
  });

  it("is decided by one click, after which every copy says who decided and has no buttons", async () => {
    const bot = await asked();
    expect(await bot.approve()).toEqual({ kind: "nothing" });
    const card = must(bot.chat.in("approvals")[0]);
    expect(words(card.view)).toContain("@ben");
    expect(buttonsOf(card.view).filter((button) => "action" in button)).toEqual([]);
    expect(bot.chat.newest("dm-chloe")).toMatch(/approved/i);
  });

  it("goes to the approvers directly when there is no approvals channel", async () => {
    const bot = await startedBot();
    await bot.set({ approvals: null });
    await bot.ask("paul@lumen.example");
    for (const approver of ["ana", "ben"]) {
      expect(words(must(bot.chat.dm(approver).at(-1)).view)).toContain("paul@lumen.example");
    }
    expect(bot.chat.in("approvals")).toHaveLength(0);
  });

  it("cannot be decided by somebody who is no approver", async () => {
    const bot = await asked();
    expect(said(await bot.approve(1, "kenji"))).toMatch(/approvers/);
    expect(bot.request().state).toBe("open");
  });

  it("cannot be decided by its own requester, even one who became an approver meanwhile", async () => {
    const bot = await asked();
    await bot.set({ approvers: ["ben", "chloe"] });
    expect(said(await bot.approve(1, "chloe"))).toMatch(/own Request/);
    expect(bot.request().state).toBe("open");
  });

  it("tells the second of two approvers who was first, and does it once", async () => {
    const bot = await asked();
    await bot.approve();
    const late = await bot.approve(1, "ana");
    expect(said(late)).toContain("@ben approved");
    expect(bot.tasks()).toHaveLength(0);
  });

  it("takes a double click as one", async () => {
    const bot = await asked();
    await bot.approve();
    expect(await bot.approve()).toEqual({ kind: "nothing" });
  });

  it("takes the same inbound request twice as one", async () => {
    const bot = await startedBot();
    await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"), "same");
    await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"), "same");
    expect(bot.store.read((tx) => tx.requests.open())).toHaveLength(1);
  });

  it("denied with a reason shows the reason to the requester", async () => {
    const bot = await asked();
    await bot.as("ben").submit({ form: "deny", request: 1 }, { reason: "not in this quarter" });
    expect(bot.chat.newest("dm-chloe")).toContain("not in this quarter");
  });

  it("can lose rows and a stronger role before it is decided, and stays one card", async () => {
    const bot = await asked("paul@lumen.example, rosa@lumen.example", "admin");
    await bot.as("ben").submit({ form: "change", request: 1 }, { keep: ["1"], role: "member" });
    await bot.approve();
    const rows = bot.rows();
    expect(rows.map(({ status, role }) => [status, role])).toEqual([
      ["approved", "member"],
      ["denied", "admin"],
    ]);
    expect(bot.chat.in("approvals")).toHaveLength(1);
  });

  it("can be withdrawn by its requester alone, until it is decided", async () => {
    const bot = await asked();
    expect(said(await bot.as("kenji").press({ do: "withdraw", request: 1 }))).toMatch(/person who made/);
    await bot.as("chloe").press({ do: "withdraw", request: 1 });
    expect(said(await bot.approve())).toMatch(/withdrew/);
  });

  it("lapses when nobody answers for seven days", async () => {
    const bot = await asked();
    await bot.skip(7 * 24 * HOUR - 1);
    expect(bot.request().state).toBe("open");
    await bot.skip(1);
    expect(bot.request().state).toBe("lapsed");
    expect(must(bot.chat.dm("chloe").at(-1)).key).toMatch(/^outcome:1/);
  });

  it("reminds every approver three times at most", async () => {
    const bot = await asked();
    await bot.skip(3 * HOUR);
    const reminders = () => bot.chat.cards("dm-ben", "reminder:");
    expect(reminders()).toHaveLength(0);
    await bot.skip(2 * HOUR);
    expect(reminders()).toHaveLength(1);
    await bot.live(7 * DAY);
    expect(reminders()).toHaveLength(3);
    for (const { view } of reminders()) expect(words(view)).toMatch(/no longer waits/);
  });

  it("by an approver needs no second person, unless it grants Admin and there is another approver", async () => {
    const bot = await startedBot();
    await bot.ask("paul@lumen.example", "ben");
    await bot.ask("rosa@lumen.example", "ben", "admin");
    expect(bot.store.read((tx) => [1, 2].map((id) => tx.requests.get(id)?.state))).toEqual([
      "approved",
      "open",
    ]);
    expect(said(await bot.approve(2))).toMatch(/own Request/);
    await bot.approve(2, "ana");
    expect(bot.request(2).state).toBe("approved");
  });
});

describe("preflight", () => {
  it("lets the good rows go on without the bad ones, after one look at the verdicts", async () => {
    const bot = await startedBot();
    const chloe = bot.as("chloe");
    const reply = await chloe.submit({ form: "invite" }, invitation("paul@lumen.example\nnot-an-address"));
    expect(reply.kind).toBe("stack");
    expect(bot.store.read((tx) => tx.requests.open())).toHaveLength(0);
    const ref = reply.kind === "stack" ? reply.form.ref : null;
    await chloe.submit(must(ref), {});
    const rows = bot.rows();
    expect(rows.map(({ address }) => address)).toEqual(["paul@lumen.example"]);
  });

  it.each([
    ["nobody at all", ""],
    ["101 addresses", Array.from({ length: 101 }, (_, n) => `p${n}@lumen.example`).join("\n")],
    ["only what is no address", "paul, rosa at lumen"],
  ])("refuses %s at the field, and saves nothing", async (_name, addresses) => {
    const bot = await startedBot();
    const reply = await bot.ask(addresses);
    expect(reply.kind).toBe("errors");
    expect(Object.keys(reply.kind === "errors" ? reply.errors : {})).toEqual(["addresses"]);
    expect(bot.store.read((tx) => tx.requests.open())).toHaveLength(0);
  });

  it("takes the corrected submission after a refused one", async () => {
    const bot = await startedBot();
    const chloe = bot.as("chloe");
    await chloe.submit({ form: "invite" }, invitation("nobody"), "same");
    await chloe.submit({ form: "invite" }, invitation("paul@lumen.example"), "same");
    expect(bot.store.read((tx) => tx.requests.open())).toHaveLength(1);
  });

  it("refuses an address that somebody has already asked for", async () => {
    const bot = await asked("paul@lumen.example");
    const reply = await bot.ask("Paul@Lumen.example", "kenji");
    expect(reply.kind).toBe("errors");
  });

  it("refuses addresses outside the allowed domains", async () => {
    const bot = await startedBot();
    await bot.set({ domains: "lumen.example" });
    const reply = await bot.ask("paul@elsewhere.example");
    expect(reply.kind).toBe("errors");
  });
});

it("what a Request leaves behind is nothing that waits for approval, once it was withdrawn or has lapsed", async () => {
  const bot = await asked();
  await bot.as("chloe").press({ do: "withdraw", request: 1 });
  await bot.ask("paul@lumen.example");
  await bot.skip(7 * 24 * HOUR);
  expect(bot.store.read((tx) => tx.invitations.count())).toMatchObject({ proposed: 0, denied: 3 });
});

it("making somebody an Admin takes two people, by the role form too", async () => {
  const bot = await startedBot();
  await bot.ask("paul@lumen.example", "ben");
  const reply = await bot.as("ben").submit({ form: "role", invitation: 1 }, { role: "admin" });
  expect(said(reply)).toMatch(/two people/);
  expect(bot.store.read((tx) => tx.invitations.get(1)?.role)).toBe("member");
});

it("a reminder that is due only after the Request was closed is not posted any more", async () => {
  const bot = await asked();
  const before = bot.chat.dm("ben").length;
  await bot.skip(8 * 24 * HOUR);
  expect(bot.request().state).toBe("lapsed");
  const late = bot.chat.dm("ben").slice(before);
  expect(late.filter(({ view }) => words(view).includes("no longer waits"))).toEqual([]);
});

it("going back from the verdicts and sending the same again asks again, instead of closing the form", async () => {
  const bot = await startedBot();
  const typed = invitation("paul@lumen.example\nnot-an-address");
  const chloe = bot.as("chloe");
  expect((await chloe.submit({ form: "invite" }, typed, "same")).kind).toBe("stack");
  expect((await chloe.submit({ form: "invite" }, typed, "same")).kind).toBe("stack");
});

const WEEK = 7 * 24 * 60 * 60_000;
const AGAIN: UserAction = { do: "open", to: { form: "invite", again: 1 } };

/** What a form was opened with, by the names of its fields. */
function openedWith(reply: Reply): Record<string, unknown> {
  if (reply.kind !== "open") throw new Error(`it is ${reply.kind}`);
  return Object.fromEntries(
    reply.form.fields.map((field) => [field.name, "initial" in field ? field.initial : undefined]),
  );
}

it.each(["Slack", "Teams"])(
  "a Request that nobody answered is made again in one click, in %s",
  async (where) => {
    const bot = await startedBot({ both: true });
    const chloe = where === "Slack" ? bot.as("chloe") : bot.inTeams("chloe");
    const wanted = {
      ...invitation("paul@lumen.example\nrosa@lumen.example", "billing"),
      reason: "for the audit",
    };
    await chloe.submit({ form: "invite" }, wanted);
    await bot.skip(WEEK);
    const answer = must(
      [...bot.chat.dm("chloe"), ...bot.teams.dm("t-chloe")].find(({ key }) => key.startsWith("outcome:1")),
    );
    expect(buttonsOf(answer.view)).toMatchObject([{ label: "Ask again", action: AGAIN }]);
    expect(openedWith(await chloe.press(AGAIN))).toMatchObject({
      ...{ addresses: "paul@lumen.example\nrosa@lumen.example", role: "billing", reason: "for the audit" },
    });
  },
);

it("a Request of somebody else's is not shown to the person who presses Ask again", async () => {
  const bot = await startedBot();
  await bot.ask("paul@lumen.example");
  await bot.deny();
  expect(openedWith(await bot.as("kenji").press(AGAIN))["addresses"]).toBe("kenji@lumen.example");
  expect(openedWith(await bot.as("chloe").press(AGAIN))["addresses"]).toBe("paul@lumen.example");
});
