import { describe, expect, it } from "vitest";
import { verified } from "../../../src/domain/evidence.ts";
import { must } from "../../support/must.ts";
import { startAutomatic } from "../../support/world/automatic.ts";
import { approvedBot, type Bot, startedBot } from "../../support/world/bot.ts";

const setupOf = (bot: Bot) => bot.setup();
const shown = (reply: unknown): string => JSON.stringify(reply);
const form = (done: readonly string[], change: object = {}) => ({ domains: "", done, ...change });

describe("the security step", () => {
  it("keeps who said what is in place, and lets it be taken back without opening again", async () => {
    const bot = await startedBot();
    const me = bot.personOf("ana").id;
    await bot.as("ana").submit({ form: "security" }, form(["saml", "audit"]));
    expect(setupOf(bot).observed).toMatchObject({
      saml: { kind: "confirmed", by: me },
      auditLogs: { kind: "confirmed", by: me },
      domainVerified: null,
    });
    expect(setupOf(bot).steps.security.state).toBe("done");
    await bot.as("ana").submit({ form: "security" }, form(["saml"]));
    expect(setupOf(bot).observed.auditLogs).toBeNull();
    const reply = shown(await bot.as("ana").submit({ form: "security" }, form([])));
    expect(reply).not.toContain("stays open");
    expect(setupOf(bot)).toMatchObject({ steps: { security: { state: "done" } }, observed: { saml: null } });
  });

  it("lets nobody take back what Mistral has verified", async () => {
    const bot = await startedBot();
    bot.store.transact((tx) => {
      const setup = must(tx.setup.load());
      tx.setup.save({ ...setup, observed: { ...setup.observed, saml: verified("audit", 1) } });
    });
    await bot.as("ana").submit({ form: "security" }, form(["audit"]));
    expect(setupOf(bot).observed.saml).toEqual(verified("audit", 1));
  });

  it("stays open while nothing is entered or ticked, and tells nobody to choose what they may not", async () => {
    const bot = await startedBot();
    await bot.hand("security", "kenji");
    const reply = shown(await bot.as("kenji").submit({ form: "security" }, form([])));
    expect(reply).toContain("stays open until");
    expect(reply).not.toContain("Later");
    expect(setupOf(bot).steps.security.state).toBe("open");
    expect(bot.recorded("security.confirmed")).toEqual([]);
    expect(bot.recorded("settings.changed")).toEqual([]);
  });
});

it("the SAML checklist is for the people who work on the step, warns about the Pending, and keeps the word that SSO is on", async () => {
  const bot = await approvedBot("paul@lumen.example");
  await bot.done();
  expect(shown(await bot.as("kenji").press({ do: "saml" }))).toMatch(/not yours/);
  expect(shown(await bot.as("kenji").press({ do: "confirm-measure", measure: "saml" }))).toMatch(/not yours/);
  await bot.hand("security", "kenji");
  expect(bot.chat.first("dm-kenji")).toMatch(/\[Verify a domain\] \[SAML checklist\]/);
  expect(shown(await bot.as("kenji").press({ do: "saml" }))).toContain("Pending: 1.");
  const reply = await bot.as("kenji").press({ do: "confirm-measure", measure: "saml" });
  expect(shown(reply)).toContain("SSO is on");
  expect(setupOf(bot).observed.saml).toMatchObject({ kind: "confirmed", by: bot.personOf("kenji").id });
  expect(setupOf(bot).steps.security).toMatchObject({ state: "done", evidence: { kind: "confirmed" } });
});

describe("Mistral's word in the audit log", () => {
  it.each(["domain", "saml"] as const)("about %s closes the step, open or left out", async (kind) => {
    const world = await startAutomatic();
    const step = () => world.bot.setup().steps.security;
    await world.bot.as("ana").press({ do: "skip", step: "security" });
    expect(step().state).toBe("skipped");
    world.mistral.change({ kind: "record", on: true });
    world.mistral.change({ kind, on: true });
    await world.skip(15 * 60_000);
    expect(step()).toMatchObject({ state: "done", evidence: { kind: "verified", source: "audit" } });
  });

  it("does not take the place of a person's, and closes no step that was reopened since", async () => {
    const world = await startAutomatic();
    const step = () => world.bot.setup().steps.security;
    await world.bot.as("ana").submit({ form: "security" }, form([], { domains: "lumen.example" }));
    world.mistral.change({ kind: "saml", on: true });
    await world.skip(15 * 60_000);
    expect(step()).toMatchObject({ state: "done", evidence: { kind: "confirmed" } });
    await world.bot.as("ana").press({ do: "reopen", step: "security" });
    await world.skip(15 * 60_000);
    expect(step().state).toBe("open");
  });
});
