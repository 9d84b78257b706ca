import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PASTED_FROM, type PastedFrom, parsePastedList } from "../../../src/domain/members/pasted-list.ts";
import { isAddress } from "../../../src/domain/requests/address.ts";
import { anyText } from "../../support/any/any-text.ts";

const read = (text: string, from: PastedFrom = "written") =>
  Object.fromEntries(parsePastedList(text, from).map(({ address, state }) => [address, state]));
/** The states of a@x.io, b@x.io and so on, by their first letters; "-": not known. */
const states = (text: string, from?: PastedFrom): string =>
  Object.entries(read(text, from))
    .map(([address, state]) => `${address[0]}${state?.[0] ?? "-"}`)
    .join(" ");

describe("a pasted part of the members list", () => {
  it.each<[how: string, text: string, read: string, from?: PastedFrom]>([
    [
      "a table whose rows are lines",
      "Name\tEmail\tStatus\nBob\tB@x.io\tActive\nAna\ta@x.io\tPending",
      "ba ap",
    ],
    [
      "one cell per line",
      "Email\nRole\nb@x.io\nMember\nActive\n3 Nov\na@x.io\nInvite sent\n\nc@x.io\nExpired",
      "ba ap ce",
    ],
    ["every state before its address", "Active\nBob\nb@x.io\nPending\nAna\na@x.io", "ba ap"],
    ["a lone word above the list, which is nobody's", "Active\nb@x.io\na@x.io", "b- a-"],
    ["headings", "Active Users (2)\nb@x.io\na@x.io\nInvited Users 1\nc@x.io\nd@x.io Expired", "ba aa cp de"],
    ["a heading in French", "Utilisateurs invités\nb@x.io", "bp"],
    ["a heading in German", "Ausstehende Einladungen\nb@x.io", "bp"],
    ["a heading in Spanish", "Usuarios invitados (1)\nb@x.io\nMiembros activos\na@x.io", "bp aa"],
    ["headings without anybody between them, which are tabs", "Active Users\nInvited Users\nb@x.io", "b-"],
    ["headings in one line, which are tabs", "Active Users  Invited Users\nb@x.io", "b-"],
    ["a heading below words that are none", "Members\nInvited Users\nb@x.io", "bp"],
    ["nothing that says it", "b@x.io", "b-"],
    ["where it was copied from", "b@x.io", "ba", "active"],
    ["a state beside an address, which wins over that", "b@x.io\na@x.io Expired", "bp ae", "invited"],
    ["a heading, which wins over that", "Active Users\nb@x.io", "ba", "invited"],
    ["an address twice, the stronger one", "b@x.io Expired\nb@x.io Pending", "bp"],
    ["an address twice, the stronger one first", "b@x.io Active\nb@x.io Expired", "ba"],
    ["two states of one row", "b@x.io Invited 3 Nov, Expired", "be"],
    ["words about something else", "b@x.io Inactive\na@x.io last active yesterday", "b- a-"],
    ["words about something else in German", "b@x.io nicht aktiv\na@x.io aktiv vor 3 Tagen", "b- a-"],
    ["whoever invited somebody", "b@x.io Pending, invited by a@x.io", "bp"],
    ["whoever invited somebody in German", "b@x.io Ausstehend, eingeladen von a@x.io", "bp"],
    ["whoever invited somebody in Spanish", "b@x.io Pendiente, invitado por a@x.io", "bp"],
    ["a state in an address", "pending@x.io Active", "pa"],
    ["what looks like an address and is none", "bob@localhost Active, @bob, a@b@c..d, a@x.io Active", "aa"],
    [
      "a neighbour's row cut off below",
      "All Active Pending\na@x.io Active\nb@x.io Pending\nc@x.io",
      "aa bp c-",
    ],
    ["rows cut off above", "a@x.io\nPending b@x.io\nActive c@x.io", "a- bp ca"],
  ])("is read with %s", (_how, text, told, from) => {
    expect(states(text, from)).toBe(told);
  });

  it("knows the words in every language, in any case", () => {
    const words = {
      active: ["ACTIVE", "Actif", "Aktiv", "Activa"],
      pending: [
        ...["pending", "Invited", "Invite sent", "En attente", "Invité", "Invite\u0301", "Eingeladen"],
        ...["Pendiente", "Invitado"],
      ],
      expired: ["Expired", "Expiré", "Abgelaufen", "Expirada", "Caducado"],
    };
    for (const [state, all] of Object.entries(words))
      for (const word of all)
        for (const text of [`Bob <b@x.io> ${word}`, `b@x.io\n${word}`])
          expect(read(text)).toEqual({ "b@x.io": state });
  });
});

const person = fc.record({
  name: fc.stringMatching(/^[a-z]{1,8}$/),
  state: fc.constantFrom("Active", "Pending", "Expired"),
});
const people = fc.uniqueArray(person, { selector: ({ name }) => name, minLength: 1, maxLength: 12 });
const noise = fc.constantFrom("", "Member", "3 Nov 2026", "Bob Ray", "Admin\tSeats", "…", "1–10 of 40");
const glue = fc.constantFrom("\t", "\n");

describe("whatever is pasted,", () => {
  it("nothing throws, and no address is invented", () => {
    const known = [
      "Active",
      "Invited Users",
      "Members",
      "@",
      "\n",
      "a@b.io",
      "<mailto:a@b.io|a@b.io>",
      "par",
    ];
    const pieces = fc.array(fc.oneof(anyText(), fc.constantFrom(...known)));
    const between = fc.constantFrom("", " ", "\n");
    fc.assert(
      fc.property(pieces, between, fc.constantFrom(...PASTED_FROM), (parts, by, source) => {
        const text = parts.join(by);
        for (const { address } of parsePastedList(text, source)) {
          expect(isAddress(address)).toBe(true);
          expect(text.normalize("NFC").toLowerCase()).toContain(address);
        }
      }),
    );
  });

  it("neither order nor noise matters, in rows and in cells", () => {
    fc.assert(
      fc.property(people, noise, glue, fc.func(fc.integer()), (all, extra, by, order) => {
        const shuffled = all.toSorted((a, b) => order(a.name) - order(b.name));
        const told = Object.fromEntries(all.map(({ name, state }) => [`${name}@x.io`, state.toLowerCase()]));
        const rows = shuffled.map(({ name, state }) => [`${name}@x.io`, extra, state, extra].join(by));
        expect(read(rows.join("\n"))).toEqual(told);
      }),
    );
  });
});
