import { describe, expect, test } from "vitest";
import { closeStep, startSetup } from "../../../src/domain/setup/setup.ts";
import { account, memoryStore, NOW, request, someRequest } from "./samples.ts";

describe("the requests that were processed", () => {
  test("knows a key for the first time once", () => {
    const store = memoryStore();
    const first = (key: string) => store.transact((tx) => tx.processedRequests.firstTime(key, NOW));
    expect([first("a"), first("a"), first("b")]).toEqual([true, false, true]);
  });
});

describe("the Setup", () => {
  test("is none at first, and then what was saved last", () => {
    const store = memoryStore();
    expect(store.read((tx) => tx.setup.load())).toBeNull();
    store.transact((tx) => {
      const { id } = tx.people.upsert(account(), NOW);
      const settings = {
        approvers: [id],
        approvals: [{ platform: "slack", channel: "C1" }],
        news: [{ platform: "teams", channel: "19:x", level: "milestones" }],
        ...{ domains: ["example.com"], seats: ["code" as const] },
        language: "fr",
        workspaceAdmin: null,
        feed: [{ platform: "slack", channel: "C3", since: NOW }],
        reminders: true,
        remindAfter: 4,
        adminNeedsTwo: false,
      } as const;
      const started = startSetup(id, settings, NOW);
      tx.setup.save(started);
      expect(tx.setup.load()).toEqual(started);
      const evidence = { kind: "verified", source: "dns", at: NOW } as const;
      const later = closeStep(
        {
          ...started,
          organization: "ACME",
          keyWorks: { kind: "confirmed", by: id, at: NOW },
          billing: {
            means: "card",
            plan: "team",
            monthlyLimit: null,
            confirmedBy: id,
            confirmedAt: NOW,
            warmUntil: NOW + 1,
          },
        },
        "security",
        "done",
        evidence,
        NOW,
      );
      tx.setup.save(later);
      expect(tx.setup.load()).toEqual(later);
    });
  });
});

describe("Requests", () => {
  test("come back as they were saved, also when decided", () => {
    const store = memoryStore();
    store.transact((tx) => {
      const made = someRequest(tx);
      expect(tx.requests.get(made.id)).toEqual(made);
      const by = made.requester;
      const denied = { ...made, state: "denied", decision: { by, at: NOW, reason: "no seat" } } as const;
      tx.requests.save(denied);
      expect(tx.requests.get(made.id)).toEqual(denied);
      const lapsed = { ...made, state: "lapsed", decision: { by: null, at: NOW, reason: null } } as const;
      tx.requests.save(lapsed);
      expect(tx.requests.get(made.id)).toEqual(lapsed);
      expect(tx.requests.get(99)).toBeNull();
    });
  });

  test("are listed while open, and newest first for their requester", () => {
    const store = memoryStore();
    store.transact((tx) => {
      const first = someRequest(tx);
      const second = someRequest(tx);
      const other = tx.people.upsert(account({ id: "U2", address: null }), NOW);
      const third = tx.requests.insert(request(other.id));
      tx.requests.save({ ...first, state: "withdrawn", decision: { by: null, at: NOW, reason: null } });
      expect(tx.requests.open().map(({ id }) => id)).toEqual([second.id, third.id]);
      expect(tx.requests.ofRequester(first.requester, 5).map(({ id }) => id)).toEqual([second.id, first.id]);
      expect(tx.requests.ofRequester(first.requester, 1)).toHaveLength(1);
    });
  });

  test("cannot be saved as decided without a decision", () => {
    const store = memoryStore();
    const saving = () => store.transact((tx) => tx.requests.save({ ...someRequest(tx), state: "approved" }));
    expect(saving).toThrow("requests_decided");
  });
});

describe("Tasks, Workspaces and Members", () => {
  test("come back as they were saved", () => {
    const store = memoryStore();
    store.transact((tx) => {
      const { id: assignee } = tx.people.upsert(account(), NOW);
      const workspace = tx.workspaces.insert({
        name: "Production",
        state: "waiting",
        mistralId: null,
        evidence: null,
        trouble: null,
        icon: null,
      });
      const task = tx.tasks.insert({
        kind: "workspace",
        assignee,
        role: null,
        invitations: [4, 2],
        workspace: workspace.id,
        state: "open",
        reason: null,
        createdAt: NOW,
        closedAt: null,
        closedBy: null,
      });
      expect(tx.tasks.open()).toEqual([task]);
      const closed = { ...task, state: "done", closedAt: NOW, closedBy: assignee } as const;
      tx.tasks.save(closed);
      expect([tx.tasks.open(), tx.tasks.get(task.id)]).toEqual([[], closed]);
      const made = { ...workspace, state: "created", mistralId: "w" } as const;
      tx.workspaces.save(made);
      expect([tx.workspaces.all(), tx.workspaces.get(workspace.id)]).toEqual([[made], made]);
    });
  });

  test("Members are one per address, whatever its case", () => {
    const store = memoryStore();
    store.transact((tx) => {
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
    });
  });

  test("are read in portions, by address", () => {
    const store = memoryStore();
    store.transact((tx) => {
      const member = { name: null, role: "member", mistralId: "m", seenAt: 1 } as const;
      for (const name of ["c", "a", "b"]) tx.members.save({ ...member, address: `${name}@example.com` });
      const portion = (after: string, limit: number) =>
        tx.members.following(after, limit).map(({ address }) => address[0]);
      expect(portion("", 2)).toEqual(["a", "b"]);
      expect(portion("b@example.com", 2)).toEqual(["c"]);
      expect(portion("c@example.com", 2)).toEqual([]);
    });
  });
});

describe("digests", () => {
  test("one is used again while it is younger than asked for", () => {
    const store = memoryStore();
    store.transact((tx) => {
      const first = tx.digests.openSince(NOW - 60_000, NOW);
      expect(first.fresh).toBe(true);
      expect(tx.digests.openSince(NOW - 1, NOW + 59_999)).toEqual({ id: first.id, fresh: false });
      const second = tx.digests.openSince(NOW, NOW + 60_000);
      expect(second.fresh).toBe(true);
      expect(second.id).not.toBe(first.id);
    });
  });
});

describe("drafts", () => {
  test("keep what was typed, and an id is never given twice", () => {
    const store = memoryStore();
    store.transact((tx) => {
      const { id: person } = tx.people.upsert(account(), NOW);
      const draft = tx.drafts.insert({ person, values: { emails: "a, b", seats: ["chat"] }, createdAt: NOW });
      expect(tx.drafts.get(draft.id)).toEqual(draft);
      tx.drafts.remove(draft.id);
      expect(tx.drafts.get(draft.id)).toBeNull();
      expect(tx.drafts.insert({ person, values: {}, createdAt: NOW }).id).not.toBe(draft.id);
    });
  });
});

describe("posted messages", () => {
  test("are found by subject, by conversation, and as Home pages", () => {
    const store = memoryStore();
    store.transact((tx) => {
      const { id: person } = tx.people.upsert(account(), NOW);
      const place = { platform: "slack", channel: "C1" } as const;
      const card = tx.posted.insert({ ...place, message: "1.1", subject: "request:1", person: null });
      const elsewhere = tx.posted.insert({
        platform: "teams",
        channel: "19:x",
        message: "2",
        subject: "request:1",
        person: null,
      });
      tx.posted.insert({ ...place, message: "1.2", subject: "request:10", person: null });
      tx.posted.insert({ ...place, message: "1.3", subject: "helper:billing", person });
      tx.posted.insert({ ...place, message: "1.5", subject: "request:12", person });
      const part = tx.posted.insert({ ...place, message: "1.4", subject: "request:1.7", person });
      const home = tx.posted.insert({
        platform: "slack",
        channel: "home",
        message: "U1",
        subject: `home:${person}`,
        person,
      });
      expect(tx.posted.ofSubject("request:1")).toEqual([card, elsewhere, part]);
      expect(tx.posted.find("request:1", elsewhere)).toEqual(elsewhere);
      expect(tx.posted.find("request:2", place)).toBeNull();
      expect(tx.posted.homes(0)).toEqual([home]);
      tx.posted.remove(card.id);
      expect(tx.posted.get(card.id)).toBeNull();
      expect(tx.posted.get(home.id)).toEqual(home);
    });
  });
});
