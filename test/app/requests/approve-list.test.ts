import { describe, expect, it } from "vitest";
import type { Reply } from "../../../src/app/core/app.ts";
import type { FormRef } from "../../../src/domain/action.ts";
import { propose } from "../../../src/domain/invitations/invitation.ts";
import { must } from "../../support/must.ts";
import { type Bot, startedBot } from "../../support/world/bot.ts";
import { changeSettings } from "../../support/world/both.ts";
import { said, words } from "../../support/world/chat.ts";

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
async function asked([first = "", ...rest]: readonly string[]): Promise<Bot> {
  const bot = await startedBot();
  await bot.ask(first, "chloe", "admin");
  bot.store.transact((tx) => {
    for (const address of rest) tx.invitations.insert(propose(1, address, "admin", bot.now()));
  });
  return bot;
}

describe("the whole list of a Request", () => {
  it("names who is outside the owner's domain first, and is approved at its end", async () => {
    const bot = await asked([...colleagues, MALLORY]);
    const { ref, submit, words: list } = await look(bot);
    expect(list).toMatch(/Outside lumen\.example: 1 of 61, and listed first\.\n⚠️ mallory@evil\.example\n/);
    for (const address of colleagues) expect(list).toContain(address);
    expect(submit).toBe("Approve");
    expect(await bot.as("ben").submit(ref, {})).toEqual({ kind: "nothing" });
    expect(state(bot)).toBe("approved");
    expect(await bot.as("ben").submit(ref, {})).toEqual({ kind: "nothing" });
  });

  it("measures by the allowed domains where there are some", async () => {
    const bot = await asked([...colleagues, MALLORY]);
    changeSettings(bot, () => ({ domains: ["evil.example"] }));
    expect((await look(bot)).words).toContain("Outside evil.example: 60 of 61, and listed first.");
  });

  it.each([
    ["fewer people", "a60"],
    ["a lower role", "m61"],
  ] as const)("opens where a card showed %s, because older data was put back behind it", async (_, shown) => {
    const bot = await asked([...colleagues, MALLORY]);
    const press = () => bot.as("ben").press({ do: "approve", request: 1, ask: shown });
    expect(read(await press()).words).toContain(MALLORY);
    expect(state(bot)).toBe("open");
    await bot.as("ben").press({ do: "approve", request: 1, ask: "a61" });
    expect(state(bot)).toBe("approved");
    expect(await press()).toEqual({ kind: "nothing" });
  });

  it("is read once more when somebody changed the Request meanwhile", async () => {
    const bot = await asked([...colleagues, MALLORY]);
    const { ref } = await look(bot);
    await bot.as("ana").submit({ form: "change", request: 1 }, { keep: ["5", "61"], role: "admin" });
    const again = read(await bot.as("ben").submit(ref, {}));
    expect(again.words).toMatch(/^Somebody changed the Request meanwhile/);
    expect(state(bot)).toBe("open");
    await bot.as("ben").submit(again.ref, {});
    expect(state(bot)).toBe("approved");
  });

  it.each([LIST, { ...LIST, seen: { list: "guessed" } }])(
    "is approved by nothing that was not read, such as %j",
    async (made) => {
      const bot = await asked([...colleagues, MALLORY]);
      expect(read(await bot.as("ben").submit(made, {})).words).toContain(MALLORY);
      expect(state(bot)).toBe("open");
    },
  );

  it("opens for approvers alone, and for nobody who would become Admin by it", async () => {
    const bot = await asked(["ben@lumen.example", MALLORY]);
    expect(said(await bot.as("kenji").press({ do: "open", to: LIST }))).toMatch(/approvers/);
    expect(said(await bot.as("ben").press({ do: "open", to: LIST }))).toMatch(/You would become Admin/);
    expect((await look(bot, "ana")).submit).toBe("Approve");
  });

  it("says who was first when the Request was decided before it was sent", async () => {
    const bot = await asked([MALLORY]);
    const { ref } = await look(bot);
    await bot.approve(1, "ana");
    expect(JSON.stringify(await bot.as("ben").submit(ref, {}))).toContain("Approved by @ana");
  });
});
