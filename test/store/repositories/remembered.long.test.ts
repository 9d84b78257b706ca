import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { startSetup } from "../../../src/domain/setup/setup.ts";
import { Database } from "../../../src/store/db/sqlite.ts";
import { openStore } from "../../../src/store/store.ts";
import type { Tx } from "../../../src/store/tx.ts";
import { must } from "../../support/must.ts";
import { fresh } from "../../support/samples/facts.ts";
import { account, folder, invitation, NOW, request, someRequest, teamsAccount } from "./samples.ts";

const NAMES = ["Ana", "Ana Silva", "A. Silva"] as const;
const ADDRESSES = ["ana@example.com", "bob@example.com", "eve@example.com"] as const;
const CHANNELS = ["C1", "C2", "C3"] as const;
const PEOPLE = [account(), teamsAccount()];

/** What can be done, each in three ways. */
const DEEDS: Readonly<Record<string, (tx: Tx, n: 0 | 1 | 2, now: number) => unknown>> = {
  name: (tx, n, now) => tx.people.upsert({ ...must(PEOPLE[n % 2]), name: NAMES[n] }, now),
  use: (tx, n, now) => tx.people.setUsed(...accountAt(n), now),
  reach: (tx, n) => tx.people.setUnreachable(...accountAt(n), n > 0),
  language: (tx, n) => tx.people.set(idOf(tx, n), { language: n > 0 ? "fr" : null }),
  merge: (tx) => idOf(tx, 0) !== idOf(tx, 1) && tx.people.merge(idOf(tx, 1), idOf(tx, 0)),
  setup: (tx, n) => tx.setup.save(startSetup(idOf(tx, n), fresh.settings, n)),
  refer: (tx, n) =>
    tx.references.save("teams", { kind: "channel", id: "C1", label: NAMES[n], data: { team: CHANNELS[n] } }),
  forget: (tx) => tx.references.remove("teams", "channel", "C1"),
  list: (tx, n) =>
    tx.members.save({ address: ADDRESSES[n], name: null, role: "member", mistralId: `m${n}`, seenAt: NOW }),
  unlist: (tx, n) => tx.members.remove(ADDRESSES[n]),
  invite: (tx, n) => tx.invitations.insert(invitation(1, { address: ADDRESSES[n], status: "approved" })),
  move: (tx, n) => {
    const [newest] = tx.invitations.ofAddress(ADDRESSES[n]);
    if (newest !== undefined) tx.invitations.save({ ...newest, status: "pending", since: n });
  },
  decide: (tx, n) => {
    const asked = must(tx.requests.get(2));
    tx.requests.save({ ...asked, reason: NAMES[n] });
  },
  workspace: (tx, n) =>
    tx.workspaces.insert({
      name: NAMES[n],
      state: "waiting",
      mistralId: null,
      evidence: null,
      trouble: null,
    }),
  note: (tx, n) =>
    tx.record.append({ at: n, actor: "bot", event: "step.closed", subject: "setup", data: {} }),
  erase: (tx, n) => {
    const traces = n === 0 ? null : tx.erasure.find(ADDRESSES[n]);
    if (traces !== null) tx.erasure.erase(traces);
  },
  alert: (tx, n) =>
    tx.alerts.insert({ kind: "outage", of: "mistral", refused: false, since: n, toldAt: null, until: null }),
  mend: (tx) => {
    for (const alert of tx.alerts.open()) tx.alerts.save({ ...alert, until: NOW });
  },
  fail: () => {
    throw new Error("no");
  },
};

function accountAt(n: number) {
  const { platform, id } = must(PEOPLE[n % 2]);
  return [platform, id] as const;
}
const idOf = (tx: Tx, n: number) => must(tx.people.byAccount(...accountAt(n))).id;

const look = (tx: Tx) => [
  [tx.setup.load(), tx.requests.get(2), tx.invitations.ofRequest(1), tx.workspaces.all(), tx.record.end()],
  PEOPLE.map((_, n) => [tx.people.byAccount(...accountAt(n)), tx.people.seenAt(...accountAt(n))]),
  PEOPLE.map((_, n) => [tx.people.usedFirst(idOf(tx, n)), tx.people.get(idOf(tx, n))]),
  PEOPLE.map((_, n) => tx.people.isUnreachable(...accountAt(n))),
  tx.references.all("teams", "channel"),
  CHANNELS.map((id) => tx.references.get("teams", "channel", id)),
  CHANNELS.map((id) => tx.references.find("teams", "channel", "team", id)),
  [0, 1, 2].map((limit) => tx.members.following("", limit)),
  [0, 1, 2].map((after) => tx.invitations.watched(after, 3)),
  tx.alerts.open(),
];

it("what is remembered is what somebody sees who remembers nothing, whatever is done in whatever order", () => {
  const path = join(folder(), "a.db");
  const store = openStore({ path, kind: "real", idGap: () => 0 });
  store.transact((tx) => {
    someRequest(tx);
    tx.requests.insert(request(tx.people.upsert(teamsAccount(), NOW).id));
  });
  const way = fc.constantFrom<0 | 1 | 2>(0, 1, 2);
  const deed = fc.record({ name: fc.constantFrom(...Object.keys(DEEDS)), way });
  let now = NOW;
  fc.assert(
    fc.property(fc.array(deed, { minLength: 1, maxLength: 12 }), (all) => {
      for (const [at, one] of all.entries()) {
        try {
          store.transact((tx) => {
            for (const { name, way: n } of [one, must(all[Math.max(0, at - 1)])]) {
              now += 1_000;
              DEEDS[name]?.(tx, n, now);
              look(tx);
            }
          });
        } catch (error) {
          expect(error).toEqual(new Error("no"));
        }
      }
      const reader = openStore({ path, kind: "real", access: "write" });
      expect(store.read(look)).toEqual(reader.read(look));
      reader.close();
    }),
    { numRuns: 80 },
  );
  store.close();
});

it("what is remembered is what another process has written since", () => {
  const path = join(folder(), "a.db");
  const store = openStore({ path, kind: "real" });
  const { id } = store.transact((tx) => tx.people.upsert(account({ name: "Ana" }), NOW));
  const nameNow = () => store.read((tx) => tx.people.get(id)?.name);
  expect(nameNow()).toBe("Ana");
  new Database(path).exec("UPDATE accounts SET name = 'Anna'").close();
  expect(nameNow()).toBe("Anna");
  store.close();
});
