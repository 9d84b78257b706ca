import { describe, expect, it } from "vitest";
import { hearAsOne, isSameHuman } from "../../../src/domain/accounts/person.ts";
import { must } from "../../support/must.ts";
import { account, memoryStore, NOW, request, teamsAccount } from "./samples.ts";

const upserting = () => {
  const store = memoryStore();
  const upsert = (told: ReturnType<typeof account>, now = NOW) =>
    store.transact((tx) => tx.people.upsert(told, now));
  return { store, upsert };
};

describe("what a platform says of an account", () => {
  it("makes a new person with an opaque id and a lower-case address", () => {
    const person = upserting().upsert(account({ address: "Ana.Silva@Example.COM" }));
    expect(person.id).toMatch(/^p_[a-z0-9]{12}$/);
    expect(person.address).toBe("ana.silva@example.com");
    expect(person.accounts).toEqual([account({ address: "ana.silva@example.com" })]);
  });

  it("said again with a change updates the same person, who still cannot be written to", () => {
    const { store, upsert } = upserting();
    const { id } = upsert(account());
    store.transact((tx) => tx.people.setUnreachable("slack", "U1", true));
    const change = { name: "Ana Silva", address: "silva@example.com", admin: true };
    expect(upsert(account(change))).toMatchObject({ id, name: "Ana Silva", address: "silva@example.com" });
    store.read(({ people }) => {
      const found = ["ana@example.com", "Silva@Example.com"].map((address) => people.byAddress(address)?.id);
      expect(found).toEqual([undefined, id]);
      expect(people.isUnreachable("slack", "U1")).toBe(true);
    });
  });

  it("said again unchanged writes at most once a minute, and only when it was seen", () => {
    const { store, upsert } = upserting();
    const seen = () => store.read((tx) => tx.people.seenAt("slack", "U1"));
    upsert(account());
    upsert(account(), NOW + 59_999);
    expect(seen()).toBe(NOW);
    upsert(account(), NOW + 60_000);
    expect(seen()).toBe(NOW + 60_000);
  });
});

describe("persons on two platforms", () => {
  it("are one human when both are members with the same verified address, and stay two persons", () => {
    const { store, upsert } = upserting();
    const inSlack = upsert(account());
    const inTeams = upsert(teamsAccount({ address: "ANA@example.com", name: "Ana Silva" }));
    expect([inTeams.id === inSlack.id, isSameHuman(inSlack, inTeams)]).toEqual([false, true]);
    expect(inTeams.accounts.map(({ platform }) => platform)).toEqual(["teams"]);
    expect(store.read((tx) => tx.people.others(inTeams))).toEqual([inSlack]);
  });

  it.each([
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

  it.each([
    ["its address is verified", { addressVerified: false }],
    ["the guest becomes a member", { standing: "guest" as const }],
    ["the address is told", { address: null }],
  ])("are recognized later, once %s", (_, change) => {
    const { upsert } = upserting();
    const ana = upsert(account());
    expect(isSameHuman(upsert(teamsAccount(change)), ana)).toBe(false);
    expect(isSameHuman(upsert(teamsAccount()), ana)).toBe(true);
  });

  it.each([
    ["gets another address", { address: "other@example.com" }, false],
    ["has none that is told", { address: null, addressVerified: false }, true],
    ["is gone", { standing: "gone" as const }, true],
  ])(
    "still are one human once one %s, and hear for themselves where addresses differ",
    (_, change, asOne) => {
      for (const changed of [account(change), teamsAccount(change)]) {
        const { store, upsert } = upserting();
        const ids = [upsert(account()).id, upsert(teamsAccount()).id];
        upsert(changed);
        const [one, other] = ids.map((id) => must(store.read((tx) => tx.people.get(id))));
        expect([isSameHuman(must(one), must(other)), hearAsOne(must(one), must(other))]).toEqual([
          true,
          asOne,
        ]);
        expect(hearAsOne(upsert(account()), upsert(teamsAccount()))).toBe(true);
      }
    },
  );

  it("become one person with everything that was theirs, and stay so, and the old id goes on meaning them", () => {
    const { store, upsert } = upserting();
    const ana = upsert(account());
    const old = upsert(teamsAccount({ name: "Ana Silva" }));
    const made = store.transact((tx) => tx.requests.insert(request(old.id)));
    const page = { platform: "teams", channel: "a:1", person: old.id } as const;
    for (const subject of [`home:${old.id}`, `home:${old.id}.checklist`] as const)
      store.transact((tx) => tx.posted.insert({ ...page, message: subject, subject }));
    store.transact((tx) => tx.people.merge(old.id, ana.id));
    const pages = store.read((tx) => tx.posted.ofSubject(`home:${ana.id}`));
    expect(pages.map(({ subject }) => subject)).toEqual([`home:${ana.id}`, `home:${ana.id}.checklist`]);
    const both = store.read((tx) => tx.people.get(old.id));
    expect(both).toEqual(store.read((tx) => tx.people.get(ana.id)));
    expect(both?.accounts.map(({ platform }) => platform)).toEqual(["slack", "teams"]);
    expect(store.read((tx) => tx.requests.get(made.id)?.requester)).toBe(ana.id);
    for (const change of [{ address: "silva@example.com" }, { address: "other@example.com" }])
      expect([upsert(teamsAccount(change)).id, upsert(account(change)).id]).toEqual([ana.id, ana.id]);
    expect(upsert(account({ standing: "gone" })).name).toBe("Ana");
  });
});
