import { hearAsOne, type Person, type PersonId } from "../../domain/accounts/person.ts";
import { connected, reachable, type Where } from "../core/context.ts";

/** With a member's account on a platform that is connected: whoever has none can press nothing. */
export const isMember = ({ tx, context }: Where, id: PersonId): boolean =>
  connected(context, tx.people.get(id)?.accounts ?? []).some(({ standing }) => standing === "member");

/** Each human once: whoever is told, or counted, twice on two platforms is one. Who can be written to stands for them. */
export function eachHuman(where: Where, ids: Iterable<PersonId>): readonly Person[] {
  const people = [...ids].flatMap((id) => where.tx.people.get(id) ?? []);
  const isOpen = (person: Person) => reachable(where, person) !== null;
  const known: Person[] = [];
  for (const person of [...people.filter(isOpen), ...people.filter((one) => !isOpen(one))])
    if (!known.some((other) => hearAsOne(other, person))) known.push(person);
  return known;
}
