import { createDns } from "../../../src/mistral/dns.ts";
import { must } from "../../support/must.ts";
import { type DnsTrouble, startDns } from "../../support/servers/dns-server.ts";
import { type Bot, startedBot } from "../../support/world/bot.ts";
import { words } from "../../support/world/chat.ts";
import type { Outcome } from "../scenario.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const THERE = ["one.example", "two.example"];
const AWAITED = "three.example";
/** The bot asks in four places for each domain. */
const PLACES = 4;
/** So often (minutes) the bot looks for a record that has not come within two hours. */
const AWAITED_EVERY = 30;
/** So often a record is looked for at most within an hour without an answer, besides when somebody presses. */
const LOOKS = 12;

export type DnsScene = {
  readonly trouble: DnsTrouble;
  readonly minutes: number;
};

const pasted = (domain: string) => ({ domain, record: `TXT\t@\tmistral-domain-verification=${domain}` });

/**
 * DNS gives no proper answer for so long, or a wrong one: what was there stays so, who asks hears why nothing is known, and
 * all is looked at soon afterwards.
 */
export async function dnsDown({ trouble, minutes }: DnsScene): Promise<Outcome> {
  const server = await startDns();
  const publish = (domain: string) => server.zone.set(domain, [[`mistral-domain-verification=${domain}`]]);
  const bot = await startedBot({ dns: createDns({ servers: [server.server], timeoutMs: 50, tries: 1 }) });
  const lies = trouble === "nxdomain";
  try {
    for (const domain of THERE) publish(domain);
    for (const domain of [...THERE, AWAITED]) await bot.as("ana").submit({ form: "domain" }, pasted(domain));
    // The daily look falls into it.
    await bot.skip(DAY - 30 * SECOND);
    server.trouble.now = trouble;
    publish(AWAITED);
    const before = server.asked.length;
    const said: string[] = [];
    for (let gone = 0; gone < minutes; gone += 1) {
      await bot.skip(MINUTE);
      if (gone % 10 === 0) said.push(await pressed(bot, 1 + ((gone / 10) % THERE.length)));
    }
    const queries = server.asked.length - before;
    const during = { news: news(bot), states: states(bot) };
    server.trouble.now = null;
    const minutesUntilFound = async (...wanted: string[]) => {
      let gone = 0;
      for (; gone < 24 * 60 && !areFound(bot, wanted); gone += 1) await bot.skip(MINUTE);
      return gone;
    };
    const back = await minutesUntilFound(...THERE);
    const late = await minutesUntilFound(AWAITED);
    const after = server.asked.length;
    for (let gone = 0; gone < 3; gone += 1) await bot.skip(DAY);
    const told = news(bot);
    return {
      figures: {
        "DNS queries during it": queries,
        "minutes until all that was there is looked at": back,
        "minutes until what is awaited is looked at": back + late,
        "queries in three days afterwards": server.asked.length - after,
        "told in all": told,
      },
      violations: [
        ...(during.news === THERE.length ? [] : [`${during.news} messages, where ${THERE.length} were due`]),
        ...(told === THERE.length + 1 ? [] : [`${told} messages in the end`]),
        ...during.states.filter((state) => state !== "there").map((state) => `what was there is ${state}`),
        ...said
          .filter((text) => !lies && !isPlain(text))
          .map((text) => `the person who pressed was told ${text}`),
        ...(lies || back <= 11 ? [] : [`it took ${back} minutes until what was there was looked at`]),
        ...(back + late <= AWAITED_EVERY || lies
          ? []
          : [`the awaited was looked at after ${back + late} minutes`]),
        ...(queries <= (LOOKS * 3 + said.length) * PLACES ? [] : [`${queries} queries are many`]),
      ],
    };
  } finally {
    await bot.worker.stop(SECOND);
    server.stop();
  }
}

const domains = (bot: Bot) => must(bot.store.read((tx) => tx.setup.load())).observed.domains;
const states = (bot: Bot) => domains(bot).flatMap(({ domain, state }) => (domain === AWAITED ? [] : [state]));
const areFound = (bot: Bot, wanted: readonly string[]): boolean =>
  domains(bot).every(({ domain, sight }) => !wanted.includes(domain) || sight?.kind === "found");
const news = (bot: Bot): number =>
  bot.chat.dm("ana").filter(({ key }) => key.startsWith("domain-news:")).length;
const isPlain = (text: string): boolean =>
  /^DNS has not answered since .*; the bot asks again now, and goes on by itself/.test(text);

async function pressed(bot: Bot, watch: number): Promise<string> {
  const reply = await bot.as("ana").press({ do: "look-domain", watch });
  return reply.kind === "show" ? words(reply.view) : reply.kind;
}
