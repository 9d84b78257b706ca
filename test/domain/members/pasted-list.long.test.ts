import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PASTED_FROM, type PastedFrom, parsePastedList } from "../../../src/domain/members/pasted-list.ts";
import { isAddress } from "../../../src/domain/requests/address.ts";
import { anyText } from "../../support/any/any-text.ts";

const read = (text: string, from: PastedFrom = "written") =>
  Object.fromEntries(parsePastedList(text, from).map(({ address, state }) => [address, state]));

describe("a pasted part of the members list", () => {
  it("is read from a table whose rows are lines", () => {
    const text =
      "Name\tEmail\tRole\tStatus\nBob Ray\tBob@Lumen.example\tMember\tActive\nAna\tana@lumen.example\tAdmin\tPending";
    expect(read(text)).toEqual({ "bob@lumen.example": "active", "ana@lumen.example": "pending" });
  });

  it("is read from a table that was copied with one cell per line", () => {
    const text =
      "Email\nRole\nStatus\nbob@lumen.example\nMember\nActive\n3 Nov 2026\nana@lumen.example\nBilling\nInvite sent\n\nrosa@lumen.example\nMember\nExpired";
    expect(read(text)).toEqual({
      "bob@lumen.example": "active",
      "ana@lumen.example": "pending",
      "rosa@lumen.example": "expired",
    });
  });

  it("gives a state to the next address where every state comes first", () => {
    expect(read("Active\nBob\nbob@x.io\nPending\nAna\nana@x.io")).toEqual({
      "bob@x.io": "active",
      "ana@x.io": "pending",
    });
  });

  it("gives a lone word above the list to nobody", () => {
    expect(read("Active\nbob@x.io\nana@x.io")).toEqual({ "bob@x.io": null, "ana@x.io": null });
  });

  it("knows the words in English and French, in any case", () => {
    for (const [word, state] of [
      ["ACTIVE", "active"],
      ["Actif", "active"],
      ["pending", "pending"],
      ["Invited", "pending"],
      ["Invite sent", "pending"],
      ["En attente", "pending"],
      ["Invité", "pending"],
      ["Invite\u0301", "pending"],
      ["Expired", "expired"],
      ["Expiré", "expired"],
    ] as const) {
      expect(read(`Bob <bob@x.io> ${word}`)).toEqual({ "bob@x.io": state });
      expect(read(`bob@x.io\n${word}`)).toEqual({ "bob@x.io": state });
    }
  });

  it("goes by the heading above where nothing stands beside an address", () => {
    expect(
      read("Active Users (2)\nbob@x.io\nana@x.io\nInvited Users 1\nrosa@x.io\nold@x.io Expired"),
    ).toEqual({
      "bob@x.io": "active",
      "ana@x.io": "active",
      "rosa@x.io": "pending",
      "old@x.io": "expired",
    });
    expect(read("Utilisateurs invités\nbob@x.io")).toEqual({ "bob@x.io": "pending" });
  });

  it("takes two headings without anybody between them for tabs, which say nothing", () => {
    expect(read("Members\nActive Users\nInvited Users\nbob@x.io")).toEqual({ "bob@x.io": null });
    expect(read("Active Users  Invited Users\nbob@x.io")).toEqual({ "bob@x.io": null });
    expect(read("Members\nInvited Users\nbob@x.io")).toEqual({ "bob@x.io": "pending" });
  });

  it("goes by where it was copied from when the text says nothing", () => {
    expect(read("bob@x.io")).toEqual({ "bob@x.io": null });
    expect(read("bob@x.io", "active")).toEqual({ "bob@x.io": "active" });
    expect(read("bob@x.io\nana@x.io Expired", "invited")).toEqual({
      "bob@x.io": "pending",
      "ana@x.io": "expired",
    });
    expect(read("Active Users\nbob@x.io", "invited")).toEqual({ "bob@x.io": "active" });
  });

  it("takes the stronger reading of an address that is there twice", () => {
    expect(read("bob@x.io Expired\nbob@x.io Pending")).toEqual({ "bob@x.io": "pending" });
    expect(read("bob@x.io Active\nbob@x.io Expired")).toEqual({ "bob@x.io": "active" });
    expect(read("bob@x.io Invited 3 Nov, Expired")).toEqual({ "bob@x.io": "expired" });
  });

  it("is not misled by words about something else", () => {
    expect(read("bob@x.io Inactive\nana@x.io last active yesterday")).toEqual({
      "bob@x.io": null,
      "ana@x.io": null,
    });
    expect(read("bob@x.io Pending, invited by ana@x.io")).toEqual({ "bob@x.io": "pending" });
    expect(read("pending@x.io Active")).toEqual({ "pending@x.io": "active" });
  });

  it("passes over what looks like an address and is none", () => {
    expect(read("bob@localhost Active, @bob, a@b@c..d, ana@x.io Active")).toEqual({ "ana@x.io": "active" });
  });
});

it.each([
  [
    "All Active Pending\nana@x.io Active\nbob@x.io Pending\ncarl@x.io",
    { "ana@x.io": "active", "bob@x.io": "pending" },
  ],
  ["ana@x.io\nPending bob@x.io\nActive carl@x.io", { "bob@x.io": "pending", "carl@x.io": "active" }],
])(
  "a row that was cut off at the edge of a selection gives nobody their neighbour's state: %j",
  (text, told) => {
    expect(read(text)).toMatchObject(told);
  },
);

const states = fc.constantFrom("Active", "Pending", "Expired");
const person = fc.record({ name: fc.stringMatching(/^[a-z]{1,8}$/), state: states });
const people = fc.uniqueArray(person, { selector: ({ name }) => name, minLength: 1, maxLength: 12 });
const noise = fc.constantFrom("", "Member", "3 Nov 2026", "Bob Ray", "Admin\tSeats", "…", "1–10 of 40");
const from = fc.constantFrom(...PASTED_FROM);
const shapes = {
  rows: ({ name, state }: { name: string; state: string }, extra: string) =>
    `${name}@x.io\t${extra}\t${state}`,
  cells: ({ name, state }: { name: string; state: string }, extra: string) =>
    `${name}@x.io\n${extra}\n${state}\n${extra}`,
};

describe("whatever is pasted", () => {
  it("nothing throws, and no address is invented", () => {
    const pieces = fc.oneof(
      anyText(),
      fc.constantFrom(
        "Active",
        "Invited Users",
        "Members",
        "@",
        "\n",
        "a@b.io",
        "<mailto:a@b.io|a@b.io>",
        "par",
      ),
    );
    fc.assert(
      fc.property(fc.array(pieces), fc.constantFrom("", " ", "\n"), from, (parts, glue, source) => {
        const text = parts.join(glue);
        for (const { address } of parsePastedList(text, source)) {
          expect(isAddress(address)).toBe(true);
          expect(text.normalize("NFC").toLowerCase()).toContain(address);
        }
      }),
    );
  });

  it("neither order nor noise matters", () => {
    fc.assert(
      fc.property(
        people,
        noise,
        fc.constantFrom("rows", "cells"),
        fc.func(fc.integer()),
        (all, extra, shape, by) => {
          const shuffled = all.toSorted((a, b) => by(a.name) - by(b.name));
          const told = Object.fromEntries(
            all.map(({ name, state }) => [`${name}@x.io`, state.toLowerCase()]),
          );
          expect(read(shuffled.map((one) => shapes[shape](one, extra)).join("\n"))).toEqual(told);
        },
      ),
    );
  });
});
