import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Subject } from "../../../src/domain/message.ts";
import type { Settings } from "../../../src/domain/setup/settings.ts";
import { startSetup } from "../../../src/domain/setup/setup.ts";
import { Database } from "../../../src/store/db/sqlite.ts";
import { openStore } from "../../../src/store/store.ts";
import type { Tx } from "../../../src/store/tx.ts";
import { must } from "../../support/must.ts";
import { account, folder, invitation, memoryStore, NOW, someRequest, teamsAccount } from "./samples.ts";

const settingsIn = (language: string): Settings => ({
  approvers: [],
  approvals: [],
  news: [],
  feed: [],
  domains: [],
  seats: [],
  language,
  workspaceAdmin: null,
  reminders: false,
  remindAfter: 4,
  adminNeedsTwo: false,
});
/** As somebody sees it who remembers nothing. */
function readAnew(path: string, look: (tx: Tx) => readonly unknown[]): readonly unknown[] {
  const reader = openStore({ path, kind: "real", lock: false });
  const seen = reader.read(look);
  reader.close();
  return seen;
}

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
          else tx.people.set(must(ids[at]), { language: n === 1 ? "fr" : null });
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

describe("what is remembered of messages, places and the Setup", () => {
  const channels = ["C1", "C2"] as const;

  test("is what a fresh look finds, whatever is done in whatever order", () => {
    const path = join(folder(), "c.db");
    const store = openStore({ path, kind: "real" });
    const owner = store.transact((tx) => tx.people.upsert(account(), NOW)).id;
    const other = store.transact((tx) => tx.people.upsert(teamsAccount(), NOW)).id;
    const deeds = fc.record({
      deed: fc.constantFrom(
        "post",
        "draw",
        "miss",
        "remove",
        "save",
        "route",
        "unroute",
        "fail",
        "merge" as const,
      ),
      n: fc.nat({ max: 1 }),
    });
    const look = (tx: Tx) => [
      tx.setup.load(),
      [owner, other].map((id) => [tx.people.get(id), tx.posted.ofSubject(`home:${id}`)]),
      tx.posted.ofSubject("request:1"),
      tx.posted.ofSubject("outcome:1"),
      tx.references.all("teams", "channel"),
      channels.map((id) => [
        tx.references.get("teams", "channel", id),
        tx.references.find("teams", "channel", "team", id),
      ]),
    ];
    const post = (tx: Tx, subject: Subject, channel: string, person: string | null) =>
      tx.posted.insert({ platform: "slack", channel, message: "1.1", subject, person });
    fc.assert(
      fc.property(fc.array(deeds, { minLength: 1, maxLength: 10 }), (all) => {
        const perform = (tx: Tx, { deed, n }: (typeof all)[number]) => {
          const [copy] = tx.posted.all();
          if (deed === "post") {
            post(tx, n === 0 ? "request:1" : "outcome:1.2", must(channels[n]), null);
            post(tx, `home:${n === 0 ? owner : other}`, "home", n === 0 ? owner : other);
          } else if (deed === "draw" && copy !== undefined) tx.posted.setDrawn(copy.id, `d${n}`);
          else if (deed === "miss" && copy !== undefined) tx.posted.setMissed(copy.id);
          else if (deed === "remove" && copy !== undefined) tx.posted.remove(copy.id);
          else if (deed === "save") tx.setup.save(startSetup(owner, settingsIn(n === 0 ? "en" : "fr"), NOW));
          else if (deed === "route")
            tx.references.save("teams", {
              kind: "channel",
              id: "C1",
              label: `l${n}`,
              data: { team: must(channels[n]) },
            });
          else if (deed === "unroute") tx.references.remove("teams", "channel", "C1");
          else if (deed === "merge") tx.people.merge(other, owner);
          look(tx);
          if (deed === "fail") throw new Error("no");
        };
        for (const one of all) {
          try {
            store.transact((tx) => {
              perform(tx, one);
              perform(tx, must(all[0]));
            });
          } catch (error) {
            expect(error).toEqual(new Error("no"));
          }
        }
        expect(store.read(look)).toEqual(readAnew(path, look));
      }),
      { numRuns: 40 },
    );
    store.close();
  });

  test("cannot be changed by whoever was given it", () => {
    const store = memoryStore();
    const found = store.transact((tx) => {
      tx.posted.insert({
        platform: "slack",
        channel: "C1",
        message: "1.1",
        subject: "request:1",
        person: null,
      });
      return tx.posted.ofSubject("request:1");
    });
    found.pop();
    expect(store.read((tx) => tx.posted.ofSubject("request:1"))).toHaveLength(1);
  });
});

describe("what is remembered of Members and Invitations", () => {
  const addresses = ["ana@example.com", "bob@example.com", "eve@example.com"] as const;

  test("is what a fresh look finds, whatever is done in whatever order", () => {
    const path = join(folder(), "d.db");
    const store = openStore({ path, kind: "real" });
    const asked = store.transact(someRequest);
    const deeds = fc.record({
      deed: fc.constantFrom("list", "unlist", "invite", "move", "erase", "fail"),
      at: fc.nat({ max: 2 }),
      n: fc.nat({ max: 2 }),
    });
    const look = (tx: Tx) => [
      [0, 1, 2].map((limit) => tx.members.following("", limit)),
      addresses.map((address) => tx.members.following(address, 2)),
      [0, 1, 2].map((after) => tx.invitations.watched(after, 3)),
    ];
    const perform = (tx: Tx, { deed, at, n }: { deed: string; at: number; n: number }) => {
      const address = must(addresses[at]);
      const newest = tx.invitations.ofAddress(address)[0];
      if (deed === "list")
        tx.members.save({ address, name: must(names[n]), role: "member", mistralId: `m${at}`, seenAt: NOW });
      else if (deed === "unlist") tx.members.remove(address);
      else if (deed === "invite")
        tx.invitations.insert(invitation(asked.id, { address, status: "approved" }));
      else if (deed === "move" && newest !== undefined)
        tx.invitations.save({ ...newest, status: "pending", since: n });
      else if (deed === "erase") {
        const traces = tx.erasure.find(address);
        if (traces !== null) tx.erasure.erase(traces);
      }
      look(tx);
      if (deed === "fail") throw new Error("no");
    };
    fc.assert(
      fc.property(fc.array(deeds, { minLength: 1, maxLength: 10 }), (all) => {
        for (const one of all) {
          try {
            store.transact((tx) => {
              perform(tx, must(all[0]));
              perform(tx, one);
            });
          } catch (error) {
            expect(error).toEqual(new Error("no"));
          }
        }
        expect(store.read(look)).toEqual(readAnew(path, look));
      }),
      { numRuns: 40 },
    );
    store.close();
  });
});
