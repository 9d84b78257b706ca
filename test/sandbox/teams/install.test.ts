import { text as readAll } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { BOT, TEAM } from "../../../src/sandbox/teams/company.ts";
import { must } from "../../support/must.ts";
import type { TestSandbox } from "../../support/servers/slack.ts";
import { startSandbox } from "../../support/servers/slack.ts";

let sandbox: TestSandbox;
let heard: Record<string, unknown>[];

const kenji = () => must(sandbox.teams.state().people.find(({ name }) => name.startsWith("Kenji")));
const told = () => heard.map(({ type, action }) => action ?? type);

beforeEach(async () => {
  heard = [];
  sandbox = await startSandbox();
  sandbox.connect(async (req, res) => {
    heard.push(JSON.parse(await readAll(req)));
    res.writeHead(200).end();
  });
});
afterEach(() => sandbox.stop());

test("the app comes and goes with the events that Teams sends", async () => {
  const { id, aadObjectId } = kenji();
  await sandbox.teams.install(id, true);
  expect(heard).toMatchObject([
    {
      type: "conversationUpdate",
      membersAdded: [{ id: BOT.id }, { aadObjectId }],
      conversation: { conversationType: "personal", id: expect.stringMatching(/^a:/) },
    },
    { type: "installationUpdate", action: "add", from: { aadObjectId }, locale: "en-US" },
  ]);
  await sandbox.teams.install(id, false);
  expect(told()).toEqual(["conversationUpdate", "add", "remove"]);
});

test("the app is announced once wherever it is: in the team, a group chat and three personal chats", async () => {
  await sandbox.teams.announce();
  await sandbox.teams.announce();
  expect(told()).toEqual(Array.from({ length: 5 }, () => ["conversationUpdate", "add"]).flat());
  expect(heard[0]).toMatchObject({
    conversation: { id: TEAM.id, conversationType: "channel" },
    channelData: { team: { id: TEAM.id, name: "Atelier Lumen" }, eventType: "teamMemberAdded" },
  });
});
