import { describe, expect, it } from "vitest";
import type { Reply } from "../../src/app/app.ts";
import { startedBot } from "../support/bot.ts";
import { buttonsOf, words } from "../support/chat.ts";
import { must } from "../support/must.ts";

const said = (reply: Reply): string => {
  if (reply.kind === "errors") return Object.values(reply.errors).join("\n");
  return reply.kind === "show" ? words(reply.view) : reply.kind;
};

describe("a step that was handed to somebody", () => {
  it("reaches them by direct message, and they may confirm that one and no other", async () => {
    const bot = await startedBot();
    expect(said(await bot.as("kenji").press({ do: "open", to: { form: "billing" } }))).toMatch(/not yours/);
    await bot.as("ana").submit({ form: "hand", step: "billing" }, { person: "kenji" });
    expect(words(must(bot.chat.dm("kenji")[0]).view)).toMatch(/[Bb]illing/);
    const values = { means: "card", plan: "team", monthlyLimit: null };
    await bot.as("kenji").submit({ form: "billing" }, values);
    expect(bot.store.read((tx) => tx.setup.load()?.steps.billing.state)).toBe("done");
    expect(said(await bot.as("kenji").press({ do: "skip", step: "security" }))).toMatch(/not yours/);
  });

  it("is put off for everybody by the owner alone", async () => {
    const bot = await startedBot();
    await bot.as("ana").submit({ form: "hand", step: "security" }, { person: "kenji" });
    const state = () => bot.store.read((tx) => tx.setup.load()?.steps.security.state);
    const kenji = bot.as("kenji");
    const security = { form: "security" } as const;
    expect(words(must(bot.chat.dm("kenji")[0]).view)).not.toContain("[Later]");
    expect(JSON.stringify(await kenji.press({ do: "checklist" }))).not.toMatch(/"Later"/);
    expect(JSON.stringify(await kenji.press({ do: "open", to: security }))).not.toContain(
      "The rest can wait",
    );
    for (const press of [
      kenji.press({ do: "skip", step: "security" }),
      kenji.submit(security, { domains: null, done: [], later: ["later"] }),
    ])
      expect(said(await press)).toMatch(/^Only the owner of the Setup can do this. The owner is @?ana/);
    expect(state()).toBe("open");
    const nothing = await kenji.submit(security, { domains: null, done: [], later: [] });
    expect(nothing).toEqual({ kind: "errors", errors: { done: "Enter a domain, or tick what is done." } });
    expect(said(await bot.as("ana").press({ do: "skip", step: "security" }))).toMatch(/You can reopen/);
    expect(state()).toBe("skipped");
  });

  it("is left out by whoever has it where that is an answer, and they hear who can reopen it", async () => {
    const bot = await startedBot();
    await bot.as("ana").submit({ form: "hand", step: "workspaces" }, { person: "kenji" });
    expect(words(must(bot.chat.dm("kenji")[0]).view)).toContain("[One is enough]");
    const reply = said(await bot.as("kenji").press({ do: "skip", step: "workspaces" }));
    expect(reply).toContain("The owner can reopen this step at any time.");
    const owners = { do: "skip", step: "security" } as const;
    expect(said(await bot.as("ana").press(owners))).toContain("You can reopen this step at any time.");
  });

  it("can be handed on, and then the first helper has nothing to press", async () => {
    const bot = await startedBot();
    const hand = (person: string) => bot.as("ana").submit({ form: "hand", step: "billing" }, { person });
    await hand("kenji");
    await hand("chloe");
    const [card] = bot.chat.dm("kenji");
    expect(words(must(card).view)).toMatch(/with @chloe now/);
    expect(buttonsOf(must(card).view)).toEqual([]);
  });

  it("cannot be handed to somebody whom the bot does not know, and says what helps", async () => {
    const bot = await startedBot();
    const reply = await bot.as("ana").submit({ form: "hand", step: "billing" }, { person: "nobody" });
    expect(reply).toMatchObject({
      kind: "errors",
      errors: { person: expect.stringMatching(/write to it once/) },
    });
  });

  it("cannot be handed to a guest", async () => {
    const bot = await startedBot();
    const reply = await bot.as("ana").submit({ form: "hand", step: "billing" }, { person: "greta" });
    expect(reply.kind).toBe("errors");
  });
});
