import type { Play, Scenario } from "../scenario.ts";
import { CUT_OFF } from "./shutdowns.ts";
import { type Storm, storm } from "./storm.ts";

/** Everything takes a twentieth of the time that it takes with the 15 seconds of the real bot. */
const graceMs = 700;
const MOST_MS = 10_000;

const killed = { faults: 0.3, graceMs } as const;
const SLACK = ["slack"] as const;

const slackKills: Scenario = {
  name: "slack-kills",
  about:
    "a bot in Slack that is killed again and again among faults loses nothing, doubles nothing and keeps the order",
  run: ({ seed, of, isShort }) =>
    storm({
      ...{ ...killed, on: SLACK, seed, channel: isShort },
      kills: { kills: of(220, 6), posts: of(6200, 0), life: of(320, 100) },
      ...{ requests: of(400, 12), deep: 300 },
      ...{ requesters: of(10, 4), approvers: of(24, 3), deciders: of(6, 3) },
    }),
  atLeast: {
    kills: [200, 6],
    "kills while a job ran": [150, 1],
    "jobs left with an unknown outcome": [150, 1],
    "posts due": [6000, 1],
    "posts carried out after the bot was gone": [20, 0],
  },
};

const slackLate: Scenario = {
  name: "slack-late",
  about: "where Slack carries posts out later than a killed bot waits, only each of these may come twice",
  run: ({ seed, of }) =>
    storm({
      ...{ ...killed, on: SLACK, seed, channel: false, latest: 3, again: "later than the grace" },
      kills: { kills: of(60, 3), life: of(200, 100) },
      ...{ requests: of(90, 6), requesters: of(6, 4), approvers: of(6, 3) },
    }),
  atLeast: { kills: [60, 3], "posts carried out later than the grace": [5, 0] },
};

const slackBlind: Scenario = {
  name: "slack-blind",
  about: "a killed bot that may not look into Slack's history posts some messages twice, and loses none",
  run: ({ seed, of, isShort }) =>
    storm({
      ...{ ...killed, on: SLACK, seed, channel: !isShort, again: "unheard" },
      kills: { kills: of(60, 4), life: of(200, 100) },
      ...{ requests: of(90, 8), requesters: of(6, 4), approvers: of(6, 4) },
    }),
  atLeast: { kills: [60, 4], "posts that came twice": [5, 1] },
};

const inTeams = ({ seed, of, isShort }: Play): Omit<Storm, "on"> => ({
  ...{ ...killed, seed, hangsInTeams: !isShort },
  kills: { kills: of(60, 2), life: of(320, 80) },
  requests: of(120, 6),
});

const teamsKills: Scenario = {
  name: "teams-kills",
  about:
    "a bot in Teams that is killed again and again among faults posts some messages twice, and loses nothing",
  run: (play) => storm({ ...inTeams(play), on: ["teams"] }),
  atLeast: {
    kills: [60, 2],
    "kills while a job ran": [30, 0],
    "posts due": [100, 1],
    "of them approved": [30, 1],
    "posts that came twice": [5, 0],
  },
};

const mixedKills: Scenario = {
  name: "mixed-kills",
  about: "a killed bot in Slack and Teams loses nothing of what is asked in one and decided in the other",
  run: (play) => storm({ ...inTeams(play), on: ["slack", "teams"] }),
  atLeast: {
    kills: [60, 2],
    "kills while a job ran": [30, 0],
    "slack: posts due": [100, 1],
    "teams: posts due": [100, 1],
  },
};

/** So long the program as it is waits before it looks for what may still come through. */
const calm = { faults: 0, graceMs: 15_000 };
const many = { requesters: 8, approvers: 6, channel: false };

const shutdownOf = (where: string, scene: Pick<Storm, "on"> & Partial<Storm>): Scenario => ({
  name: `shutdown-${where.toLowerCase().replaceAll(" ", "-")}`,
  about: `the built program that is told to end among people at work in ${where} ends in time, and goes on at the next start`,
  run: async ({ seed, of }) => {
    const shutdowns = { ends: of(20, 1), lifeMs: of(2000, 300) };
    const { figures, violations } = await storm({ ...calm, ...scene, seed, shutdowns, requests: of(240, 6) });
    const isLate = (figures["slowest end, ms"] ?? MOST_MS) >= MOST_MS;
    const cut = figures[CUT_OFF] ?? 0;
    return {
      figures,
      violations: [
        ...violations,
        ...(isLate ? ["it ends too late"] : []),
        ...(cut > 0 ? [`${cut} jobs were cut off although nothing hung`] : []),
      ],
    };
  },
  atLeast: { ends: [20, 1], "while a job ran": [5, 0], "Requests made": [20, 1] },
});

/** They take too long for `npm test`, which plays those that are next to them. */
export const LONG_KILLS: readonly Scenario[] = [slackLate, mixedKills];
export const KILLS: readonly Scenario[] = [slackKills, slackBlind, teamsKills];
export const SHUTDOWNS: readonly Scenario[] = [
  shutdownOf("Slack", { on: SLACK, ...many }),
  shutdownOf("Socket Mode", { on: SLACK, ...many, socket: true }),
  shutdownOf("Teams", { on: ["teams"] }),
];
