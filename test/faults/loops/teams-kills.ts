import { type Loop, part } from "../loop.ts";
import { teamsStorm } from "../teams-storm.ts";

const few = { faults: 0.3, life: 320, graceMs: 700, hangs: true };
const long = (size: number) => ({ kills: part(60, size), requests: part(120, size) });

export const teamsKills: Loop = {
  name: "teams-kills",
  about:
    "The same in Teams, where nobody can look whether a message is there: it may come twice, and is never lost",
  run: (seed, size) => teamsStorm({ ...few, ...long(size), seed }),
  atLeast: { kills: 60, "kills while a job ran": 30, "posts that came twice": 5 },
};

export const mixedKills: Loop = {
  name: "mixed-kills",
  about: "The same with Slack and Teams in one bot: what is asked in one is decided in the other",
  run: (seed, size) => teamsStorm({ ...few, ...long(size), seed, mixed: true }),
  atLeast: { kills: 60, "kills while a job ran": 30, "in Slack: posts due": 100, "posts due": 100 },
};
