import fc from "fast-check";
import { count, eachInTurn, type Outcome, type Scenario, tryOut } from "../scenario.ts";
import { decisions } from "./decisions.ts";
import { removals, takenBack } from "./invitations.ts";
import { play, type Race } from "./race.ts";
import { starts } from "./starts.ts";
import { tasks } from "./tasks.ts";

/** What is raced for, and how many schedules of it at full length. */
const SCHEDULES: readonly (readonly [Race, number])[] = [
  [decisions, 600],
  [tasks, 250],
  [starts, 150],
  [takenBack, 300],
  [removals, 300],
];
const MET = "moves while a call was on its way";

async function schedulesOf(race: Race, runs: { seed: number; times: number }): Promise<Outcome> {
  const moves = fc.array(fc.constantFrom(...race.moves), { minLength: 1, maxLength: 5 });
  const choices = fc.array(fc.nat({ max: 11 }), { maxLength: 60 });
  return await tryOut(fc.tuple(moves, choices), runs, async ([chosen, order], figures) => {
    const { findings, figures: counted } = await play(race, chosen, order);
    count(figures, "schedules");
    for (const [name, times] of Object.entries(counted)) count(figures, name, times);
    return findings.length === 0 ? [] : [race.name, ...findings];
  });
}

export const RACES: readonly Scenario[] = [
  {
    name: "races",
    about: "whatever meets, one wins, the others are told who, and everything happens once",
    run: ({ seed, of }) =>
      eachInTurn(SCHEDULES, ([race, full]) =>
        schedulesOf(race, { seed, times: of(full, Math.max(6, full / 50)) }),
      ),
    atLeast: { schedules: [1_600, 35], [MET]: [600, 10] },
  },
];
