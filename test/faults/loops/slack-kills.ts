import { type Loop, tooFew } from "../loop.ts";
import { storm } from "../storm.ts";

export const slackKills: Loop = {
  name: "slack-kills",
  about: "Killed again and again while Slack and Mistral misbehave: nothing is lost, doubled or out of order",
  run: async (seed) => {
    const { figures, violations } = await storm({
      seed,
      kills: 60,
      requests: 70,
      faults: 0.3,
      lifeMs: 2500,
      graceMs: 3500,
    });
    const atLeast = { kills: 50, "kills while a job ran": 30, "jobs left with an unknown outcome": 20 };
    return { figures, violations: [...violations, ...tooFew(figures, atLeast)] };
  },
};
