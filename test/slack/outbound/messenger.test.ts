import { beforeEach, describe, expect, it } from "vitest";
import { slackUser, toAccount } from "../../../src/slack/accounts.ts";
import type { createMessenger } from "../../../src/slack/outbound/messenger.ts";
import { saying } from "../../../src/view/core/spans.ts";
import type { Answer } from "../../support/servers/scripted.ts";
import { type FakeSlack, fakeSlack, messengerAt } from "../fake-slack.ts";
import { homeAt, refuse } from "../fixtures.ts";

let slack: FakeSlack;
let now = 0;
let messenger: ReturnType<typeof createMessenger>;

beforeEach(async () => {
  slack = await fakeSlack();
  messenger = messengerAt(slack, () => now);
});

const answerUser = (user: object) =>
  slack.answers.set("users.info", () => ({ body: { ok: true, user: { id: "U1", team_id: "T1", ...user } } }));

describe("an account", () => {
  it("is read with its language, zone, rights and verified address", async () => {
    answerUser({
      ...{ name: "ana", tz: "Europe/Paris", locale: "fr-FR", is_admin: true, is_email_confirmed: true },
      profile: { display_name: "Ana", real_name: "Ana García", email: "Ana@Acme.test" },
    });
    expect(await messenger.account("U1")).toEqual({
      ...{ platform: "slack", id: "U1", name: "Ana", standing: "member", admin: true },
      ...{ address: "ana@acme.test", addressVerified: true, timezone: "Europe/Paris", locale: "fr-FR" },
      status: null,
    });
    expect(slack.named("users.info")[0]).toMatchObject({ user: "U1", include_locale: "true" });
  });

  const email = { profile: { email: "x@acme.test" } };
  it.each([
    ["guest", { is_restricted: true }],
    ["guest", { is_ultra_restricted: true }],
    ["stranger", { is_stranger: true }],
    ["stranger", { team_id: "T2", is_admin: true }],
    ["bot", { is_bot: true }],
    ["bot", { id: "USLACKBOT" }],
    ["gone", { deleted: true, is_owner: true }],
  ])("of a %s neither administers nor has an address to trust", async (standing, user) => {
    answerUser({ ...user, ...email });
    expect(await messenger.account("U1")).toMatchObject({ standing, admin: false, addressVerified: false });
  });

  it.each([
    ["has a text and an end", { status_text: "Off :palm_tree:", status_expiration: 1_767_600_000 }, true],
    ["has no end", { status_text: "Off", status_expiration: 0 }, false],
    ["has no text", { status_text: "", status_expiration: 1_767_600_000 }, false],
    ["is odd", { status_text: "Off", status_expiration: "soon" }, false],
  ])("has a status that %s", async (_what, profile, isRead) => {
    answerUser({ profile });
    const status = isRead ? { text: "Off :palm_tree:", until: 1_767_600_000_000 } : null;
    expect(await messenger.account("U1")).toMatchObject({ status });
  });

  it("of another workspace of the same organization is a member when it is in ours too", async () => {
    answerUser({ team_id: "T9", enterprise_user: { teams: ["T9", "T1"] } });
    expect(await messenger.account("U1")).toMatchObject({ standing: "member" });
  });

  it.each([undefined, false, null])(
    "is a member without an address to trust where Slack does not confirm it (%s), unless a stand-in may leave that out",
    async (is_email_confirmed) => {
      answerUser({ is_email_confirmed, ...email });
      const addressVerified = is_email_confirmed !== false;
      expect(await messenger.account("U1")).toMatchObject({ standing: "member", addressVerified });
      const seen = toAccount(slackUser.parse({ id: "U1", is_email_confirmed, ...email }), homeAt("T1"));
      expect(seen).toMatchObject({ standing: "member", address: "x@acme.test", addressVerified: false });
    },
  );

  it("that Slack does not know is not found", async () => {
    slack.answers.set("users.info", refuse("user_not_found"));
    await expect(messenger.account("U1")).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("an address", () => {
  it("leads to its account", async () => {
    slack.answers.set("users.lookupByEmail", () => ({ body: { ok: true, user: { id: "U7" } } }));
    answerUser({ id: "U7", locale: "de-DE" });
    expect(await messenger.findByAddress("x@acme.test")).toMatchObject({ id: "U7", locale: "de-DE" });
  });

  it.each(["users_not_found", "missing_scope"])("leads nowhere with %s", async (error) => {
    slack.answers.set("users.lookupByEmail", refuse(error));
    expect(await messenger.findByAddress("x@acme.test")).toBeNull();
  });
});

describe("a message", () => {
  it("is posted once, with its key, without unfolding links", async () => {
    slack.answers.set("chat.postMessage", () => ({ body: { ok: true, ts: "1.5" } }));
    expect(await messenger.post("C1", saying("Hello"), "key-1")).toBe("1.5");
    expect(slack.named("chat.postMessage")).toMatchObject([
      {
        channel: "C1",
        text: "Hello",
        metadata: { event_type: "mistral_setup", event_payload: { key: "key-1" } },
        unfurl_links: "false",
        unfurl_media: "false",
        parse: "none",
      },
    ]);
  });

  it("is not repeated when the connection breaks", async () => {
    slack.answers.set("chat.postMessage", () => "drop");
    await expect(messenger.post("C1", saying("x"), "k")).rejects.toMatchObject({ code: "outcome_unknown" });
    expect(slack.named("chat.postMessage")).toHaveLength(1);
  });

  it("goes out, or is replaced, as words when Slack refuses its blocks", async () => {
    const refusing = ({ blocks = [] }) =>
      blocks.length > 0 ? refuse("invalid_blocks")() : { body: { ok: true, ts: "2.5" } };
    for (const method of ["chat.postMessage", "chat.update"]) slack.answers.set(method, refusing);
    expect(await messenger.post("C1", saying("Hello"), "k")).toBe("2.5");
    await messenger.update("C1", "2.5", saying("Hello"));
    expect(slack.named("chat.update").at(-1)).toMatchObject({ text: "Hello", blocks: [] });
  });

  it("that would be one too many in its conversation waits, and no other with it", async () => {
    slack.answers.set("chat.postMessage", (_args, nth) => ({ body: { ok: true, ts: `${nth}.5` } }));
    for (let i = 0; i < 5; i += 1) await messenger.post("C1", saying("x"), `k${i}`);
    const wait = { code: "rate_limited", detail: "own_pace", retryAfterMs: 5_000 };
    await expect(messenger.post("C1", saying("x"), "k5")).rejects.toMatchObject(wait);
    expect(slack.named("chat.postMessage")).toHaveLength(5);
    await messenger.post("C2", saying("x"), "k6");
    now += 5_000;
    await messenger.post("C1", saying("x"), "k5");
  });

  it("that Slack does not take yet holds up that conversation alone, for as long as Slack says", async () => {
    const busy: Answer = { status: 429, headers: { "retry-after": "30" }, body: {} };
    slack.answers.set("chat.postMessage", ({ channel }, nth) =>
      channel === "C1" && nth === 1 ? busy : { body: { ok: true, ts: "1.5" } },
    );
    const held = { code: "rate_limited", retryAfterMs: 30_000 };
    await expect(messenger.post("C1", saying("x"), "k")).rejects.toMatchObject(held);
    await expect(messenger.post("C1", saying("x"), "k")).rejects.toMatchObject(held);
    expect(slack.named("chat.postMessage")).toHaveLength(1);
    await messenger.post("C2", saying("x"), "k");
    await messenger.update("C1", "1.5", saying("x"));
    now += 30_000;
    expect(await messenger.post("C1", saying("x"), "k")).toBe("1.5");
  });

  it("goes to no channel that another company reads, nor is it edited there; that is asked every ten minutes at most", async () => {
    let is_ext_shared = false;
    slack.answers.set("conversations.info", () => ({ body: { ok: true, channel: { is_ext_shared } } }));
    slack.answers.set("chat.postMessage", () => ({ body: { ok: true, ts: "1.5" } }));
    for (const channel of ["C1", "C1", "D1"]) await messenger.post(channel, saying("x"), "k");
    expect(slack.named("conversations.info")).toHaveLength(1);
    is_ext_shared = true;
    now += 600_000;
    const shared = { code: "forbidden", detail: "is_ext_shared" };
    for (const _ of [1, 2])
      await expect(messenger.post("C1", saying("x"), "k")).rejects.toMatchObject(shared);
    await expect(messenger.update("C1", "1.5", saying("y"))).rejects.toMatchObject(shared);
    expect(slack.named("chat.postMessage")).toHaveLength(3);
    expect(slack.named("chat.update")).toHaveLength(0);
    is_ext_shared = false;
    await messenger.post("C1", saying("x"), "k");
  });

  it.each([
    ["without the scope it is asked once", "missing_scope", 1],
    ["after a failure it is asked again", "fatal_error", 2],
  ])("goes out where Slack does not say who reads the channel: %s", async (_, error, looks) => {
    slack.answers.set("conversations.info", refuse(error));
    slack.answers.set("chat.postMessage", () => ({ body: { ok: true, ts: "1.5" } }));
    for (const key of ["k", "k2"]) expect(await messenger.post("C1", saying("x"), key)).toBe("1.5");
    expect(slack.named("conversations.info")).toHaveLength(looks);
  });

  it("is replaced where it is, and goes to a person through the one conversation with them", async () => {
    await messenger.update("C1", "1.5", saying("Decided"));
    expect(slack.named("chat.update")).toMatchObject([{ channel: "C1", ts: "1.5", text: "Decided" }]);
    slack.answers.set("conversations.open", () => ({ body: { ok: true, channel: { id: "D1" } } }));
    expect(await messenger.openDirect("U1")).toBe("D1");
    expect(slack.named("conversations.open")).toMatchObject([{ users: "U1" }]);
  });

  it.each(["edit_window_closed", "user_disabled"])("that is no longer edited (%s) is gone", async (why) => {
    slack.answers.set("chat.update", refuse(why));
    const gone = { code: "not_found", detail: why };
    await expect(messenger.update("C1", "1.5", saying("Decided"))).rejects.toMatchObject(gone);
  });
});

describe("looking for a message", () => {
  const message = (ts: string, key: string) => ({
    ts,
    metadata: { event_type: "mistral_setup", event_payload: { key } },
  });

  it("turns over the pages since then until it finds the key", async () => {
    const page = (next_cursor: string, ...messages: object[]) => ({
      body: { ok: true, messages, response_metadata: { next_cursor } },
    });
    slack.answers.set("conversations.history", (_args, nth) =>
      nth === 1 ? page("n", { ts: "9.1" }, message("9.0", "a")) : page("", message("8.0", "b")),
    );
    expect(await messenger.lookFor("C1", "b", 1_000_000_000_000)).toBe("8.0");
    expect(slack.named("conversations.history")).toMatchObject([
      { oldest: "999999940.000000", include_all_metadata: "true" },
      { cursor: "n" },
    ]);
    slack.answers.set("conversations.history", () => ({
      body: { ok: true, messages: [message("1.0", "a")] },
    }));
    expect(await messenger.lookFor("C1", "b", Date.now())).toBeNull();
  });

  it.each(["missing_scope", "not_in_channel"])("cannot say with %s", async (error) => {
    slack.answers.set("conversations.history", refuse(error));
    expect(await messenger.lookFor("C1", "b", Date.now())).toBe("unknowable");
  });
});
