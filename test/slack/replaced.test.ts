import { describe, expect, it } from "vitest";
import { AppError } from "../../src/lib/errors.ts";
import { MINUTE } from "../support/world/times.ts";
import { eachWithBot, rig, SECRET, slack, startAnew } from "./fake-slack.ts";

eachWithBot();

const NEXT = "another-s3cret-of-the-test";
const CHALLENGE = JSON.stringify({ type: "url_verification", challenge: "c-1" });

describe("a signing secret that is replaced", () => {
  it("is accepted for an hour beside the new one, and refused afterwards", async () => {
    let skipped = 0;
    await startAnew({ now: () => Date.now() + skipped });
    const at = () => Date.now() + skipped;
    const status = async (secret: string) => (await rig.send(CHALLENGE, { secret, at: at() })).status;
    expect([await status(SECRET), await status(NEXT)]).toEqual([200, 401]);
    await rig.connection.replace.SLACK_SIGNING_SECRET(NEXT);
    expect([await status(SECRET), await status(NEXT)]).toEqual([200, 200]);
    skipped = 59 * MINUTE;
    expect([await status(SECRET), await status(NEXT)]).toEqual([200, 200]);
    skipped = 61 * MINUTE;
    expect([await status(SECRET), await status(NEXT)]).toEqual([401, 200]);
  });

  it("stays alone in use where the database does not take the news, as the log then says", async () => {
    rig.app.secretReplaced = () => {
      throw new AppError("unavailable", "The disk is full");
    };
    await expect(rig.connection.replace.SLACK_SIGNING_SECRET(NEXT)).rejects.toThrow("The disk is full");
    expect((await rig.send(CHALLENGE, { secret: NEXT })).status).toBe(401);
  });
});

const tokensOf = (method: string) => slack.named(method).map(({ authorization }) => authorization);

describe("a bot token that is replaced", () => {
  it("is in no call afterwards, and who the bot is stays known", async () => {
    await rig.connection.replace.SLACK_BOT_TOKEN("xoxb-2-secret");
    expect(tokensOf("auth.test")).toEqual(["Bearer xoxb-1-secret", "Bearer xoxb-2-secret"]);
    await rig.connection.messenger.account("U1").catch(() => {});
    expect(tokensOf("users.info")).toEqual(["Bearer xoxb-2-secret"]);
    expect((await rig.event({ type: "app_home_opened", user: "U1", tab: "home" })).status).toBe(200);
  });

  it.each([
    ["of another workspace", { ok: true, team_id: "T2", user_id: "UBOT" }, /another Slack app or workspace/],
    ["of another app", { ok: true, team_id: "T1", user_id: "UOTHER" }, /another Slack app or workspace/],
    ["that Slack refuses", { ok: false, error: "token_revoked" }, /Slack refuses .*token_revoked/],
  ])("by one %s stays in use", async (_, body, why) => {
    slack.answers.set("auth.test", () => ({ body }));
    await expect(rig.connection.replace.SLACK_BOT_TOKEN("xoxb-2-secret")).rejects.toThrow(why);
    await rig.connection.messenger.account("U1").catch(() => {});
    expect(tokensOf("users.info")).toEqual(["Bearer xoxb-1-secret"]);
  });
});
