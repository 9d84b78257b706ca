import { rmSync } from "node:fs";
import { count, type Figures, type Outcome } from "../loop.ts";
import { type BuiltEnd, type Leg, prepare, travel, type Where } from "./built-run.ts";
import type { Seen } from "./built-state.ts";
import { differences } from "./same-state.ts";

const AT_ONCE = 2;

type Options = Where & {
  /** The first moment, and how many lie between one run and the next. */
  readonly from: number;
  readonly every: number;
};

/**
 * The built program on the same short journey again and again, killed on each leg of it at a later moment each time.
 * After each leg everything must be as it is when nobody is killed.
 */
export async function atEveryMoment({ from, every, ...where }: Options): Promise<Outcome> {
  const place = `${where.platform}, ${where.mode}`;
  const prepared = await prepare(where);
  const violations: string[] = [];
  const figures: Figures = {};
  const add = (name: string, by: number) => count(figures, `${place}: ${name}`, by);
  try {
    const should = await travel(where, prepared, 0);
    add(
      "moments on the journey",
      should.legs.reduce((all, { moments }) => all + moments, 0),
    );
    const last = Math.max(...should.legs.map(({ moments }) => moments));
    const left: number[] = [];
    for (let at = from; at <= last; at += every) left.push(at);

    async function travelOn(): Promise<void> {
      for (let at = left.shift(); at !== undefined; at = left.shift()) {
        const end = await travel(where, prepared, at).catch((error: unknown) => String(error));
        add("journeys", 1);
        if (typeof end === "string") violations.push(`${place}, at moment ${at}: ${end}`);
        else judge(end, at);
      }
    }

    function judge(end: BuiltEnd, at: number): void {
      let wrongBefore: readonly string[] = [];
      let allowed = 0;
      for (const [index, leg] of end.legs.entries()) {
        const wanted = should.legs[index]?.seen ?? leg.seen;
        allowed += leg.postsCutOff;
        const strays = straysOf(leg, wanted);
        const found = [
          ...differences(wanted.state, leg.seen.state),
          ...(strays.length > allowed ? [`more came twice than may: ${strays.join("; ")}`] : []),
        ];
        add("kills", leg.killed ? 1 : 0);
        add("of them ended in the same state", leg.killed && found.length === 0 ? 1 : 0);
        const fresh = found.filter((what) => !wrongBefore.includes(what));
        violations.push(...fresh.map((what) => `${place}, at moment ${at} of "${leg.name}": ${what}`));
        wrongBefore = found;
      }
      if (where.platform === "teams") {
        const [last, wanted] = [end.legs.at(-1), should.legs.at(-1)];
        const strays = last && wanted ? straysOf(last, wanted.seen).length : 0;
        add("messages that came twice, where nobody can look", strays);
        add("of them could have", allowed);
      }
      if (end.exit !== 0) violations.push(`${place}, at moment ${at}: it ended with ${end.exit}`);
      if (end.complaints !== "") violations.push(`${place}, at moment ${at}: ${end.complaints}`);
    }

    await Promise.all(Array.from({ length: AT_ONCE }, travelOn));
    return { figures, violations };
  } finally {
    rmSync(prepared.folder, { recursive: true, force: true });
  }
}

/** What nobody asked for and nothing changes any more. Its first words are older when things went on before it came again. */
const straysOf = ({ seen }: Leg, wanted: Seen): string[] => [
  ...seen.strays,
  ...seen.answers.filter((answer) => !wanted.answers.includes(answer)),
];
