import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { InvitationStatus } from "../../../src/domain/invitations/invitation.ts";
import type { Narrowed } from "../../../src/domain/members/members-list.ts";
import type { Tx } from "../../../src/store/tx.ts";
import { account, invitation, memoryStore, NOW, someRequest } from "./samples.ts";

const SIZE = 3;

/** Invites each of these, in this order. */
function invite(tx: Tx, ...all: readonly (readonly [address: string, status: InvitationStatus])[]): number[] {
  const { id } = someRequest(tx);
  return all.map(([address, status]) => tx.invitations.insert(invitation(id, { address, status })).id);
}

const join = (tx: Tx, address: string, name: string | null = null) =>
  tx.members.save({ address, name, role: "member", mistralId: address, seenAt: NOW });

const addresses = (tx: Tx, which: Narrowed = {}): string[] =>
  tx.listing.page(which, { page: 0 }, 100).rows.map(({ address }) => address);

describe("the members list", () => {
  test("has each address once, by address, with the Invitation that is furthest along", () => {
    memoryStore().transact((tx) => {
      const [old, , active, , again] = invite(
        tx,
        ["c@x.example", "expired"],
        ["a@x.example", "revoked"],
        ["a@x.example", "active"],
        ["a@x.example", "pending"],
        ["b@x.example", "failed"],
        ["d@x.example", "denied"],
        ["e@x.example", "proposed"],
        ["p_erased", "removed"],
      );
      const newest = invite(tx, ["b@x.example", "failed"])[0];
      join(tx, "a@x.example");
      join(tx, "d@x.example");
      expect(again).toBeLessThan(newest ?? 0);
      expect(tx.listing.page({}, { page: 0 }, 10)).toEqual({
        rows: [
          { address: "a@x.example", invitation: active },
          { address: "b@x.example", invitation: newest },
          { address: "c@x.example", invitation: old },
          { address: "d@x.example", invitation: null },
        ],
        skipped: 0,
        total: 4,
      });
      expect(tx.listing.showing("expired")).toEqual([old]);
      expect(tx.listing.count({ only: "care" })).toBe(2);
    });
  });

  test("can be narrowed to those who are Active, Pending, or need care", () => {
    memoryStore().transact((tx) => {
      invite(tx, ["a@x.example", "active"], ["p@x.example", "pending"], ["s@x.example", "sending"]);
      invite(tx, ["e@x.example", "expired"], ["f@x.example", "failed"], ["a@x.example", "expired"]);
      join(tx, "m@x.example");
      expect(addresses(tx, { only: "active" })).toEqual(["a@x.example", "m@x.example"]);
      expect(addresses(tx, { only: "pending" })).toEqual(["p@x.example"]);
      expect(addresses(tx, { only: "care" })).toEqual(["e@x.example", "f@x.example"]);
    });
  });

  test.each([
    ["a part of the address", "LUPIN@", ["lupin@x.example"]],
    ["the name in Mistral's list, however it is written", "elodie", ["eb@x.example"]],
    ["the name in chat", "Zoé Martin", ["zm@x.example"]],
    ["words in any order", "martin zoe", ["zm@x.example"]],
    ["what stands for anything elsewhere", "%_", []],
    ["quotes", "' OR 1=1 --", []],
    ["nothing but blanks", "  ", ["eb@x.example", "lupin@x.example", "zm@x.example"]],
  ])("is searched for %s", (_, find, found) => {
    memoryStore().transact((tx) => {
      invite(tx, ["lupin@x.example", "pending"], ["zm@x.example", "expired"]);
      join(tx, "eb@x.example", "Élodie BÉRARD");
      tx.people.upsert(account({ id: "U9", name: "Zoé Martin", address: "zm@x.example" }), NOW);
      expect(addresses(tx, { find })).toEqual(found);
    });
  });

  test("finds an invitee by the name of their account, whatever its address has become", () => {
    memoryStore().transact((tx) => {
      const { id: invitee } = tx.people.upsert(
        account({ id: "U9", name: "Rosa", address: "new@x.example" }),
        NOW,
      );
      const { id } = someRequest(tx);
      tx.invitations.insert(invitation(id, { address: "old@x.example", status: "pending", invitee }));
      expect(addresses(tx, { find: "rosa" })).toEqual(["old@x.example"]);
    });
  });

  test("passes nobody over and shows nobody twice while people come, go and change", () => {
    const name = fc.integer({ min: 0, max: 40 }).map((n) => `p${String(n).padStart(2, "0")}@x.example`);
    const change = fc.record({
      address: name,
      status: fc.constantFrom<InvitationStatus>("active", "pending", "denied"),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 1, maxLength: 30 }),
        fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 15 }),
        (stayers, changes) => {
          const store = memoryStore();
          store.transact((tx) => invite(tx, ...stayers.map((address) => [address, "active"] as const)));
          const seen: string[] = [];
          for (let turn = 0; turn < 30; turn += 1) {
            const after = seen.at(-1) ?? "";
            const page = store.read((tx) => tx.listing.page({}, { after }, SIZE));
            seen.push(...page.rows.map(({ address }) => address));
            if (page.skipped + page.rows.length >= page.total) break;
            store.transact((tx) => {
              for (const { address, status } of changes[turn] ?? []) invite(tx, [address, status]);
            });
          }
          expect(seen).toEqual([...new Set(seen)].sort());
          expect(seen).toEqual(expect.arrayContaining(stayers));
        },
      ),
      { numRuns: 40 },
    );
  });

  test("has the page before, a whole first one, and the last one where nothing follows", () => {
    memoryStore().transact((tx) => {
      invite(tx, ...[..."abcdefgh"].map((letter) => [`${letter}@x.example`, "active"] as const));
      const at = (where: Parameters<Tx["listing"]["page"]>[1]) => {
        const { rows, skipped } = tx.listing.page({}, where, SIZE);
        return [rows.map(({ address }) => address[0]).join(""), skipped];
      };
      expect(at({ before: "g@x.example" })).toEqual(["def", 3]);
      expect(at({ before: "b@x.example" })).toEqual(["abc", 0]);
      expect(at({ after: "h@x.example" })).toEqual(["gh", 6]);
      expect(at({ page: 7 })).toEqual(["gh", 6]);
    });
  });
});
