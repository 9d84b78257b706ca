import type fc from "fast-check";
import { count, eachInTurn, type Figures, type Outcome, type Scenario, tryOut } from "../scenario.ts";
import { ERRANDS, type ErrandName, FAULTS, runForAnHour, runOnce } from "./errands.ts";
import { liveThrough } from "./journeys.ts";
import { automaticSteps, modeSteps, type Step } from "./steps.ts";

const STATUSES = ["401", "402", "403", "404", "409", "422", "429, seconds", "429, date"] as const;
const BREAKS = [
  ...(["500", "500, done", "502, page", "hang", "hang, done", "drop", "drop, done"] as const),
  ...(["truncated JSON", "another shape", "ten times slower"] as const),
];

/**
 * What becomes of an errand that meets a fault once: `.` as if nothing had been wrong; `r` it goes on by itself and
 * nobody is bothered, `d` on the next day; `t` somebody is told once, and it works when they have it done again. Left the statuses, right
 * what breaks on the way, in the order above.
 */
const OUTCOMES: Record<ErrandName, readonly [statuses: string, breaks: string]> = {
  "read the lists before inviting": [".tttttrr", "rrrrrrrrr."],
  invite: [".tttttrr", "rrrrrrrrr."],
  "read the lists after inviting": [".tttttrr", "rrrrrrrrr."],
  // Mistral says that it is gone and lists it: looked at again, never invited beside it.
  "revoke before sending again": [".ttrttrr", "rrrrrrrr.."],
  "invite when sending again": [".tttttrr", "rrrrrrrrr."],
  "revoke an Invitation": [".ttrttrr", "rrrrrrrr.."],
  // The audit log tells of it too, and has the lists read again at once.
  "see who has joined": ["........", ".........."],
  // Mistral's wish to be left alone holds for all that is asked with the key.
  "read the names of roles": ["......rr", ".........."],
  "change a Member's Role": [".tttttrr", "rrrrrrrr.."],
  "remove a Member": [".ttrttrr", "rrrrrrrr.."],
  "read the Workspaces": [".tttttrr", "rrrrrrrrr."],
  "make a Workspace": [".tttttrr", "rrrrrrrrr."],
  "set the spending limit": [".tttttrr", "r.rr.r...."],
  "read the spending limit": [".rrrrrrr", "rrrrrrrrr."],
  // A plan without an audit log answers like that: it is asked again on the next day.
  "read the audit log": [".rddrrrr", "rrrrrrrrr."],
  "ask whose key it has": ["rrrrrrrr", "rrrrrrrrrr"],
  "try its key with the models": ["rrrrrrrr", "rrrrrrrrrr"],
  "try its key with one token": ["rrrrrrrr", "rrrrrrrrrr"],
};

const CELLS = [...STATUSES, ...BREAKS];
const FOR_AN_HOUR = ["502, page", "drop, done"] as const;

const ERRAND_NAMES = Object.keys(ERRANDS) as ErrandName[];

/** One errand meets every nth of all troubles, from one of them on: once, and for an hour. */
async function meetTroubles(
  name: ErrandName,
  { from = 0, every = 1 }: { from?: number; every?: number },
): Promise<Outcome> {
  const figures: Figures = {};
  const violations: string[] = [];
  const wanted = OUTCOMES[name].join("");
  const isTurn = (at: number) => at % every === from % every;

  function judge(trouble: string, run: Awaited<ReturnType<typeof runOnce>>, may: readonly string[]): void {
    count(figures, "troubles met");
    const { outcome, doubles, bugs } = run;
    const about = `${name}, ${trouble}`;
    if (!may.includes(outcome)) violations.push(`${about}: ${outcome} instead of ${may.join(" or ")}`);
    if (doubles > 0) violations.push(`${about}: ${doubles} were mailed twice`);
    violations.push(...bugs.map((bug) => `${about}: ${JSON.stringify(bug)}`));
  }

  for (const [at, fault] of CELLS.entries())
    if (isTurn(at)) judge(fault, await runOnce(ERRANDS[name], FAULTS[fault]), [wanted[at] ?? ""]);
  for (const [at, fault] of FOR_AN_HOUR.entries())
    if (isTurn(at))
      judge(`${fault} for an hour`, await runForAnHour(ERRANDS[name], FAULTS[fault]), [".", "r"]);
  return { figures, violations };
}

const journeysOf = (
  name: string,
  about: string,
  steps: fc.Arbitrary<readonly Step[]>,
  full: number,
): Scenario => ({
  ...{ name, about },
  run: ({ seed, of }) =>
    tryOut(steps, { seed, times: of(full, 8) }, async (each, figures) => {
      count(figures, "journeys");
      const found = await liveThrough(each);
      return found.length === 0 ? [] : [...found, "after:", ...each.map((one) => one.name)];
    }),
});

const errands: Scenario = {
  name: "errands",
  about: "whatever the bot does at Mistral ends as it should whatever goes wrong there, once and for an hour",
  run: ({ seed, every }) =>
    eachInTurn(ERRAND_NAMES.entries(), ([at, name]) =>
      meetTroubles(name, { from: seed + at, every: every(1, 4) }),
    ),
  atLeast: { "troubles met": [20 * ERRAND_NAMES.length, 80] },
};

export const MISTRAL: readonly Scenario[] = [
  journeysOf(
    "journeys",
    "whatever goes wrong at Mistral, what is called verified was said by Mistral, and in the end both agree",
    automaticSteps,
    200,
  ),
  journeysOf(
    "modes",
    "whenever the Admin API key comes or goes, what was ordered is done, is a Task, or was said to be given up",
    modeSteps,
    500,
  ),
  errands,
];
