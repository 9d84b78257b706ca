import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { createReferences } from "../../../src/app/messages/conversation-references.ts";
import type { ConversationReference } from "../../../src/domain/conversation-reference.ts";
import type { FileOffer } from "../../../src/domain/file-offer.ts";
import { INVITATION_STATUSES, type Invitation, watched } from "../../../src/domain/invitations/invitation.ts";
import { Database } from "../../../src/store/db/sqlite.ts";
import type { Tx } from "../../../src/store/tx.ts";
import { someEntries } from "../../support/reading/entries.ts";
import { fileStore } from "../../support/world/file-store.ts";
import {
  account,
  inStore,
  invitation,
  memoryStore,
  NOW,
  request,
  someRequest,
  teamsAccount,
} from "./samples.ts";

it("a decided Request comes back as it was saved", () =>
  inStore((tx) => {
    const made = someRequest(tx);
    const by = made.requester;
    for (const decision of [
      { by, of: by, rule: null, at: NOW, reason: "no seat" },
      { by: null, of: null, rule: null, at: NOW, reason: null },
      { by, of: null, rule: 7, at: NOW, reason: null },
    ]) {
      const denied = {
        ...made,
        state: "denied",
        decision,
        approvals: [{ by, of: by, at: NOW }],
      } as const;
      tx.requests.save(denied);
      expect(tx.requests.get(made.id)).toEqual(denied);
    }
  }));

it("Requests are listed while open, and newest first for their requester", () =>
  inStore((tx) => {
    const [first, second] = [someRequest(tx), someRequest(tx)];
    const other = tx.people.upsert(account({ id: "U2", address: null }), NOW);
    const third = tx.requests.insert(request(other.id));
    tx.requests.save({
      ...first,
      state: "withdrawn",
      decision: { by: null, of: null, rule: null, at: NOW, reason: null },
    });
    expect(tx.requests.open()).toEqual([second, third]);
    expect(tx.requests.ofRequester(first.requester, 5).map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(tx.requests.ofRequester(first.requester, 1)).toHaveLength(1);
  }));

it("Members are one per address, whatever its case", () =>
  inStore((tx) => {
    const bob = {
      address: "bob@example.com",
      name: "Bob",
      role: "member",
      mistralId: "m",
      seenAt: 1,
    } as const;
    tx.members.save(bob);
    tx.members.save({ ...bob, address: "Bob@example.com", role: "admin" });
    expect(tx.members.all()).toEqual([{ ...bob, role: "admin" }]);
    expect(tx.members.byAddress("BOB@example.com")?.role).toBe("admin");
    tx.members.remove("BOB@example.com");
    expect(tx.members.all()).toEqual([]);
  }));

it("the id of a draft that was removed is never given again", () =>
  inStore((tx) => {
    const { id: person } = tx.people.upsert(account(), NOW);
    const draft = tx.drafts.insert({ person, values: { emails: "a, b", seats: ["chat"] }, createdAt: NOW });
    expect(tx.drafts.get(draft.id)).toEqual(draft);
    tx.drafts.remove(draft.id);
    expect(tx.drafts.get(draft.id)).toBeNull();
    expect(tx.drafts.insert({ person, values: {}, createdAt: NOW }).id).not.toBe(draft.id);
  }));

it("posted messages are found by subject, by conversation, and as Home pages", () =>
  inStore((tx) => {
    const { id: person } = tx.people.upsert(account(), NOW);
    const here = { platform: "slack", channel: "C1" } as const;
    const there = { platform: "teams", channel: "19:x" } as const;
    const card = tx.posted.insert({ ...here, message: "1.1", subject: "request:1", person: null });
    const elsewhere = tx.posted.insert({ ...there, message: "2", subject: "request:1", person: null });
    for (const subject of ["request:10", "request:12", "helper:billing"] as const)
      tx.posted.insert({ ...here, message: subject, subject, person });
    const part = tx.posted.insert({ ...here, message: "1.4", subject: "request:1.7", person });
    const page = { platform: "slack", channel: "home", message: "U1", subject: `home:${person}` } as const;
    const home = tx.posted.insert({ ...page, person });
    expect(tx.posted.ofSubject("request:1")).toEqual([card, elsewhere, part]);
    expect(tx.posted.find("request:1", there)).toEqual(elsewhere);
    expect(tx.posted.find("request:2", here)).toBeNull();
    expect(tx.posted.homes(0)).toEqual([home]);
  }));

const of = (tx: Tx) => {
  const { id } = someRequest(tx);
  return (change: Partial<Invitation>) => tx.invitations.insert(invitation(id, change));
};
const verified = (at: number) => ({ kind: "verified", source: "members", at }) as const;

it("Invitations are found by any of several statuses and counted for every status", () => {
  inStore((tx) => {
    const make = of(tx);
    for (const status of INVITATION_STATUSES) make({ status });
    tx.invitations.save({ ...make({ status: "pending" }), status: "active" });
    const found = tx.invitations.inStatus("pending", "denied");
    expect(found.map(({ status }) => status)).toEqual(["pending", "denied"]);
    expect(tx.invitations.inStatus()).toEqual([]);
    expect(tx.invitations.count()).toMatchObject({ active: 2, pending: 1, removed: 1 });
  });
  const empty = memoryStore().read((tx) => tx.invitations.count());
  expect(empty).toEqual(Object.fromEntries(INVITATION_STATUSES.map((status) => [status, 0])));
});

it("the first Invitation in a status can be asked for among those with younger Evidence", () =>
  inStore((tx) => {
    const make = of(tx);
    const made = [null, verified(NOW), verified(NOW + 5)].map((evidence) =>
      make({ status: "active", evidence }),
    );
    const first = [undefined, 0, NOW, NOW + 5].map((after) => tx.invitations.first("active", after));
    expect(first).toEqual([...made, null]);
    expect(tx.invitations.first("pending")).toBeNull();
  }));

it("Invitations are told apart from older ones of the same address, in portions and whatever its case", () =>
  inStore((tx) => {
    const make = of(tx);
    const old = make({ address: "Ana@Example.com", status: "pending" });
    const newer = make({ address: "ana@example.com", status: "denied" });
    const bob = make({
      address: "bob@example.com",
      status: "active",
      evidence: verified(NOW),
      mistralId: "i",
    });
    const eve = make({ address: "eve@example.com", status: "pending" });
    expect(tx.invitations.ofAddress("ANA@example.com")).toEqual([newer, old]);
    const portion = (after: number, limit: number) => tx.invitations.watched(after, limit);
    for (const [at, found] of portion(0, 9).entries())
      expect(watched([bob, eve][at] ?? old)).toMatchObject(found);
    expect([portion(0, 9), portion(0, 1), portion(bob.id, 9)].map((all) => all.map(({ id }) => id))).toEqual([
      [bob.id, eve.id],
      [bob.id],
      [eve.id],
    ]);
    expect(tx.invitations.newestAmong([old, newer, bob, eve].map(({ id }) => id))).toEqual([newer, bob, eve]);
    expect(tx.invitations.addresses([eve.id, bob.id, 99])).toEqual([eve.address, bob.address]);
  }));

it("the Record is paged newest first, with the total, and takes no change, not even by a bug of ours", () => {
  const { store, path } = fileStore();
  store.transact((tx) => {
    for (const entry of someEntries(5)) tx.record.append(entry);
  });
  const pages = store.read((tx) => [0, 1, 2, 3].map((page) => tx.record.page(page, 2)));
  expect(pages.map(({ rows }) => rows.map(({ seq }) => seq))).toEqual([[5, 4], [3, 2], [1], [1]]);
  expect(pages[3]?.total).toBe(5);
  const db = new Database(path);
  for (const statement of ["UPDATE record SET at = 9", "DELETE FROM record"])
    expect(() => db.exec(statement)).toThrow("append-only");
  db.close();
});

const offer = (person: string, change: Partial<FileOffer> = {}): Omit<FileOffer, "id"> => ({
  ...{ person, platform: "teams", name: "record.jsonl", size: 2048, state: "offered", place: null },
  ...{ content: { kind: "record", end: { seq: 57, hash: "3f" } }, createdAt: NOW, ...change },
});

it("Files that were offered leave no address to write to in any file once it is forgotten, as soon as nobody reads an older picture", () => {
  const { store, path } = fileStore();
  const secret = "https://drive.example/upload/secret";
  const isKept = () =>
    ["", "-wal"].some(
      (end) => existsSync(`${path}${end}`) && readFileSync(`${path}${end}`, "latin1").includes(secret),
    );
  const place = { address: secret, link: "https://l", id: "f", type: "jsonl", name: "record.jsonl" };
  const made = store.transact((tx) =>
    tx.files.insert(offer(tx.people.upsert(teamsAccount(), NOW).id, { state: "accepted", place })),
  );
  expect(isKept()).toBe(true);
  const reader = new Database(path, { readonly: true });
  reader.exec("BEGIN; SELECT * FROM file_offers");
  store.transact((tx) => tx.files.save({ ...made, state: "put", place: { ...place, address: null } }));
  expect(isKept()).toBe(true);
  reader.exec("COMMIT");
  reader.close();
  store.transact((tx) => tx.people.upsert(account(), NOW));
  expect(isKept()).toBe(false);
});

const [one, two] = ["https://one.example/", "https://two.example/"];
const ana: ConversationReference = {
  ...{ kind: "person", id: "a", label: "Ana", data: { serviceUrl: one, user: "29:1" } },
};

it("what a platform noted last is what it gets, and no other platform sees it", () => {
  const { store } = fileStore();
  const references = createReferences(store, "teams");
  expect(references.get("person", "a")).toBeNull();
  const moved = { ...ana, data: { ...ana.data, serviceUrl: two } };
  const others = [
    { ...ana, id: "b", label: "Bob" } as const,
    { ...ana, kind: "team", label: "Lumen" } as const,
  ];
  for (const each of [ana, ...others, moved]) references.note(each);
  const labels = () => references.all("person").map(({ label }) => label);
  expect([references.get("person", "a"), labels()]).toEqual([moved, ["Ana", "Bob"]]);
  expect(createReferences(store, "slack").all("person")).toEqual([]);
  for (const [name, value] of [
    ["user", "29:1"],
    ["serviceUrl", two],
  ] as const)
    expect(references.find("person", name, value)?.id).toBe("a");
  expect(references.find("channel", "user", "29:1") ?? references.find("person", 'us"er', "29:1")).toBeNull();
  references.forget("person", "a");
  expect([labels(), references.get("team", "a")?.label]).toEqual([["Bob"], "Lumen"]);
});

it("noting the same again writes nothing, whatever the order of its parts", () => {
  const { store, version } = fileStore();
  const references = createReferences(store, "teams");
  const writes = (reference: ConversationReference): boolean => {
    const before = version();
    references.note(reference);
    expect(references.get("person", "a")).toEqual(reference);
    return version() !== before;
  };
  const { data } = ana;
  expect([ana, { ...ana, data: { user: "29:1", serviceUrl: one } }].map(writes)).toEqual([true, false]);
  const changed = [{ user: "29:2", serviceUrl: one }, { user: "29:1" }, { ...data, locale: "fr" }];
  expect(
    [{ ...ana, label: "Anna" }, ...changed.map((to) => ({ ...ana, data: to }))].map(writes),
  ).not.toContain(false);
});
