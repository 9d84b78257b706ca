import { type Loop, tooFew } from "../loop.ts";
import { teamsStorm } from "../teams-storm.ts";

export const teamsKills: Loop = {
  name: "teams-kills",
  about:
    "The same in Teams, where nobody can look whether a message is there: it may come twice, and is never lost",
  run: async (seed) => {
    const { figures, violations } = await teamsStorm({
      seed,
      kills: 60,
      requests: 120,
      faults: 0.3,
      life: 250,
      graceMs: 700,
      hangs: true,
    });
    const atLeast = { kills: 60, "kills while a job ran": 30, "posts that came twice": 5 };
    return { figures, violations: [...violations, ...tooFew(figures, atLeast)] };
  },
};
