import { afterEach, beforeEach, expect, it } from "vitest";
import { type AutomaticBot, automaticBot } from "../support/automatic.ts";
import { invitation } from "../support/bot.ts";
import { words } from "../support/chat.ts";

let world: AutomaticBot;
beforeEach(async () => {
  world = await automaticBot();
});
afterEach(() => world.close());

it("a revocation is in the Record with who ordered it, and they are told of it no second time", async () => {
  const ben = world.bot.as("ben");
  await world.pay();
  await world.approved("paul@lumen.example");
  await ben.submit({ form: "invite" }, invitation("rosa@lumen.example"));
  await world.skip(60_000);
  for (const id of [1, 2]) await ben.press({ do: "revoke", invitation: id });
  const { store, chat } = world.bot;
  expect(store.read((tx) => [1, 2].map((id) => tx.invitations.get(id)?.status))).toEqual([
    "revoked",
    "revoked",
  ]);
  const orders = store.read((tx) =>
    [...tx.record.all()].filter(({ event }) => event === "revocation.ordered"),
  );
  const by = world.bot.personOf("ben").id;
  expect(orders).toMatchObject([1, 2].map((id) => ({ actor: by, subject: `invitation:${id}` })));
  const page = await ben.command("record");
  expect(page.kind === "show" && words(page.view)).toMatch(
    /ordered the revocation of Invitation 1 of paul@lumen.example/,
  );
  const told = (who: string) => chat.dm(who).filter(({ key }) => /^outcome:.*revoked/.test(key));
  expect(told("chloe")).toHaveLength(1);
  expect(told("ben")).toEqual([]);
});
