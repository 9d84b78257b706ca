import { expect, it } from "vitest";
import { INVITATION_STATUSES, type Invitation, watched } from "../../../src/domain/invitations/invitation.ts";
import type { Tx } from "../../../src/store/tx.ts";
import { account, inStore, invitation, memoryStore, NOW, request, someRequest } from "./samples.ts";

it("a decided Request comes back as it was saved", () =>
  inStore((tx) => {
    const made = someRequest(tx);
    const by = made.requester;
    for (const decision of [
      { by, at: NOW, reason: "no seat" },
      { by: null, at: NOW, reason: null },
    ]) {
      const denied = { ...made, state: "denied", decision, firstApproval: { by, at: NOW } } as const;
      tx.requests.save(denied);
      expect(tx.requests.get(made.id)).toEqual(denied);
    }
  }));

it("Requests are listed while open, and newest first for their requester", () =>
  inStore((tx) => {
    const [first, second] = [someRequest(tx), someRequest(tx)];
    const other = tx.people.upsert(account({ id: "U2", address: null }), NOW);
    const third = tx.requests.insert(request(other.id));
    tx.requests.save({ ...first, state: "withdrawn", decision: { by: null, at: NOW, reason: null } });
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
