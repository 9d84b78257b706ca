import { expect, it } from "vitest";
import type { Account } from "../../../src/domain/accounts/person.ts";
import { Database } from "../../../src/store/db/sqlite.ts";
import { must } from "../../support/must.ts";
import { dumpOf } from "../../support/reading/dump.ts";
import { claimNext } from "../../support/world/claim.ts";
import { fileStore } from "../../support/world/file-store.ts";

const ADDRESS = "zoe@lumen.example";
const OTHER = "paul@lumen.example";

const account = (id: string, name: string, address: string): Account => ({
  ...{ platform: "teams", id, name, address, team: "T1", addressVerified: true },
  ...{ timezone: "UTC", locale: "en", standing: "member", admin: false },
});

it("what tells who somebody is goes from every table, and what is another's stays", () => {
  const { store, path } = fileStore();
  const job = (id: string) => ({ kind: "refresh-account", platform: "teams", account: id }) as const;
  store.transact((tx) => {
    const people = [
      { id: "29:zoezoezoe", name: "Zoé Park", address: ADDRESS },
      { id: "29:paulpaul", name: "Paul Wood", address: OTHER },
    ];
    for (const { id, name, address } of people) {
      const person = tx.people.upsert(account(id, name, address), 1);
      const to = { serviceUrl: "s", user: `u-${id}`, conversation: `a:${id}` };
      tx.references.save("teams", { kind: "person", id, label: name, data: to });
      tx.references.save("teams", { kind: "channel", id: `19:${name.length}`, label: `${name} …`, data: {} });
      tx.processedRequests.firstTime(`slack:press:T1:${id}:D1/2:x:3`, 1);
      tx.drafts.insert({ person: person.id, values: { reason: "mine" }, createdAt: 1 });
      const link = `https://lumen.sharepoint.com/personal/${id}/list.csv`;
      tx.files.insert({
        ...{ person: person.id, platform: "teams", content: { kind: "template" }, name: "list.csv", size: 7 },
        ...{ state: "accepted", place: { address: link, link, id, type: "csv", name }, createdAt: 1 },
      });
      tx.drafts.insert({ person: person.id, values: { rows: [{ address }] }, createdAt: 1 });
      tx.jobs.enqueue(job(id), { key: `account:teams:${id}`, group: "g", dueAt: 1 });
      tx.jobs.enqueue(
        { kind: "post", subject: `account:teams.${id}`, to: { person: "p_owner" } },
        { key: `post:account:teams.${id}>p_owner`, group: "h", dueAt: 1 },
      );
      tx.posted.insert({
        ...{
          platform: "teams",
          channel: `a:${id}`,
          message: "1",
          subject: `home:${person.id}`,
          person: person.id,
        },
      });
      tx.posted.insert({
        ...{
          platform: "teams",
          channel: "a:owner",
          message: name.slice(0, 1),
          subject: `account:teams.${id}`,
          person: null,
        },
      });
      tx.members.save({ address, name, role: "member", mistralId: `m-${name}`, seenAt: 1 });
    }
  });
  const before = dumpOf(path);
  store.transact((tx) => {
    const traces = must(tx.erasure.find(ADDRESS));
    expect(traces.names).toEqual(["Zoé Park"]);
    tx.erasure.erase(traces);
    expect(tx.erasure.left(traces)).toEqual([]);
  });
  const after = dumpOf(path);
  const rows = (dump: typeof before, word: string) =>
    [...dump].flatMap(([table, all]) =>
      all.filter((row) => row.includes(word)).map((row) => `${table} ${row}`),
    );
  for (const mark of [ADDRESS, "Zoé", "zoezoezoe"]) {
    expect(rows(before, mark)).not.toEqual([]);
    expect(rows(after, mark).filter((row) => !/^posted_messages .*a:owner/.test(row))).toEqual([]);
  }
  for (const mark of [OTHER, "Paul", "paulpaul"]) expect(rows(after, mark)).toEqual(rows(before, mark));
  expect(rows(after, "a:owner").join()).toMatch(/"account:p_\w+"/);
});

it("whose address ends like theirs keeps all that is about them, and a job that was given up stands in nobody's way", () => {
  const { store, path } = fileStore();
  const other = `jean.${ADDRESS}`;
  store.transact((tx) => {
    tx.people.upsert(account("29:zoezoezoe", "Zoé Park", ADDRESS), 1);
    const { id } = tx.people.upsert(account("29:jeanjean", "Jean Park", other), 1);
    tx.drafts.insert({ person: id, values: { rows: [{ address: other }] }, createdAt: 1 });
    const job = { kind: "refresh-account", platform: "teams", account: "29:zoezoezoe" } as const;
    tx.jobs.enqueue(job, { key: "account:teams:29:zoezoezoe", group: "g", dueAt: 1 });
    tx.jobs.bury(must(claimNext(tx.jobs, 1)).id, 1, "gone");
  });
  store.transact((tx) => {
    const traces = must(tx.erasure.find(ADDRESS));
    tx.erasure.erase(traces);
    expect(tx.erasure.left(traces)).toEqual([]);
    expect(tx.jobs.dead()).toEqual([]);
  });
  const kept = [...dumpOf(path)].flatMap(([table, all]) => (`${all}`.includes(other) ? [table] : []));
  expect(kept.toSorted()).toEqual(["accounts", "drafts"]);
});

it("what is left anywhere is found, also in a table that nobody thought of", () => {
  const { store, path } = fileStore();
  const db = new Database(path);
  db.exec(
    `CREATE TABLE later (note TEXT) STRICT; INSERT INTO later VALUES ('said by ZOE@lumen.example, 29:zoezoezoe')`,
  );
  db.close();
  store.read((tx) => {
    const traces = {
      people: [],
      accounts: [],
      addresses: [ADDRESS],
      names: [],
      chatIds: [],
      invitations: [],
    };
    expect(tx.erasure.left(traces)).toEqual(["later.note"]);
    const byId = { ...traces, addresses: [], chatIds: ["29:ZoeZoeZoe"] };
    expect(tx.erasure.left(byId), "a chat's id, in whatever case").toEqual(["later.note"]);
  });
});
