import { expect, test, vi } from "vitest";
import { saying } from "../../../src/view/core/saying.ts";
import { asTeams, refusing } from "../stand-ins/fake-connector.ts";
import { IN_CHANNEL, rig } from "../stand-ins/fake-teams.ts";

const TEAM = IN_CHANNEL.channelData.team.id;
const LIST = `v3/teams/${TEAM}/conversations`;
const CHANNELS = [
  { id: TEAM, name: null },
  { id: "19:news@thread.tacv2", name: "News" },
  { id: "19:d", name: "Design" },
];

async function inTeam() {
  let now = 1_000_000;
  const teams = await rig({ now: () => now });
  teams.app.reply = () => ({ kind: "show", view: saying("Hello") });
  let answer = (): ReturnType<typeof asTeams> => ({ body: { conversations: CHANNELS } });
  teams.connector.answer = (asked) => (asked.path === LIST ? answer() : asTeams(asked));
  const asked = () => teams.connector.asked.filter(({ path }) => path === LIST);
  const labels = () => teams.references.all("channel").map(({ id, label }) => [id, label]);
  return {
    ...teams,
    asked,
    labels,
    answerWith: (other: typeof answer) => {
      answer = other;
    },
    later: (ms: number) => {
      now += ms;
    },
  };
}

test("every channel of a team can be chosen once the app is added there", async () => {
  const { does, post, labels, asked, references } = await inTeam();
  await post(does.event("installationUpdate", { action: "add", ...IN_CHANNEL }));
  await vi.waitFor(() => expect(labels()).toHaveLength(3));
  expect(labels()).toEqual([
    ["19:d", "Design"],
    [TEAM, "General"],
    ["19:news@thread.tacv2", "News"],
  ]);
  expect(references.get("channel", "19:d")?.data).toMatchObject({ team: TEAM, kind: "channel" });
  await post(does.message("status", IN_CHANNEL));
  expect(asked()).toHaveLength(1);
});

test("new ones and new names are learned within the hour", async () => {
  const { does, post, labels, asked, answerWith, later } = await inTeam();
  await post(does.message("status", IN_CHANNEL));
  await vi.waitFor(() => expect(labels()).toHaveLength(3));
  answerWith(() => ({ body: { conversations: [...CHANNELS.slice(0, 2), { id: "19:d", name: "Drawing" }] } }));
  later(3_600_000);
  await post(does.message("status", IN_CHANNEL));
  await vi.waitFor(() => expect(labels()).toContainEqual(["19:d", "Drawing"]));
  expect(asked()).toHaveLength(2);
});

test("a team that tells nothing keeps nobody from being answered", async () => {
  const { does, post, asked, answerWith, log, connector } = await inTeam();
  answerWith(() => refusing(403, "BotNotInConversationRoster"));
  expect((await post(does.message("status", IN_CHANNEL))).status).toBe(200);
  await vi.waitFor(() => expect(log.join()).toContain("The channels of a team could not be read"));
  expect(asked()).toHaveLength(1);
  expect(connector.asked.some(({ method }) => method === "POST")).toBe(true);
});

test("a team that could not be read is asked again after a minute", async () => {
  const { does, post, labels, asked, answerWith, log, later } = await inTeam();
  answerWith(() => refusing(503, "ServiceUnavailable"));
  await post(does.message("status", IN_CHANNEL));
  await vi.waitFor(() => expect(log.join()).toContain("The channels of a team could not be read"));
  answerWith(() => ({ body: { conversations: CHANNELS } }));
  await post(does.message("status", IN_CHANNEL));
  later(60_000);
  await post(does.message("status", IN_CHANNEL));
  await vi.waitFor(() => expect(labels()).toHaveLength(3));
  expect(asked()).toHaveLength(2);
});

test("outside of teams nothing is asked", async () => {
  const { does, post, asked, connection } = await inTeam();
  await post(does.message("status"));
  await post(does.event("installationUpdate", { action: "remove", ...IN_CHANNEL }));
  await connection.stop();
  expect(asked()).toEqual([]);
});
