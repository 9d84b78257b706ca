import { describe, expect, test } from "vitest";
import { hearAsOne, isSameHuman } from "../../../src/domain/accounts/person.ts";
import { must } from "../../support/must.ts";
import { account, memoryStore, NOW, request, teamsAccount } from "./samples.ts";

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

describe("persons on two platforms", () => {
  test("are one human when both are members with the same verified address, and stay two persons", () => {
    const { store, upsert } = upserting();
    const inSlack = upsert(account());
    const inTeams = upsert(teamsAccount({ address: "ANA@example.com", name: "Ana Silva" }));
    expect(inTeams.id).not.toBe(inSlack.id);
    expect(isSameHuman(inSlack, inTeams)).toBe(true);
    expect(inTeams.accounts.map(({ platform }) => platform)).toEqual(["teams"]);
    expect(store.read((tx) => tx.people.others(inTeams))).toEqual([inSlack]);
  });

  test.each([
    ["the new address is not verified", account(), teamsAccount({ addressVerified: false })],
    ["the known address is not verified", account({ addressVerified: false }), teamsAccount()],
    ["the new account is a guest's", account(), teamsAccount({ standing: "guest" })],
    ["the new account is a bot's", account(), teamsAccount({ standing: "bot" })],
    ["the new account is of another tenant", account(), teamsAccount({ standing: "stranger" })],
    ["the known account is gone", account({ standing: "gone" }), teamsAccount()],
    ["neither has an address", account({ address: null }), teamsAccount({ address: null })],
    ["both are on the same platform", account(), account({ id: "U2" })],
  ])("are two humans when %s", (_, known, told) => {
    for (const [first, second] of [
      [known, told],
      [told, known],
    ] as const) {
      const { upsert } = upserting();
      const before = upsert(first);
      expect(isSameHuman(upsert(second), before)).toBe(false);
    }
  });

  test.each([
    ["its address is verified", { addressVerified: false }],
    ["the guest becomes a member", { standing: "guest" as const }],
    ["the address is told", { address: null }],
  ])("are recognized later, once %s", (_, change) => {
    const { upsert } = upserting();
    const ana = upsert(account());
    expect(isSameHuman(upsert(teamsAccount(change)), ana)).toBe(false);
    expect(isSameHuman(upsert(teamsAccount()), ana)).toBe(true);
  });

  test("hear for themselves once one gets another address, and still are one human", () => {
    for (const changed of [
      account({ address: "other@example.com" }),
      teamsAccount({ address: "o@example.com" }),
    ]) {
      const { store, upsert } = upserting();
      const ids = [upsert(account()).id, upsert(teamsAccount()).id];
      upsert(changed);
      const [one, other] = ids.map((id) => must(store.read((tx) => tx.people.get(id))));
      expect([isSameHuman(must(one), must(other)), hearAsOne(must(one), must(other))]).toEqual([true, false]);
      expect(upsert(account()).id).toBe(ids[0]);
      expect(hearAsOne(upsert(account()), upsert(teamsAccount()))).toBe(true);
    }
  });

  test("stay one human when a platform no longer tells the address, and when one of them is gone", () => {
    const { upsert } = upserting();
    const ana = upsert(account());
    upsert(teamsAccount());
    expect(isSameHuman(upsert(teamsAccount({ address: null, addressVerified: false })), ana)).toBe(true);
    expect(isSameHuman(upsert(teamsAccount({ standing: "gone" })), ana)).toBe(true);
  });

  test("become one person with everything that was theirs, and the old id goes on meaning them", () => {
    const { store, upsert } = upserting();
    const ana = upsert(account());
    const old = upsert(teamsAccount({ name: "Ana Silva" }));
    const made = store.transact((tx) => tx.requests.insert(request(old.id)));
    store.transact((tx) => tx.people.merge(old.id, ana.id));
    const both = store.read((tx) => tx.people.get(old.id));
    expect(both).toEqual(store.read((tx) => tx.people.get(ana.id)));
    expect(both?.accounts.map(({ platform }) => platform)).toEqual(["slack", "teams"]);
    expect(store.read((tx) => tx.requests.get(made.id)?.requester)).toBe(ana.id);
    expect(upsert(account({ standing: "gone" })).name).toBe("Ana Silva");
  });

  test("who are one person stay so, whatever their addresses become", () => {
    const { store, upsert } = upserting();
    const ana = upsert(account());
    store.transact((tx) => tx.people.merge(tx.people.upsert(teamsAccount(), NOW).id, ana.id));
    expect(upsert(teamsAccount({ address: "silva@example.com" })).id).toBe(ana.id);
    expect(upsert(account({ address: "other@example.com" })).id).toBe(ana.id);
  });
});
