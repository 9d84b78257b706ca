import { describe, expect, it } from "vitest";
import type { Reply } from "../../../src/app/core/app.ts";
import type { FormRef } from "../../../src/domain/action.ts";
import { propose } from "../../../src/domain/invitations/invitation.ts";
import { must } from "../../support/must.ts";
import { approvedBot, type Bot, invitation, startedBot } from "../../support/world/bot.ts";
import { changeSettings } from "../../support/world/both.ts";
import { said, words } from "../../support/world/chat.ts";
import { DAY, HOUR } from "../../support/world/times.ts";

async function asked(addresses = "paul@lumen.example, rosa@lumen.example", role = "member"): Promise<Bot> {
  const bot = await startedBot();
  await bot.ask(addresses, "chloe", role);
  return bot;
}

describe("a Request", () => {
  it("is one card, counted on the Setup's, and after one click every copy says who decided, without buttons", async () => {
    const bot = await asked();
    expect(bot.chat.in("approvals")).toHaveLength(1);
    expect(bot.chat.first("approvals")).toContain("paul@lumen.example");
    expect(bot.chat.first("news")).toContain("2 to approve");
    expect(await bot.approve()).toEqual({ kind: "nothing" });
    expect(bot.chat.first("approvals")).toMatch(/^[^[]*@ben[^[]*$/);
    expect(bot.chat.first("news")).not.toContain("waiting for approval");
    expect(bot.chat.newest("dm-chloe")).toMatch(/approved/i);
  });

  it("cannot be decided by who is no approver, nor by its own requester who became one meanwhile", async () => {
    const bot = await asked();
    expect(said(await bot.approve(1, "kenji"))).toMatch(/approvers/);
    await bot.set({ approvers: ["ben", "chloe"] });
    expect(said(await bot.approve(1, "chloe"))).toMatch(/own request/);
    expect(bot.request().state).toBe("open");
  });

  it("no longer says that it will wait for billing once billing is confirmed", async () => {
    const bot = await asked();
    expect(bot.chat.first("approvals")).toContain("is sent once billing is set up");
    await bot.pay();
    await bot.skip(HOUR);
    expect(bot.chat.first("approvals")).not.toContain("is sent once billing is set up");
  });

  it("takes a double click as one, and tells the second of two approvers who was first", async () => {
    const bot = await asked();
    for (let click = 0; click < 2; click += 1) expect(await bot.approve()).toEqual({ kind: "nothing" });
    expect(said(await bot.approve(1, "ana"))).toContain("Approved by @ben");
    expect(bot.tasks()).toHaveLength(0);
  });

  it("can be withdrawn by its requester alone, and then leaves nothing behind that waits for approval", async () => {
    const bot = await asked();
    expect(said(await bot.as("kenji").press({ do: "withdraw", request: 1 }))).toMatch(/person who asked/);
    await bot.as("chloe").press({ do: "withdraw", request: 1 });
    expect(said(await bot.approve())).toMatch(/Withdrawn by @chloe/);
    expect(bot.statuses()).toEqual(["denied", "denied"]);
  });

  it("lapses when nobody answers for seven days", async () => {
    const bot = await asked();
    await bot.skip(7 * DAY - 1);
    expect(bot.request().state).toBe("open");
    await bot.skip(1);
    expect([bot.request().state, bot.statuses()]).toEqual(["lapsed", ["denied", "denied"]]);
    expect(must(bot.chat.dm("chloe").at(-1)).key).toMatch(/^outcome:1/);
  });

  it("reminds every approver three times at most", async () => {
    const bot = await asked();
    await bot.skip(3 * HOUR);
    const reminders = () => bot.chat.told("ben", "reminder:");
    expect(reminders()).toHaveLength(0);
    await bot.skip(2 * HOUR);
    expect(reminders()).toHaveLength(1);
    await bot.live(7 * DAY);
    expect(reminders()).toHaveLength(3);
    for (const reminder of reminders()) expect(reminder).not.toMatch(/Still waiting/);
  });

  it("by an approver needs no second person, unless it grants Admin and there is another approver", async () => {
    const bot = await startedBot();
    await bot.ask("paul@lumen.example", "ben");
    await bot.ask("rosa@lumen.example", "ben", "admin");
    expect([1, 2].map((id) => bot.request(id).state)).toEqual(["approved", "open"]);
    expect(said(await bot.approve(2))).toMatch(/own request/);
    await bot.approve(2, "ana");
    expect(bot.request(2).state).toBe("approved");
  });
});

describe("preflight", () => {
  it("lets the good rows go on without the bad ones, after one look at the verdicts, however often it is sent", async () => {
    const bot = await startedBot();
    const chloe = bot.as("chloe");
    const typed = invitation("paul@lumen.example\nnot-an-address");
    expect((await chloe.submit({ form: "invite" }, typed, "same")).kind).toBe("stack");
    const reply = await chloe.submit({ form: "invite" }, typed, "same");
    expect(bot.store.read((tx) => tx.requests.open())).toHaveLength(0);
    await chloe.submit(must(reply.kind === "stack" ? reply.form.ref : null), {});
    expect(bot.rows().map(({ address }) => address)).toEqual(["paul@lumen.example"]);
  });

  it.each([
    ["nobody at all", ""],
    ["101 addresses", Array.from({ length: 101 }, (_, n) => `p${n}@lumen.example`).join("\n")],
    ["only what is no address", "paul, rosa at lumen"],
  ])("refuses %s at the field, and saves nothing", async (_name, addresses) => {
    const bot = await startedBot();
    const reply = await bot.ask(addresses);
    expect(reply).toEqual({ kind: "errors", errors: { addresses: expect.any(String) } });
    expect(bot.store.read((tx) => tx.requests.open())).toHaveLength(0);
  });

  it("refuses an address that somebody has already asked for, and one outside the allowed domains", async () => {
    const bot = await asked("paul@lumen.example");
    expect((await bot.ask("Paul@Lumen.example", "kenji")).kind).toBe("errors");
    await bot.set({ domains: "lumen.example" });
    expect((await bot.ask("rosa@elsewhere.example")).kind).toBe("errors");
  });
});

it("the allowed domains hold at Send again, for those who were invited before", async () => {
  const bot = await approvedBot("paul@elsewhere.example");
  await bot.done();
  await bot.set({ domains: "lumen.example" });
  const reply = await bot.as("ben").press({ do: "resend", invitation: 1 });
  expect(said(reply)).toContain("outside the allowed domains");
  expect(bot.statuses()).toEqual(["pending"]);
});

it("making somebody an Admin takes two people, by the role form too", async () => {
  const bot = await startedBot();
  await bot.ask("paul@lumen.example", "ben");
  const reply = await bot.as("ben").submit({ form: "role", invitation: 1 }, { role: "admin" });
  expect(said(reply)).toMatch(/two people/);
  expect(bot.store.read((tx) => tx.invitations.get(1)?.role)).toBe("member");
});

const MALLORY = "mallory@evil.example";
const LIST: FormRef = { form: "approve", request: 1 };

const colleagues = Array.from({ length: 60 }, (_, at) => `colleague${at}@lumen.example`);

const state = (bot: Bot) => bot.request().state;
const read = (reply: Reply) => {
  if (reply.kind !== "open") return expect.unreachable(said(reply));
  const { form } = reply;
  return { ref: must(form.ref), submit: form.submit, words: words({ summary: "", blocks: form.intro }) };
};
const look = async (bot: Bot, who = "ben") => read(await bot.as(who).press({ do: "open", to: LIST }));

/** Through a file there may be more than fits into the form. */
async function askedForAdmin([first = "", ...rest]: readonly string[]): Promise<Bot> {
  const bot = await asked(first, "admin");
  bot.store.transact((tx) => {
    for (const address of rest) tx.invitations.insert(propose(1, address, "admin", bot.now()));
  });
  return bot;
}

describe("the whole list of a Request", () => {
  it("names who is outside the owner's domain, or the allowed ones, first, and is approved at its end", async () => {
    const bot = await askedForAdmin([...colleagues, MALLORY]);
    const { ref, submit, words: list } = await look(bot);
    expect(list).toMatch(/Outside lumen\.example: 1 of 61, listed first\.\n⚠️ mallory@evil\.example\n/);
    for (const address of colleagues) expect(list).toContain(address);
    changeSettings(bot, () => ({ domains: ["evil.example"] }));
    expect((await look(bot)).words).toContain("Outside evil.example: 60 of 61, listed first.");
    changeSettings(bot, () => ({ domains: [] }));
    expect(submit).toBe("Approve");
    expect(await bot.as("ben").submit(ref, {})).toEqual({ kind: "nothing" });
    expect(state(bot)).toBe("approved");
    expect(await bot.as("ben").submit(ref, {})).toEqual({ kind: "nothing" });
  });

  it.each([
    ["fewer people", "a60"],
    ["a lower role", "m61"],
  ] as const)("opens where a card showed %s, because older data was put back behind it", async (_, shown) => {
    const bot = await askedForAdmin([...colleagues, MALLORY]);
    const press = () => bot.as("ben").press({ do: "approve", request: 1, ask: shown });
    expect(read(await press()).words).toContain(MALLORY);
    expect(state(bot)).toBe("open");
    await bot.as("ben").press({ do: "approve", request: 1, ask: "a61" });
    expect(state(bot)).toBe("approved");
    expect(await press()).toEqual({ kind: "nothing" });
  });

  it("is read once more when somebody changed the Request meanwhile", async () => {
    const bot = await askedForAdmin([...colleagues, MALLORY]);
    const { ref } = await look(bot);
    await bot.as("ana").submit({ form: "change", request: 1 }, { keep: ["5", "61"], role: "admin" });
    const again = read(await bot.as("ben").submit(ref, {}));
    expect(again.words).toMatch(/^Somebody just changed this request/);
    expect(state(bot)).toBe("open");
    await bot.as("ben").submit(again.ref, {});
    expect(state(bot)).toBe("approved");
  });

  it.each([LIST, { ...LIST, seen: { list: "guessed" } }])(
    "is approved by nothing that was not read, such as %j",
    async (made) => {
      const bot = await askedForAdmin([...colleagues, MALLORY]);
      expect(read(await bot.as("ben").submit(made, {})).words).toContain(MALLORY);
      expect(state(bot)).toBe("open");
    },
  );

  it("opens for approvers alone, and for nobody who would become Admin by it", async () => {
    const bot = await askedForAdmin(["ben@lumen.example", MALLORY]);
    expect(said(await bot.as("kenji").press({ do: "open", to: LIST }))).toMatch(/approvers/);
    expect(said(await bot.as("ben").press({ do: "open", to: LIST }))).toMatch(/This would make you Admin/);
    expect((await look(bot, "ana")).submit).toBe("Approve");
  });

  it("says who was first when the Request was decided before it was sent", async () => {
    const bot = await askedForAdmin([MALLORY]);
    const { ref } = await look(bot);
    await bot.approve(1, "ana");
    expect(JSON.stringify(await bot.as("ben").submit(ref, {}))).toContain("Approved by @ana");
  });
});
