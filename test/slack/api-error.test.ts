import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AppError, CallKind } from "../../src/lib/errors.ts";
import { toAppError } from "../../src/slack/api-error.ts";
import { client } from "../../src/slack/clients.ts";
import { boltLogger } from "../../src/slack/log.ts";
import { type Answer, type FakeSlack, fakeSlack } from "./fake-slack.ts";

const said: string[] = [];
const note = (_fields: object, message: string) => said.push(message);
const logger = boltLogger({ info: note, warn: note, error: note });

let slack: FakeSlack;
beforeAll(async () => {
  slack = await fakeSlack();
});
afterAll(() => slack.close());

async function failure(answer: Answer, kind: CallKind, url = slack.url): Promise<AppError> {
  slack.answers.set("chat.postMessage", () => answer);
  try {
    await client("xoxb-1-secret", url, logger, 300).chat.postMessage({ channel: "C1", text: "x" });
  } catch (error) {
    return toAppError(error, kind);
  }
  throw new Error("was accepted");
}

const refused = (error: string): Answer => ({ body: { ok: false, error } });

describe("a refusal by Slack", () => {
  it("for want of a scope says which", async () => {
    const error = await failure({ body: { ok: false, error: "missing_scope", needed: "im:write" } }, "write");
    expect(error.message).toBe("Slack: missing_scope (im:write)");
  });

  it.each([
    ["channel_not_found", "forbidden"],
    ["users_not_found", "not_found"],
    ["message_not_found", "not_found"],
    ["is_archived", "forbidden"],
    ["not_in_channel", "forbidden"],
    ["missing_scope", "unauthorized"],
    ["invalid_auth", "unauthorized"],
    ["account_inactive", "unauthorized"],
    ["token_revoked", "unauthorized"],
    ["cant_update_message", "not_found"],
    ["restricted_action_read_only_channel", "forbidden"],
    ["invalid_blocks", "invalid"],
    ["msg_too_long", "invalid"],
    ["something_new", "invalid"],
    ["hash_conflict", "conflict"],
  ])("with %s means %s", async (code, expected) => {
    expect(await failure(refused(code), "write")).toMatchObject({ code: expected, detail: code });
  });

  it("with 429 says how long to wait", async () => {
    const answer: Answer = { status: 429, headers: { "retry-after": "17" }, body: {} };
    expect(await failure(answer, "write")).toMatchObject({ code: "rate_limited", retryAfterMs: 17_000 });
  });

  it("with 429 and no time to wait says that we have to", async () => {
    expect(await failure({ status: 429, body: {} }, "write")).toMatchObject({ code: "rate_limited" });
  });
});

describe("a failure on the way", () => {
  const uncertain: [string, Answer][] = [
    ["internal_error", refused("internal_error")],
    ["fatal_error", refused("fatal_error")],
    ["service_unavailable", refused("service_unavailable")],
    ["500", { status: 500, body: "oops" }],
    ["503 with Retry-After", { status: 503, headers: { "retry-after": "1" }, body: "" }],
    ...[401, 403, 404, 407, 413].map((status): [string, Answer] => [
      `a page with ${status}, which is not Slack's`,
      { status, headers: { "content-type": "text/html" }, body: "<p>No</p>" },
    ]),
    ["a dropped connection", "drop"],
    ["no answer in time", "hang"],
    ["an answer that is no JSON", { body: "<html>maintenance</html>" }],
  ];

  it.each(uncertain)("leaves the outcome of a post or an edit unknown: %s", async (_name, answer) => {
    expect(await failure(answer, "write")).toMatchObject({ code: "outcome_unknown" });
  });

  it.each(uncertain)("is harmless where repeating is: %s", async (_name, answer) => {
    expect(await failure(answer, "read")).toMatchObject({ code: "unavailable" });
    expect(await failure(answer, "repeatable")).toMatchObject({ code: "unavailable" });
  });

  it("did nothing when the connection was never made", async () => {
    const gone = await fakeSlack();
    await gone.close();
    expect(await failure("drop", "write", gone.url)).toMatchObject({
      code: "unavailable",
      detail: "ECONNREFUSED",
    });
    expect(await failure("drop", "write", "http://nowhere.invalid/api/")).toMatchObject({
      code: "unavailable",
    });
  });

  it("tells nobody the token", async () => {
    const error = await failure("drop", "write");
    expect(JSON.stringify([said, error.message, String(error.cause)])).not.toContain("secret");
  });
});
