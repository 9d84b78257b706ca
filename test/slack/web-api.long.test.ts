import { beforeEach, describe, expect, it } from "vitest";
import type { AppError, CallKind } from "../../src/lib/errors.ts";
import { boltLogger, client, createClients, toAppError } from "../../src/slack/web-api.ts";
import type { Answer } from "../support/servers/scripted.ts";
import { type FakeSlack, fakeSlack } from "./fake-slack.ts";

const said: string[] = [];
const note = (_fields: object, message: string) => said.push(message);
const logger = boltLogger({ info: note, warn: note, error: note });

let slack: FakeSlack;
beforeEach(async () => {
  slack = await fakeSlack();
});

async function failure(answer: Answer, kind: CallKind, url = slack.url): Promise<AppError> {
  slack.answers.set("chat.postMessage", () => answer);
  try {
    await client(() => "xoxb-1-secret", url, logger, 300).chat.postMessage({ channel: "C1", text: "x" });
  } catch (error) {
    return toAppError(error, kind);
  }
  throw new Error("was accepted");
}

const refused = (error: string): Answer => ({ body: { ok: false, error } });

describe("a refusal by Slack", () => {
  it.each([
    ["forbidden", "channel_not_found is_archived not_in_channel restricted_action_read_only_channel"],
    ["not_found", "users_not_found message_not_found cant_update_message"],
    ["unauthorized", "missing_scope invalid_auth token_revoked account_inactive"],
    ["invalid", "invalid_blocks msg_too_long something_new"],
    ["conflict", "hash_conflict"],
  ])("is %s with %s", async (code, details) => {
    for (const detail of details.split(" "))
      expect(await failure(refused(detail), "write")).toMatchObject({ code, detail });
  });

  it("for want of a scope says which, and with 429 how long to wait", async () => {
    const wanting = { body: { ok: false, error: "missing_scope", needed: "im:write" } };
    expect((await failure(wanting, "write")).message).toBe("Slack: missing_scope (im:write)");
    const busy: Answer = { status: 429, headers: { "retry-after": "17" }, body: {} };
    expect(await failure(busy, "write")).toMatchObject({ code: "rate_limited", retryAfterMs: 17_000 });
    const silent = { status: 429, body: {} };
    for (const answer of [silent, { ...silent, headers: { "retry-after": "Sun, 29 Nov 2026 12:00:00 GMT" } }])
      expect(await failure(answer, "write")).toMatchObject({
        ...{ code: "rate_limited", detail: "ratelimited", retryAfterMs: undefined },
      });
    const inTime = { headers: { "retry-after": "9" }, body: { ok: false, error: "ratelimited" } };
    expect(await failure(inTime, "write")).toMatchObject({ code: "rate_limited", retryAfterMs: 9000 });
  });
});

describe("a failure on the way", () => {
  const uncertain: [string, Answer][] = [
    ["internal_error", refused("internal_error")],
    ["503 with Retry-After", { status: 503, headers: { "retry-after": "1" }, body: "" }],
    ["a page with 403, which is not Slack's", { status: 403, body: "<p>No</p>" }],
    ["a dropped connection", "drop"],
    ["no answer in time", "hang"],
    ["an answer that is no JSON", { body: "<html>maintenance</html>" }],
  ];

  it.each(uncertain)(
    "leaves unknown what became of a post, and does no harm otherwise: %s",
    async (_name, answer) => {
      expect(await failure(answer, "write")).toMatchObject({ code: "outcome_unknown" });
      expect(await failure(answer, "read")).toMatchObject({ code: "unavailable" });
      expect(await failure(answer, "repeatable")).toMatchObject({ code: "unavailable" });
    },
  );

  it("did nothing when the connection was never made", async () => {
    const gone = await fakeSlack();
    await gone.close();
    const nothing = { code: "unavailable", detail: "ECONNREFUSED" };
    expect(await failure("drop", "write", gone.url)).toMatchObject(nothing);
    expect((await failure("drop", "write", "http://nowhere.invalid/api/")).code).toBe("unavailable");
  });

  it("tells nobody the token", async () => {
    const error = await failure("drop", "write");
    expect(JSON.stringify([said, error.message, String(error.cause)])).not.toContain("secret");
  });
});

it("a look-up before an answer gives up a second before the answer itself does", async () => {
  slack.answers.set("api.test", () => "hang");
  const { quick, interactive } = createClients(() => "xoxb-1", slack.url, logger);
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
