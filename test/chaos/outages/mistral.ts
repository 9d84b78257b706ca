import type { Fault } from "../../../src/sandbox/fault.ts";
import { must } from "../../support/must.ts";
import { type AutomaticBot, automaticBot } from "../../support/world/automatic.ts";
import { startedBot } from "../../support/world/bot.ts";
import { words } from "../../support/world/chat.ts";
import { DAY, MINUTE, SECOND } from "../../support/world/times.ts";
import { FAULTS } from "../mistral/errands.ts";
import type { Outcome } from "../scenario.ts";

/** Longer than this the bot does not wait where Mistral hangs. */
const TIMEOUT_MS = 1_000;

/** What an outage looks like, by its name among the faults that single calls meet. */
export const TROUBLES = ["429, seconds", "500", "502, page", "drop", "hang", "truncated JSON"] as const;

/**
 * Mistral gives no proper answer for so long while Requests are approved. Counts what that costs, and looks whether every
 * card says so, and whether everybody is invited once when it is over.
 */
export async function mistralDown(
  trouble: (typeof TROUBLES)[number],
  requests: number,
  minutes: number,
): Promise<Outcome> {
  const fault: Fault = FAULTS[trouble];
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
    return {
      figures: {
        "calls during it": calls,
        "seconds until every card says so": told,
        "minutes until all are invited": back,
        "calls to catch up": world.mistral.calls().length - after,
        invited: world.mails().length,
        "invited twice": world.section.get().doubleInvites,
      },
      violations: violationsOf(world, { requests, left, calls, minutes }),
    };
  } finally {
    await world.close();
  }
}

const cards = ({ bot }: AutomaticBot): string[] =>
  bot.chat.in("approvals").flatMap(({ key, view }) => (key.startsWith("request:") ? [words(view)] : []));

const untold = (world: AutomaticBot): number =>
  cards(world).filter((card) => !/not answered properly since|not confirmed by Mistral yet/.test(card))
    .length;

type Seen = { requests: number; left: number; calls: number; minutes: number };

function violationsOf(world: AutomaticBot, { requests, left, calls, minutes }: Seen): string[] {
  const invited = world.mails();
  const twice = invited.length - new Set(invited).size + world.section.get().doubleInvites;
  const stale = cards(world).filter((card) => !card.includes("Pending")).length;
  const notices = world.bot.chat.dm("ben").filter(({ key }) => key.startsWith("alert:outage.")).length;
  return [
    ...(left === 0 ? [] : [`${left} cards do not say that Mistral does not answer`]),
    ...(invited.length === requests ? [] : [`${invited.length} of ${requests} were invited`]),
    ...(twice === 0 ? [] : [`${twice} were invited twice`]),
    ...(stale === 0 ? [] : [`${stale} cards do not say Pending afterwards`]),
    ...(notices <= 1 ? [] : [`an approver got ${notices} notices`]),
    ...(calls <= 40 + 3 * minutes ? [] : [`${calls} calls in ${minutes} minutes are a storm`]),
  ];
}

/** So often a record is looked for within an hour without an answer at most, in so many places. */
const [LOOKS, PLACES] = [13, 4];

/** DNS cannot be asked for so long: what was there stays so, and all is looked at soon afterwards. */
export async function dnsDown(minutes: number): Promise<Outcome> {
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
  for (let gone = 0; gone < minutes; gone += 1) await bot.skip(MINUTE);
  const during = queries;
  const { state } = watch();
  isDown = false;
  let back = 0;
  for (; back < DAY / MINUTE && watch().sight?.kind !== "found"; back += 1) await bot.skip(MINUTE);
  const told = bot.chat.told("ana", "domain:1.").length;
  return {
    figures: { "queries during it": during, "minutes until it is looked at": back },
    violations: [
      ...(state === "there" ? [] : [`what was there is ${state}`]),
      ...(told === 1 ? [] : [`it was told ${told} times`]),
      ...(back <= 11 ? [] : [`it took ${back} minutes until it was looked at`]),
      ...(during <= LOOKS * PLACES ? [] : [`${during} queries are many`]),
    ],
  };
}
