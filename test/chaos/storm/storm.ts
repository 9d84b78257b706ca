import type { Platform } from "../../../src/domain/accounts/person.ts";
import { GRANTED_SCOPES } from "../../../src/sandbox/slack/embedded-slack.ts";
import { violations } from "../invariants/invariants.ts";
import { type Again, judgePosts } from "../invariants/posts.ts";
import { createRandom } from "../random.ts";
import { about, type Figures, type Outcome, summed } from "../scenario.ts";
import { nothingYet, takeBackTurnedAway } from "./expected-state.ts";
import { createFaultSchedule } from "./fault-schedule.ts";
import {
  createKills,
  endAtRest,
  hasMoreDue,
  type KillOptions,
  kill,
  killAgainAndAgain,
  unknownOutcomes,
} from "./kills.ts";
import { createPeople } from "./people.ts";
import { countRows } from "./process.ts";
import { begin, settle } from "./setup.ts";
import { endAgainAndAgain, type ShutdownOptions } from "./shutdowns.ts";
import { inWorld, type World } from "./world.ts";

/** People at work, faults, and a bot that is interrupted again and again: all of a storm as data. */
export type Storm = {
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
export async function storm(options: Storm): Promise<Outcome> {
  const { on, graceMs, again, shutdowns } = options;
  return await inWorld(
    {
      on,
      socket: options.socket === true,
      invokeMs: 1500,
      ...(shutdowns === undefined && { graceMs }),
      ...(again === "unheard" && { scopes: WITHOUT_HISTORY }),
    },
    (world) => live(options, world),
  );
}

async function live(options: Storm, world: World): Promise<Outcome> {
  const { on, requests, graceMs, latest = LATEST, deep, again = "never" } = options;
  const { sandbox, bot, database, observer } = world;
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
  const interrupted =
    options.shutdowns === undefined
      ? killAgainAndAgain(
          options.kills ?? { kills: 0, life: 0 },
          random,
          { bot, database, requests: schedule.requests },
          kills,
        )
      : endAgainAndAgain(options.shutdowns, random, { bot, database, hang: schedule.hang });
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
        "looks for a post": observer.looks(),
        "edits carried out after the bot was gone": observer.lateEdits(),
        "clicks, commands, submissions": expected.clicks,
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
