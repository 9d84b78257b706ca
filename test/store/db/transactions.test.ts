import { describe, expect, test } from "vitest";
import type { Tx } from "../../../src/store/tx.ts";
import { account, memoryStore, NOW } from "../repositories/samples.ts";

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
    expect(() => store.transact(work)).toThrow("cannot return a promise");
    await expect(later).rejects.toThrow("revoked");
    expect(store.read((tx) => tx.members.all())).toEqual([]);
  });

  test("leaves a Tx behind that cannot be used any more", () => {
    const store = memoryStore();
    const kept = store.transact((tx) => ({ tx }));
    expect(() => kept.tx.members.all()).toThrow("revoked");
  });
});

describe("a read", () => {
  test("that writes is undone, and leaves the store writable", () => {
    const store = memoryStore();
    expect(() => store.read((tx) => tx.members.save(member("a@example.com")))).toThrow("must not write");
    store.read((tx) => tx.drafts.remove(1));
    expect(store.read((tx) => tx.members.all())).toEqual([]);
    expect(store.transact((tx) => tx.people.upsert(account(), NOW)).name).toBe("Ana");
  });
});
