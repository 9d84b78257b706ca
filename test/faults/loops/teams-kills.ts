import type { Loop } from "../loop.ts";
import { teamsStorm } from "../teams-storm.ts";

export const teamsKills: Loop = {
  name: "teams-kills",
  about: "The same in Teams, where nobody can look whether a message is there",
  run: (seed) =>
    teamsStorm({
      seed,
      kills: 20,
      requests: 50,
      faults: 0.35,
      lifeMs: 2500,
      graceMs: 3500,
      hangs: true,
    }),
};
