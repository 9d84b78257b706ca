import { expect, it } from "vitest";
import { createKeyProbe } from "../../src/mistral/probe.ts";
import { automaticBot } from "../support/automatic.ts";
import { billing, invitation, startedBot } from "../support/bot.ts";
import { KEY } from "../support/mistral.ts";
import { must } from "../support/must.ts";

const MINUTE = 60_000;

it("a key that Mistral accepts is only half of Verify: the other half is a person's word in guided mode", async () => {
  const world = await automaticBot();
  await world.pay();
  await world.skip(3 * MINUTE);
  const bot = await startedBot({ probe: createKeyProbe({ baseUrl: world.url, key: KEY }) });
  await bot.as("ana").submit({ form: "billing" }, billing());
  await bot.as("ben").submit({ form: "invite" }, invitation("paul@lumen.example"));
  await bot.as("ben").press({ do: "task-done", task: 1, rows: 9 });
  await bot.as("ben").press({ do: "mark-active", invitation: 1 });
  await bot.skip(3 * MINUTE);
  const { keyWorks, steps } = must(bot.store.read((tx) => tx.setup.load()));
  expect(keyWorks).toMatchObject({ kind: "verified" });
  expect(steps.verify).toMatchObject({ state: "done", evidence: { kind: "confirmed" } });
  await world.close();
});
