import fc from "fast-check";
import { type Bot, createAround, createBot, KENJI, PAUL, ROSA } from "../../support/world/bot.ts";
import { bothBot } from "../../support/world/both.ts";
import { DAY, HOUR, MINUTE } from "../../support/world/times.ts";
import { wholeBot } from "../gate.ts";
import { workingHoursAfter } from "../model/working-hours.ts";
import type { Play } from "../scenario.ts";

export const BACK = "jumps back";
export const AHEAD = "leaps and sleeps of a day or more";
export const FIRED = "timers fired";

const WEEK = 7 * DAY;
const REMIND_AFTER = [4, 12, 28];

/** What is said because of the time alone: at the latest of these times that has come, while it holds. */
type Timer = {
  readonly at: readonly number[];
  readonly says: string;
  readonly while?: (now: number) => boolean;
};

/** A Setup in which everything waits that has a time. */
async function begin(start: number): Promise<{ bot: Bot; timers: Timer[] }> {
  const around = createAround();
  around.clock.now = start;
  const bot = await bothBot({ around });
  await bot.pay();
  await bot.ask(PAUL);
  await bot.ask(KENJI, "ben");
  await bot.done();
  await bot.ask(ROSA, "ben");
  await bot.hand("security", "chloe");
  const pasted = { domain: "lumen.example", record: "TXT\t@\tmistral-domain-verification=abc" };
  await bot.as("ana").submit({ form: "domain" }, pasted);
  const reminders = workingHoursAfter(start, REMIND_AFTER);
  const inTime = (now: number) => now < start + WEEK;
  const approvers = ["ana", "ben", "tara"].map((who): Timer => {
    return { at: reminders, says: `reminder:request > ${who}`, while: inTime };
  });
  return {
    bot,
    timers: [
      ...approvers,
      { at: [start + WEEK], says: "outcome > chloe" },
      { at: reminders, says: "reminder:task > ben" },
      { at: reminders, says: "reminder:helper > chloe" },
      { at: [start + 2 * DAY, start + 5 * DAY], says: "nudge > kenji", while: inTime },
      { at: [start + WEEK], says: "ran-out > ben" },
      { at: [start + 3 * MINUTE], says: "billing > news" },
      { at: [start + 3 * MINUTE], says: "billing > t-news" },
      { at: [start, start + 2 * DAY], says: "domain > ana" },
    ],
  };
}

/** How often each of them was said by now. */
function heard({ chat, teams }: Bot, timers: readonly Timer[]): string[] {
  const all = [...chat.messages, ...teams.messages].map(
    ({ key, channel }) => `${/^reminder:\w+|^[\w-]+/.exec(key)?.[0]} > ${channel.replace(/^dm-(t-)?/, "")}`,
  );
  return timers.map(({ says }) => `${says} × ${all.filter((one) => one === says).length}`);
}

type Step = { readonly by: number | "next"; readonly sleeps: boolean };

/** A clock that jumps, sleeps and is put back. Gives what was not said as it had to be. */
export async function walkThroughTime(play: Play, start: number, steps: readonly Step[]): Promise<string[]> {
  play.count("walks");
  const { bot: first, timers } = await begin(start);
  const { around, store } = first;
  const gone = timers.map(() => 0);
  const said = timers.map(() => 0);
  let bot = first;
  let latest = start;

  function see(now: number): void {
    latest = Math.max(latest, now);
    for (const [index, { at, while: holds }] of timers.entries()) {
      const due = at.filter((time) => time <= now).length;
      if (due <= (gone[index] ?? 0)) continue;
      gone[index] = due;
      // Once it was later than that, it is over whatever the clock says.
      if (holds?.(latest) === false) continue;
      said[index] = (said[index] ?? 0) + 1;
      play.count(FIRED);
    }
  }

  async function goes(by: number, sleeps = false): Promise<string[]> {
    if (by < 0) play.count(BACK);
    if (by >= DAY) play.count(AHEAD);
    if (sleeps) {
      await bot.worker.stop(0);
      around.clock.now += by;
      bot = createBot({ both: true, store, around });
      bot.begin();
      await bot.settle();
    } else await bot.skip(by);
    see(bot.now());
    const should = timers.map(({ says }, index) => `${says} × ${said[index]}`);
    const is = heard(bot, timers);
    const wrong = is.filter((one, index) => one !== should[index]);
    return wrong.map((one) => `${new Date(bot.now()).toISOString()}: ${one}, and should be ${should}`);
  }

  // What is due at once was said before the clock goes anywhere: a leap from here has its own.
  see(start);
  for (const { by, sleeps } of steps) {
    const next = timers.flatMap(({ at }, index) => at.slice(gone[index], (gone[index] ?? 0) + 1));
    const coming = next.filter((at) => at > bot.now());
    const ways = by === "next" ? [Math.min(...coming, bot.now() + HOUR) - 1 - bot.now(), 1] : [by];
    for (const way of ways) {
      const wrong = await goes(way, sleeps);
      if (wrong.length > 0) return wrong;
    }
  }
  await bot.skip(Math.max(0, latest - bot.now()));
  return bot.store.read((tx) => wholeBot(bot, tx));
}

const step: fc.Arbitrary<Step> = fc.record({
  by: fc.oneof(
    fc.constant("next" as const),
    fc.constantFrom(MINUTE, HOUR, 8 * HOUR, 30 * HOUR, 3 * DAY, WEEK, 10 * DAY),
    fc.constantFrom(-MINUTE, -HOUR, -5 * HOUR, -2 * DAY, -10 * DAY),
  ),
  sleeps: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
});
/** Some days before the clocks are changed in Paris. */
const start = fc
  .tuple(fc.constantFrom(Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)), fc.nat({ max: 10 * DAY }))
  .map(([change, before]) => change - before);

export const walks = fc.tuple(start, fc.array(step, { minLength: 6, maxLength: 20 }));
