import { type Loop, tooFew } from "../loop.ts";
import { teamsStorm } from "../teams-storm.ts";

const few = { kills: 60, requests: 120, faults: 0.3, life: 320, graceMs: 700, hangs: true };

export const teamsKills: Loop = {
  name: "teams-kills",
  about:
    "The same in Teams, where nobody can look whether a message is there: it may come twice, and is never lost",
  run: async (seed) => {
    const { figures, violations } = await teamsStorm({ ...few, seed });
    const atLeast = { kills: 60, "kills while a job ran": 30, "posts that came twice": 5 };
    return { figures, violations: [...violations, ...tooFew(figures, atLeast)] };
  },
};

export const mixedKills: Loop = {
  name: "mixed-kills",
  about: "The same with Slack and Teams in one bot: what is asked in one is decided in the other",
  run: async (seed) => {
    const { figures, violations } = await teamsStorm({ ...few, seed, mixed: true });
    const atLeast = { kills: 60, "kills while a job ran": 30, "in Slack: posts due": 100, "posts due": 100 };
    return { figures, violations: [...violations, ...tooFew(figures, atLeast)] };
  },
};
