import { beforeEach, expect, it } from "vitest";
import type { createMessenger } from "../../../src/slack/outbound/messenger.ts";
import { type FakeSlack, fakeSlack, messengerAt } from "../fake-slack.ts";
import { refuse } from "../fixtures.ts";

let slack: FakeSlack;
let messenger: ReturnType<typeof createMessenger>;

beforeEach(async () => {
  slack = await fakeSlack();
  messenger = messengerAt(slack, () => 0);
});

const group = { id: "S1", name: "IT", handle: "it", date_delete: 0, is_external: false };
const answerGroups = (...usergroups: object[]) =>
  slack.answers.set("usergroups.list", () => ({ body: { ok: true, usergroups } }));

it("user groups of Slack are listed by their handles, without those that are disabled or of another company", async () => {
  answerGroups(
    { ...group, user_count: "12" },
    { ...group, id: "S2", handle: "", user_count: 3 },
    { ...group, id: "S3", handle: "quiet" },
    { ...group, id: "S4", date_delete: 1_700_000_000 },
    { ...group, id: "S5", is_external: true },
  );
  expect(await messenger.groups()).toEqual([
    { id: "S1", name: "@it", size: 12 },
    { id: "S2", name: "IT", size: 3 },
    { id: "S3", name: "@quiet", size: null },
  ]);
  expect(slack.named("usergroups.list")[0]).toMatchObject({ include_count: "true" });
});

it("the members of a user group are bare ids, of both kinds that Slack has", async () => {
  slack.answers.set("usergroups.users.list", () => ({ body: { ok: true, users: ["U1", "W2"] } }));
  expect(await messenger.groupMembers("S1", 100)).toEqual(["U1", "W2"]);
  expect(slack.named("usergroups.users.list")[0]).toMatchObject({ usergroup: "S1" });
});

it("a user group that Slack does not know is not found", async () => {
  slack.answers.set("usergroups.users.list", refuse("no_such_subteam"));
  await expect(messenger.groupMembers("S1", 100)).rejects.toMatchObject({ code: "not_found" });
});

it("a plan without user groups is known once Slack has said so, and no longer once it lists them", async () => {
  expect(messenger.noGroups?.()).toBeNull();
  slack.answers.set("usergroups.list", refuse("plan_upgrade_required"));
  await expect(messenger.groups()).rejects.toMatchObject({ code: "forbidden" });
  expect(messenger.noGroups?.()).toBe("plan");
  answerGroups();
  await messenger.groups();
  expect(messenger.noGroups?.()).toBeNull();
});

it("without the scope nothing is asked, and nothing else is taken for broken", async () => {
  const headers = { "x-oauth-scopes": "chat:write,commands" };
  slack.answers.set("users.info", () => ({ headers, body: { ok: true, user: { id: "U1" } } }));
  await messenger.account("U1");
  expect(messenger.noGroups?.()).toBe("scope");
  for (const asked of [messenger.groups(), messenger.groupMembers("S1", 100)])
    await expect(asked).rejects.toMatchObject({ code: "forbidden", asked: false });
  expect(slack.named("usergroups.list")).toEqual([]);
});

it("a scope that was taken away since the last answer is no reason to stop", async () => {
  slack.answers.set("usergroups.list", () => ({
    body: { ok: false, error: "missing_scope", needed: "usergroups:read", provided: "chat:write" },
  }));
  await expect(messenger.groups()).rejects.toMatchObject({ code: "forbidden" });
});
