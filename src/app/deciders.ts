import { domainOf } from "../domain/address.ts";
import type { PersonId } from "../domain/person.ts";
import { refuse } from "../domain/refusal.ts";
import { approversOf, type Setup } from "../domain/setup.ts";
import type { Tx } from "../store/tx.ts";

export function isMember(tx: Tx, person: PersonId): boolean {
  return tx.people.get(person)?.accounts.some(({ standing }) => standing === "member") ?? false;
}

/** The approvers who are still there: one who has left can decide nothing, and must not be waited for. */
export const decidersOf = (tx: Tx, setup: Setup): readonly PersonId[] =>
  approversOf(setup).filter((person) => isMember(tx, person));

/** The allowed domains may have been set after somebody asked, or after an Invitation went out. */
export function requireAllowedDomains({ settings }: Setup, addresses: readonly string[]): void {
  const { domains } = settings;
  const outside = (address: string) => !domains.includes(domainOf(address));
  if (domains.length > 0 && addresses.some(outside)) throw refuse("outside_domains");
}
