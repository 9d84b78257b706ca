import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { eachWithBot, rig, SECRET, slack } from "../fake-slack.ts";
import { press } from "../fixtures.ts";

eachWithBot();

const OTHER = "another-secret-0123456789";
const now = () => Math.floor(Date.now() / 1000);

it("a request that is old, from the future, wrongly signed, unsigned or signed twice reaches nothing", async () => {
  slack.calls.length = 0;
  const body = new URLSearchParams({
    payload: JSON.stringify(press(`${slack.url}respond`)),
  }).toString();
  const sign = (at: number, secret: string, of = body) =>
    `v0=${createHmac("sha256", secret).update(`v0:${at}:${of}`).digest("hex")}`;
  const right = { at: now(), signature: [sign(now(), SECRET)] };
  const requests: [string, { at?: number; signature?: string[] }][] = [
    ["old", { at: now() - 301, signature: [sign(now() - 301, SECRET)] }],
    ["from the future", { at: now() + 90, signature: [sign(now() + 90, SECRET)] }],
    ["with another secret", { at: now(), signature: [sign(now(), OTHER)] }],
    ["of another body", { at: now(), signature: [sign(now(), SECRET, "payload=%7B%7D")] }],
    ["of another time", { at: now(), signature: [sign(now() - 1, SECRET)] }],
    ["unsigned", { at: now() }],
    ["without a time", { signature: right.signature }],
    ["signed twice", { at: now(), signature: [sign(now(), SECRET), sign(now(), OTHER)] }],
  ];
  for (const [name, { at, signature }] of requests) {
    const headers = new Headers({ "content-type": "application/x-www-form-urlencoded" });
    if (at !== undefined) headers.set("x-slack-request-timestamp", String(at));
    for (const each of signature ?? []) headers.append("x-slack-signature", each);
    const { status } = await fetch(`${rig.url}/slack/events`, { method: "POST", headers, body });
    const asked = rig.app.asked.filter(({ what }) => what !== "forged");
    expect([name, status, asked, slack.calls]).toEqual([name, 401, [], []]);
  }
});

it("what is signed with another secret is said in one sentence, and told, once in a minute however often it comes", async () => {
  rig.log.length = 0;
  for (let n = 0; n < 3; n++) await rig.send("{}", { secret: OTHER });
  expect(rig.log).toEqual([
    expect.stringMatching(/does not fit SLACK_SIGNING_SECRET\. .*copy the Signing Secret anew and restart/),
  ]);
  expect(rig.app.asked).toEqual([{ what: "forged", platform: "slack" }]);
});
