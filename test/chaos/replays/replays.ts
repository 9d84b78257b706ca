import { PLATFORMS, type Platform } from "../../../src/domain/accounts/person.ts";
import { scenarios } from "../../support/servers/scenarios.ts";
import { startStage } from "../../support/world/stage.ts";
import { DAY, MINUTE } from "../../support/world/times.ts";
import { createRandom } from "../random.ts";
import { eachInTurn, type Figures, type Outcome, type Scenario } from "../scenario.ts";
import { startRepeater } from "./repeater.ts";

type Day = {
  readonly effects: Figures;
  readonly stored: string;
  readonly deliveries: number;
  readonly payloads: number;
  readonly troubles: readonly string[];
};

/** What people do in all scenarios, with every payload delivered up to so often: all of them again a day later. */
async function live(on: Platform, seed: number, most: number): Promise<Day> {
  let own = () => "";
  const repeater = await startRepeater({ botUrl: () => own(), random: createRandom(seed), most });
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
    const effects = {
      // In Teams what was refused is refused once more, in a message: only what was accepted is remembered.
      "messages in Slack": slack.state().messages.length,
      "e-mails": mistral.mails().length,
      "copies of cards": bot.store.read((tx) => tx.posted.all()).length,
      "given up": bot.store.read((tx) => tx.jobs.dead()).length,
    };
    const { payloads, deliveries, troubles } = repeater;
    return {
      ...{ effects, stored: JSON.stringify(stage.stored()) },
      ...{ deliveries: deliveries(), payloads: payloads(), troubles: troubles() },
    };
  } finally {
    await world.stop();
    await repeater.stop();
  }
}

/** The same day twice: once with every payload delivered once. Both must have had the same effects. */
async function replays(on: Platform, seed: number): Promise<Outcome> {
  const [once, often] = [await live(on, seed, 1), await live(on, seed, 4)];
  const different = Object.entries(often.effects)
    .filter(([name, times]) => once.effects[name] !== times)
    .map(([name, times]) => `${name} in ${on}: ${times} instead of ${once.effects[name]}`);
  return {
    violations: [
      ...different,
      ...(once.stored === often.stored ? [] : [`stored is ${often.stored} instead of ${once.stored}`]),
      ...(once.payloads === often.payloads ? [] : [`${often.payloads} payloads, not ${once.payloads}`]),
      ...[...once.troubles, ...often.troubles],
    ],
    figures: {
      [`payloads in ${on}`]: often.payloads,
      [`deliveries in ${on}`]: often.deliveries,
      ...Object.fromEntries(
        Object.entries(often.effects).map(([name, times]) => [`${name} in ${on}`, times]),
      ),
    },
  };
}

const replayed: Scenario = {
  name: "replays",
  about: "what arrives several times, at once and again later, has the effects of arriving once",
  run: ({ seed, of }) =>
    eachInTurn(Array(of(2, 1)).keys(), (round) => eachInTurn(PLATFORMS, (on) => replays(on, seed + round))),
  atLeast: { "deliveries in slack": [400, 150], "deliveries in teams": [400, 150] },
};

export const REPLAYS: readonly Scenario[] = [replayed];
