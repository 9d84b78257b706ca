import { join } from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openStore } from "../../src/store/store.ts";
import type { Tx } from "../../src/store/tx.ts";
import { must } from "../support/must.ts";
import { account, folder, memoryStore, NOW, teamsAccount } from "./samples.ts";

const names = ["Ana", "Ana Silva", "A. Silva"] as const;

describe("what is remembered of people", () => {
  test("is what another process has written since", () => {
    const path = join(folder(), "a.db");
    const store = openStore({ path, kind: "real" });
    const { id } = store.transact((tx) => tx.people.upsert(account({ name: "Ana" }), NOW));
    const nameNow = () => store.read((tx) => tx.people.get(id)?.name);
    expect(nameNow()).toBe("Ana");
    const other = new Database(path);
    other.prepare("UPDATE accounts SET name = 'Anna'").run();
    other.close();
    expect(nameNow()).toBe("Anna");
    store.close();
  });

  test("is nothing that was rolled back", () => {
    const store = memoryStore();
    const { id } = store.transact((tx) => tx.people.upsert(account({ name: "Ana" }), NOW));
    expect(() =>
      store.transact((tx) => {
        tx.people.upsert(account({ name: "Anna" }), NOW + 1);
        expect(tx.people.get(id)?.name).toBe("Anna");
        throw new Error("no");
      }),
    ).toThrow("no");
    expect(store.read((tx) => tx.people.get(id)?.name)).toBe("Ana");
  });

  test("is what a fresh look finds, whatever is done in whatever order", () => {
    const path = join(folder(), "b.db");
    const store = openStore({ path, kind: "real" });
    const fresh = () => openStore({ path, kind: "real", lock: false });
    const people = [account(), teamsAccount()];
    const ids = people.map((one) => store.transact((tx) => tx.people.upsert(one, NOW)).id);
    const which = fc.nat({ max: 1 });
    const deeds = fc.oneof(
      fc.record({ deed: fc.constant("name" as const), at: which, n: fc.nat({ max: 2 }) }),
      fc.record({ deed: fc.constant("used" as const), at: which, n: fc.nat({ max: 2 }) }),
      fc.record({ deed: fc.constant("reach" as const), at: which, n: fc.nat({ max: 1 }) }),
      fc.record({ deed: fc.constant("language" as const), at: which, n: fc.nat({ max: 1 }) }),
    );
    let now = NOW;
    const look = (tx: Tx) => [
      ids.map((id) => [tx.people.get(id), tx.people.usedFirst(id)]),
      people.map(({ platform, id }) => [
        tx.people.byAccount(platform, id),
        tx.people.isUnreachable(platform, id),
      ]),
    ];
    fc.assert(
      fc.property(fc.array(deeds, { minLength: 1, maxLength: 8 }), fc.boolean(), (all, together) => {
        const perform = (tx: Tx, { deed, at, n }: (typeof all)[number]) => {
          now += 1_000;
          const { platform, id, ...rest } = must(people[at]);
          if (deed === "name") tx.people.upsert({ ...rest, platform, id, name: must(names[n]) }, now);
          else if (deed === "used") tx.people.setUsed(platform, id, now);
          else if (deed === "reach") tx.people.setUnreachable(platform, id, n === 1);
          else tx.people.setLanguage(must(ids[at]), n === 1 ? "fr" : null);
          look(tx);
        };
        if (together)
          store.transact((tx) => {
            for (const one of all) perform(tx, one);
          });
        else for (const one of all) store.transact((tx) => perform(tx, one));
        const reader = fresh();
        expect(store.read(look)).toEqual(reader.read(look));
        reader.close();
      }),
      { numRuns: 40 },
    );
    store.close();
  });
});
