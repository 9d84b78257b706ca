import { afterEach, expect, it } from "vitest";
import { keepSecret } from "../../src/scrub.ts";
import { invitation, startedBot } from "../support/bot.ts";

const SECRET = "Correct horse battery staple";

afterEach(() => keepSecret([]));

it("what the operator has configured is not taken in a form, whatever it looks like", async () => {
  keepSecret([SECRET]);
  const bot = await startedBot();
  const form = { ...invitation("paul@lumen.example"), reason: `the password is ${SECRET}` };
  const reply = await bot.as("chloe").submit({ form: "invite" }, form);
  expect(reply.kind).toBe("errors");
  expect(bot.store.read((tx) => tx.requests.open())).toEqual([]);
  expect(JSON.stringify(bot.chat.messages)).not.toContain(SECRET);
});
