import type { Platform } from "../../../src/domain/accounts/person.ts";
import { GRANTED_SCOPES } from "../../../src/sandbox/slack/embedded-slack.ts";
import { begin, settle } from "../../support/servers/cast.ts";
import {
  about,
  createRandom,
  type Figures,
  type Outcome,
  type Play,
  type Scenario,
  summed,
} from "../scenario.ts";
import { createFaultSchedule } from "./fault-schedule.ts";
import {
  CUT_OFF,
  createKills,
  endAgainAndAgain,
  endAtRest,
  hasMoreDue,
  type KillOptions,
  kill,
  killAgainAndAgain,
  type ShutdownOptions,
  SLOWEST,
  unknownOutcomes,
} from "./interruptions.ts";
import { nothingYet, takeBackTurnedAway, violations } from "./invariants.ts";
import { createPeople } from "./people.ts";
import { type Again, judgePosts } from "./posts.ts";
import { countRows, inWorld, type World } from "./world.ts";

/** People at work, faults, and a bot that is interrupted again and again: all of a storm as data. */
type Storm = {
  readonly on: readonly Platform[];
  readonly seed: number;
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
  readonly kills?: KillOptions;
  /** The program as an operator starts it is told to end so often, instead of being killed. */
  readonly shutdowns?: ShutdownOptions;
};

/** Nothing else is carried out later than this part of the grace. */
const LATEST = 0.9;
const POST = "/chat.postMessage";
/** The faults cause these; anything else at this level is a bug. */
const CAUSED = ["Could not tell a person", "not ready"];
/** What a bot has that may not look for its messages. */
const WITHOUT_HISTORY = GRANTED_SCOPES.filter((scope) => !scope.endsWith(":history"));

/** Both the bot and its people are left alone in the end; then everything has to fit together. */
async function storm(options: Storm): Promise<Outcome> {
  const { on, graceMs, again, shutdowns } = options;
  return await inWorld(
    {
      on,
      socket: options.socket === true,
      // How long it waits for an answer.
      teams: { invokeMs: 1500 },
      ...(shutdowns === undefined && { graceMs }),
      ...(again === "unheard" && { scopes: WITHOUT_HISTORY }),
    },
    (world) => live(options, world),
  );
}

async function live(options: Storm, world: World): Promise<Outcome> {
  const { on, requests, graceMs, latest = LATEST, deep, again = "never" } = options;
  const { sandbox, bot, database } = world;
  const random = createRandom(options.seed);
  const cast = settle(sandbox, options);
  await bot.start();
  await begin(sandbox, on, cast, options.channel);
  const expected = nothingYet();
  const { faults: probability, hangsInTeams = false } = options;
  const schedule = createFaultSchedule({ random, probability, hangsInTeams });
  const inTime = { latestMs: graceMs * LATEST, cutOffMs: graceMs * LATEST };
  // What is done to a message that is there already goes back when it comes too late: nothing promises otherwise.
  const inSlack = { latestMs: graceMs * latest, cutOffMs: graceMs * LATEST };
  const posts = { ...inSlack, cutOffMs: graceMs * latest };
  schedule.spoil("slack", sandbox.slack.faults, (path) => (path === POST ? posts : inSlack));
  for (const side of ["teams", "mistral"] as const) schedule.spoil(side, sandbox[side].faults, () => inTime);
  const people = createPeople({
    ...{ on, sandbox, expected, random, requests },
    cast: { ...cast, approvers: cast.approvers.slice(0, options.deciders) },
    ...(deep !== undefined && { rests: hasMoreDue(database, deep) }),
  });
  const living = people.start();
  const kills = createKills();
  const { requests: made, hang } = schedule;
  const interrupted =
    options.shutdowns === undefined
      ? killAgainAndAgain(options.kills, random, { bot, database, requests: made }, kills)
      : endAgainAndAgain(options.shutdowns, random, { bot, database, hang });
  await Promise.race([interrupted, living]);
  const shutdowns = (await interrupted) ?? null;
  people.stop();
  await living;
  schedule.end();
  if (shutdowns === null) {
    await kill(bot, kills);
    await bot.start();
  }
  const began = performance.now();
  const code = await endAtRest(bot, database);
  const drainMs = performance.now() - began;

  const turnedAway = takeBackTurnedAway(expected, sandbox, bot.log());
  const found = violations(world, expected);
  const broke = bot
    .log()
    .filter(({ level, msg }) => level >= 50 && !CAUSED.some((words) => msg.startsWith(words)));
  found.push(
    ...(code === 0 ? [] : [`the bot ended with ${code}`]),
    ...broke.map((line) => `the log says ${JSON.stringify(line)}`),
  );
  const judged = on.map((platform) => {
    // Nobody can look for a message in Teams.
    const rules = { cutOff: kills.cutOff, graceMs, again: platform === "teams" ? "unheard" : again } as const;
    const outcome = judgePosts(world, platform, rules);
    return on.length === 1 ? outcome : about(platform, outcome);
  });
  return summed([
    { figures: shutdowns?.figures ?? kills.figures, violations: shutdowns?.violations ?? [] },
    ...judged,
    {
      violations: found,
      figures: {
        "jobs left with an unknown outcome": unknownOutcomes(bot),
        "clicks, commands, submissions": expected.took.length,
        "of them acknowledged": expected.acknowledged,
        "of them turned away for now": turnedAway,
        "Requests made": countRows(database, "requests"),
        "of them approved": countRows(database, "requests", "state = 'approved'"),
        "of them still open": countRows(database, "requests", "state = 'open'"),
        "Invitations made": countRows(database, "invitations"),
        "e-mails sent": sandbox.mistral.mails().length,
        "requests of the bot": schedule.requests(),
        ...named("fault", schedule.struck()),
        "seconds until all was done": Math.round(drainMs / 1000),
      },
    },
  ]);
}

const named = (what: string, figures: Figures): Figures =>
  Object.fromEntries(Object.entries(figures).map(([name, times]) => [`${what}: ${name}`, times]));

/** Everything takes a twentieth of the time that it takes with the 15 seconds of the real bot. */
const killed = { faults: 0.3, graceMs: 700 } as const;
const MOST_MS = 10_000;
const SLACK = ["slack"] as const;

const slackKills: Scenario = {
  name: "slack-kills",
  about: "a bot in Slack that is killed again and again loses nothing, doubles nothing and keeps the order",
  run: ({ seed, of, isShort }) =>
    storm({
      ...{ ...killed, on: SLACK, seed, channel: isShort, deep: 300, requests: of(400, 12) },
      kills: { kills: of(220, 6), posts: of(6200, 0), life: of(320, 100) },
      ...{ requesters: of(10, 4), approvers: of(24, 3), deciders: of(6, 3) },
    }),
  atLeast: {
    ...{ kills: [200, 6], "kills while a job ran": [150, 1], "jobs left with an unknown outcome": [150, 1] },
    ...{ "posts due": [6000, 1], "posts carried out after the bot was gone": [20, 0] },
  },
};

const longSlack = ({ seed, of }: Play) => ({
  ...{ ...killed, on: SLACK, seed, channel: false, requests: of(90, 8), requesters: 6, approvers: 6 },
  kills: { kills: of(60, 4), life: of(200, 100) },
});

const slackLate: Scenario = {
  name: "slack-late",
  about: "where Slack carries posts out later than a killed bot waits, only each of these may come twice",
  run: (play) => storm({ ...longSlack(play), latest: 3, again: "later than the grace" }),
  atLeast: { kills: [60, 0], "posts carried out later than the grace": [5, 0] },
};

const slackBlind: Scenario = {
  name: "slack-blind",
  about: "a killed bot that may not look into Slack's history posts some messages twice, and loses none",
  run: (play) => storm({ ...longSlack(play), again: "unheard" }),
  atLeast: { kills: [60, 0], "posts that came twice": [5, 0] },
};

const inTeams = ({ seed, of, isShort }: Play): Omit<Storm, "on"> => ({
  ...{ ...killed, seed, hangsInTeams: !isShort, requests: of(120, 6) },
  kills: { kills: of(60, 2), life: of(320, 80) },
});

const teamsKills: Scenario = {
  name: "teams-kills",
  about: "a bot in Teams that is killed again and again posts some messages twice, and loses nothing",
  run: (play) => storm({ ...inTeams(play), on: ["teams"] }),
  atLeast: {
    ...{ kills: [60, 0], "kills while a job ran": [30, 0], "posts due": [100, 0] },
    ...{ "of them approved": [30, 0], "posts that came twice": [5, 0] },
  },
};

const mixedKills: Scenario = {
  name: "mixed-kills",
  about: "a killed bot in Slack and Teams loses nothing of what is asked in one and decided in the other",
  run: (play) => storm({ ...inTeams(play), on: ["slack", "teams"] }),
  atLeast: {
    ...{ kills: [60, 2], "kills while a job ran": [30, 0] },
    ...{ "slack: posts due": [100, 1], "teams: posts due": [100, 1] },
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
    const isLate = (figures[SLOWEST] ?? MOST_MS) >= MOST_MS;
    const cut = figures[CUT_OFF] ?? 0;
    const found = [...(isLate ? ["it ends too late"] : []), ...(cut > 0 ? [`${cut} jobs were cut off`] : [])];
    return { figures, violations: [...violations, ...found] };
  },
  atLeast: { ends: [20, 1], "while a job ran": [5, 0], "Requests made": [20, 1] },
});

/** What `npm test` plays has both platforms in it; the others are variations of these. */
export const KILLS: readonly Scenario[] = [slackKills, mixedKills];
export const SHUTDOWNS: readonly Scenario[] = [
  shutdownOf("Slack", { on: SLACK, ...many }),
  shutdownOf("Teams", { on: ["teams"] }),
];
export const LONG_STORMS: readonly Scenario[] = [
  ...[slackLate, slackBlind, teamsKills],
  shutdownOf("Socket Mode", { on: SLACK, ...many, socket: true }),
];
