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

  test("refuses async work: it does not compile, and it throws", () => {
    const store = memoryStore();
    const work = async (tx: Tx): Promise<void> => tx.members.save(member("a@example.com"));
    // @ts-expect-error a promise is not a result
    expect(() => store.transact(work)).toThrow("cannot return a promise");
    expect(store.read((tx) => tx.members.all())).toEqual([]);
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
