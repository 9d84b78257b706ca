import { type Figures, type Loop, type Outcome, tooFew } from "../loop.ts";
import type { ShutdownOptions } from "../shutdowns.ts";
import { storm } from "../storm.ts";
import { teamsStorm } from "../teams-storm.ts";

const ENDS = 20;
const MOST_MS = 10_000;

type Size = {
  readonly seed: number;
  readonly shutdowns: ShutdownOptions;
  readonly requests: number;
};

/** So long the built program waits before it looks for what may still come through. */
const calm = { kills: 0, life: 0, faults: 0, graceMs: 15_000 };
const inSlack = { ...calm, requesters: 8, approvers: 6, channel: false };

/** The built program is told to end among people at work: in Slack over HTTP and over Socket Mode, and in Teams. */
export const SHUTDOWNS: Readonly<Record<string, (size: Size) => Promise<Outcome>>> = {
  "Slack over HTTP": (size) => storm({ ...inSlack, ...size }),
  "Slack over Socket Mode": (size) => storm({ ...inSlack, ...size, socket: true }),
  Teams: (size) => teamsStorm({ ...calm, ...size, hangs: false }),
};

export const shutdown: Loop = {
  name: "shutdown",
  about: "Told to end among people at work, also while upstreams hang: it ends in time, and nothing is lost",
  run: async (seed) => {
    const figures: Figures = {};
    const violations: string[] = [];
    for (const [name, run] of Object.entries(SHUTDOWNS)) {
      const outcome = await run({ seed, shutdowns: { ends: ENDS, lifeMs: 2000 }, requests: 12 * ENDS });
      for (const [what, count] of Object.entries(outcome.figures))
        if (!what.startsWith("fault")) figures[`${name}: ${what}`] = count;
      if ((outcome.figures["slowest end, ms"] ?? MOST_MS) >= MOST_MS)
        violations.push(`${name}: it ends too late`);
      violations.push(...outcome.violations.map((sentence) => `${name}: ${sentence}`));
    }
    const least = Object.keys(SHUTDOWNS).flatMap((name) => [
      [`${name}: while a job ran`, ENDS / 4],
      [`${name}: Requests made`, ENDS],
    ]);
    return { figures, violations: [...violations, ...tooFew(figures, Object.fromEntries(least))] };
  },
};
