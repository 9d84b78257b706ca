import { must } from "../../support/must.ts";
import type { TestSandbox } from "../../support/servers/slack.ts";
import { createRandom } from "../random.ts";
import type { Figures, Outcome } from "../scenario.ts";
import { drained } from "../storm/kills.ts";
import { countRows } from "../storm/process.ts";
import { inWorld } from "../storm/world.ts";
import { type Repeater, startRepeater } from "./repeater.ts";
import { closedInSlack, closedInTeams, liveInSlack, liveInTeams } from "./replayed-days.ts";

const DAY_MS = 24 * 3_600_000;
const PLATFORMS = {
  slack: [liveInSlack, closedInSlack],
  teams: [liveInTeams, closedInTeams],
} as const;

type Options = {
  readonly seed: number;
  readonly on: keyof typeof PLATFORMS;
  /** Whether the bot is killed and started again in between. */
  readonly restarts: boolean;
};

type Day = {
  readonly effects: Figures;
  readonly repeater: Pick<Repeater, "payloads" | "kinds" | "deliveries">;
  readonly broke: string[];
};

/**
 * The same day twice: once with every payload delivered once, and once with each of them one to four times, all of them
 * again, again after `kill -9`, and again after a restart a day later. Both must have had the same effects.
 */
export async function replays(options: Options): Promise<Outcome> {
  const { on } = options;
  const [once, often] = await Promise.all([live(options, 1), live(options, 4)]);
  const names = Object.keys({ ...once.effects, ...often.effects });
  const different = names
    .filter((name) => once.effects[name] !== often.effects[name])
    .map((name) => `${name}: ${often.effects[name] ?? 0} instead of ${once.effects[name] ?? 0}`);
  const payloads = often.repeater.payloads();
  if (payloads !== once.repeater.payloads())
    different.push(`${payloads} payloads instead of ${once.repeater.payloads()}`);
  return {
    violations: [...different, ...once.broke, ...often.broke],
    figures: {
      [`payloads in ${on}`]: payloads,
      [`kinds of payloads in ${on}`]: often.repeater.kinds().length,
      [`deliveries in ${on}`]: often.repeater.deliveries(),
      ...Object.fromEntries(Object.entries(often.effects).map(([name, count]) => [`${name} (${on})`, count])),
    },
  };
}

async function live({ seed, on, restarts }: Options, most: number): Promise<Day> {
  let repeater: Repeater | null = null;
  const between = async (botUrl: () => string) => {
    repeater = await startRepeater({ botUrl, random: createRandom(seed), most });
    return repeater;
  };
  const options = { on: [on], graceMs: 500, dialogs: true, restarts, between };
  return await inWorld(options, async ({ sandbox, bot, database }) => {
    const { url, again, troubles, ...counted } = must<Repeater>(repeater);
    await bot.start();
    for (const part of PLATFORMS[on]) {
      await part(sandbox, url);
      await drained(database);
    }
    const replay = async () => {
      if (most > 1) await again();
      await drained(database);
    };
    await replay();
    for (const aheadMs of restarts ? [0, DAY_MS] : []) {
      await bot.kill();
      await bot.start(aheadMs);
      await replay();
    }
    const effects = effectsOf(database, sandbox);
    const code = await bot.end();
    const bugs = bot.log().filter(({ level }) => level >= 50);
    const broke = [...troubles(), ...bugs.map((line) => JSON.stringify(line))];
    if (code !== 0) broke.push(`the bot ended with ${code}`);
    return { effects, repeater: counted, broke };
  });
}

/** Counted where they are: in the database, at the platforms and at Mistral. */
function effectsOf(database: string, { slack, teams, mistral }: TestSandbox): Figures {
  const opens = slack.calls().filter(({ method }) => /^views\.(open|push)$/.test(method));
  return {
    "entries in the Record": countRows(database, "record"),
    Requests: countRows(database, "requests"),
    "decided Requests": countRows(database, "requests", "state <> 'open'"),
    Invitations: countRows(database, "invitations"),
    "people known": countRows(database, "people"),
    "requests noted": countRows(database, "processed_requests"),
    "copies of cards": countRows(database, "posted_messages"),
    "messages in Slack": slack.state().messages.length,
    "dialogs asked of Slack": opens.length,
    "refusals by Slack": slack.refusals().length,
    "messages in Teams": teams.state().messages.length,
    "invitations at Mistral": mistral
      .calls()
      .filter(({ method, path }) => method === "POST" && /invite/.test(path)).length,
    "e-mails": mistral.mails().length,
  };
}
