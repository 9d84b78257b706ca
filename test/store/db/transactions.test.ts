import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { MIGRATIONS } from "../../../src/store/db/migrate.ts";
import { openInMemory } from "../../../src/store/db/open.ts";
import { Database } from "../../../src/store/db/sqlite.ts";
import { transactions } from "../../../src/store/db/transactions.ts";
import { openStore, tablesOf } from "../../../src/store/store.ts";
import type { Tx } from "../../../src/store/tx.ts";
import { account, appErrorOf, folder, memoryStore, NOW } from "../repositories/samples.ts";

/** With the connection, to do to it what no Tx would. */
function bare() {
  const db = openInMemory("real", NOW, MIGRATIONS);
  const client = db.$client;
  onTestFinished(() => void client.close());
  const tables = tablesOf(db, () => NOW);
  return { client, ...transactions(db, tables) };
}

const member = (address: string) =>
  ({ address, name: null, role: "member", mistralId: "m", seenAt: NOW }) as const;

describe("a transaction", () => {
  test("keeps nothing of what was written when its work throws", () => {
    const store = memoryStore();
    const work = () =>
      store.transact((tx) => {
        tx.members.save(member("a@example.com"));
        throw new Error("no");
      });
    expect(work).toThrow("no");
    expect(store.read((tx) => tx.members.all())).toEqual([]);
    expect(store.trouble()).toBeNull();
  });

  test("does not begin inside another, and the outer one is undone", () => {
    const store = memoryStore();
    const nested = () =>
      store.transact((outer) => {
        outer.members.save(member("a@example.com"));
        store.transact((inner) => inner.members.save(member("b@example.com")));
      });
    expect(nested).toThrow("inside another");
    expect(() => store.transact(() => store.read((tx) => tx.members.all()))).toThrow("inside another");
    expect(store.read((tx) => tx.members.all())).toEqual([]);
  });

  test("refuses async work: it does not compile, it throws, and what comes after its first await is not written", async () => {
    const store = memoryStore();
    let later: Promise<void> | undefined;
    const work = (tx: Tx): Promise<void> => {
      later = (async () => {
        tx.members.save(member("a@example.com"));
        await Promise.resolve();
        tx.members.save(member("b@example.com"));
      })();
      return later;
    };
    // @ts-expect-error a promise is not a result
    expect(() => store.transact(work)).toThrow("must not be async");
    await expect(later).rejects.toThrow("revoked");
    expect(store.read((tx) => tx.members.all())).toEqual([]);
  });

  test("leaves a Tx behind that cannot be used any more", () => {
    const store = memoryStore();
    const kept = store.transact((tx) => ({ tx }));
    expect(() => kept.tx.members.all()).toThrow("revoked");
  });
});

describe("a part of a transaction", () => {
  const refused = (tx: Tx, address: string) => () => {
    tx.members.save(member(address));
    throw new Error("no");
  };

  test("is undone alone when it throws, and what is remembered of it too", () => {
    const store = memoryStore();
    const found = store.transact((tx) => {
      tx.attempt(() => tx.members.save(member("a@example.com")));
      expect(() => tx.attempt(refused(tx, "b@example.com"))).toThrow("no");
      const ana = () =>
        tx.attempt(() => {
          tx.people.upsert(account(), NOW);
          expect(tx.people.byAccount("slack", "U1")).not.toBeNull();
          throw new Error("no");
        });
      expect(ana).toThrow("no");
      expect(tx.people.byAccount("slack", "U1")).toBeNull();
      return tx.attempt(() => {
        tx.members.save(member("c@example.com"));
        return tx.members.all().length;
      });
    });
    expect(found).toBe(2);
    expect(store.read((tx) => tx.members.all().map(({ address }) => address))).toEqual([
      "a@example.com",
      "c@example.com",
    ]);
  });

  test("that was undone leaves nothing to be written", () => {
    const path = join(folder(), "a.db");
    const store = openStore({ path, kind: "real" });
    onTestFinished(() => store.close());
    const log = () => statSync(`${path}-wal`).size;
    store.transact((tx) => tx.members.save(member("a@example.com")));
    const before = log();
    store.transact((tx) => {
      expect(() => tx.attempt(refused(tx, "b@example.com"))).toThrow("no");
    });
    expect(log()).toBe(before);
  });

  test("in which SQLite gives all of it up takes the parts before it along, and lets none follow", () => {
    const path = join(folder(), "a.db");
    const store = openStore({ path, kind: "real" });
    onTestFinished(() => store.close());
    const other = new Database(path);
    other.exec(`CREATE TRIGGER full BEFORE INSERT ON members WHEN new.address = 'full@example.com'
      BEGIN SELECT raise(ROLLBACK, 'the disk is full'); END`);
    other.close();
    const save = (tx: Tx, address: string) => () => tx.members.save(member(address));
    const work = () =>
      store.transact((tx) => {
        tx.attempt(save(tx, "a@example.com"));
        expect(() => tx.attempt(save(tx, "full@example.com"))).toThrow("the disk is full");
        expect(() => tx.attempt(save(tx, "b@example.com"))).toThrow("the disk is full");
      });
    expect(work).toThrow("the disk is full");
    expect(store.read((tx) => tx.members.all())).toEqual([]);
    store.transact((tx) => save(tx, "c@example.com")());
    expect(store.read((tx) => tx.members.all())).toHaveLength(1);
  });

  test("for which the disk has no room says so in the same words as a transaction of its own", () => {
    const { client, transact } = bare();
    client.pragma(`max_page_count = ${client.pragma("page_count", { simple: true })}`);
    // Of a statement that may fail half-way SQLite gives up only itself.
    const grow = () =>
      client.exec(`INSERT INTO members
        SELECT value, hex(zeroblob(9000)), 'member', value, 0 FROM json_each('[1,2,3]')`);
    const said = () => transact((tx) => appErrorOf(() => tx.attempt(grow)));
    expect(said()).toMatchObject({ code: "unavailable", detail: "storage" });
  });

  test("that cannot be undone takes all of the transaction along", () => {
    const { client, transact, read } = bare();
    const beyondUndoing = (tx: Tx) => () => {
      tx.members.save(member("a@example.com"));
      client.exec("RELEASE part");
      throw new Error("no");
    };
    let follows = false;
    const work = () =>
      transact((tx) => {
        expect(() => tx.attempt(beyondUndoing(tx))).toThrow("no");
        try {
          tx.attempt(() => {
            follows = true;
          });
        } catch {}
      });
    expect(work).toThrow("no such savepoint");
    expect([follows, read((tx) => tx.members.all())]).toEqual([false, []]);
  });
});

describe("a read", () => {
  test("is an error when it writes, and leaves the store writable", () => {
    const store = memoryStore();
    const writing = () => store.read((tx) => tx.people.upsert(account(), NOW));
    expect(writing).toThrow("a read must not write");
    expect(store.transact((tx) => tx.people.upsert(account(), NOW)).name).toBe("Ana");
  });
});
