import { Resolver } from "node:dns/promises";
import { type DomainWatch, placesOf, type Sight } from "../domain/security/domain-watch.ts";
import { VALUE_PREFIXES } from "../domain/security/txt-record.ts";
import { codeOf } from "../lib/errors.ts";

/** The values of the TXT records at a name; null: DNS could not be asked, or did not answer properly. */
export type Dns = { readonly txt: (name: string) => Promise<readonly string[] | null> };

type Options = {
  readonly servers?: readonly string[];
  /** For the first try of a server; later ones wait longer. */
  readonly timeoutMs?: number;
  readonly tries?: number;
  readonly deadlineMs?: number;
};

/** What DNS answers when a name, or a TXT record at it, does not exist. */
const ABSENT = ["ENOTFOUND", "ENODATA"];

export function createDns({ servers, timeoutMs = 2_000, tries = 2, deadlineMs = 5_000 }: Options = {}): Dns {
  return {
    txt: async (name) => {
      // A new one each time: a resolver keeps answers, and we want to know what is there now.
      const resolver = new Resolver({ timeout: timeoutMs, tries });
      if (servers !== undefined) resolver.setServers(servers);
      const deadline = setTimeout(() => resolver.cancel(), deadlineMs);
      try {
        return (await resolver.resolveTxt(name)).map((chunks) => chunks.join(""));
      } catch (error) {
        return ABSENT.includes(codeOf(error)) ? [] : null;
      } finally {
        clearTimeout(deadline);
      }
    },
  };
}

/** What the app knows of DNS. Never fails: that DNS could not be asked is a sight too. */
export type RecordLookup = (watched: Pick<DomainWatch, "domain" | "record">) => Promise<Sight>;

/** Looks for the record in every place where it may stand. */
export const createRecordLookup =
  (dns: Dns): RecordLookup =>
  async (watched) => {
    const places = placesOf(watched);
    const names = [...new Set(places.map(({ name }) => name))];
    const doubled = `${watched.record.name}.${watched.domain}`;
    const ask = async (name: string) => {
      const values = await dns.txt(name);
      return [name, values?.map((value) => value.trim()) ?? null] as const;
    };
    const answers = new Map(await Promise.all([...names, doubled].map(ask)));
    const there = places.find(({ name, value }) => answers.get(name)?.includes(value));
    if (there !== undefined) return { kind: "found", name: there.name };
    if (names.some((name) => answers.get(name) === null)) return { kind: "unknown" };
    if (answers.get(doubled)?.includes(watched.record.value)) return { kind: "misplaced", name: doubled };
    // A domain itself has many records of others; a name of its own has only this one.
    const isOurs = (name: string, value: string) =>
      name !== watched.domain || VALUE_PREFIXES.some((prefix) => value.toLowerCase().includes(prefix));
    const others = names.flatMap((name) => answers.get(name)?.filter((value) => isOurs(name, value)) ?? []);
    if (others.length === 0) return { kind: "nothing" };
    return { kind: "other", values: others.slice(0, 3).map((value) => value.slice(0, 100)) };
  };
