import { afterEach, beforeEach, expect, it } from "vitest";
import type { Reply } from "../../src/app/app.ts";
import { type AutomaticBot, automaticBot } from "../support/automatic.ts";
import { billing } from "../support/bot.ts";
import { words } from "../support/chat.ts";
import { must } from "../support/must.ts";

const MINUTE = 60_000;
const MISSING =
  /⚠️ The key that this bot tries has been refused since .*Mistral says that a payment is missing/;

let world: AutomaticBot;
beforeEach(async () => {
  world = await automaticBot();
});
afterEach(() => world.close());

const said = (reply: Reply): string => (reply.kind === "show" ? words(reply.view) : reply.kind);

/** What Ana sees of billing: on her page, in the checklist, in the status. */
async function everywhere(): Promise<string[]> {
  const { as, chat } = world.bot;
  const shown = [await as("ana").command("setup"), await as("ana").command("status")].map(said);
  return [words(must(chat.homes.get("ana"))), ...shown];
}

it("that Mistral refuses a key stands beside billing everywhere once it is warm, until a key works", async () => {
  await world.bot.as("ana").home();
  await world.bot.as("ana").submit({ form: "billing" }, billing());
  await world.skip(MINUTE);
  for (const shown of await everywhere()) expect(shown).not.toMatch(/has been refused/);
  await world.skip(2 * MINUTE);
  for (const shown of await everywhere()) {
    expect(shown).toMatch(MISSING);
    expect(shown).not.toContain("warming up");
  }
  world.mistral.change({ kind: "payment", on: true });
  await world.skip(5 * MINUTE);
  await world.skip(MINUTE);
  for (const shown of await everywhere()) expect(shown).not.toMatch(/has been refused/);
});

it("whoever is welcomed after the warm-up is not told that a refused key is normal", async () => {
  await world.pay();
  await world.skip(3 * MINUTE);
  await world.approved("kenji@lumen.example");
  world.mistral.accept(must(world.mistral.mails()[0]).id);
  await world.skip(2 * MINUTE);
  const welcome = words(must(world.bot.chat.dm("kenji").find(({ key }) => key.startsWith("welcome:"))).view);
  expect(welcome).not.toMatch(/first minutes|is not wrong/);
});
