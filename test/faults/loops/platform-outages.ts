import { type Figures, type Loop, tooFew } from "../loop.ts";
import { PLATFORM_TROUBLES, platformDown } from "../platform-outages.ts";

const REQUESTS = 20;
const MINUTES = 60;
const LEAST = { "messages due": 40, sent: 40 };

export const platformOutages: Loop = {
  name: "chat-outages",
  about:
    "Slack or Teams is down for an hour, in each way: few calls, people are told, then all comes once and in order",
  run: async () => {
    const figures: Figures = {};
    const violations: string[] = [];
    for (const down of ["slack", "teams"] as const) {
      for (const [name, trouble] of Object.entries(PLATFORM_TROUBLES)) {
        const scene = { trouble, down, requests: REQUESTS, minutes: MINUTES };
        const { figures: seen, violations: wrong } = await platformDown(scene);
        for (const [what, count] of Object.entries(seen)) figures[`${down}, ${name}: ${what}`] = count;
        const few = tooFew(seen, LEAST);
        violations.push(...[...wrong, ...few].map((sentence) => `${down}, ${name}: ${sentence}`));
      }
    }
    return { figures, violations };
  },
};
