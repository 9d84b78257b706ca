import { about, eachInTurn, type Scenario, summed } from "../scenario.ts";
import { dnsDown, mistralDown, TROUBLES } from "./mistral.ts";
import { PLATFORM_SCENES, platformDown } from "./platform.ts";

const REQUESTS = 20;
const MINUTES = 60;
const IN_SHORT = ["500", "slack, a refused token", "teams, no answer", "slack, no answer"];

const outages: Scenario = {
  name: "outages",
  about:
    "while Mistral or DNS gives no proper answer it is said and costs few calls, and afterwards all goes on once",
  run: async ({ of, isShort }) => {
    const down = TROUBLES.filter((name) => !isShort || IN_SHORT.includes(name));
    return summed([
      await eachInTurn(down, async (name) =>
        about(name, await mistralDown(name, of(REQUESTS, 3), of(MINUTES, 11))),
      ),
      about("DNS", await dnsDown(of(MINUTES, 21))),
    ]);
  },
  atLeast: Object.fromEntries(
    TROUBLES.map((name) => [`${name}: invited`, [REQUESTS, IN_SHORT.includes(name) ? 3 : 0]]),
  ),
};

const platformOutages: Scenario = {
  name: "chat-outages",
  about:
    "while Slack or Teams is down people are told on the other side, and afterwards all comes once and in order",
  run: ({ of, isShort }) =>
    eachInTurn(
      PLATFORM_SCENES.filter(({ place }) => !isShort || IN_SHORT.includes(place)),
      async ({ place, ...scene }) =>
        about(place, await platformDown({ ...scene, requests: of(REQUESTS, 4), minutes: of(MINUTES, 16) })),
    ),
  atLeast: Object.fromEntries(
    PLATFORM_SCENES.map(({ place }) => [
      `${place}: messages due`,
      [REQUESTS / 2, IN_SHORT.includes(place) ? 2 : 0],
    ]),
  ),
};

export const OUTAGES: readonly Scenario[] = [outages, platformOutages];
