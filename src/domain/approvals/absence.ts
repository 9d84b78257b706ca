import { z } from "zod";
import type { Person, PersonId } from "../accounts/person.ts";

/**
 * An approver who is away, from one instant until another (epoch ms), and who decides for them meanwhile. `id`: the number of
 * its entry in the Record, which no other one has.
 */
export const absence = z.object({
  id: z.number().int(),
  person: z.string(),
  standIn: z.string(),
  from: z.number().int(),
  until: z.number().int(),
});
export type Absence = Readonly<z.infer<typeof absence>>;

export const isAway = ({ from, until }: Absence, now: number): boolean => from <= now && now < until;

export const absenceOf = (all: readonly Absence[], person: PersonId): Absence | null =>
  all.find((one) => one.person === person) ?? null;

/** Whoever goes away anew does so in place of what they said before. */
export const withAbsence = (all: readonly Absence[], absence: Absence): readonly Absence[] => [
  ...all.filter(({ person }) => person !== absence.person),
  absence,
];

/** Somebody who decides in place of an approver, until then (epoch ms). */
export type StandIn = { readonly by: Person; readonly of: Person; readonly until: number };
