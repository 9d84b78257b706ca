import type { PersonId, Platform } from "../../domain/accounts/person.ts";
import { mention, type Reader } from "../core/reader.ts";
import { someNamed } from "../core/some.ts";
import { joined, paragraph, wordsOf } from "../core/spans.ts";
import type { Block, Span } from "../core/view.ts";

const NAMED = 10;

const named = ({ strings: { reach, listed } }: Reader, where: readonly Platform[]): Span[] =>
  listed(
    where.map((platform) => reach.names[platform]),
    0,
  );

const helpIn = ({ strings: { reach } }: Reader, where: readonly Platform[]): string =>
  where.map((platform) => reach.help[platform]).join(" ");

/** Those of them who hear nothing from the bot, and what to do about it. Nobody is told that of themselves. */
export function reachNotes(reader: Reader, people: readonly (PersonId | null)[]): Block[] {
  const groups = new Map<string, { where: readonly Platform[]; who: PersonId[] }>();
  for (const person of new Set(people)) {
    const where = person === null || person === reader.person ? [] : reader.outOfReach(person);
    if (person === null || where.length === 0) continue;
    const group = groups.get(where.join()) ?? { where, who: [] };
    groups.set(where.join(), { where, who: [...group.who, person] });
  }
  return [...groups.values()].map(({ where, who }) => {
    const { reach } = reader.strings;
    const mentions = who.map((person) => mention(reader, person));
    const names = someNamed(reader, mentions, NAMED);
    return paragraph(reach.cannot(names, named(reader, where)), " ", helpIn(reader, where));
  });
}

/** Behind somebody's address in a list. */
export function reachWords(reader: Reader, person: PersonId | null): Span[] {
  const where = person === null ? [] : reader.outOfReach(person);
  return where.length === 0 ? [] : reader.strings.reach.row(named(reader, where));
}

/** Behind the name of whoever was handed something. */
export function helperReach(reader: Reader, person: PersonId): Span[] {
  const where = person === reader.person ? [] : reader.outOfReach(person);
  if (where.length === 0) return [];
  return joined([reader.strings.reach.helper(named(reader, where)), helpIn(reader, where)], " ");
}

/** After something was handed to somebody: that they hear of it, or why not. */
export function handedWords(reader: Reader, person: PersonId): string {
  const { reach, said } = reader.strings;
  const name = reader.nameOf(person)?.name ?? "";
  const where = reader.outOfReach(person);
  if (where.length === 0) return said.handed(name);
  return `${reach.handed(name, wordsOf(named(reader, where)))} ${helpIn(reader, where)}`;
}

/** On what was for somebody who cannot be written to, and came to the reader instead. */
export function insteadOf(reader: Reader, person: PersonId | null): Block[] {
  if (person === null || reader.person === null || person === reader.person) return [];
  const where = reader.outOfReach(person);
  if (where.length === 0) return [];
  const said = reader.strings.reach.instead(mention(reader, person), named(reader, where));
  return [paragraph(said, " ", helpIn(reader, where))];
}
