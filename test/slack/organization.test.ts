import { beforeEach, describe, expect, it } from "vitest";
import { createPace } from "../../src/lib/rate-limit.ts";
import { createIdentity, readIdentity } from "../../src/slack/identity.ts";
import { createMessenger } from "../../src/slack/outbound/messenger.ts";
import { boltLogger, createClients, createWebCall } from "../../src/slack/web-api.ts";
import { saying } from "../../src/view/core/spans.ts";
import { bot, type FakeSlack, fakeSlack } from "./fake-slack.ts";
import { press, refuse, submission } from "./fixtures.ts";

const quiet = { info() {}, warn() {}, error() {} };
const MINUTE = 60_000;

let slack: FakeSlack;
let workspaces: Record<string, string>;
let clock: number;

/** In pages of one. */
const answerTeams = () =>
  slack.answers.set("auth.teams.list", ({ cursor }) => {
    const at = Number(cursor ?? 0);
    const teams = Object.entries(workspaces).map(([id, name]) => ({ id, name }));
    const next_cursor = at + 1 < teams.length ? `${at + 1}` : "";
    return { body: { ok: true, teams: teams.slice(at, at + 1), response_metadata: { next_cursor } } };
  });

const installed = (told: object = {}) =>
  slack.answers.set("auth.test", () => ({
    body: { ok: true, enterprise_id: "E1", user_id: "UBOT", is_enterprise_install: true, ...told },
  }));

beforeEach(async () => {
  slack = await fakeSlack();
  workspaces = { T1: "Paris", T2: "Berlin" };
  clock = 0;
  installed();
  answerTeams();
});

const clientsHere = () => createClients(() => "xoxb-1-secret", slack.url, boltLogger(quiet));
const messengerHere = () => {
  const clients = clientsHere();
  const now = () => clock;
  const identity = createIdentity(clients.background, now);
  return createMessenger({ clients, apiUrl: slack.url, identity, pace: createPace(now), now, log: quiet });
};

describe("an app that is installed for an organization", () => {
  it.each([
    ["nothing", { team_id: null }],
    ["the organization", { team_id: "E1", enterprise_id: undefined }],
    ["its flag as a word", { team_id: "E1", is_enterprise_install: "true" }],
  ])("learns its workspaces, page by page, where Slack tells %s as its workspace", async (_what, told) => {
    installed(told);
    const { identity } = await readIdentity(createWebCall(createPace(), clientsHere().quick));
    expect(identity).toMatchObject({ isOrgWide: true, enterprise: "E1", name: "E1" });
    expect([...identity.workspaces]).toEqual([
      ["T1", "Paris"],
      ["T2", "Berlin"],
    ]);
  });

  it("asks for them again after an hour, while nobody waits, and keeps what it knows where Slack gives no answer", async () => {
    const identity = createIdentity(clientsHere().background, () => clock);
    await identity.learn();
    clock = 59 * MINUTE;
    await identity.learn();
    expect(slack.named("auth.teams.list")).toHaveLength(2);
    workspaces = { T3: "Rome" };
    clock = 61 * MINUTE;
    expect([...(await identity.learn()).workspaces.keys()]).toEqual(["T1", "T2"]);
    await expect.poll(() => identity.isOurs({ ids: ["T3"], organizations: [] })).toBe(true);
    slack.answers.set("auth.test", () => ({ status: 503, body: "" }));
    clock = 130 * MINUTE;
    expect([...(await identity.learn()).workspaces.keys()]).toEqual(["T3"]);
    await slack.until("auth.test", 3);
    expect(identity.isOurs({ ids: ["T3"], organizations: [] })).toBe(true);
  });

  it("asks for nothing more where it is installed in one workspace of an organization", async () => {
    installed({ team_id: "T1", is_enterprise_install: false });
    const identity = createIdentity(clientsHere().background, () => clock);
    await identity.learn();
    clock = 61 * MINUTE;
    expect(await identity.learn()).toMatchObject({ isOrgWide: false });
    expect(slack.calls.map(({ method }) => method)).toEqual(["auth.test"]);
  });
});

describe("somebody in an organization", () => {
  const among = (...teams: string[]) => ({ enterprise_user: { enterprise_id: "E1", teams } });
  const answerUser = (user: object) =>
    slack.answers.set("users.info", () => ({ body: { ok: true, user: { id: "W1", ...user } } }));

  it.each([
    ["member", "of one workspace", { team_id: "T2" }],
    ["member", "of a workspace without the app and one with it", { team_id: "T5", ...among("T5", "T1") }],
    ["member", "told with the organization in place of a workspace", { team_id: "E1", ...among("T2") }],
    [
      "member",
      "of whom Slack tells no workspace",
      { team_id: "E1", enterprise_user: { enterprise_id: "E1" } },
    ],
    ["stranger", "of a workspace without the app", { team_id: "E1", ...among("T5") }],
    ["stranger", "of a workspace without the app, told by that alone", { team_id: "T5" }],
    ["stranger", "of another organization", { team_id: "E9", enterprise_user: { enterprise_id: "E9" } }],
    ["stranger", "of another organization's workspace", { enterprise_user: { enterprise_id: "E9" } }],
    ["guest", "of one workspace, as a guest", { team_id: "T1", is_restricted: true, ...among("T1") }],
  ])("is a %s, %s", async (standing, _who, user) => {
    answerUser(user);
    expect(await messengerHere().account("W1")).toMatchObject({ standing, id: "W1" });
  });

  it("is an admin who administers the organization, if the app is installed for that", async () => {
    answerUser({ team_id: "T1", enterprise_user: { teams: ["T1"], is_owner: true } });
    expect(await messengerHere().account("W1")).toMatchObject({ admin: true });
    installed({ team_id: "T1", is_enterprise_install: false });
    expect(await messengerHere().account("W1")).toMatchObject({ admin: false });
  });
});

describe("a request to an app that is installed for an organization", () => {
  const wide = { team: null, enterprise: { id: "E1" }, is_enterprise_install: true };
  const foreign = { team: null, enterprise: { id: "E9" }, is_enterprise_install: true };
  const answer = async (response: Promise<Response>) => (await response).json();

  it("is heard from each workspace, with or without its id", async () => {
    const rig = await bot(slack);
    await rig.command("status", { team_id: "T2", enterprise_id: "E1", is_enterprise_install: "true" });
    await rig.command("status", { team_id: "T3", enterprise_id: "E1", is_enterprise_install: "true" });
    await rig.interact(press(`${slack.url}respond`, { ...wide, user: { id: "W1", team_id: "T2" } }));
    await rig.interact({ ...submission({ app_installed_team_id: "E1" }), ...wide, user: { id: "W1" } });
    expect(rig.app.asked).toMatchObject([
      { what: "command", caller: { team: "T2" } },
      { what: "command", caller: { team: "T3" } },
      { what: "press", caller: { account: "W1", team: "T2" } },
      { what: "submit", caller: { account: "W1", team: "" } },
    ]);
  });

  it("is refused from another organization", async () => {
    const rig = await bot(slack);
    const command = rig.command("status", {
      team_id: "T9",
      enterprise_id: "E9",
      is_enterprise_install: "true",
    });
    expect(await answer(command)).toMatchObject({ text: "WORDS-stranger" });
    expect(await answer(rig.interact({ ...submission(), ...foreign, user: { id: "W9" } }))).toMatchObject({
      errors: { reason: "WORDS-stranger" },
    });
    await rig.interact(press(`${slack.url}respond`, { ...foreign, user: { id: "W9", team_id: "T9" } }));
    expect((await slack.until("respond"))[0]).toMatchObject({ text: "WORDS-stranger" });
    expect(rig.app.asked).toEqual([]);
  });

  const event = (told: object) =>
    JSON.stringify({
      ...{ type: "event_callback", event_id: "Ev1", event: { type: "app_home_opened", user: "W1" }, ...told },
    });
  const ofAll = { authorizations: [{ enterprise_id: "E1", team_id: null, is_enterprise_install: true }] };

  it("may be an event of no workspace", async () => {
    const rig = await bot(slack);
    await rig.send(event({ team_id: null, authorizations: [{ enterprise_id: "E9", team_id: null }] }));
    expect(rig.app.asked).toEqual([]);
    await rig.send(event({ team_id: null, ...ofAll }));
    expect(rig.app.asked).toMatchObject([{ what: "home", caller: { account: "W1", team: "" } }]);
  });

  it("is an event of another installation where the app is installed in one workspace", async () => {
    installed({ team_id: "T1", is_enterprise_install: false });
    const rig = await bot(slack);
    expect((await rig.send(event({ team_id: "T2", enterprise_id: "E1", ...ofAll }))).status).toBe(200);
    expect(rig.app.asked).toEqual([]);
  });
});

describe("in one workspace of an organization that is closed to the app", () => {
  it("a message is refused for its channel, not for the bot", async () => {
    slack.answers.set("chat.postMessage", refuse("team_access_not_granted"));
    await expect(messengerHere().post("C1", saying("Hello"), "key-1")).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("a channel cannot be chosen", async () => {
    slack.answers.set("conversations.info", refuse("team_access_not_granted"));
    expect(await messengerHere().whyClosed("C1")).toBe("team_access_not_granted");
  });
});

describe("user groups of an organization", () => {
  const groups: Record<string, object[]> = {
    T1: [{ id: "S1", handle: "ops", user_count: 2 }],
    T2: [
      { id: "S2", handle: "ops", user_count: 3 },
      { id: "S3", handle: "lab" },
    ],
  };
  beforeEach(() => {
    slack.answers.set("usergroups.list", ({ team_id }) => {
      const usergroups = groups[String(team_id)];
      return {
        body: usergroups ? { ok: true, usergroups } : { ok: false, error: "team_access_not_granted" },
      };
    });
    slack.answers.set("usergroups.users.list", ({ team_id }) => ({
      body: { ok: true, users: ["W1", `W-${team_id}`] },
    }));
  });

  it("are listed of each workspace that still has the app, which is named where names are alike", async () => {
    workspaces["T3"] = "Rome";
    expect(await messengerHere().groups()).toEqual([
      { id: "S1", name: "@ops (Paris)", size: 2 },
      { id: "S2", name: "@ops (Berlin)", size: 3 },
      { id: "S3", name: "@lab", size: null },
    ]);
  });

  it("have the people of all their workspaces, listed first where nobody has yet", async () => {
    groups["T1"]?.push({ id: "S3", handle: "lab" });
    const messenger = messengerHere();
    const both = [messenger.groupMembers("S3", 100), messenger.groupMembers("S2", 100)];
    expect(await Promise.all(both)).toEqual([
      ["W1", "W-T1", "W-T2"],
      ["W1", "W-T2"],
    ]);
    expect(slack.named("usergroups.list")).toHaveLength(2);
    await expect(messenger.groupMembers("S9", 100)).rejects.toMatchObject({ code: "not_found" });
  });
});
