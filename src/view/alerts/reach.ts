import type { PersonId, Platform } from "../../domain/accounts/person.ts";
import { mention, type Reader, someNamed } from "../core/reader.ts";
import { joined, type Piece, paragraph, wordsOf } from "../core/spans.ts";
import type { Block, Span } from "../core/view.ts";

const NAMED = 10;

function cannot(reader: Reader, who: Piece, where: readonly Platform[]): Span[] {
  const { reach, listed } = reader.strings;
  const names = where.map((platform) => reach.names[platform]);
  const help = where.map((platform) => reach.help[platform]);
  return joined([reach.cannot(who, listed(names, 0)), ...help], " ");
}

/** Where somebody is out of reach; nobody is told that of themselves. */
const whereNot = (reader: Reader, person: PersonId | null): readonly Platform[] =>
  person === null || person === reader.person ? [] : reader.outOfReach(person);

export function reachNotes(reader: Reader, people: readonly (PersonId | null)[]): Block[] {
  const groups = new Map<string, { where: readonly Platform[]; who: Span[] }>();
  for (const person of new Set(people)) {
    const where = whereNot(reader, person);
    if (person === null || where.length === 0) continue;
    const group = groups.get(where.join()) ?? { where, who: [] };
    groups.set(where.join(), { where, who: [...group.who, mention(reader, person)] });
  }
  return [...groups.values()].map(({ where, who }) =>
    paragraph(cannot(reader, someNamed(reader, who, NAMED), where)),
  );
}

export function helperReach(reader: Reader, person: PersonId): Span[] {
  const where = whereNot(reader, person);
  return where.length === 0 ? [] : cannot(reader, mention(reader, person), where);
}

export const handedWords = (reader: Reader, person: PersonId): string =>
  wordsOf(helperReach(reader, person)) || reader.strings.said.handed(reader.nameOf(person)?.name ?? "");

/** On what was for somebody who cannot be written to, and came to the reader instead. */
export function insteadOf(reader: Reader, person: PersonId | null): Block[] {
  if (person === null || reader.person === null || helperReach(reader, person).length === 0) return [];
  return [paragraph(helperReach(reader, person), " ", reader.strings.reach.instead)];
}
