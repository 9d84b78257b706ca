import { PLATFORMS, type Platform } from "../../../src/domain/accounts/person.ts";
import { AppError } from "../../../src/lib/errors.ts";
import { approvalOf, type Bot, invitation } from "../../support/world/bot.ts";
import type { Posted } from "../../support/world/chat.ts";
import { said, words } from "../../support/world/chat.ts";
import { MINUTE, SECOND } from "../../support/world/times.ts";
import { automaticBoth } from "../races/invitations.ts";
import { wholeBot } from "../races/whole-bot.ts";
import type { Outcome } from "../scenario.ts";

const NAMES = { slack: "Slack", teams: "Teams" } as const;
const silent = () => {};
const log = { info: silent, warn: silent, error: silent };

/** What each call meets; who is refused altogether is told so. A 429 is the affair of the pace of that platform alone. */
const PLATFORM_TROUBLES = {
  "no answer": () => new AppError("unavailable", "down"),
  "a refused token": () => new AppError("unauthorized", "no", { detail: "invalid_auth" }),
} as const;

type Scene = {
  readonly trouble: keyof typeof PLATFORM_TROUBLES;
  readonly down: Platform;
  readonly requests: number;
  readonly minutes: number;
};

/**
 * One platform is down for so long. People there have asked before, others ask meanwhile on the other platform, where all
 * of it is decided. Looks whether people were told what could be told, and whether all came once and in order afterwards.
 */
export async function platformDown({ trouble, down, requests, minutes }: Scene): Promise<Outcome> {
  const { bot } = await automaticBoth(log);
  const [gone, there, here] =
    down === "slack" ? [bot.chat, bot.as, bot.inTeams] : [bot.teams, bot.inTeams, bot.as];
  const alive = down === "slack" ? bot.teams : bot.chat;
  await bot.pay();
  await bot.skip(4 * MINUTE);
  const early = requests / 2;
  const ask = (as: Bot["as"], n: number) =>
    as("chloe").submit({ form: "invite" }, invitation(`x${n}@lumen.example`));
  for (let n = 1; n <= early; n += 1) await ask(there, n);

  const before = { ...gone.messenger };
  let calls = 0;
  const fails = () => {
    calls += 1;
    return Promise.reject(PLATFORM_TROUBLES[trouble]());
  };
  for (const [name, port] of Object.entries(before))
    if (typeof port === "function") Object.assign(gone.messenger, { [name]: fails });
  const began = bot.now();
  const messages = gone.messages.length;
  const unsaid: number[] = [];
  for (let n = 1; n <= requests; n += 1) {
    if (n > early) await ask(here, n);
    const heard = said(await here("ana").press(approvalOf(bot.store, n)));
    const shown = [heard, ...alive.messages.map(({ view }) => words(view))].join("\n");
    // The requester cannot be told now, and the approver hears so.
    const isDue = n > 1 && n <= early && trouble !== "a refused token";
    if (isDue && !shown.includes(`${NAMES[down]} has not answered properly since`)) unsaid.push(n);
    for (let passed = 0; passed < (n === 1 ? 8 : 2); passed += 1) await bot.skip(15 * SECOND);
  }
  while (bot.now() < began + minutes * MINUTE) await bot.skip(15 * SECOND);
  const during = calls;
  const notices = alive.messages
    .filter(({ key }) => key.startsWith("alert:outage."))
    .map(({ channel }) => channel);
  const told = Math.max(0, ...notices.map((one) => notices.filter((other) => other === one).length));

  Object.assign(gone.messenger, before);
  const cards = () => gone.messages.filter(({ key }) => key.startsWith("request:"));
  const isDone = ({ view }: Posted) => /: Pending[\s\S]*Approved by/.test(words(view));
  let late = 0;
  for (; late < 600 && cards().filter(isDone).length < requests; late += 1) await bot.skip(SECOND);
  for (let looks = 0; looks < 12; looks += 1) await bot.skip(MINUTE / 2);
  const sent = gone.messages.slice(messages);
  return {
    figures: { "calls during it": during, "messages due": sent.length, "seconds until all are out": late },
    violations: [
      ...unsaid.map((n) => `the approver of ${n} did not hear that ${NAMES[down]} is down`),
      ...(cards().filter(isDone).length === requests ? [] : ["not every card is there and up to date"]),
      ...outOfOrder(sent).map((key) => `${key} came out of order`),
      ...(late <= 150 + requests ? [] : ["what waited waits longer than it has to"]),
      ...(during <= 60 + 3 * minutes ? [] : [`${during} calls in ${minutes} minutes are a storm`]),
      ...(minutes < 15 || told === 1 ? [] : [`somebody got ${told} notices on the other side`]),
      ...bot.store.read((tx) => wholeBot(bot, tx)),
    ],
  };
}

const jobOf = ({ key }: Posted): number => Number(key.split("#")[1]);

const outOfOrder = (sent: readonly Posted[]): string[] =>
  sent
    .filter((one, at) =>
      sent.slice(0, at).some((other) => other.channel === one.channel && jobOf(other) > jobOf(one)),
    )
    .map(({ key }) => key);

export const PLATFORM_SCENES = PLATFORMS.flatMap((down) =>
  (Object.keys(PLATFORM_TROUBLES) as Scene["trouble"][]).map((trouble) => ({
    ...{ place: `${down}, ${trouble}`, down, trouble },
  })),
);
