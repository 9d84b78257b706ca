import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Mode } from "../../../src/domain/mode.ts";
import { must } from "../../support/must.ts";
import {
  count as countIn,
  createRandom,
  type Figures,
  type Outcome,
  type Scenario,
  summed,
} from "../scenario.ts";
import { type End, travel } from "./run.ts";
import { differences, type State } from "./same-state.ts";
import { type Harm, stepsFor } from "./tripwire.ts";

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

type Options = {
  readonly mode: Mode;
  readonly ways?: readonly Way[];
  /** How many steps lie between two runs; the seed says which ones are taken. */
  readonly every: number;
  /** So much later each way begins than the one before it. */
  readonly apart?: number;
  readonly seed: number;
};

/** The same journey again and again, with something going wrong at another step each time: it must end as it should. */
async function atEveryStep({ mode, ways = WAYS, every, apart = 0, seed }: Options): Promise<Outcome> {
  const random = createRandom(seed);
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  const violations: string[] = [];
  const figures: Figures = {};
  const count = (name: string, by = 1) => countIn(figures, `${mode}: ${name}`, by);
  try {
    const { state: should, steps } = await travel({ mode, folder, harm: must(WAYS[0]), at: [] });
    count("commits on the journey", steps.commit);
    count("calls on the journey", steps.call);
    for (const [index, way] of ways.entries()) {
      const last = stepsFor(way, steps);
      const from = 1 + ((seed + apart * index) % Math.min(every, last));
      for (let step = from; step <= last; step += every) {
        const at = way.twice === true ? [step, step + 1 + Math.floor(random() * 8)] : [step];
        const where = `${mode}, ${way.name}, at step ${at.join()}`;
        const end = await travel({ mode, folder, harm: way, at }).catch((error: Error) => error);
        if (end instanceof Error) {
          violations.push(`${where}: ${end.stack}`);
          continue;
        }
        if (end.struck === 0) continue;
        const found = wrong(end, should);
        count("runs");
        count(`${way.name}: runs`);
        count(`${way.name}: of them ended in the same state`, found.length === 0 ? 1 : 0);
        count("messages that came twice in Teams, where nobody can look", end.doubledInTeams);
        count("of them could have", end.unheardInTeams);
        keepWorst(figures, `${mode}: most restarts`, end.restarts);
        violations.push(...found.map((what) => `${where}: ${what}`));
      }
    }
    return { figures, violations };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function keepWorst(figures: Record<string, number>, name: string, count: number): void {
  figures[name] = Math.max(figures[name] ?? 0, count);
}

function wrong(end: End, should: State): string[] {
  return [
    ...differences(should, end.state),
    ...(end.doubledInSlack > 0 ? [`${end.doubledInSlack} messages came twice in Slack`] : []),
    ...(end.doubledInTeams > end.unheardInTeams
      ? [`${end.doubledInTeams} messages came twice in Teams`]
      : []),
    ...(end.doubleInvites > 0 ? [`${end.doubleInvites} people were mailed twice`] : []),
  ];
}

/** Steps from one run to the next: each seed takes others, and as many seeds in a row as this take all of them. */
const EVERY = { automatic: 29, guided: 11 } as const;
/** One run for each way, and the ways so far apart on the journey. */
const ONCE = 10_000;
const APART = { automatic: 150, guided: 50 } as const;
const MODES = ["automatic", "guided"] as const;

const crash: Scenario = {
  name: "crash",
  about:
    "a bot that is killed, refused, without a disk or an answer at some commit or call ends where it ends without that",
  run: async ({ seed, isShort, every }) =>
    summed(
      await Promise.all(
        MODES.map((mode, at) =>
          atEveryStep({
            ...{ mode, seed, every: every(EVERY[mode], ONCE) },
            ...(isShort && { ways: WAYS.filter((_, index) => index % 2 !== at), apart: APART[mode] }),
          }),
        ),
      ),
    ),
  atLeast: {
    ...Object.fromEntries(
      MODES.flatMap((mode) => [
        [`${mode}: runs`, [40, WAYS.length / 2]],
        ...WAYS.map(({ name }) => [`${mode}: ${name}: runs`, [5, 0]]),
        [`${mode}: killed after it: runs`, [20, 0]],
      ]),
    ),
    "automatic: commits on the journey": [200, 200],
    "automatic: calls on the journey": [300, 300],
    "guided: commits on the journey": [150, 150],
  },
};

export const CRASHES: readonly Scenario[] = [crash];
