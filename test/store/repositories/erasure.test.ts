import { expect, it } from "vitest";
import { Database } from "../../../src/store/db/sqlite.ts";
import { must } from "../../support/must.ts";
import { dumpOf } from "../../support/reading/dump.ts";
import { claimNext } from "../../support/world/claim.ts";
import { fileStore } from "../../support/world/file-store.ts";
import { invitation, request, teamsAccount } from "./samples.ts";

const ADDRESS = "zoe@lumen.example";
const OTHER = "paul@lumen.example";
const ZOE = "29:zoezoezoe";

const account = (id: string, name: string, address: string) => teamsAccount({ id, name, address });
const refresh = (id: string) => ({ kind: "refresh-account", platform: "teams", account: id }) as const;

it("what tells who somebody is goes from every table, and what is another's stays", () => {
  const { store, path } = fileStore();
  store.transact((tx) => {
    for (const [id, name, address] of [
      [ZOE, "Zoé Park", ADDRESS],
      ["29:paulpaul", "Paul Wood", OTHER],
    ] as const) {
      const { id: person } = tx.people.upsert(account(id, name, address), 1);
      const to = { serviceUrl: "s", user: `u-${id}`, conversation: `a:${id}` };
      tx.references.save("teams", { kind: "person", id, label: name, data: to });
      tx.references.save("teams", { kind: "channel", id: `19:${name.length}`, label: `${name} …`, data: {} });
      tx.processedRequests.firstTime(`slack:press:T1:${id}:D1/2:x:3`, 1);
      for (const values of [{ reason: "mine" }, { rows: [{ address }] }])
        tx.drafts.insert({ person, values, createdAt: 1 });
      const link = `https://lumen.sharepoint.com/personal/${id}/list.csv`;
      tx.files.insert({
        ...{ person, platform: "teams", content: { kind: "template" }, name: "list.csv", size: 7 },
        ...{ state: "accepted", place: { address: link, link, id, type: "csv", name }, createdAt: 1 },
      });
      tx.jobs.enqueue(refresh(id), { key: `account:teams:${id}`, group: "g", dueAt: 1 });
      const subject = `account:teams.${id}` as const;
      const post = { kind: "post", subject, to: { person: "p_owner" } } as const;
      tx.jobs.enqueue(post, { key: `post:${subject}>p_owner`, group: "h", dueAt: 1 });
      const own = { platform: "teams", channel: `a:${id}`, message: "1" } as const;
      tx.posted.insert({ ...own, subject: `home:${person}`, person });
      tx.posted.insert({ ...own, channel: "a:owner", message: name.slice(0, 1), subject, person: null });
      tx.members.save({ address, name, role: "member", mistralId: `m-${name}`, seenAt: 1 });
      const { id: asked } = tx.requests.insert(request(person));
      tx.invitations.insert(invitation(asked, { address, mistralId: `i-${name}` }));
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
      all.flatMap((row) => (row.includes(word) ? [`${table} ${row}`] : [])),
    );
  for (const mark of [ADDRESS, "Zoé", "zoezoezoe"]) {
    expect(rows(before, mark)).not.toEqual([]);
    expect(rows(after, mark)).toEqual([]);
  }
  for (const mark of [OTHER, "Paul", "paulpaul"]) expect(rows(after, mark)).toEqual(rows(before, mark));
  expect(rows(after, "a:owner").join()).toMatch(/"account:p_\w+"/);
  expect([before, after].map((dump) => dump.get("drafts")?.length)).toEqual([4, 2]);
});

it("whose address ends like theirs keeps all that is about them, and a job that was given up stands in nobody's way", () => {
  const { store, path } = fileStore();
  const other = `jean.${ADDRESS}`;
  store.transact((tx) => {
    tx.people.upsert(account(ZOE, "Zoé Park", ADDRESS), 1);
    const { id: person } = tx.people.upsert(account("29:jeanjean", "Jean Park", other), 1);
    tx.drafts.insert({ person, values: { rows: [{ address: other }] }, createdAt: 1 });
    tx.jobs.enqueue(refresh(ZOE), { key: "dead", group: "g", dueAt: 1 });
    tx.jobs.bury(must(claimNext(tx.jobs, 1)).id, 1, "gone");
    const traces = must(tx.erasure.find(ADDRESS));
    tx.erasure.erase(traces);
    expect([tx.erasure.left(traces), tx.jobs.dead()]).toEqual([[], []]);
  });
  const kept = [...dumpOf(path)].flatMap(([table, all]) => (`${all}`.includes(other) ? [table] : []));
  expect(kept.toSorted()).toEqual(["accounts", "drafts"]);
});

it("what is left anywhere is found, also in a table that nobody thought of, and a chat's id in whatever case", () => {
  const { store, path } = fileStore();
  new Database(path)
    .exec(
      `CREATE TABLE later (note TEXT) STRICT; INSERT INTO later VALUES ('said by ZOE@lumen.example, ${ZOE}')`,
    )
    .close();
  const none = { people: [], accounts: [], names: [], invitations: [] };
  store.read(({ erasure }) => {
    expect(erasure.left({ ...none, addresses: [ADDRESS], chatIds: [] })).toEqual(["later.note"]);
    expect(erasure.left({ ...none, addresses: [], chatIds: ["29:ZoeZoeZoe"] })).toEqual(["later.note"]);
  });
});
