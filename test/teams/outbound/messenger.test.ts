import { describe, expect, test } from "vitest";
import { refusing } from "../stand-ins/fake-connector.ts";
import {
  CARD,
  CHANNEL,
  OWN,
  person,
  place,
  TEAM,
  teams,
  VIEW,
  withAna,
  withTeam,
} from "../stand-ins/teams-messenger.ts";

describe("a message", () => {
  test("to a person is one card in their chat, with its words for the notification", async () => {
    const given = await withAna();
    expect(await given.messenger.post("a:ana", VIEW, "k")).toMatch(/^m\d+$/);
    expect(given.service.asked).toEqual([
      expect.objectContaining({
        method: "POST",
        path: "v3/conversations/a:ana/activities",
        body: {
          type: "message",
          channelId: "msteams",
          from: { id: "28:app", name: "Setup" },
          recipient: { id: "29:ana" },
          conversation: { id: "a:ana" },
          summary: VIEW.summary,
          attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content: CARD }],
        },
      }),
    ]);
  });

  test("to a chat goes to whoever has it now, and to nobody who was forgotten", async () => {
    const given = await withAna();
    await given.messenger.post("a:ana", VIEW, "k1");
    given.references.note(person(given, { conversation: "" }));
    given.references.note({ ...person(given, { user: "29:ben" }), id: "ben" });
    await given.messenger.post("a:ana", VIEW, "k2");
    const recipients = given.service.asked.map(({ body }) => body.recipient);
    expect(recipients).toEqual([{ id: "29:ana" }, { id: "29:ben" }]);
    given.references.forget("person", "ben");
    await expect(given.messenger.post("a:ana", VIEW, "k3")).rejects.toMatchObject({ code: "forbidden" });
    expect(given.service.asked).toHaveLength(2);
  });

  test("to a channel starts a thread, and is replaced in it, also after a restart", async () => {
    const given = await withTeam();
    given.references.note(place(given, "channel", CHANNEL, { team: TEAM, kind: "channel" }));
    const id = await given.messenger.post(CHANNEL, VIEW, "k");
    expect(id).toMatch(/^17\d+$/);
    await given.restarted().update(CHANNEL, id ?? "", VIEW);
    expect(given.service.asked).toMatchObject([
      {
        method: "POST",
        path: "v3/conversations",
        body: {
          isGroup: true,
          bot: { id: "28:app", name: "Setup" },
          tenantId: OWN,
          channelData: { channel: { id: CHANNEL }, tenant: { id: OWN } },
          activity: { type: "message", summary: VIEW.summary },
        },
      },
      { method: "PUT", path: `v3/conversations/${CHANNEL};messageid=${id}/activities/${id}`, body: { id } },
    ]);
  });

  test("to a group chat is no thread", async () => {
    const given = await teams();
    given.references.note(place(given, "channel", "19:g@thread.v2", { kind: "group" }));
    const id = (await given.messenger.post("19:g@thread.v2", VIEW, "k")) ?? "";
    await given.messenger.update("19:g@thread.v2", id, VIEW);
    expect(given.service.asked.map(({ path }) => path)).toEqual([
      "v3/conversations/19:g@thread.v2/activities",
      `v3/conversations/19:g@thread.v2/activities/${id}`,
    ]);
  });

  test("in a thread that the service names otherwise is found again", async () => {
    const given = await teams();
    given.references.note(place(given, "channel", CHANNEL, { kind: "channel" }));
    given.service.answer = ({ method }) => ({
      body: method === "POST" ? { id: "thread-7", activityId: "5" } : {},
    });
    const id = (await given.messenger.post(CHANNEL, VIEW, "k")) ?? "";
    await given.messenger.update(CHANNEL, id, VIEW);
    expect(given.service.asked[1]?.path).toBe("v3/conversations/thread-7/activities/5");
  });

  test("whose id the service keeps to itself has none", async () => {
    const given = await withAna();
    given.references.note(place(given, "channel", CHANNEL, { kind: "channel" }));
    given.service.answer = () => ({ status: 202 });
    expect(await given.messenger.post("a:ana", VIEW, "k")).toBeNull();
    given.service.answer = () => ({ status: 201, body: { id: CHANNEL } });
    expect(await given.messenger.post(CHANNEL, VIEW, "k")).toBeNull();
    given.service.answer = () => ({ status: 201, body: { id: `${CHANNEL};messageid=99` } });
    expect(await given.messenger.post(CHANNEL, VIEW, "k")).toBe("99");
  });

  test.each([400, 413])(
    "whose card the service refuses (%d) is sent as words, and that is our bug",
    async (status) => {
      const given = await withAna();
      given.service.answer = ({ body }) =>
        body.attachments === undefined
          ? { status: 201, body: { id: "m1" } }
          : refusing(status, "Bad Argument");
      expect(await given.messenger.post("a:ana", VIEW, "k")).toBe("m1");
      await given.messenger.update("a:ana", "m1", { ...VIEW, summary: "Done\u202e\n now" });
      expect(given.service.asked).toHaveLength(4);
      expect(given.service.asked[1]?.body).toMatchObject({ text: VIEW.summary, textFormat: "plain" });
      expect(given.service.asked[3]?.body).toMatchObject({ text: "Done now", textFormat: "plain", id: "m1" });
      expect(given.logged).toHaveLength(2);
    },
  );

  test("that is refused for another reason is tried once", async () => {
    const given = await withAna();
    for (const answer of [
      refusing(403, "ConversationBlockedByUser"),
      refusing(502, "ServiceError"),
      "drop" as const,
    ]) {
      given.service.asked.length = 0;
      given.service.answer = () => answer;
      await expect(given.messenger.post("a:ana", VIEW, "k")).rejects.toThrow();
      expect(given.service.asked).toHaveLength(1);
    }
  });

  test("to nowhere that we know is not sent", async () => {
    const given = await teams();
    const unasked = { code: "forbidden", asked: false };
    await expect(given.messenger.post("a:nobody", VIEW, "k")).rejects.toMatchObject(unasked);
    await expect(given.messenger.update("a:nobody", "m1", VIEW)).rejects.toMatchObject(unasked);
    expect(given.service.asked).toEqual([]);
  });

  test("that may be there cannot be looked for", async () => {
    const given = await teams();
    expect(await given.messenger.lookFor("a:ana", "k", 0)).toBe("unknowable");
    expect(given.messenger.home).toBe("message");
    await given.messenger.publishHome("ana", VIEW);
    expect(given.service.asked).toEqual([]);
  });
});

describe("whether Teams lets the bot in", () => {
  test("is known from the token alone as long as the bot has met nobody", async () => {
    const given = await teams();
    await given.messenger.letsIn();
    expect(given.service.asked).toEqual([]);
  });

  test("is asked of the connector, by reading somebody whom the bot has met, and a refusal is told as one", async () => {
    const given = await withAna();
    given.service.answer = () => ({ body: { id: "29:ana" } });
    await given.messenger.letsIn();
    expect(given.service.asked).toMatchObject([
      { method: "GET", path: "v3/conversations/a:ana/members/29:ana" },
    ]);
    given.service.answer = () => refusing(401, "Unauthorized");
    await expect(given.messenger.letsIn()).rejects.toMatchObject({ code: "unauthorized" });
  });
});
