import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { PLATFORMS, type Platform } from "../../src/domain/accounts/person.ts";
import { isAnswer } from "../../src/slack/outbound/answers.ts";
import { signed } from "../slack/fake-slack.ts";
import { must } from "../support/must.ts";
import { listenRaw } from "../support/servers/raw-server.ts";
import { SIGNING_SECRET } from "../support/servers/slack.ts";
import { scenarios } from "../support/world/scenarios.ts";
import { startStage } from "../support/world/stage.ts";
import { DAY, MINUTE } from "../support/world/times.ts";
import { createRandom, type Play, type Scenario } from "./scenario.ts";

type Delivery = { readonly path: string; readonly headers: Record<string, string>; readonly body: string };
type Answer = { readonly status: number; readonly type: string; readonly said: string };

const AT_ONCE = 12;
const REASONS = ["http_timeout", "connection_failed", "http_error"];

/** Stands before the bot and delivers each payload up to `most` times: shuffled, at once, and signed again as Slack does. */
async function startRepeater(botUrl: () => string, random: () => number, most: number) {
  const taken: Delivery[] = [];
  const troubles: string[] = [];
  let deliveries = 0;
  const times = () => 1 + Math.floor(random() * most);

  async function deliver({ path, headers, body }: Delivery, nth: number): Promise<Answer> {
    deliveries += 1;
    await sleep(random() * 15);
    const isRepeated = path === "/slack/events" && nth > 0;
    const again = isRepeated ? signedAgain(body, nth, headers["content-type"] ?? "") : {};
    const sent = { method: "POST", headers: { ...headers, ...again }, body };
    const answer = await fetch(botUrl() + path, { ...sent, signal: AbortSignal.timeout(10_000) });
    const type = answer.headers.get("content-type") ?? "application/json";
    if (answer.status >= 300) troubles.push(`${path} was answered ${answer.status} to ${body.slice(0, 200)}`);
    return { status: answer.status, type, said: await answer.text() };
  }

  async function take(req: IncomingMessage): Promise<Answer> {
    const sent = ["content-type", "x-slack-request-timestamp", "x-slack-signature"];
    const all = Object.entries(req.headers).map(([name, value]) => [name, String(value)] as const);
    const headers = Object.fromEntries(all.filter(([name]) => sent.includes(name)));
    const delivery = { path: req.url ?? "", headers, body: await text(req) };
    taken.push(delivery);
    const answers = await Promise.all(Array.from({ length: times() }, (_, nth) => deliver(delivery, nth)));
    // The sender gets the answer to the first delivery: those to repetitions say less.
    return must(answers.sort((a, b) => b.said.length - a.said.length)[0]);
  }

  const { url, close } = await listenRaw((req, res) => {
    const say = ({ status, type, said }: Answer) => res.writeHead(status, { "content-type": type }).end(said);
    take(req).then(say, () => res.destroy());
  });

  return {
    url,
    /** All that ever came comes once more, one time or more each. */
    again: async (): Promise<void> => {
      const all = taken.flatMap((delivery) => Array<Delivery>(times()).fill(delivery));
      const shuffled = all.map((delivery) => ({ delivery, at: random() })).sort((a, b) => a.at - b.at);
      for (let from = 0; from < shuffled.length; from += AT_ONCE) {
        const some = shuffled.slice(from, from + AT_ONCE);
        await Promise.all(some.map(({ delivery }, nth) => deliver(delivery, 1 + (nth % 3))));
      }
    },
    payloads: () => taken.length,
    deliveries: () => deliveries,
    troubles: () => troubles,
    stop: close,
  };
}

/** Slack signs what it sends again as it signs everything, at the time at which it does. */
const signedAgain = (body: string, nth: number, type: string): Record<string, string> => ({
  ...signed(body, { type, secret: SIGNING_SECRET }),
  "x-slack-retry-num": String(nth),
  "x-slack-retry-reason": REASONS[nth % REASONS.length] ?? "",
});

/** What people do in all scenarios, with every payload delivered up to so often: all of them again a day later. */
async function live(on: Platform, seed: number, most: number) {
  let own = () => "";
  const repeater = await startRepeater(() => own(), createRandom(seed), most);
  const botUrl = (bot: () => string) => {
    own = bot;
    return repeater.url;
  };
  const stage = await startStage(on, "automatic", { botUrl });
  const { world } = stage;
  try {
    for (const play of Object.values(scenarios)) await play(stage);
    await world.later(DAY);
    if (most > 1) await repeater.again();
    for (let minutes = 0; minutes < 3; minutes += 1) await world.later(MINUTE);
    const { slack, mistral, bot } = world;
    const effects: Record<string, number> = {
      // In Teams what was refused is refused once more, in a message: only what was accepted is remembered.
      "messages in Slack": slack.state().messages.length,
      "e-mails": mistral.mails().length,
      // An answer to one person in Slack is given up after five changes, however often a press comes again.
      "copies of cards": bot.store.read((tx) => tx.posted.all().filter(({ channel }) => !isAnswer(channel)))
        .length,
      "given up": bot.store.read((tx) => tx.jobs.dead()).length,
    };
    const { payloads, deliveries, troubles } = repeater;
    const counted = { deliveries: deliveries(), payloads: payloads(), troubles: troubles() };
    return { effects, stored: JSON.stringify(stage.stored()), ...counted };
  } finally {
    await world.stop();
    await repeater.stop();
  }
}

/** The same day twice: once with every payload delivered once. Both must have had the same effects. */
async function replays(play: Play, on: Platform, seed: number): Promise<void> {
  const [once, often] = await Promise.all([live(on, seed, 1), live(on, seed, 4)]);
  play.count(`payloads in ${on}`, often.payloads);
  play.count(`deliveries in ${on}`, often.deliveries);
  for (const [name, times] of Object.entries(often.effects)) {
    play.count(`${name} in ${on}`, times);
    play.must(once.effects[name] === times, `${name} in ${on}: ${times}, not ${once.effects[name]}`);
  }
  play.must(once.stored === often.stored, `stored is ${often.stored} instead of ${once.stored}`);
  play.must(once.payloads === often.payloads, `${often.payloads} payloads, not ${once.payloads}`);
  play.found([...once.troubles, ...often.troubles]);
}

const replayed: Scenario = {
  name: "replays",
  about: "what arrives several times, at once and again later, has the effects of arriving once",
  run: async (play) => {
    for (let round = 0; round < play.of(2, 1); round += 1)
      for (const on of PLATFORMS) await replays(play, on, play.seed + round);
  },
  atLeast: { "deliveries in slack": [400, 150], "deliveries in teams": [400, 150] },
};

export const REPLAYS: readonly Scenario[] = [replayed];
