import { z } from "zod";
import type { Role, Seat } from "../invitations/invitation.ts";
import { isOutside } from "../requests/address.ts";

export const MOST_RULES = 5;
export const MOST_DOMAINS = 5;
export const MOST_PER_WEEK = 100;
const WEEK_MS = 7 * 24 * 3_600_000;

/** Requests for Members of these domains are approved at once, up to so many people in seven days. */
export const ruleTerms = z.object({
  domains: z.array(z.string()).readonly(),
  perWeek: z.number().int(),
  /** The group (by its key) whose people have to ask; null: anybody may. */
  group: z.string().nullable().default(null),
});
export type RuleTerms = Readonly<z.infer<typeof ruleTerms>>;

/** `id`: the number of its entry in the Record, which no other one has. */
export const rule = ruleTerms.extend({ id: z.number().int(), by: z.string() });
export type Rule = Readonly<z.infer<typeof rule>>;

export type Wanted = {
  readonly role: Role;
  readonly seats: readonly Seat[];
  readonly workspaces: readonly number[];
  readonly addresses: readonly string[];
};

/** Letters of other scripts can look like those of somebody else's address: a person has to look. */
const isPlain = (address: string): boolean => /^[!-~]*@/.test(address);

/** Never for a strong role, and never for what is paid for or opens a Workspace of its own. `used`: people in this week. */
export const fits = ({ domains, perWeek }: RuleTerms, wanted: Wanted, used: number): boolean =>
  wanted.role === "member" &&
  wanted.seats.length + wanted.workspaces.length === 0 &&
  wanted.addresses.every((address) => !isOutside(address, domains) && isPlain(address)) &&
  used + wanted.addresses.length <= perWeek;

/** From when on its people count (epoch ms). */
export const weekBefore = (now: number): number => now - WEEK_MS;

/** As the Record keeps it, in no language. */
export const termsOf = ({ domains, perWeek, group }: RuleTerms): string =>
  `${domains.join(" ")} ${perWeek}/week${group === null ? "" : ` ${group}`}`;

type Past = Wanted & { readonly at: number; readonly isDenied: boolean };

/** What it would have made of them, in the order in which they were asked. */
export function tryOut(terms: RuleTerms, past: readonly Past[]) {
  const approved: Past[] = [];
  const used = (now: number) =>
    approved
      .filter(({ at }) => at > weekBefore(now))
      .reduce((sum, { addresses }) => sum + addresses.length, 0);
  for (const wanted of past) if (fits(terms, wanted, used(wanted.at))) approved.push(wanted);
  return {
    all: past.length,
    approved: approved.length,
    people: approved.reduce((sum, { addresses }) => sum + addresses.length, 0),
    denied: approved.filter(({ isDenied }) => isDenied).length,
  };
}
export type TriedOut = ReturnType<typeof tryOut>;
