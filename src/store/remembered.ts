import type { Account, Person, PersonId, Platform } from "../domain/person.ts";
import type { Connection } from "./connection.ts";
import type { Tx } from "./tx.ts";

/** So many at most; then it begins anew. */
const MOST = 5_000;

function memoryOf<V>() {
  const known = new Map<string, V>();
  return {
    clear: () => known.clear(),
    of(key: string, read: () => V): V {
      const found = known.get(key);
      if (found !== undefined) return found;
      if (known.size >= MOST) known.clear();
      const fresh = read();
      known.set(key, fresh);
      return fresh;
    },
  };
}

const keyOf = (platform: Platform, account: string): string => `${platform} ${account}`;

/**
 * Reads everybody once: one answer names the same few people a hundred times. What is written here, or through `changing`,
 * makes it forget; `forget` is for what a transaction did not keep, and for what another process wrote.
 */
export function rememberingPeople(db: Connection, people: Tx["people"]) {
  const persons = memoryOf<Person | null>();
  const ofAccounts = memoryOf<Person | null>();
  const used = memoryOf<readonly Account[]>();
  const unreachable = memoryOf<boolean>();
  const changes = db.$client.prepare("SELECT total_changes()").pluck();

  function forget(): void {
    for (const memory of [persons, ofAccounts, used, unreachable]) memory.clear();
  }

  const changing =
    <A extends unknown[], R>(change: (...given: A) => R) =>
    (...given: A): R => {
      const before = changes.get();
      try {
        return change(...given);
      } finally {
        if (changes.get() !== before) forget();
      }
    };

  const remembering: Tx["people"] = {
    ...people,
    get: (id: PersonId) => persons.of(id, () => people.get(id)),
    byAccount: (platform, account) =>
      ofAccounts.of(keyOf(platform, account), () => people.byAccount(platform, account)),
    usedFirst: (id) => [...used.of(id, () => people.usedFirst(id))],
    isUnreachable: (platform, account) =>
      unreachable.of(keyOf(platform, account), () => people.isUnreachable(platform, account)),
    upsert: changing(people.upsert),
    ask: changing(people.ask),
    agree: changing(people.agree),
    part: changing(people.part),
    setLanguage: changing(people.setLanguage),
    merge: changing(people.merge),
    setUsed: changing(people.setUsed),
    setUnreachable: changing(people.setUnreachable),
  };
  return { people: remembering, changing, forget };
}
