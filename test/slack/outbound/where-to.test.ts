import { beforeEach, describe, expect, it, test } from "vitest";
import { isSlacks } from "../../../src/slack/outbound/answers.ts";
import { scripted } from "../../support/servers/scripted.ts";
import { eachWithBot, rig, slack } from "../fake-slack.ts";
import { form, refuse } from "../fixtures.ts";

eachWithBot();

/** Stands for another host: it must hear nothing. */
const otherHost = async () => {
  const { url, sent } = await scripted(() => ({ body: { ok: true } }));
  return { url: url.replace("127.0.0.1", "localhost"), sent };
};
let elsewhere: Awaited<ReturnType<typeof otherHost>>;

beforeEach(async () => {
  elsewhere = await otherHost();
});

test.each([
  ["https://hooks.slack.com/commands/T1/2/abc", true],
  ["https://hooks.slack.com.evil.example/commands", false],
  ["http://hooks.slack.com/commands/T1", false],
  ["https://hooks.slack.com:8443/commands/T1", false],
  ["https://hooks.slack.com@evil.example/", false],
  ["https://user:pass@hooks.slack.com/", false],
  ["http://169.254.169.254/latest/meta-data", false],
  ["https://slack.com/x", true],
  ["https://notslack.com/x", false],
])("an answer goes to %s: %s", (address, may) => {
  expect(isSlacks(address, "https://slack.com/api/")).toBe(may);
});

test("another root of the API brings its own addresses with it", () => {
  expect(isSlacks("https://hooks.slack-gov.com/x", "https://slack-gov.com/api/")).toBe(true);
  expect(isSlacks("http://127.0.0.1:4000/x", "http://127.0.0.1:3000/api/")).toBe(true);
  expect(isSlacks("https://hooks.slack.com/x", "https://proxy.example/api/")).toBe(true);
});

describe("another host hears nothing of the bot", () => {
  beforeEach(() => {
    slack.answers.set("views.open", refuse("expired_trigger_id"));
    rig.app.reply = () => ({ kind: "open", form });
  });

  it("when a request names it as the address to answer to: the person is written to instead", async () => {
    await rig.command("", { response_url: `${elsewhere.url}/respond` });
    const [said] = await slack.until("chat.postMessage");
    expect(said).toMatchObject({ channel: "U1", text: "WORDS-too-late" });
    expect(elsewhere.sent).toEqual([]);
  });

  it("when Slack's answers lead there", async () => {
    for (const method of ["respond", "chat.postMessage"])
      slack.answers.set(method, () => ({ status: 307, headers: { location: `${elsewhere.url}/api` } }));
    await rig.command("");
    await slack.until("chat.postMessage");
    await expect.poll(() => rig.log.join()).toContain("Could not tell a person what went wrong");
    expect(elsewhere.sent).toEqual([]);
  });
});
