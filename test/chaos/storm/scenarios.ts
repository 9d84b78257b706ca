import type { Platform } from "../../../src/domain/accounts/person.ts";
import { GRANTED_SCOPES } from "../../../src/sandbox/slack/embedded-slack.ts";
import { begin, settle } from "../../support/servers/cast.ts";
import { createRandom, type Play, type Scenario } from "../scenario.ts";
import { createFaultSchedule } from "./fault-schedule.ts";
import {
  endAgainAndAgain,
  endAtRest,
  hasMoreDue,
  type KillOptions,
  kill,
  killAgainAndAgain,
  type ShutdownOptions,
  unknownOutcomes,
} from "./interruptions.ts";
import { checkAll, nothingYet, takeBackTurnedAway } from "./invariants.ts";
import { createPeople } from "./people.ts";
import { type Again, createObserver, judgePosts } from "./posts.ts";
import { countRows, inWorld, type World } from "./world.ts";

/** People at work, faults, and a bot that is interrupted again and again: all of a storm as data. */
type Storm = {
  readonly on: readonly Platform[];
  readonly requests: number;
  readonly requesters?: number;
  readonly approvers?: number;
  /** How many of the approvers decide anything; all when left out. */
  readonly deciders?: number;
  /** Whether Requests are shown in a channel; otherwise each approver gets a card of their own. */
  readonly channel?: boolean;
  /** Slack comes over Socket Mode. */
  readonly socket?: boolean;
  /** How often a request of the bot meets a fault. */
  readonly faults: number;
  /** Whether Teams may give no answer at all: each time costs ten seconds. */
  readonly hangsInTeams?: boolean;
  /** How long the bot waits before it looks for what may still come through. */
  readonly graceMs: number;
  /** Until when Slack carries out posts, in parts of the grace. */
  readonly latest?: number;
  /** How often a message may come to Slack. */
  readonly again?: Again;
  /** People rest while so many jobs are due. */
  readonly deep?: number;
  /** It is killed, or the program as an operator starts it is told to end. */
  readonly interruptions: KillOptions | ShutdownOptions;
};

/** Nothing else is carried out later than this part of the grace. */
const LATEST = 0.9;
const POST = "/chat.postMessage";
/** The faults cause these; anything else at this level is a bug. */
const CAUSED = ["Could not tell a person", "not ready"];
/** What a bot has that may not look for its messages. */
const WITHOUT_HISTORY = GRANTED_SCOPES.filter((scope) => !scope.endsWith(":history"));

/** Both the bot and its people are left alone in the end; then everything has to fit together. */
async function storm(play: Play, options: Storm): Promise<void> {
  const { on, graceMs, again, interruptions } = options;
  const observer = createObserver();
  const world = {
    ...{ on, observer, socket: options.socket === true },
    invokeMs: 1500,
    ...("kills" in interruptions && { graceMs }),
    ...(again === "unheard" && { scopes: WITHOUT_HISTORY }),
  };
  await inWorld(world, async (world) => {
    const cutOff = await live(play, world, options);
    for (const platform of on) {
      const judged = on.length === 1 ? play : play.at(platform);
      // Nobody can look for a message in Teams.
      const allowed = platform === "teams" ? "unheard" : again;
      judgePosts(judged, world, platform, { observer, cutOff, graceMs, again: allowed });
    }
  });
}

/** Gives how often each job was running when the bot was killed. */
async function live(play: Play, world: World, options: Storm): Promise<Map<number, number>> {
  const { on, requests, graceMs, latest = LATEST, deep, interruptions } = options;
  const { sandbox, bot, database } = world;
  const random = createRandom(play.seed);
  const cast = settle(sandbox, options);
  await bot.start();
  await begin(sandbox, on, cast, options.channel);
  const expected = nothingYet();
  const { faults: probability, hangsInTeams = false } = options;
  const schedule = createFaultSchedule({ random, probability, hangsInTeams });
  const inTime = { latestMs: graceMs * LATEST, cutOffMs: graceMs * LATEST };
  // What is done to a message that is there already goes back when it comes too late: nothing promises otherwise.
  const inSlack = { ...inTime, latestMs: graceMs * latest };
  const posts = { ...inSlack, cutOffMs: graceMs * latest };
  schedule.spoil("slack", sandbox.slack.faults, (path) => (path === POST ? posts : inSlack));
  for (const side of ["teams", "mistral"] as const) schedule.spoil(side, sandbox[side].faults, () => inTime);
  const people = createPeople({
    ...{ on, sandbox, expected, random, requests },
    cast: { ...cast, approvers: cast.approvers.slice(0, options.deciders) },
    ...(deep !== undefined && { rests: hasMoreDue(database, deep) }),
  });
  const living = people.start();
  const cutOff = new Map<number, number>();
  const interrupted = { bot, database, play, random, cutOff, ...schedule };
  const interrupting =
    "kills" in interruptions
      ? killAgainAndAgain(interrupted, interruptions)
      : endAgainAndAgain(interrupted, interruptions);
  await Promise.race([interrupting, living]);
  await interrupting;
  people.stop();
  await living;
  schedule.end();
  if ("kills" in interruptions) {
    await kill(interrupted);
    await bot.start();
  }
  const began = performance.now();
  const code = await endAtRest(world);
  const drainMs = performance.now() - began;

  play.must(code === 0, `the bot ended with ${code}`);
  play.count("of them turned away for now", takeBackTurnedAway(expected, world));
  checkAll(play, world, expected);
  for (const line of bot.log()) {
    const isCaused = CAUSED.some((words) => line.msg.startsWith(words));
    play.must(line.level < 50 || isCaused, `the log says ${JSON.stringify(line)}`);
  }
  const figures = {
    "jobs left with an unknown outcome": unknownOutcomes(bot),
    "clicks, commands, submissions": expected.took.length,
    "of them acknowledged": expected.acknowledged,
    "Requests made": countRows(database, "requests"),
    "of them approved": countRows(database, "requests", "state = 'approved'"),
    "of them still open": countRows(database, "requests", "state = 'open'"),
    "Invitations made": countRows(database, "invitations"),
    "e-mails sent": sandbox.mistral.mails().length,
    "requests of the bot": schedule.requests(),
    "seconds until all was done": Math.round(drainMs / 1000),
  };
  for (const [name, times] of Object.entries(figures)) play.count(name, times);
  for (const [name, times] of Object.entries(schedule.struck())) play.count(`fault: ${name}`, times);
  return cutOff;
}

/** Everything takes a twentieth of the time that it takes with the 15 seconds of the real bot. */
const killed = { faults: 0.3, graceMs: 700 } as const;
const SLACK = ["slack"] as const;

const slackKills: Scenario = {
  name: "slack-kills",
  about: "a bot in Slack that is killed again and again loses nothing, doubles nothing and keeps the order",
  run: (play) =>
    storm(play, {
      ...{ ...killed, on: SLACK, channel: play.isShort, deep: 300, requests: play.of(400, 12) },
      interruptions: { kills: play.of(220, 6), posts: play.of(6200, 0), life: play.of(320, 100) },
      ...{ requesters: play.of(10, 4), approvers: play.of(24, 3), deciders: play.of(6, 3) },
    }),
  atLeast: {
    ...{ kills: [200, 6], "kills while a job ran": [150, 1], "jobs left with an unknown outcome": [150, 1] },
    ...{ "posts due": [6000, 1], "posts carried out after the bot was gone": [20, 0] },
  },
};

const longSlack = ({ of }: Play) => ({
  ...{ ...killed, on: SLACK, channel: false, requests: of(90, 8), requesters: 6, approvers: 6 },
  interruptions: { kills: of(60, 4), life: of(200, 100) },
});

const slackLate: Scenario = {
  name: "slack-late",
  about: "where Slack carries posts out later than a killed bot waits, only each of these may come twice",
  run: (play) => storm(play, { ...longSlack(play), latest: 3, again: "later than the grace" }),
  atLeast: { kills: [60, 0], "posts carried out later than the grace": [5, 0] },
};

const slackBlind: Scenario = {
  name: "slack-blind",
  about: "a killed bot that may not look into Slack's history posts some messages twice, and loses none",
  run: (play) => storm(play, { ...longSlack(play), again: "unheard" }),
  atLeast: { kills: [60, 0], "posts that came twice": [5, 0] },
};

const inTeams = ({ of, isShort }: Play): Omit<Storm, "on"> => ({
  ...{ ...killed, hangsInTeams: !isShort, requests: of(200, 6) },
  interruptions: { kills: of(60, 2), life: of(320, 80) },
});

const teamsKills: Scenario = {
  name: "teams-kills",
  about: "a bot in Teams that is killed again and again posts some messages twice, and loses nothing",
  run: (play) => storm(play, { ...inTeams(play), on: ["teams"] }),
  atLeast: {
    ...{ kills: [60, 0], "kills while a job ran": [30, 0], "posts due": [100, 0] },
    ...{ "of them approved": [30, 0], "posts that came twice": [5, 0] },
  },
};

const mixedKills: Scenario = {
  name: "mixed-kills",
  about: "a killed bot in Slack and Teams loses nothing of what is asked in one and decided in the other",
  run: (play) => storm(play, { ...inTeams(play), on: ["slack", "teams"] }),
  atLeast: {
    ...{ kills: [60, 2], "kills while a job ran": [30, 0] },
    ...{ "slack: posts due": [100, 1], "teams: posts due": [100, 1] },
  },
};

/** So long the program as it is waits before it looks for what may still come through. */
const calm = { faults: 0, graceMs: 15_000 };
const many = { on: SLACK, requesters: 8, approvers: 6, channel: false };

const shutdownOf = (where: string, scene: Pick<Storm, "on"> & Partial<Storm>): Scenario => ({
  name: `shutdown-${where.toLowerCase().replaceAll(" ", "-")}`,
  about: `the built program that is told to end among people at work in ${where} ends in time, and goes on at the next start`,
  run: (play) => {
    const interruptions = { ends: play.of(20, 1), lifeMs: play.of(2000, 300) };
    return storm(play, { ...calm, ...scene, interruptions, requests: play.of(240, 6) });
  },
  atLeast: { ends: [20, 1], "while a job ran": [5, 0], "Requests made": [20, 1] },
});

/** What `npm test` plays has both platforms in it; the others are variations of these. */
export const KILLS: readonly Scenario[] = [slackKills, mixedKills];
export const SHUTDOWNS = [shutdownOf("Slack", many), shutdownOf("Teams", { on: ["teams"] })];
const bySocket = shutdownOf("Socket Mode", { ...many, socket: true });
export const LONG_STORMS: readonly Scenario[] = [slackLate, slackBlind, teamsKills, bySocket];
