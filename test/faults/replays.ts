import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox, type TestSandbox } from "../support/slack.ts";
import { type BotProcess, countRows, createBotProcess } from "./bot-process.ts";
import { environment } from "./environment.ts";
import { drained } from "./kills.ts";
import type { Figures, Outcome } from "./loop.ts";
import { type Repeater, startRepeater } from "./repeater.ts";
import { closedInSlack, closedInTeams, liveInSlack, liveInTeams } from "./replayed-days.ts";
import { createRandom } from "./weather.ts";

const DAY_MS = 24 * 3_600_000;
const PLATFORMS = {
  slack: [liveInSlack, closedInSlack],
  teams: [liveInTeams, closedInTeams],
} as const;

type Options = {
  readonly seed: number;
  readonly on: keyof typeof PLATFORMS;
  /** Whether the bot is killed and started anew in between. */
  readonly restarts: boolean;
};

type Day = { readonly effects: Figures; readonly repeater: Repeater; readonly broke: string[] };

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
      [`kinds of them in ${on}`]: often.repeater.kinds().length,
      [`deliveries in ${on}`]: often.repeater.deliveries(),
      ...Object.fromEntries(Object.entries(often.effects).map(([name, count]) => [`${name} (${on})`, count])),
    },
  };
}

async function live({ seed, on, restarts }: Options, most: number): Promise<Day> {
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  const database = join(folder, "bot.db");
  let bot: BotProcess | null = null;
  const repeater = await startRepeater({ botUrl: () => bot?.url() ?? "", random: createRandom(seed), most });
  const sandbox = await startSandbox({ botUrl: () => repeater.url });
  try {
    const env = environment(sandbox, { on: [on] });
    bot = createBotProcess({ database, env, graceMs: 500, dialogs: true, restarts });
    await bot.start();
    for (const part of PLATFORMS[on]) {
      await part(sandbox, repeater.url);
      await drained(database);
    }
    const replay = async () => {
      if (most > 1) await repeater.again();
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
    const broke = [
      ...repeater.troubles(),
      ...bot
        .log()
        .filter(isBug)
        .map((line) => JSON.stringify(line)),
    ];
    if (code !== 0) broke.push(`the bot ended with ${code}`);
    return { effects, repeater, broke };
  } finally {
    await bot?.close();
    await sandbox.stop();
    await repeater.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const isBug = ({ level }: { level: number }): boolean => level >= 50;

/** Counted where they are: in the database, at the platforms and at Mistral. */
function effectsOf(database: string, { slack, teams, mistral }: TestSandbox): Figures {
  const opens = slack.calls().filter(({ method }) => /^views\.(open|push)$/.test(method));
  return {
    "entries in the Record": countRows(database, "record"),
    Requests: countRows(database, "requests"),
    "decided Requests": countRows(database, "requests", "state <> 'open'"),
    Invitations: countRows(database, "invitations"),
    "people known": countRows(database, "people"),
    "requests noted": countRows(database, "inbox"),
    "copies of cards": countRows(database, "copies"),
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
