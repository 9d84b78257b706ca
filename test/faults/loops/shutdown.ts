import { about, type Loop, type Outcome, part, summed } from "../loop.ts";
import { CUT_OFF, type ShutdownOptions } from "../shutdowns.ts";
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
  run: async (seed, size) => {
    const ends = part(ENDS, size);
    const outcomes: Outcome[] = [];
    for (const [name, run] of Object.entries(SHUTDOWNS)) {
      const { figures, violations } = await run({
        seed,
        shutdowns: { ends, lifeMs: 2000 },
        requests: 12 * ends,
      });
      const shown = Object.entries(figures).filter(([what]) => !what.startsWith("fault"));
      const late = (figures["slowest end, ms"] ?? MOST_MS) >= MOST_MS ? ["it ends too late"] : [];
      const cut = figures[CUT_OFF] ?? 0;
      const hasty = cut > 0 ? [`${cut} jobs were cut off although nothing hung`] : [];
      outcomes.push(
        about(name, { figures: Object.fromEntries(shown), violations: [...violations, ...late, ...hasty] }),
      );
    }
    return summed(outcomes);
  },
  atLeast: Object.fromEntries(
    Object.keys(SHUTDOWNS).flatMap((name) => [
      [`${name}: while a job ran`, ENDS / 4],
      [`${name}: Requests made`, ENDS],
    ]),
  ),
};
