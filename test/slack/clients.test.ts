import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { createClients } from "../../src/slack/clients.ts";
import { boltLogger } from "../../src/slack/log.ts";
import { eachWithBot, rig, slack } from "./fake-slack.ts";

eachWithBot();

it("a look-up before an answer gives up a second before the answer itself does", async () => {
  slack.answers.set("api.test", () => "hang");
  const quiet = { info() {}, warn() {}, error() {} };
  const { quick, interactive } = createClients("xoxb-1", slack.url, boltLogger(quiet));
  const began = performance.now();
  const [lookUp = 0, answer = 0] = await Promise.all(
    [quick, interactive].map(async (client) => {
      await expect(client.api.test()).rejects.toThrow();
      return performance.now() - began;
    }),
  );
  expect(lookUp).toBeGreaterThan(1_490);
  expect(answer).toBeGreaterThan(2_490);
  expect(answer - lookUp).toBeGreaterThan(600);
});

it("a dialog that Slack opens after more than two seconds is there, and nobody is told that it is not", async () => {
  slack.answers.set("views.open", async () => {
    await sleep(2_200);
    return { body: { ok: true } };
  });
  const form = { ref: null, title: "A", submit: null, close: "B", intro: [], fields: [] };
  rig.app.reply = () => ({ kind: "open", form });
  await rig.command("invite");
  await slack.until("views.open");
  await sleep(2_500);
  expect(slack.named("respond")).toEqual([]);
});
