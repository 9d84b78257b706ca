import { about, count, type Figures, type Loop, type Outcome, part, summed } from "../loop.ts";
import { PLATFORM_TROUBLES, platformDown } from "../platform-outages.ts";

const REQUESTS = 20;
const MINUTES = 60;

const SCENES = (["slack", "teams"] as const).flatMap((down) =>
  Object.entries(PLATFORM_TROUBLES).map(([name, trouble]) => ({ place: `${down}, ${name}`, down, trouble })),
);

export const platformOutages: Loop = {
  name: "chat-outages",
  about:
    "Slack or Teams is down for an hour, in each way: few calls, people are told, then all comes once and in order",
  run: async (_seed, size) => {
    const figures: Figures = {};
    const outcomes: Outcome[] = [];
    for (const { place, ...scene } of SCENES) {
      const long = { requests: part(REQUESTS, size), minutes: part(MINUTES, size) };
      outcomes.push(about(place, await platformDown({ ...scene, ...long })));
      count(figures, "troubles of a chat");
    }
    return summed([{ figures, violations: [] }, ...outcomes]);
  },
  atLeast: Object.fromEntries(
    SCENES.flatMap(({ place }) => ["messages due", "sent"].map((what) => [`${place}: ${what}`, 40])),
  ),
};
