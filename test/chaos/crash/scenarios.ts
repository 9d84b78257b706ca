import type { Mode } from "../../../src/domain/invitations/invitation.ts";
import { must } from "../../support/must.ts";
import { createRandom, type Play, type Scenario } from "../scenario.ts";
import { differences, type End, type State, travel } from "./run.ts";
import { applies, type Harm } from "./tripwire.ts";

type Way = Harm & {
  readonly name: string;
  /** Killed once more soon afterwards, while it recovers. */
  readonly twice?: true;
};

const WAYS: readonly Way[] = [
  { name: "killed before it", kind: "kill", when: "before" },
  { name: "killed after it", kind: "kill", when: "after" },
  { name: "killed twice", kind: "kill", when: "after", twice: true },
  { name: "an error instead of it", kind: "error", when: "before" },
  { name: "an error after it", kind: "error", when: "after" },
  { name: "a full disk from there on", kind: "full", when: "before" },
  { name: "no answer", kind: "hang", when: "before" },
  { name: "no answer after it", kind: "hang", when: "after" },
];

/** `every`: steps from one run to the next; so many seeds in a row take all of them. In short each way strikes once, `apart`. */
const MODES = { automatic: { every: 29, apart: 150 }, guided: { every: 11, apart: 50 } } as const;
const ONCE = 10_000;

/** The same journey again and again, with something going wrong at another step each time: it must end as it should. */
async function atEveryStep(play: Play, mode: Mode, ways: readonly Way[]): Promise<void> {
  const random = createRandom(play.seed);
  const every = play.every(MODES[mode].every, ONCE);
  const apart = play.isShort ? MODES[mode].apart : 0;
  const { state: should, steps } = await travel({ mode, harm: must(WAYS[0]), at: [] });
  for (const { step } of steps) play.count(`${step}s on the journey`);
  for (const [index, way] of ways.entries()) {
    const all = steps.filter(({ step }) => applies(way, step));
    // No two journeys are of quite the same length: one step in the first half is on each of them.
    let step = 1 + ((play.seed + apart * index) % Math.min(every, Math.floor(all.length / 2)));
    // Few are enough where they strike what cannot simply be done again.
    const posts = all.flatMap(({ what }, at) => (what === "post in slack" ? [at + 1] : []));
    if (play.isShort) step = posts.find((post) => post >= step) ?? step;
    for (; step <= all.length; step += every) {
      const at = way.twice === true ? [step, step + 1 + Math.floor(random() * 8)] : [step];
      const end = await travel({ mode, harm: way, at }).catch((error: Error) => error);
      if (!(end instanceof Error) && end.struck === 0) continue;
      const found = end instanceof Error ? [String(end.stack)] : wrong(end, should);
      play.count("runs");
      play.count(`${way.name}: runs`);
      play.count(`${way.name}: of them ended in the same state`, found.length === 0 ? 1 : 0);
      play.found(found.map((what) => `${way.name}, at step ${at.join()}: ${what}`));
      if (end instanceof Error) continue;
      play.count("messages that came twice in Teams, where nobody can look", end.doubledInTeams);
      play.count("of them could have", end.unheardInTeams);
    }
  }
}

const wrong = (end: End, should: State): string[] => [
  ...differences(should, end.state),
  ...(end.doubledInSlack > 0 ? [`${end.doubledInSlack} messages came twice in Slack`] : []),
  ...(end.doubledInTeams > end.unheardInTeams ? [`${end.doubledInTeams} messages came twice in Teams`] : []),
  ...(end.doubleInvites > 0 ? [`${end.doubleInvites} people were mailed twice`] : []),
];

const NAMES = Object.keys(MODES) as Mode[];

const crash: Scenario = {
  name: "crash",
  about:
    "a bot that is killed, refused, without a disk or an answer at some commit or call ends where it ends without that",
  run: (play) =>
    Promise.all(
      NAMES.map((mode, at) => {
        const ways = play.isShort ? WAYS.filter((_, index) => index % 2 !== at) : WAYS;
        return atEveryStep(play.at(mode), mode, ways);
      }),
    ),
  atLeast: {
    ...Object.fromEntries(
      NAMES.flatMap((mode) => [
        [`${mode}: runs`, [40, WAYS.length / 2]],
        ...WAYS.map(({ name }) => [`${mode}: ${name}: runs`, [5, 0]]),
        [`${mode}: killed after it: runs`, [20, 0]],
      ]),
    ),
    ...{ "automatic: commits on the journey": [200, 200], "automatic: calls on the journey": [300, 300] },
    "guided: commits on the journey": [150, 150],
  },
};

export const CRASHES: readonly Scenario[] = [crash];
