import { describe, expect, test } from "vitest";
import type { InvitationStatus } from "../../../src/domain/invitations/invitation.ts";
import type { Tx } from "../../../src/store/tx.ts";
import { account, invitation, memoryStore, NOW, someRequest } from "./samples.ts";

/** Invites each of these, in this order. */
function invite(tx: Tx, ...all: readonly (readonly [address: string, status: InvitationStatus])[]): number[] {
  const { id } = someRequest(tx);
  return all.map(([address, status]) => tx.invitations.insert(invitation(id, { address, status })).id);
}

const join = (tx: Tx, address: string, name: string | null = null) =>
  tx.members.save({ address, name, role: "member", mistralId: address, seenAt: NOW });

const addresses = (tx: Tx, find: string): string[] =>
  tx.members.page(find, 0, 100).rows.map(({ address }) => address);

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
      expect(tx.members.page("", 0, 10)).toEqual({
        rows: [
          { address: "a@x.example", invitation: active },
          { address: "b@x.example", invitation: newest },
          { address: "c@x.example", invitation: old },
          { address: "d@x.example", invitation: null },
        ],
        ...{ page: 0, pages: 1, total: 4 },
      });
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
      expect(addresses(tx, find)).toEqual(found);
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
      expect(addresses(tx, "rosa")).toEqual(["old@x.example"]);
    });
  });

  test("is turned by the number of its pages, and behind the last one is the last one", () => {
    memoryStore().transact((tx) => {
      invite(tx, ...[..."abcdefgh"].map((letter) => [`${letter}@x.example`, "active"] as const));
      const at = (asked: number) => {
        const { rows, page, pages } = tx.members.page("", asked, 3);
        return [rows.map(({ address }) => address[0]).join(""), page, pages];
      };
      expect([0, 1, 2, 7].map(at)).toEqual([
        ["abc", 0, 3],
        ["def", 1, 3],
        ["gh", 2, 3],
        ["gh", 2, 3],
      ]);
      expect(tx.members.page("nobody", 0, 3)).toMatchObject({ rows: [], pages: 1, total: 0 });
    });
  });
});
