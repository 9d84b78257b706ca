import { VALUE_PREFIXES } from "../domain/record/pasted-record.ts";
import { type DomainWatch, doubledName, placesOf, type Sight } from "../domain/security/domain-watch.ts";
import type { Dns, TxtAnswer } from "./dns.ts";

const SHOWN_VALUES = 3;
const LONGEST_SHOWN = 100;

type Watched = Pick<DomainWatch, "domain" | "record">;

/** What the app knows of DNS. Never fails: that DNS could not be asked is a sight too. */
export type RecordLookup = (watched: Watched) => Promise<Sight>;

/** Looks for the record in every place where it may stand. */
export const createRecordLookup =
  (dns: Dns): RecordLookup =>
  async (watched) => {
    const places = placesOf(watched);
    const names = [...new Set(places.map(({ name }) => name))];
    const doubled = doubledName(watched);
    const asked = await Promise.all(
      [...names, doubled].map(async (name) => [name, await dns.txt(name)] as const),
    );
    const answers = new Map(asked);
    const valuesAt = (name: string): readonly string[] => valuesOf(answers.get(name));
    const there = places.find(({ name, value }) => valuesAt(name).includes(value));
    if (there !== undefined) return { kind: "found", name: there.name };
    if (names.some((name) => answers.get(name)?.kind === "unknown")) return { kind: "unknown" };
    if (valuesAt(doubled).includes(watched.record.value)) return { kind: "misplaced", name: doubled };
    const others = names.flatMap((name) =>
      valuesAt(name).filter((value) => isInItsPlace(watched, name, value)),
    );
    if (others.length === 0) return { kind: "nothing" };
    return {
      kind: "other",
      values: others.slice(0, SHOWN_VALUES).map((value) => value.slice(0, LONGEST_SHOWN)),
    };
  };

const valuesOf = (answer: TxtAnswer | undefined): readonly string[] =>
  answer?.kind === "values" ? answer.values.map((value) => value.trim()) : [];

/** A domain itself has many records of others; a name of its own has only this one. */
function isInItsPlace({ domain }: Watched, name: string, value: string): boolean {
  return name !== domain || VALUE_PREFIXES.some((prefix) => value.toLowerCase().includes(prefix));
}
