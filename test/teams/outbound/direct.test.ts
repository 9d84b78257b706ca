import { describe, expect, test } from "vitest";
import { AppError, OWN_PACE } from "../../../src/lib/errors.ts";
import type { Pace } from "../../../src/lib/rate-limit.ts";
import { activitySchema } from "../../../src/teams/activity.ts";
import { createConversations } from "../../../src/teams/conversations.ts";
import type { Answer } from "../../support/servers/scripted.ts";
import { refusing } from "../stand-ins/fake-connector.ts";
import {
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

/** It is our turn each second time. */
function notAtOnce(): Pace {
  let asked = 0;
  return async (_quotas, work) => {
    const busy = { detail: OWN_PACE, retryAfterMs: 1 };
    if (++asked % 2 === 1) throw new AppError("rate_limited", "not our turn", busy);
    return work();
  };
}

const isMember = (path: string) => path.includes("/members/");
const answering =
  (answers: (path: string) => Answer | undefined) => (asked: { path: string; method: string }) =>
    answers(asked.path) ?? refusing(404, "ConversationNotFound");

describe("somebody's chat", () => {
  test("is the one that they wrote in", async () => {
    const given = await withAna();
    expect(await given.messenger.openDirect("ana")).toBe("a:ana");
    expect(given.service.asked).toEqual([]);
  });

  test("is made once for who was seen only among others, and kept", async () => {
    const given = await teams();
    given.references.note(person(given, { conversation: "" }));
    expect(await given.messenger.openDirect("ana")).toBe("a:chat-of-29:ana");
    expect(await given.restarted().openDirect("ana")).toBe("a:chat-of-29:ana");
    expect(given.service.asked).toHaveLength(1);
    const around = { tenantId: OWN, channelData: { tenant: { id: OWN } } };
    expect(given.service.asked[0]).toMatchObject({
      path: "v3/conversations",
      body: { isGroup: false, bot: { id: "28:app", name: "Setup" }, members: [{ id: "29:ana" }], ...around },
    });
    expect(given.references.get("person", "ana")?.data["locale"]).toBe("fr-FR");
  });

  test("is made for somebody who never wrote, when they are in a team that has the app", async () => {
    const given = await withTeam();
    const asTeams = given.service.answer;
    given.service.answer = (asked) =>
      isMember(asked.path) ? { body: { id: "29:bob", aadObjectId: "bob", name: "Bob" } } : asTeams(asked);
    expect(await given.messenger.openDirect("bob")).toBe("a:chat-of-29:bob");
    expect(await given.messenger.openDirect("bob")).toBe("a:chat-of-29:bob");
    expect(given.service.asked.map(({ path }) => path)).toEqual([
      `v3/conversations/${TEAM}/members/bob`,
      "v3/conversations",
    ]);
  });

  test("of somebody whom we can reach nowhere is not found, or refused as the service says", async () => {
    const given = await teams();
    await expect(given.messenger.openDirect("bob")).rejects.toMatchObject({ code: "not_found" });
    given.references.note(person(given, { conversation: "" }));
    given.service.answer = () => refusing(403, "ForbiddenOperationException");
    await expect(given.messenger.openDirect("ana")).rejects.toMatchObject({ code: "forbidden" });
  });

  test("that is gone is made anew, once", async () => {
    const given = await withAna();
    const asTeams = given.service.answer;
    given.service.answer = (asked) =>
      asked.path.endsWith("/activities") ? refusing(404, "ConversationNotFound") : asTeams(asked);
    await expect(given.messenger.post("a:ana", VIEW, "k")).rejects.toMatchObject({ code: "unavailable" });
    const anew = await given.messenger.openDirect("ana");
    expect(anew).toBe("a:chat-of-29:ana");
    await expect(given.messenger.post(anew, VIEW, "k")).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("an account", () => {
  const ana = {
    ...{ id: "29:ana", aadObjectId: "ana", name: "Ana", email: "ana@example.com" },
    ...{ tenantId: OWN, userRole: "user" },
  };

  test("is asked for in the person's chat once it is our turn, with their zone and language from what they wrote", async () => {
    const given = await withAna(OWN, notAtOnce());
    given.service.answer = () => ({ body: ana });
    expect(await given.messenger.account("ana")).toMatchObject({
      ...{ id: "ana", name: "Ana", address: "ana@example.com", addressVerified: true },
      ...{ timezone: "Europe/Paris", locale: "fr-FR", standing: "member" },
    });
    expect(given.service.asked.map(({ path }) => path)).toEqual(["v3/conversations/a:ana/members/29:ana"]);
  });

  test("of a guest is noted as a guest's, with their zone and language, also when they write again without them", async () => {
    const given = await withAna();
    given.service.answer = () => ({ body: { ...ana, userRole: "guest" } });
    await given.messenger.account("ana");
    const activity = activitySchema.parse({
      ...{ type: "message", channelId: "msteams", serviceUrl: given.service.serviceUrl },
      ...{ from: { id: "29:ana", aadObjectId: "ana" }, conversation: { id: "a:ana" } },
    });
    createConversations(given.references).notePerson(activity);
    const kept = { standing: "guest", timezone: "Europe/Paris", locale: "fr-FR" };
    expect(given.references.get("person", "ana")?.data).toMatchObject(kept);
  });

  test("is asked for without losing what comes in meanwhile, such as another chat", async () => {
    const given = await withAna();
    given.service.answer = () => {
      given.references.note(person(given, { conversation: "a:new", timezone: "Asia/Tokyo" }));
      return { body: ana };
    };
    expect(await given.messenger.account("ana")).toMatchObject({ timezone: "Asia/Tokyo" });
    expect(given.references.get("person", "ana")?.data).toMatchObject({ conversation: "a:new" });
  });

  test("is asked for wherever else the person is: where they were seen, in teams, in group chats", async () => {
    const given = await teams();
    given.references.note(person(given, { seenIn: "19:seen" }));
    given.references.note(place(given, "team", TEAM));
    given.references.note(place(given, "channel", CHANNEL, { kind: "channel" }));
    given.references.note(place(given, "channel", "19:group", { kind: "group" }));
    given.service.answer = answering((path) => (path.includes("19:group") ? { body: ana } : undefined));
    expect(await given.messenger.account("ana")).toMatchObject({ id: "ana", timezone: "Europe/Paris" });
    expect(given.service.asked.map(({ path }) => path.split("/")[2])).toEqual([
      "a:ana",
      "19:seen",
      TEAM,
      "19:group",
    ]);
    // Their chat is still the one that they wrote in.
    expect(await given.messenger.openDirect("ana")).toBe("a:ana");
  });

  test("that nobody knows is not found; one that could not be asked for is not called unknown", async () => {
    const given = await teams();
    await expect(given.messenger.account("bob")).rejects.toMatchObject({ code: "not_found" });
    given.references.note(person(given));
    await expect(given.messenger.account("ana")).rejects.toMatchObject({ code: "not_found" });
    given.service.answer = () => refusing(503, "ServiceError");
    await expect(given.messenger.account("ana")).rejects.toMatchObject({ code: "unavailable" });
    // They took the app away: that says nothing about whether they left.
    given.service.answer = () => refusing(403, "BotNotInConversationRoster");
    await expect(given.messenger.account("ana")).rejects.toMatchObject({ code: "forbidden" });
  });

  test("is a member's only where Teams says so; a local client may leave out tenant and role", async () => {
    for (const [own, tenantId, userRole, standing] of [
      [OWN, null, null, "stranger"],
      [null, OWN, "user", "member"],
      [null, null, null, "member"],
      [null, null, "visitor", "guest"],
      [null, "other", null, "stranger"],
    ] as const) {
      const given = await withAna(own);
      given.service.answer = () => ({ body: { ...ana, tenantId, userRole } });
      expect(await given.messenger.account("ana")).toMatchObject({ standing });
    }
  });
});

describe("an address", () => {
  const everybody = Array.from({ length: 5 }, (_, i) => ({
    id: `29:${i}`,
    aadObjectId: `p${i}`,
    name: `Person ${i}`,
    userPrincipalName: `Person${i}@Example.com`,
    tenantId: OWN,
    userRole: "user",
  }));
  const paged = ({ path, query }: { path: string; query: Readonly<Record<string, string>> }): Answer => {
    if (!path.endsWith("pagedmembers")) return refusing(404, "ConversationNotFound");
    const at = Number(query["continuationToken"] ?? 0);
    const continuationToken = at + 2 < everybody.length ? String(at + 2) : null;
    return { body: { members: everybody.slice(at, at + 2), continuationToken } };
  };

  test("groups are the teams that have the app, with everybody in them, whom the bot can then write to", async () => {
    const given = await withTeam();
    given.service.answer = paged;
    const [team] = await given.messenger.groups();
    expect(team).toMatchObject({ size: null });
    expect(await given.messenger.groupMembers(team?.id ?? "", 3)).toHaveLength(4);
    expect(given.references.get("person", "p3")).toBeNull();
    expect(await given.messenger.groupMembers(team?.id ?? "", 5)).toEqual(["p0", "p1", "p2", "p3", "p4"]);
    expect(given.references.get("person", "p3")).toMatchObject({ data: { user: "29:3" } });
    await expect(given.messenger.groupMembers("19:other", 5)).rejects.toMatchObject({ code: "not_found" });
    given.service.answer = () => refusing(403, "BotNotInConversationRoster");
    await expect(given.messenger.groupMembers(team?.id ?? "", 5)).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("leads to somebody in a team that has the app, whatever its case, and to how to write to them", async () => {
    const given = await withTeam();
    given.service.answer = paged;
    expect(await given.messenger.findByAddress("PERSON4@example.com")).toMatchObject({
      id: "p4",
      address: "person4@example.com",
      standing: "member",
    });
    expect(given.service.asked).toHaveLength(3);
    expect(given.references.get("person", "p4")).toMatchObject({ label: "Person 4", data: { user: "29:4" } });
  });

  test("is looked up in what was read some minutes ago at most", async () => {
    const given = await withTeam();
    given.service.answer = paged;
    await Promise.all([given.messenger.findByAddress("a@x.com"), given.messenger.findByAddress("b@x.com")]);
    expect(await given.messenger.findByAddress("person0@example.com")).toMatchObject({ id: "p0" });
    expect(given.service.asked).toHaveLength(3);
    given.later(300_000);
    expect(await given.messenger.findByAddress("person0@example.com")).toMatchObject({ id: "p0" });
    expect(given.service.asked).toHaveLength(6);
  });

  test("of nobody is nobody's, also where a team has removed the app", async () => {
    const given = await teams();
    expect(await given.messenger.findByAddress("x@example.com")).toBeNull();
    given.references.note(place(given, "team", "19:gone"));
    given.references.note(place(given, "team", TEAM));
    given.service.answer = (asked) =>
      asked.path.includes("19:gone") ? refusing(403, "BotNotInConversationRoster") : paged(asked);
    expect(await given.messenger.findByAddress("x@example.com")).toBeNull();
    expect(await given.messenger.findByAddress("person1@example.com")).toMatchObject({ id: "p1" });
  });

  test("in one team is found while another's people cannot be read, and is nobody's only once they can", async () => {
    const given = await withTeam();
    for (const id of ["19:a", "19:z"]) given.references.note(place(given, "team", id));
    const down = { is: true };
    given.service.answer = (asked) => {
      if (asked.path.includes(TEAM)) return paged(asked);
      return down.is ? refusing(502, "ServiceError") : { body: { members: [] } };
    };
    expect(await given.messenger.findByAddress("person1@example.com")).toMatchObject({ id: "p1" });
    await expect(given.messenger.findByAddress("x@example.com")).rejects.toMatchObject({
      code: "unavailable",
    });
    down.is = false;
    expect(await given.messenger.findByAddress("x@example.com")).toBeNull();
  });

  test("in a large team is found although its pages may not all be read at once", async () => {
    const given = await withTeam(notAtOnce());
    given.service.answer = ({ query }) => {
      const at = Number(query["continuationToken"] ?? 0);
      const members = [{ id: `29:${at}`, email: `p${at}@example.com`, tenantId: OWN }];
      return { body: { members, continuationToken: at < 19 ? String(at + 1) : null } };
    };
    expect(await given.messenger.findByAddress("p19@example.com")).toMatchObject({ id: "29:19" });
    expect(given.service.asked).toHaveLength(20);
  });

  test("is nobody's where a page leads to itself for ever", async () => {
    const given = await withTeam((_quotas, work) => work());
    const page = {
      members: [{ id: "29:1", email: "p1@example.com", tenantId: OWN }],
      continuationToken: "1",
    };
    given.service.answer = () => ({ body: page });
    expect(await given.messenger.findByAddress("p2@example.com")).toBeNull();
    expect(given.service.asked).toHaveLength(50);
  });
});
