import { describe, expect, test } from "vitest";
import { account, memoryStore, NOW, teamsAccount } from "./samples.ts";

const upserting = () => {
  const store = memoryStore();
  return {
    store,
    upsert: (told: ReturnType<typeof account>, now = NOW) =>
      store.transact((tx) => tx.people.upsert(told, now)),
  };
};

describe("what a platform says of an account", () => {
  test("makes a new person with an opaque id and a lower-case address", () => {
    const { upsert } = upserting();
    const person = upsert(account({ address: "Ana.Silva@Example.COM" }));
    expect(person.id).toMatch(/^p_[a-z0-9]{12}$/);
    expect(person.address).toBe("ana.silva@example.com");
    expect(person.accounts).toEqual([account({ address: "ana.silva@example.com" })]);
  });

  test("said again with a change updates the same person", () => {
    const { store, upsert } = upserting();
    const before = upsert(account());
    const after = upsert(account({ name: "Ana Silva", address: "silva@example.com", admin: true }));
    expect(after).toMatchObject({ id: before.id, name: "Ana Silva", address: "silva@example.com" });
    expect(store.read((tx) => tx.people.byAddress("ana@example.com"))).toBeNull();
    expect(store.read((tx) => tx.people.byAddress("Silva@Example.com"))?.id).toBe(before.id);
  });

  test("said again unchanged writes at most once a minute, and only when it was seen", () => {
    const { store, upsert } = upserting();
    const seen = () => store.read((tx) => tx.people.seenAt("slack", "U1"));
    upsert(account());
    upsert(account(), NOW + 59_999);
    expect(seen()).toBe(NOW);
    upsert(account(), NOW + 60_000);
    expect(seen()).toBe(NOW + 60_000);
    expect(store.read((tx) => tx.people.seenAt("teams", "U1"))).toBeNull();
  });

  test("keeps that an account cannot be written to", () => {
    const { store, upsert } = upserting();
    upsert(account());
    store.transact((tx) => tx.people.setUnreachable("slack", "U1", true));
    upsert(account({ name: "Anna" }));
    expect(store.read((tx) => tx.people.isUnreachable("slack", "U1"))).toBe(true);
    store.transact((tx) => tx.people.setUnreachable("slack", "U1", false));
    expect(store.read((tx) => tx.people.isUnreachable("slack", "U1"))).toBe(false);
  });
});

describe("accounts on two platforms", () => {
  test("join when both are members' and have the same verified address", () => {
    const { store, upsert } = upserting();
    const inSlack = upsert(account());
    const inTeams = upsert(teamsAccount({ address: "ANA@example.com", name: "Ana Silva" }));
    expect(inTeams.id).toBe(inSlack.id);
    expect(inTeams.accounts.map(({ platform }) => platform)).toEqual(["slack", "teams"]);
    expect(store.read((tx) => tx.people.byAccount("teams", "29:1"))).toEqual(inTeams);
  });

  test.each([
    ["the new address is not verified", account(), teamsAccount({ addressVerified: false })],
    ["the known address is not verified", account({ addressVerified: false }), teamsAccount()],
    ["the new account is a guest's", account(), teamsAccount({ standing: "guest" })],
    ["the known account is gone", account({ standing: "gone" }), teamsAccount()],
    ["neither has an address", account({ address: null }), teamsAccount({ address: null })],
    ["both are on the same platform", account(), account({ id: "U2" })],
  ])("stay apart when %s", (_, known, told) => {
    for (const [first, second] of [
      [known, told],
      [told, known],
    ] as const) {
      const { upsert } = upserting();
      const { id } = upsert(first);
      expect(upsert(second).id).not.toBe(id);
    }
  });

  test("do not join a person who has another account on that platform, unless that one is gone", () => {
    const { upsert } = upserting();
    const ana = upsert(account());
    upsert(teamsAccount());
    expect(upsert(teamsAccount({ id: "29:2" })).id).not.toBe(ana.id);
    upsert(teamsAccount({ standing: "gone" }));
    expect(upsert(teamsAccount({ id: "29:3" })).id).toBe(ana.id);
  });

  test("part when one gets another address, and the one that changed is a new person", () => {
    const { upsert } = upserting();
    const ana = upsert(account());
    upsert(teamsAccount());
    const parted = upsert(teamsAccount({ address: "other@example.com" }));
    expect(parted.id).not.toBe(ana.id);
    expect(parted.accounts).toHaveLength(1);
    expect(upsert(account()).accounts).toHaveLength(1);
  });

  test("stay joined when a platform no longer tells the address", () => {
    const { upsert } = upserting();
    const ana = upsert(account());
    upsert(teamsAccount());
    expect(upsert(teamsAccount({ address: null, addressVerified: false })).id).toBe(ana.id);
  });

  test("give their person the name and address of the member among them", () => {
    const { upsert } = upserting();
    upsert(account());
    upsert(teamsAccount({ name: "Ana Silva" }));
    expect(upsert(account({ standing: "gone" })).name).toBe("Ana Silva");
  });
});
