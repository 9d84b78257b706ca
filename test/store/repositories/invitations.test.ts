import { describe, expect, test } from "vitest";
import {
  INVITATION_STATUSES,
  type Invitation,
  type Watched,
  watched,
} from "../../../src/domain/invitations/invitation.ts";
import { invitation, memoryStore, NOW, someRequest } from "./samples.ts";

const onlyWhatIsWatched = ({ id, request: of, address, status, since, ...more }: Watched): Watched => ({
  ...{ id, request: of, address, status, since, sentAt: more.sentAt },
  ...{ mistralId: more.mistralId, verified: more.verified },
});

describe("Invitations", () => {
  test("are found by what they belong to", () => {
    const store = memoryStore();
    store.transact((tx) => {
      const { id: of, requester } = someRequest(tx);
      const digest = tx.digests.openSince(NOW - 1, NOW).id;
      const evidence = { kind: "verified", source: "members", at: NOW } as const;
      const bob = tx.invitations.insert(invitation(of, { address: "BOB@Example.com" }));
      const eve = tx.invitations.insert(
        invitation(of, {
          address: "eve@example.com",
          status: "active",
          invitee: requester,
          digest,
          evidence,
        }),
      );
      expect(bob.address).toBe("bob@example.com");
      expect(tx.invitations.get(eve.id)).toEqual(eve);
      expect(tx.invitations.ofRequest(of)).toEqual([bob, eve]);
      expect(tx.invitations.ofDigest(digest)).toEqual([eve]);
      expect(tx.invitations.ofInvitee(requester)).toEqual([eve]);
      const again = tx.invitations.insert(invitation(of));
      expect(tx.invitations.ofAddress("Bob@example.com")).toEqual([again, bob]);
      expect(tx.invitations.addresses([eve.id, bob.id, 99])).toEqual([eve.address, bob.address]);
    });
  });

  test("are found by any of several statuses and counted for every status", () => {
    const store = memoryStore();
    store.transact((tx) => {
      const { id: of } = someRequest(tx);
      for (const status of INVITATION_STATUSES) tx.invitations.insert(invitation(of, { status }));
      const last = tx.invitations.insert(invitation(of, { status: "pending" }));
      tx.invitations.save({ ...last, status: "active" });
      expect(tx.invitations.inStatus("pending", "denied").map(({ status }) => status)).toEqual([
        "pending",
        "denied",
      ]);
      expect(tx.invitations.inStatus()).toEqual([]);
      expect(tx.invitations.count()).toMatchObject({ active: 2, pending: 1, removed: 1 });
    });
    const empty = memoryStore().read((tx) => tx.invitations.count());
    expect(Object.keys(empty)).toEqual([...INVITATION_STATUSES]);
    expect(new Set(Object.values(empty))).toEqual(new Set([0]));
  });

  test("have a first one in each status, or among those with younger Evidence", () => {
    const store = memoryStore();
    store.transact((tx) => {
      const { id: of } = someRequest(tx);
      const at = (when: number) => ({ kind: "verified", source: "members", at: when }) as const;
      const make = (evidence: Invitation["evidence"]) =>
        tx.invitations.insert(invitation(of, { status: "active", evidence }));
      const [unknown, old, young] = [make(null), make(at(NOW)), make(at(NOW + 5))];
      expect(tx.invitations.first("active")).toEqual(unknown);
      expect(tx.invitations.first("active", 0)).toEqual(old);
      expect(tx.invitations.first("active", NOW)).toEqual(young);
      expect(tx.invitations.first("active", NOW + 5)).toBeNull();
      expect(tx.invitations.first("pending")).toBeNull();
    });
  });

  test("are told apart from older ones of the same address, in portions", () => {
    const store = memoryStore();
    store.transact((tx) => {
      const { id: of } = someRequest(tx);
      const evidence = { kind: "verified", source: "members", at: NOW } as const;
      const make = (name: string, change: Partial<Invitation> = {}) =>
        tx.invitations.insert(invitation(of, { address: `${name}@example.com`, ...change }));
      const old = make("ana", { status: "pending" });
      const newer = make("ana", { status: "denied" });
      const bob = make("bob", { status: "active", evidence, mistralId: "i" });
      const eve = make("eve", { status: "pending" });
      const portion = (after: number, limit: number) => tx.invitations.watched(after, limit);
      expect(portion(0, 9)).toEqual([watched(bob), watched(eve)].map(onlyWhatIsWatched));
      expect(portion(0, 1).map(({ id }) => id)).toEqual([bob.id]);
      expect(portion(bob.id, 9).map(({ id }) => id)).toEqual([eve.id]);
      const all = [old, newer, bob, eve].map(({ id }) => id);
      expect(tx.invitations.newestAmong(all)).toEqual([newer, bob, eve]);
    });
  });
});
