import type { Platform } from "../../src/domain/accounts/person.ts";
import { AppError } from "../../src/lib/errors.ts";
import { must } from "../support/must.ts";
import type { Fault } from "../support/servers/faults.ts";
import { type AutomaticBot, automaticBot } from "../support/world/automatic.ts";
import { approvalOf, type Bot, invitation, startedBot } from "../support/world/bot.ts";
import { type Posted, said, words } from "../support/world/chat.ts";
import { DAY, MINUTE, SECOND } from "../support/world/times.ts";
import { automaticBoth, wholeBot } from "./gate.ts";
import { FAULTS } from "./mistral/errands.ts";
import type { Play, Scenario } from "./scenario.ts";

const REQUESTS = 20;
const MINUTES = 60;

/** Longer than this the bot does not wait where Mistral hangs. */
const TIMEOUT_MS = 1_000;

/** What an outage looks like, by its name among the faults that single calls meet. */
const TROUBLES = ["429, seconds", "500", "502, page", "drop", "hang", "truncated JSON"] as const;

/** Mistral gives no proper answer while Requests are approved: cards say so, and everybody is invited once afterwards. */
async function mistralDown(play: Play, fault: Fault): Promise<void> {
  const [requests, minutes] = [play.of(REQUESTS, 3), play.of(MINUTES, 11)];
  const world = await automaticBot(fault.kind === "hang" ? { timeoutMs: TIMEOUT_MS } : {});
  try {
    await world.pay();
    // It has been at work: whose the Admin API key is, is known.
    await world.skip(MINUTE);
    const ids = Array.from({ length: requests }, (_, index) => index + 1);
    for (const id of ids) await world.bot.ask(`p${id}@lumen.example`);
    world.mistral.faults.add({ fault, probability: 1 });
    const before = world.mistral.calls().length;
    for (const request of ids) await world.bot.approve(request);
    let told = 0;
    for (; told < 2 * 60 && untold(world) > 0; told += 5) await world.skip(5 * SECOND);
    const left = untold(world);
    for (let gone = 0; gone < minutes; gone += 1) await world.skip(MINUTE);
    const calls = world.mistral.calls().length - before;
    world.mistral.faults.clear();
    const after = world.mistral.calls().length;
    let back = 0;
    for (; back < 10 && world.mails().length < requests; back += 1) await world.skip(MINUTE);
    const invited = world.mails();
    const twice = invited.length - new Set(invited).size + world.section.get().doubleInvites;
    const stale = cards(world).filter((card) => !card.includes("Pending")).length;
    const notices = world.bot.chat.cards("dm-ben", "alert:outage.").length;
    play.count("calls during it", calls);
    play.count("seconds until every card says so", told);
    play.count("invited", invited.length);
    play.count("minutes until all are invited", back);
    play.count("calls to catch up", world.mistral.calls().length - after);
    play.must(left === 0, `${left} cards do not say that Mistral does not answer`);
    play.must(invited.length === requests, `${invited.length} of ${requests} were invited`);
    play.must(twice === 0, `${twice} were invited twice`);
    play.must(stale === 0, `${stale} cards do not say Pending afterwards`);
    play.must(notices <= 1, `an approver got ${notices} notices`);
    play.must(calls <= 40 + 3 * minutes, `${calls} calls in ${minutes} minutes are a storm`);
  } finally {
    await world.close();
  }
}

const cards = ({ bot }: AutomaticBot): string[] =>
  bot.chat.cards("approvals", "request:").map(({ view }) => words(view));

const TOLD = /hasn't answered properly since|not confirmed by Mistral yet/;
const untold = (world: AutomaticBot): number => cards(world).filter((card) => !TOLD.test(card)).length;

/** So often a record is looked for within an hour without an answer at most, in so many places. */
const [LOOKS, PLACES] = [13, 4];

/** DNS cannot be asked for so long: what was there stays so, and all is looked at soon afterwards. */
async function dnsDown(play: Play): Promise<void> {
  let isDown = false;
  let queries = 0;
  const txt = async () => {
    queries += 1;
    return isDown ? null : ["mistral-domain-verification=abc"];
  };
  const bot = await startedBot({ dns: { txt } });
  const pasted = { domain: "lumen.example", record: "TXT\t@\tmistral-domain-verification=abc" };
  await bot.as("ana").submit({ form: "domain" }, pasted);
  const watch = () => must(bot.setup().observed.domains[0]);
  // The daily look falls into it.
  await bot.skip(DAY - 30 * SECOND);
  isDown = true;
  queries = 0;
  for (let gone = 0; gone < play.of(MINUTES, 21); gone += 1) await bot.skip(MINUTE);
  const during = queries;
  const { state } = watch();
  isDown = false;
  let back = 0;
  for (; back < DAY / MINUTE && watch().sight?.kind !== "found"; back += 1) await bot.skip(MINUTE);
  const told = bot.chat.told("ana", "domain:1.").length;
  play.count("queries during it", during);
  play.count("minutes until it is looked at", back);
  play.must(state === "there", `what was there is ${state}`);
  play.must(told === 1, `it was told ${told} times`);
  play.must(back <= 11, `it took ${back} minutes until it was looked at`);
  play.must(during <= LOOKS * PLACES, `${during} queries are many`);
}

const NAMES = { slack: "Slack", teams: "Teams" } as const;

/** What each call meets; who is refused altogether is told so. A 429 is the affair of the pace of that platform alone. */
const PLATFORM_TROUBLES = {
  "no answer": () => new AppError("unavailable", "down"),
  "a refused token": () => new AppError("unauthorized", "no", { detail: "invalid_auth" }),
} as const;
type PlatformTrouble = keyof typeof PLATFORM_TROUBLES;

/** One platform is down: people ask and decide on the other one and hear of it there; all comes once, in order, later. */
async function platformDown(play: Play, down: Platform, trouble: PlatformTrouble): Promise<void> {
  const [requests, minutes] = [play.of(REQUESTS, 4), play.of(MINUTES, 16)];
  const { bot } = await automaticBoth();
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
  for (let n = 1; n <= requests; n += 1) {
    if (n > early) await ask(here, n);
    const heard = said(await here("ana").press(approvalOf(bot.store, n)));
    const shown = [heard, ...alive.messages.map(({ view }) => words(view))].join("\n");
    // The requester cannot be told now, and the approver hears so.
    const isDue = n > 1 && n <= early && trouble !== "a refused token";
    const isSaid = shown.includes(`${NAMES[down]} hasn't answered properly since`);
    play.must(!isDue || isSaid, `the approver of ${n} did not hear that ${NAMES[down]} is down`);
    for (let passed = 0; passed < (n === 1 ? 8 : 2); passed += 1) await bot.skip(15 * SECOND);
  }
  while (bot.now() < began + minutes * MINUTE) await bot.skip(15 * SECOND);
  const during = calls;
  const notices = alive.messages.flatMap(({ key, channel }) =>
    key.startsWith("alert:outage.") ? channel : [],
  );
  const told = Math.max(0, ...notices.map((one) => notices.filter((other) => other === one).length));

  Object.assign(gone.messenger, before);
  const cards = () => gone.messages.filter(({ key }) => key.startsWith("request:"));
  const isDone = ({ view }: Posted) => /: Pending[\s\S]*Approved by/.test(words(view));
  let late = 0;
  for (; late < 600 && cards().filter(isDone).length < requests; late += 1) await bot.skip(SECOND);
  for (let looks = 0; looks < 12; looks += 1) await bot.skip(MINUTE / 2);
  const sent = gone.messages.slice(messages);
  play.count("calls during it", during);
  play.count("messages due", sent.length);
  play.count("seconds until all are out", late);
  play.must(cards().filter(isDone).length === requests, "not every card is there and up to date");
  play.found(outOfOrder(sent).map((key) => `${key} came out of order`));
  play.must(late <= 150 + requests, "what waited waits longer than it has to");
  play.must(during <= 60 + 3 * minutes, `${during} calls in ${minutes} minutes are a storm`);
  play.must(minutes < 15 || told === 1, `somebody got ${told} notices on the other side`);
  play.found(bot.store.read((tx) => wholeBot(bot, tx)));
}

const jobOf = ({ key }: Posted): number => Number(key.split("#")[1]);

const outOfOrder = (sent: readonly Posted[]): string[] =>
  sent
    .filter((one, at) =>
      sent.slice(0, at).some((other) => other.channel === one.channel && jobOf(other) > jobOf(one)),
    )
    .map(({ key }) => key);

const PLATFORM_SCENES: Readonly<Record<string, readonly [down: Platform, trouble: PlatformTrouble]>> = {
  "slack, no answer": ["slack", "no answer"],
  "slack, a refused token": ["slack", "a refused token"],
  "teams, no answer": ["teams", "no answer"],
  "teams, a refused token": ["teams", "a refused token"],
};

const IN_SHORT = ["500", "slack, a refused token", "teams, no answer", "slack, no answer"];

const least = (places: readonly string[], what: string, full: number, short: number) =>
  Object.fromEntries(
    places.map((place) => [`${place}: ${what}`, [full, IN_SHORT.includes(place) ? short : 0] as const]),
  );

export const OUTAGES: readonly Scenario[] = [
  {
    name: "outages",
    about:
      "while Mistral or DNS gives no proper answer it is said and costs few calls, and afterwards all goes on once",
    run: async (play) => {
      for (const name of TROUBLES)
        if (!play.isShort || IN_SHORT.includes(name)) await mistralDown(play.at(name), FAULTS[name]);
      await dnsDown(play.at("DNS"));
    },
    atLeast: least(TROUBLES, "invited", REQUESTS, 3),
  },
  {
    name: "chat-outages",
    about:
      "while Slack or Teams is down people are told on the other side, and afterwards all comes once and in order",
    run: async (play) => {
      for (const [place, scene] of Object.entries(PLATFORM_SCENES))
        if (!play.isShort || IN_SHORT.includes(place)) await platformDown(play.at(place), ...scene);
    },
    atLeast: least(Object.keys(PLATFORM_SCENES), "messages due", REQUESTS / 2, 2),
  },
];
