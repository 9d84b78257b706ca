import fc from "fast-check";
import { count, type Figures, type Loop, type Outcome, part, summed } from "../loop.ts";
import { accounts } from "../races/accounts.ts";
import { decisions } from "../races/decisions.ts";
import { handingOver } from "../races/handing-over.ts";
import { removals, takenBack } from "../races/invitations.ts";
import { play, type Race } from "../races/race.ts";
import { settings } from "../races/settings.ts";
import { starts } from "../races/starts.ts";
import { tasks } from "../races/tasks.ts";

/** What is raced for, and how many schedules of it. */
export const RACES: readonly { readonly race: Race; readonly schedules: number }[] = [
  { race: decisions, schedules: 600 },
  { race: tasks, schedules: 250 },
  { race: starts, schedules: 150 },
  { race: takenBack, schedules: 300 },
  { race: removals, schedules: 300 },
  { race: handingOver, schedules: 300 },
  { race: accounts, schedules: 300 },
  { race: settings, schedules: 300 },
];

/** As many schedules as asked for, or up to the first in which something was not as it must be. */
export async function runRace(
  race: Race,
  { schedules, seed }: { readonly schedules: number; readonly seed?: number },
): Promise<Outcome> {
  const figures: Figures = {};
  const violations: string[] = [];
  const moves = fc.array(fc.constantFrom(...race.moves), { minLength: 1, maxLength: 5 });
  const choices = fc.array(fc.nat({ max: 11 }), { maxLength: 60 });
  const holds = fc.asyncProperty(moves, choices, async (chosen, order) => {
    const { findings, figures: counted } = await play(race, chosen, order);
    for (const [name, times] of Object.entries({ schedules: 1, ...counted })) count(figures, name, times);
    if (findings.length > 0) throw new Error(findings.join("\n"));
  });
  const options = { numRuns: schedules, includeErrorInReport: true, ...(seed === undefined ? {} : { seed }) };
  await fc
    .assert(holds, options)
    .catch((error: unknown) => violations.push(`${race.name}: ${String(error)}`));
  return { figures, violations };
}

export const races: Loop = {
  name: "races",
  about: "Whatever meets, one wins, the others are told who, and everything happens once",
  run: async (seed, size) => {
    const outcomes: Outcome[] = [];
    for (const { race, schedules } of RACES) {
      const { figures, violations } = await runRace(race, { schedules: part(schedules, size), seed });
      outcomes.push({ figures: { [race.name]: figures["schedules"] ?? 0, ...figures }, violations });
    }
    return summed(outcomes);
  },
  atLeast: { schedules: 2500 },
};
